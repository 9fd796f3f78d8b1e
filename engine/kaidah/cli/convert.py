"""`kaidah convert A B`: a document to DMN XML, or the other way; the endings of the names say which."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from kaidah.cli.files import unreadable
from kaidah.cli.screen import Screen
from kaidah.feel.failure import Failure
from kaidah.feel.temporal import Date, parse_date
from kaidah.workspace.conversion import Converted, convert
from kaidah_dsl.diagnostics import Diagnostic, error, has_errors
from kaidah_dsl.report import to_text

EXAMPLE = "kaidah convert passengers.kaidah passengers.dmn"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("source", metavar="A", help="a .kaidah or .dmn file")
    parser.add_argument("target", metavar="B", help="the file to write, .dmn or .kaidah")
    parser.add_argument(
        "--on", metavar="DATE", help="write the edition in force on this day (default: the last)"
    )


def run(arguments: Namespace, screen: Screen) -> int:
    day = _day(arguments.on)
    unusable = day if isinstance(day, Diagnostic) else _missing(arguments.source)
    if unusable is not None:
        screen.say(to_text([unusable], colour=screen.colour))
        return 2
    assert not isinstance(day, Diagnostic)
    converted = convert(Path(arguments.source), Path(arguments.target), day)
    if converted.diagnostics:
        screen.say(to_text(converted.diagnostics, colour=screen.colour))
    if has_errors(converted.diagnostics):
        return 2 if converted.diagnostics[0].code in ("K100", "K601", "K602", "K603", "K607") else 1
    return _write(converted, screen) or _editions(converted, arguments, screen)


def _day(text: str | None) -> Date | Diagnostic | None:
    try:
        return parse_date(text) if text else None
    except Failure as failure:
        return error("K110", failure.message, help=failure.help)


def _missing(source: str) -> Diagnostic | None:
    """Why a file cannot be read; None where it can."""
    try:
        with Path(source).open("rb"):
            return None
    except (OSError, ValueError) as reason:
        return unreadable(source, reason)


def _write(converted: Converted, screen: Screen) -> int:
    for path, content in converted.files:
        status = screen.save(content, str(path))
        if status:
            return status
        screen.say(f"wrote {path}")
    return 0


def _editions(converted: Converted, arguments: Namespace, screen: Screen) -> int:
    if converted.edition and not arguments.on:
        screen.say(f"  of the last edition, {converted.edition.identifier}; `--on DATE` writes another")
    return 0

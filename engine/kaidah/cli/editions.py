"""`kaidah editions MODEL`: which text was in force when."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from kaidah.api import LoadedModel, find
from kaidah.cli.case import report
from kaidah.cli.screen import Screen
from kaidah.feel.exact_json import to_json
from kaidah.model.editions import in_words
from kaidah.model.elements import Edition, Model
from kaidah_dsl.diagnostics import Diagnostic

EXAMPLE = "kaidah editions consigned-goods"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("model", metavar="MODEL", help="a .kaidah file, or the name of a shipped model")
    parser.add_argument("--on", metavar="DATE", help="only the edition in force on this day")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file")


def run(arguments: Namespace, screen: Screen) -> int:
    loaded = find(arguments.model)
    if not isinstance(loaded, LoadedModel):
        report(loaded, screen)
        return 2
    editions = _editions(loaded, arguments.on)
    problems = tuple(problem for problem in editions if isinstance(problem, Diagnostic))
    if problems:
        report(problems, screen)
        return 2
    found = [edition for edition in editions if isinstance(edition, Edition)]
    text = _as_json(loaded, found) if arguments.format == "json" else _as_text(loaded, found)
    return screen.deliver(text, arguments.output)


def _editions(loaded: LoadedModel, day: str | None) -> tuple[Edition | Diagnostic, ...]:
    if day is None:
        return loaded.regulation.editions
    found = loaded.editions_for(day)
    models = [each.edition for each in found if isinstance(each, Model) and each.edition]
    return (*models, *(each for each in found if isinstance(each, Diagnostic)))


def _as_text(loaded: LoadedModel, editions: list[Edition]) -> str:
    if not editions:
        return f"{loaded.name} has one edition, always in force\n"
    rows = [(each.identifier, in_words(each.in_force), each.about) for each in editions]
    widths = [max(len(row[index]) for row in rows) for index in (0, 1)]
    lines = [
        f"  {name:<{widths[0]}}  {period:<{widths[1]}}  {about}".rstrip() for name, period, about in rows
    ]
    return "\n".join([loaded.name, *lines]) + "\n"


def _as_json(loaded: LoadedModel, editions: list[Edition]) -> str:
    return to_json(
        {
            "schema": "kaidah.editions/1",
            "model": loaded.name,
            "editions": [_data(edition) for edition in editions],
        }
    )


def _data(edition: Edition) -> dict[str, Any]:
    period = edition.in_force
    return {
        "edition": edition.identifier,
        "from": str(period.start) if period.start else None,
        "to": str(period.end) if period.end else None,
        "about": edition.about,
    }

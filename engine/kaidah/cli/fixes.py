"""Applying the safe fixes of diagnostics to the files they are in: whole files, each edit once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kaidah.cli.files import replace_file
from kaidah.cli.screen import Screen
from kaidah_dsl.diagnostics import Diagnostic, Edit
from kaidah_dsl.report import counted
from kaidah_dsl.source import Source


def apply_fixes(diagnostics: Iterable[Diagnostic], screen: Screen) -> str | None:
    """What went wrong with writing, "" if nothing; None where no problem has a safe fix."""
    by_source: dict[str, tuple[Source, dict[tuple[int, int], Edit]]] = {}
    for diagnostic in diagnostics:
        if diagnostic.fix is None or not diagnostic.fix.safe:
            continue
        for edit in diagnostic.fix.edits:
            _, edits = by_source.setdefault(edit.span.source.name, (edit.span.source, {}))
            edits.setdefault((edit.span.start, edit.span.end), edit)
    for name, (source, edits) in by_source.items():
        text, count = edited(source.text, edits.values())
        if failure := replace_file(Path(name), text.encode()):
            return failure
        screen.say(f"{name}: {counted(count, 'place')} mended")
    return "" if by_source else None


def edited(text: str, edits: Iterable[Edit]) -> tuple[str, int]:
    """The text with the edits made, and how many there were; one that overlaps another before it is left."""
    done, last = 0, len(text) + 1
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end), reverse=True):
        if edit.span.end <= last:
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
            last = edit.span.start
            done += 1
    return text, done

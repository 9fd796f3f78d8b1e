"""The source lines a problem points at, with marks below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category, east_asian_width

from kaidah_dsl.report.paint import Paint
from kaidah_dsl.report.place import place_of
from kaidah_dsl.source import Source, Span

_WIDEST = 140  # longer lines are shown around their marks only
_TAB = "    "


@dataclass(frozen=True)
class Mark:
    """A span to underline, and the words beside the line below it."""

    span: Span
    message: str
    primary: bool
    paint: str = "blue"


def snippet(marks: Sequence[Mark], gutter: int, paint: Paint) -> list[str]:
    """The marked lines in order, the first mark's file first; `gutter` is the room for line numbers."""
    bar = paint.blue("|")
    lines: list[str] = []
    for source, number, here in _by_line(marks):
        if source.name != marks[0].span.source.name:
            lines.append(f"{' ' * gutter} {paint.blue('-->')} {here[0].span}")
        lines.append(f"{' ' * gutter} {bar}")
        lines += _line(source, number, here, gutter, paint)
    return lines


def _by_line(marks: Sequence[Mark]) -> list[tuple[Source, int, list[Mark]]]:
    found: dict[tuple[bool, str, int], list[Mark]] = {}
    first = marks[0].span.source.name if marks else ""
    for mark in marks:
        name = mark.span.source.name
        found.setdefault((name != first, name, mark.span.line), []).append(mark)
    return [(found[key][0].span.source, key[2], found[key]) for key in sorted(found)]


def _line(source: Source, number: int, marks: list[Mark], gutter: int, paint: Paint) -> list[str]:
    text = source.line(number)
    start, end = _window(text, marks)
    head = paint.blue(f"{number:>{gutter}} |")
    shown = ("…" if start else "") + _display(text[start:end]) + ("…" if end < len(text) else "")
    under = [_underline(text, mark, start, end, gutter, paint) for mark in _in_order(marks)]
    return [f"{head} {shown}".rstrip(), *under]


def _in_order(marks: list[Mark]) -> list[Mark]:
    """The primary mark directly under the line."""
    return sorted(marks, key=lambda mark: (not mark.primary, mark.span.start))


def _window(text: str, marks: list[Mark]) -> tuple[int, int]:
    """The part of a long line to show: around the first mark."""
    if len(text) <= _WIDEST:
        return 0, len(text)
    column = place_of(_in_order(marks)[0].span).column - 1
    start = max(0, min(column - _WIDEST // 3, len(text) - _WIDEST))
    return start, min(len(text), start + _WIDEST)


def _underline(text: str, mark: Mark, start: int, end: int, gutter: int, paint: Paint) -> str:
    place = place_of(mark.span)
    first = min(max(place.column - 1, start), end)
    last = place.end_column - 1 if place.end_line == place.line else len(text)
    last = max(first, min(last, end))
    before = " " * (_width(text[start:first]) + (1 if start else 0))
    signs = ("^" if mark.primary else "-") * max(1, _width(text[first:last]))
    words = f"{signs} {mark.message}".rstrip()
    return f"{' ' * gutter} {paint.blue('|')} {before}{paint.named(mark.paint, words)}"


def _display(text: str) -> str:
    """Tabs as four blanks, control characters as a dot: what the terminal shows is what is measured."""
    return "".join(_TAB if c == "\t" else "·" if category(c) == "Cc" else c for c in text)


def _width(text: str) -> int:
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if character == "\t":
        return len(_TAB)
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1

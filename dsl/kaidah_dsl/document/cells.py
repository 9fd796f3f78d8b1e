"""A line of a table split into its cells, in the groups between double bars."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaidah_dsl.document.tree import NO_COMMENTS, Cell, Comments
from kaidah_dsl.source import Source, Span

_BAR = re.compile(r"\|\|?")
_PIECE = re.compile(r'"(?:[^"\\\n\r]|\\[^\n\r])*"|/\*.*?\*/|\|\|?|//|"')
_RULE_LINE = re.compile(r":?[-=—–]+:?")
SMART_QUOTE = re.compile(r"[“”„]")


@dataclass(slots=True)
class Split:
    """The cells of a line, group by group. `unclosed` is where a text begins that has no end."""

    span: Span
    groups: list[list[Cell]]
    comments: Comments
    unclosed: int | None = None

    @property
    def sizes(self) -> list[int]:
        return [len(group) for group in self.groups]

    @property
    def cells(self) -> list[Cell]:
        return [cell for group in self.groups for cell in group]

    @property
    def is_line(self) -> bool:
        """Whether it is the line between the header and the rules."""
        return all(_RULE_LINE.fullmatch(cell.text) for cell in self.cells)


def split(source: Source, start: int, end: int, before: tuple[str, ...]) -> Split:
    """The cells of the line from `start`, where its first bar stands, to `end`."""
    text = source.text[start:end]
    bars = _bars(text)
    groups: list[list[Cell]] = [[]]
    position = 1
    if text.startswith("||"):
        groups[0].append(_cell(source, start, text, 1, 1))
        position = 2
    for first, last in bars.places[1:]:
        groups[-1].append(_cell(source, start, text, position, first))
        if last - first == 2 and last < bars.end:
            groups.append([])
        position = last
    if position < bars.end or not groups[0]:
        groups[-1].append(_cell(source, start, text, position, bars.end))
    comments = Comments(before=before, behind=bars.behind) if before or bars.behind else NO_COMMENTS
    place = Span(source, start, start + bars.end)
    return Split(place, groups, comments, None if bars.unclosed is None else start + bars.unclosed)


def _cell(source: Source, offset: int, text: str, first: int, last: int) -> Cell:
    content = text[first:last]
    stripped = content.strip()
    if stripped:
        first += len(content) - len(content.lstrip())
        last = first + len(stripped)
    return Cell(span=Span(source, offset + first, offset + last), text=stripped)


@dataclass(slots=True)
class _Bars:
    """The bars of a line up to `end`, the comment behind the last, and where an unclosed text begins."""

    places: list[tuple[int, int]]
    end: int
    behind: str = ""
    unclosed: int | None = None


def _bars(text: str) -> _Bars:
    if '"' not in text and "/" not in text:
        return _Bars([found.span() for found in _BAR.finditer(text)], len(text))
    bars = _Bars([], len(text))
    for found in _PIECE.finditer(text):
        sign = found.group()
        if sign[0] == "|":
            bars.places.append(found.span())
        elif sign == '"':
            bars.unclosed = found.start() if bars.unclosed is None else bars.unclosed
        elif sign[0] == "/" and _is_behind(text, bars.places[-1][1], found):
            bars.behind, bars.end = text[found.start() :].rstrip(), bars.places[-1][1]
            break
    return bars


def _is_behind(text: str, bar_end: int, comment: re.Match[str]) -> bool:
    """Whether a comment stands behind the last bar rather than in a cell."""
    if text[bar_end : comment.start()].strip():
        return False
    return comment.group() == "//" or not text[comment.end() :].strip()

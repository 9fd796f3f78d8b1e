"""A case file as lines of cells with places: separated by commas, semicolons or tabs, as spreadsheets write it."""

from __future__ import annotations

import csv
import io
import re

from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Source, Span

_SAID = re.compile(r"sep=(?P<delimiter>[,;\t])[^\n]*\n", re.IGNORECASE)
"""The first line with which a spreadsheet is told what separates the cells."""


@frozen
class Line:
    """The cells of one case and their spans; `span` is the whole line."""

    cells: tuple[str, ...]
    spans: tuple[Span, ...]
    span: Span


@frozen
class Sheet:
    header: Line | None
    lines: tuple[Line, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_sheet(name: str, text: str) -> Sheet:
    """The header and the lines of a case file. Empty lines are passed over."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source(name=name, text=text)
    said = _SAID.match(text)
    body = text[said.end() :] if said else text
    delimiter = said["delimiter"] if said else _delimiter(text)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    problems: tuple[Diagnostic, ...] = ()
    above = 1 if said else 0
    first = above + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(_line(source, first, above + reader.line_num, cells))
            first = above + reader.line_num + 1
    except csv.Error as reason:
        problems = (_unreadable(source, first, reason),)
    return Sheet(header=lines[0] if lines else None, lines=tuple(lines[1:]), diagnostics=problems)


def _delimiter(text: str) -> str:
    """What separates the headings: a comma, the semicolon of spreadsheets with a decimal comma, or a tab."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=header.count)


def _line(source: Source, first: int, last: int, cells: list[str]) -> Line:
    start = source.line_starts[first - 1]
    end = source.line_starts[last] - 1 if last < len(source.line_starts) else len(source.text)
    spans = []
    position = start
    for cell in cells:
        span = _find(source, cell.strip(), position, end)
        spans.append(span or Span(source, start, end))
        position = span.end if span else position
    return Line(
        cells=tuple(cell.strip() for cell in cells), spans=tuple(spans), span=Span(source, start, end)
    )


def _find(source: Source, cell: str, position: int, end: int) -> Span | None:
    """Where a cell stands, searched from the end of the one before it; quotes within are written twice."""
    for written in (cell, cell.replace('"', '""')):
        found = source.text.find(written, position, end)
        if found >= 0:
            return Span(source, found, found + len(written))
    return None


def _unreadable(source: Source, line: int, reason: csv.Error) -> Diagnostic:
    start = source.line_starts[min(line, len(source.line_starts)) - 1]
    end = start + len(source.text[start:].partition("\n")[0])
    help = "a cell in quotes ends with a quote and then a separator; quotes inside are written twice"
    return error("K100", f"this line cannot be read as cells: {reason}", Span(source, start, end), help=help)

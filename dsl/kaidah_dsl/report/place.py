"""Where a span lies, as lines and columns counted from 1 (columns in characters, the end exclusive)."""

from __future__ import annotations

from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span


@frozen
class Place:
    file: str
    line: int
    column: int
    end_line: int
    end_column: int


def place_of(span: Span) -> Place:
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(max(span.start, span.end))
    return Place(file=span.source.name, line=line, column=column, end_line=end_line, end_column=end_column)

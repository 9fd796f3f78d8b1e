"""Tables as text: columns aligned, the line of dashes made anew."""

from __future__ import annotations

from collections.abc import Sequence

from kaidah_dsl.document.layout.lines import around, padded, width
from kaidah_dsl.document.tree import NO_COMMENTS, Cell, Comments, Examples, RelationBox, Row, Table

_Groups = tuple[tuple[str, ...], ...]


def table_lines(table: Table, indent: int) -> list[str]:
    """The lines of a decision table."""
    header = _groups(table.header)
    marks = [
        (name, row)
        for name, row in (
            ("type", table.types),
            ("label", table.labels),
            ("values", table.values),
            ("default", table.defaults),
        )
        if row
    ]
    marks.sort(key=lambda mark: mark[1].span.start)
    above = [(_groups(row, name), row.comments) for name, row in marks]
    below = [(_groups(row), row.comments) for row in table.rules]
    return _lines([(header, table.header.comments), *above], below, indent)


def _groups(row: Row, head: str | None = None) -> _Groups:
    inputs = (row.head.text if head is None else head, *_texts(row.inputs))
    groups = (inputs, _texts(row.outputs), _texts(row.annotations))
    return groups if row.annotations else groups[:2]


def _texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(cell.text for cell in cells)


def relation_lines(relation: RelationBox, indent: int) -> list[str]:
    """The table of a relation."""
    header = (tuple(column.text for column in relation.columns),)
    comments = relation.columns[0].comments if relation.columns else NO_COMMENTS
    rows = [((_texts(row),), row[0].comments if row else NO_COMMENTS) for row in relation.rows]
    return _lines([(header, comments)], rows, indent)


def example_lines(examples: Examples, indent: int) -> list[str]:
    """The table of examples."""
    rows = [
        ((_texts(given), _texts(expected)), _first_comments(given, expected))
        for given, expected in ((examples.given, examples.expected), *examples.rows)
    ]
    return _lines(rows[:1], rows[1:], indent)


def _first_comments(given: Sequence[Cell], expected: Sequence[Cell]) -> Comments:
    cells = (*given, *expected)
    return cells[0].comments if cells else NO_COMMENTS


_Lines = Sequence[tuple[_Groups, Comments]]


def _lines(above: _Lines, below: _Lines, indent: int) -> list[str]:
    widths = _widths([groups for groups, _ in (*above, *below)])
    margin = " " * indent
    dashes = "||".join("|".join("-" * (columns + 2) for columns in group) for group in widths)
    lines = [line for groups, comments in above for line in _line(groups, comments, widths, indent)]
    lines.append(f"{margin}|{dashes}|")
    for groups, comments in below:
        lines += _line(groups, comments, widths, indent)
    return lines


def _line(groups: _Groups, comments: Comments, widths: list[list[int]], indent: int) -> list[str]:
    text = " || ".join(
        " | ".join(map(padded, group, columns)) for group, columns in zip(groups, widths, strict=True)
    )
    line = f"{' ' * indent}| {text} |"
    return [line] if comments == NO_COMMENTS else around(line, comments, indent)


def _widths(rows: Sequence[_Groups]) -> list[list[int]]:
    """The width of each column, group by group."""
    return [
        [max(1, *map(width, column)) for column in zip(*(row[group] for row in rows), strict=True)]
        for group in range(len(rows[0]))
    ]

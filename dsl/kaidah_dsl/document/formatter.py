"""From a Document to its canonical text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaidah_dsl.diagnostics import has_errors
from kaidah_dsl.document.layout.heads import group_lines, is_one_line
from kaidah_dsl.document.layout.lines import comment_lines, without_blanks
from kaidah_dsl.document.parse import ParsedDocument
from kaidah_dsl.document.tree import (
    DecisionStatement,
    Document,
    FunctionStatement,
    InputStatement,
    Statement,
    TypeStatement,
    Use,
)

_GROUPED = (Use, TypeStatement, InputStatement, DecisionStatement, FunctionStatement)


def is_safe(parsed: ParsedDocument) -> bool:
    """Whether the document can be formatted without losing anything: it has no errors of syntax."""
    return not has_errors(parsed.diagnostics)


def to_text(document: Document) -> str:
    """The canonical text of a document: columns aligned, comments kept, one line end at its end.

    Reading it again gives an equal document, and formatting it again the same text.
    """
    blocks: list[list[str]] = []
    for group in _groups(document.statements):
        before = without_leading(comment_lines(group[0].comments.before, 0))
        blocks.append([*before, *group_lines(group)])
    if trailing := without_blanks(comment_lines(document.trailing, 0)):
        blocks.append(trailing)
    text = "\n\n".join("\n".join(block) for block in blocks)
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return "\n".join(lines) + "\n" if any(lines) else ""


def without_leading(lines: Sequence[str]) -> list[str]:
    """Lines without blank ones at their start."""
    start = next((index for index, line in enumerate(lines) if line), len(lines))
    return list(lines[start:])


def _groups(statements: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Statements of one kind on one line each, with no blank line between them, stand together."""
    group: list[Statement] = []
    for statement in statements:
        if group and not _together(group[-1], statement):
            yield group
            group = []
        group.append(statement)
    if group:
        yield group


def _together(above: Statement, below: Statement) -> bool:
    return (
        type(above) is type(below)
        and isinstance(above, _GROUPED)
        and "" not in below.comments.before
        and not above.trailing
        and is_one_line(above)
        and is_one_line(below)
    )

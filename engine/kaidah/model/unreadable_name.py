"""K101: declared names that no expression could use, because FEEL reads something else there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaidah.model.statements import model_statement
from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.source import Span

_LITERALS = ("null", "true", "false")
_KEYWORDS = (
    "if",
    "then",
    "else",
    "for",
    "some",
    "every",
    "in",
    "and",
    "or",
    "between",
    "return",
    "satisfies",
)
_WORDS_OF_FEEL = frozenset((*_LITERALS, *_KEYWORDS))
_SIGN = re.compile(r"[!-&(),:-@\[-^`{-~]")
"""The signs of ASCII that stand in no name: all but `' * + - . / _`."""


def unreadable_names(document: syntax.Document) -> Iterator[Diagnostic]:
    """One problem for each name of a statement, or of one of several outputs of a table, that cannot be written
    in FEEL. Models from other tools may have such names: there they are the business of whoever wrote them."""
    header = model_statement(document)
    if header is not None and header.lenient:
        return
    for statement in document.statements:
        if isinstance(statement, syntax.ModelStatement | syntax.Use | syntax.Examples):
            continue
        for name, span in ((statement.name.text, statement.name.span), *_outputs(statement)):
            if why := _why_unreadable(name):
                yield error("K101", f"`{name}` cannot be a name: {why}", span, help=_help(name))


def _outputs(statement: syntax.Statement) -> Iterator[tuple[str, Span]]:
    """The names of a table's outputs; a single output needs none."""
    body = statement.body if isinstance(statement, syntax.DecisionStatement) else None
    if isinstance(body, syntax.Table) and len(body.header.outputs) > 1:
        yield from ((cell.text, cell.span) for cell in body.header.outputs)


def _help(name: str) -> str:
    if ":" in name:
        return "a line `type` below the header gives the types of the columns"
    return _HELP


_HELP = "begin it with a letter, and use letters, digits, blanks and `' . / - + *`"


def _why_unreadable(name: str) -> str:
    if name in _WORDS_OF_FEEL:
        return "it is a word of FEEL"
    if name and not (name[0].isalpha() or name[0] == "_"):
        return "it does not begin with a letter"
    sign = _SIGN.search(name)
    return f"it holds `{sign.group()}`" if sign else ""

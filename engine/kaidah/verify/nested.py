"""The expressions inside a boxed expression, with the names that are local there."""

from __future__ import annotations

from collections.abc import Iterator

from kaidah.model.elements import (
    BoxedExpression,
    Conditional,
    Context,
    DecisionTable,
    FilterExpression,
    FunctionExpression,
    Invocation,
    IteratorExpression,
    ListExpression,
    LiteralExpression,
    Relation,
)

Part = tuple[str, BoxedExpression, frozenset[str]]
_NONE: frozenset[str] = frozenset()


def parts(boxed: BoxedExpression) -> Iterator[Part]:
    """Each part: its name ("" for one without), the expression, the names it has besides."""
    match boxed:
        case DecisionTable() | LiteralExpression():
            return
        case Context():
            names: frozenset[str] = frozenset()
            for entry in boxed.entries:
                yield entry.name, entry.expression, names
                names |= {entry.name}
            if boxed.result is not None:
                yield "", boxed.result, names
        case Invocation():
            for binding in boxed.bindings:
                yield binding.parameter, binding.expression, _NONE
        case ListExpression():
            for item in boxed.items:
                yield "", item, _NONE
        case Relation():
            for row in boxed.rows:
                for column, cell in zip(boxed.columns, row, strict=False):
                    yield column, cell, _NONE
        case Conditional():
            yield "if", boxed.condition, _NONE
            yield "then", boxed.then, _NONE
            yield "else", boxed.otherwise, _NONE
        case FilterExpression():
            yield "in", boxed.source, _NONE
            yield "match", boxed.match, frozenset(("item",))
        case IteratorExpression():
            yield "in", boxed.source, _NONE
            yield "return", boxed.result, frozenset((boxed.variable, "partial"))
        case FunctionExpression():
            yield "", boxed.body, frozenset(parameter.name for parameter in boxed.parameters)

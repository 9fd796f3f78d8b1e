"""The names a boxed expression uses and does not bind itself: what it requires."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

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
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.walk import free_names


def used_names(box: BoxedExpression) -> Iterator[feel.Name]:
    """Every free name with its place, in the order of the text; a name used twice comes twice."""
    match box:
        case LiteralExpression():
            yield from free_names(box.tree)
        case DecisionTable():
            yield from _in_table(box)
        case Context():
            yield from _in_context(box)
        case Invocation():
            yield from free_names(box.function)
            for binding in box.bindings:
                yield from used_names(binding.expression)
        case ListExpression():
            for item in box.items:
                yield from used_names(item)
        case Relation():
            for row in box.rows:
                for cell in row:
                    yield from used_names(cell)
        case Conditional():
            for part in (box.condition, box.then, box.otherwise):
                yield from used_names(part)
        case FilterExpression():
            yield from used_names(box.source)
            yield from _without(used_names(box.match), ("item",))
        case IteratorExpression():
            yield from used_names(box.source)
            yield from _without(used_names(box.result), (box.variable, "partial"))
        case FunctionExpression():
            names = [parameter.name for parameter in box.parameters]
            yield from _without(used_names(box.body), names)
        case _:
            assert_never(box)


def _in_table(table: DecisionTable) -> Iterator[feel.Name]:
    for clause in table.inputs:
        yield from free_names(clause.expression)
        if clause.values is not None:
            yield from free_names(clause.values)
    for rule in table.rules:
        for tree in (*rule.input_entries, *rule.output_entries):
            if not _is_constant(tree):
                yield from free_names(tree)
    for output in table.outputs:
        if output.default is not None:
            yield from free_names(output.default)


def _is_constant(tree: feel.Node) -> bool:
    """Cells that plainly use no name: most cells of a large table."""
    match tree:
        case feel.UnaryTests(tests=tests):
            return all(_is_constant(test) for test in tests)
        case feel.UnaryComparison(value=value):
            return _is_constant(value)
        case _:
            return isinstance(
                tree, feel.NumberLiteral | feel.StringLiteral | feel.BooleanLiteral | feel.AtLiteral
            )


def _in_context(context: Context) -> Iterator[feel.Name]:
    above: set[str] = set()
    for entry in context.entries:
        yield from _without(used_names(entry.expression), above)
        above.add(entry.name)
    if context.result is not None:
        yield from _without(used_names(context.result), above)


def _without(names: Iterable[feel.Name], bound: Iterable[str]) -> Iterator[feel.Name]:
    hidden = frozenset(bound)
    return (name for name in names if name.name not in hidden)

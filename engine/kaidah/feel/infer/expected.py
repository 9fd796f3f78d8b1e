"""Expressions where a type is expected: what does not fit is reported at its smallest part."""

from __future__ import annotations

from kaidah.feel.assign import assignment
from kaidah.feel.infer.check import Check, merged
from kaidah.feel.infer.expression import expression_type, typed
from kaidah.feel.infer.names import text_wanted
from kaidah.feel.infer.operators import boolean
from kaidah.feel.types import ANY, STRING, AnyType, ContextType, ListType, Type
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.source import Span


def expected_type(node: feel.Expression, expected: Type, check: Check, declared: Span | None) -> Type:
    """The type of an expression that is assigned; what does not fit is reported at its smallest part."""
    match node, expected:
        case _, AnyType():
            return expression_type(node, check)
        case feel.If(), _:
            boolean(typed(node.condition, check), check, "`if` needs a boolean")
            then = expected_type(node.then, expected, check, declared)
            return merged(then, expected_type(node.otherwise, expected, check, declared))
        case feel.ListLiteral(items=items), ListType(item=wanted) if items and wanted != ANY:
            types = [expected_type(item, wanted, check, declared) for item in items]
            return ListType(types[0] if len(set(types)) == 1 else wanted)
        case feel.ContextLiteral(), ContextType() if expected.entries:
            return _expected_context(node, expected, check, declared)
        case _:
            source = expression_type(node, check)
            if expected == STRING:
                text_wanted(node, check)
            check.problems.extend(
                assignment(source, expected, node.span, scope=check.scope, declared=declared)
            )
            return source


def _expected_context(
    node: feel.ContextLiteral, expected: ContextType, check: Check, declared: Span | None
) -> Type:
    types: dict[str, Type] = {}
    for entry in node.entries:
        wanted = expected.entry(entry.key)
        inner = check.within(dict(types))
        if wanted is None:
            types[entry.key] = expression_type(entry.value, inner)
        else:
            expected_type(entry.value, wanted, inner, declared)
            types[entry.key] = wanted
    result = ContextType(tuple(types.items()))
    check.problems.extend(assignment(result, expected, node.span, scope=check.scope, declared=declared))
    return result

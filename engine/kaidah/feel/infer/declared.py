"""Type expressions: what is written after `instance of` and behind a function's parameters."""

from __future__ import annotations

from typing import assert_never

from kaidah.feel.infer.check import Check
from kaidah.feel.types import ANY, BASE_TYPES, ContextType, FunctionType, ListType, RangeType, Type
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.suggest import did_you_mean


def declared_type(node: feel.TypeExpression | None, check: Check) -> Type:
    """The type that is written; K203 (and then any) for the name of no type."""
    match node:
        case None:
            return ANY
        case feel.NamedType(name=name):
            return _named(node, name, check)
        case feel.ListTypeExpression(item=item):
            return ListType(declared_type(item, check))
        case feel.RangeTypeExpression(item=item):
            return RangeType(declared_type(item, check))
        case feel.ContextTypeExpression(entries=entries):
            return ContextType(tuple((entry.name, declared_type(entry.type, check)) for entry in entries))
        case feel.FunctionTypeExpression(parameters=parameters, result=result):
            types = tuple(declared_type(parameter, check) for parameter in parameters)
            return FunctionType(types, declared_type(result, check))
        case _:
            assert_never(node)


def _named(node: feel.NamedType, name: str, check: Check) -> Type:
    known = check.scope.named_type(name) or BASE_TYPES.get(name)
    if known is not None:
        return known
    if name not in ("list", "function", "range"):
        names = [*check.scope.known_types(), *BASE_TYPES]
        check.report("K203", f"no type is named `{name}`", node.span, help=did_you_mean(name, names))
    return ANY

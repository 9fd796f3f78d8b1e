"""Type expressions to types (clause 10.3.2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from kaidah.feel.types import ANY, BASE_TYPES, ContextType, FunctionType, ListType, RangeType, Type
from kaidah_dsl.feel import tree


def resolve(node: tree.TypeExpression, types: Mapping[str, Type]) -> Type | None:
    """The type a type expression means; None when it names an unknown one."""
    match node:
        case tree.NamedType():
            return types.get(node.name) or BASE_TYPES.get(node.name)
        case tree.ListTypeExpression():
            item = resolve(node.item, types)
            return item and ListType(item)
        case tree.RangeTypeExpression():
            item = resolve(node.item, types)
            return item and RangeType(item)
        case tree.ContextTypeExpression():
            entries = [(entry.name, entry.type and resolve(entry.type, types)) for entry in node.entries]
            return ContextType(tuple((name, found or ANY) for name, found in entries))
        case tree.FunctionTypeExpression():
            parameters = tuple(resolve(parameter, types) or ANY for parameter in node.parameters)
            return FunctionType(parameters, resolve(node.result, types) or ANY)
    assert_never(node)

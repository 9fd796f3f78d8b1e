"""One type for a value: of several branches, and of a name for a literal."""

from __future__ import annotations

from collections.abc import Iterable

from kaidah.feel.infer import merged
from kaidah.feel.types import ANY, PLAIN, ContextType, ListType, NumberType, RangeType, Type


def settled(type_: Type) -> Type:
    """The type with every literal number in it made a plain one: a literal takes its unit from its place, a
    name for it no longer does."""
    match type_:
        case NumberType(unit=None, scale=scale):
            return NumberType(unit=PLAIN, scale=scale)
        case ListType(item=item):
            return ListType(settled(item))
        case RangeType(item=item):
            return RangeType(settled(item))
        case ContextType(entries=entries, name=name):
            return ContextType(tuple((key, settled(entry)) for key, entry in entries), name)
        case _:
            return type_


def joined(types: Iterable[Type]) -> Type:
    """One type for several values: their own where they are of a kind, else any."""
    result: Type | None = None
    for type_ in types:
        result = type_ if result is None else merged(result, type_)
    return ANY if result is None else result

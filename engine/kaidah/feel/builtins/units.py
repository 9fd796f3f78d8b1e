"""Types of results that follow from those of the arguments, with their units."""

from __future__ import annotations

from kaidah.feel import types
from kaidah.feel.types import NumberType, Type


def first_number(arguments: tuple[Type, ...]) -> Type:
    """Of the first argument: `floor(USD)` is in USD; the scale is lost."""
    first = arguments[0] if arguments else types.ANY
    if isinstance(first, NumberType):
        return NumberType(unit=first.unit)
    return first if isinstance(first, types.SimpleType) else types.NUMBER


def items(arguments: tuple[Type, ...]) -> Type:
    """The type of the items of one list, or of all arguments: `max(USD, USD)` is in USD."""
    if len(arguments) == 1 and isinstance(arguments[0], types.ListType):
        return _without_scale(arguments[0].item)
    return common(arguments)


def list_of_items(arguments: tuple[Type, ...]) -> Type:
    return types.ListType(items(arguments))


def first(arguments: tuple[Type, ...]) -> Type:
    """Of the first argument, made a list where it is none."""
    given = arguments[0] if arguments else types.ANY
    if isinstance(given, types.ListType):
        return given
    return types.ListType(given)


def lists(arguments: tuple[Type, ...]) -> Type:
    """A list of what all the lists hold."""
    return types.ListType(common(tuple(_item(argument) for argument in arguments)))


def appended(arguments: tuple[Type, ...]) -> Type:
    """The first argument's items and the other arguments."""
    if not arguments:
        return types.ListType(types.ANY)
    return types.ListType(common((_item(arguments[0]), *arguments[1:])))


def flattened(arguments: tuple[Type, ...]) -> Type:
    item = arguments[0] if arguments else types.ANY
    while isinstance(item, types.ListType):
        item = item.item
    return types.ListType(item)


def product(arguments: tuple[Type, ...]) -> Type:
    """The product of the units; that of a list with units is not known before it is evaluated."""
    if len(arguments) == 1 and isinstance(arguments[0], types.ListType):
        item = arguments[0].item
        known = isinstance(item, NumberType) and (item.unit is None or item.unit.is_plain)
        return types.NUMBER if known else types.ANY
    unit = types.PLAIN
    for argument in arguments:
        if isinstance(argument, NumberType) and argument.unit is not None:
            unit = unit.times(argument.unit)
    return NumberType(unit=unit)


def common(found: tuple[Type, ...]) -> Type:
    """One type for all of these: numbers in the first unit among them, else the one type, else any."""
    distinct = {_without_scale(type) for type in found if not isinstance(type, types.NullType)}
    if len(distinct) == 1:
        return distinct.pop()
    if distinct and all(isinstance(type, NumberType) for type in distinct):
        numbers = [type for type in found if isinstance(type, NumberType) and type.unit is not None]
        return NumberType(unit=numbers[0].unit)
    return types.ANY


def _item(type: Type) -> Type:
    return type.item if isinstance(type, types.ListType) else type


def _without_scale(type: Type) -> Type:
    return NumberType(unit=type.unit) if isinstance(type, NumberType) else type

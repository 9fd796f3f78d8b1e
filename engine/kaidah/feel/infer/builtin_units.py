"""What builtin functions do to the units of their arguments."""

from __future__ import annotations

from kaidah.feel.infer.check import Check, unit_of
from kaidah.feel.typed import Typed
from kaidah.feel.types import ListType, NumberType, Type, Unit
from kaidah.feel.units import root

_ROUNDING = ("floor", "ceiling", "decimal", "round up", "round down", "round half up", "round half down")
# The result has the unit of the first argument.
_KEEPS_FIRST = {"abs", *_ROUNDING}
# The arguments need one unit, and the result has it.
_KEEPS_COMMON = {"min", "max", "sum", "mean", "median", "stddev", "mode", "modulo"}
# The arguments need one unit; the result has none.
_COMPARES = {
    *("list contains", "index of", "before", "after", "meets", "met by", "overlaps", "overlaps before"),
    *("overlaps after", "finishes", "finished by", "includes", "during", "starts", "started by", "coincides"),
}
_NEEDS_PLAIN = {"exp", "log", "odd", "even"}


def with_unit(name: str, result: Type, arguments: tuple[Typed, ...], check: Check) -> Type:
    """The result with the unit that the builtin gives it; K205 or K206 where its arguments do not agree."""
    if name in _KEEPS_FIRST and arguments:
        return _in(result, unit_of(arguments[0].type))
    if name in _KEEPS_COMMON:
        return _in(result, check.common_unit(arguments))
    if name in _COMPARES:
        check.common_unit(arguments)
    elif name in _NEEDS_PLAIN:
        _need_plain(name, arguments, check)
    elif name == "sqrt" and arguments:
        return _in(result, _root(arguments[0], check))
    return result


def _in(result: Type, unit: Unit | None) -> Type:
    match result:
        case NumberType():
            return NumberType(unit)
        case ListType(item=NumberType()):
            return ListType(NumberType(unit))
        case _:
            return result


def _need_plain(name: str, arguments: tuple[Typed, ...], check: Check) -> None:
    for argument in arguments:
        unit = unit_of(argument.type)
        if unit is not None and not unit.is_plain:
            check.report(
                "K205",
                f"{argument.quoted} is in {unit}, but `{name}` takes plain numbers",
                argument.span,
                label=f"in {unit}",
                help=f"drop the unit first: divide by a number in {unit}",
            )


def _root(argument: Typed, check: Check) -> Unit | None:
    unit = unit_of(argument.type)
    try:
        return root(unit)
    except ValueError:
        check.report(
            "K205",
            f"{argument.quoted} is in {unit}, which has no square root",
            argument.span,
            label=f"in {unit}",
        )
        return None

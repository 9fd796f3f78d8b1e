"""Whether an argument fits a parameter, as it is or converted (DMN 1.5, clause 10.3.2.9.4)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

from kaidah.feel import types
from kaidah.feel.builtins.signature import Parameter
from kaidah.feel.temporal import Date
from kaidah.feel.temporal.date_and_time import start_of_day
from kaidah.feel.types import Type
from kaidah.feel.values import Value, described, instance_of

MISFIT: Any = object()
"""Instead of a value: the argument does not fit."""

Check: TypeAlias = Callable[[Value], bool]


class Fitting:
    """A parameter, made ready to be asked often."""

    __slots__ = ("_fits", "_parameter", "check")

    def __init__(self, parameter: Parameter) -> None:
        fits = _check(parameter.type)
        self._parameter = parameter
        self._fits = fits
        self.check: Check = (lambda value: value is None or fits(value)) if parameter.optional else fits

    def exactly(self, value: Value) -> Value:
        """The value, where it fits as it is; for a variadic parameter a tuple of values."""
        fits = all(map(self.check, value)) if self._parameter.variadic else self.check(value)
        return value if fits else MISFIT

    def converted(self, value: Value) -> Value:
        """As `exactly`, where a conversion may help."""
        if self._parameter.variadic:
            items = tuple(map(self._converted, value))
            return MISFIT if MISFIT in items else items
        return None if value is None and self._parameter.optional else self._converted(value)

    def wrong(self, value: Value) -> str:
        """What is wrong with a value, "" if nothing."""
        values = value if self._parameter.variadic else (value,)
        for item in values:
            if self._converted(item) is MISFIT and not (item is None and self._parameter.optional):
                wanted = type_name(self._parameter.type)
                return f"its `{self._parameter.name}` is a {wanted}, not {described(item)}"
        return ""

    def _converted(self, value: Value) -> Value:
        """To a list of one, from a list of one, from a date to its midnight."""
        if self._fits(value):
            return value
        if isinstance(self._parameter.type, types.ListType):
            return MISFIT if value is None else (value,)
        if isinstance(value, tuple) and len(value) == 1:
            return self._converted(value[0])
        if self._parameter.type == types.DATE_AND_TIME and isinstance(value, Date):
            return start_of_day(value)
        return MISFIT


def type_name(type: Type) -> str:
    """The type in a sentence: `list`, not `list of any`."""
    match type:
        case types.ListType(item=types.AnyType()):
            return "list"
        case types.RangeType(item=types.AnyType()):
            return "range"
    return str(type)


def _check(wanted: Type) -> Check:
    """Only the kind counts: what is inside a list or a context is for the function to look at."""
    if wanted in _CLASSES:
        kind = _CLASSES[wanted]
        return lambda value: type(value) is kind
    match wanted:
        case types.AnyType():
            return lambda value: True
        case types.ListType():
            return lambda value: type(value) is tuple
        case types.ContextType():
            return lambda value: type(value) is dict
    return lambda value: instance_of(value, wanted)


_CLASSES: dict[Type, type] = {types.NUMBER: Decimal, types.STRING: str, types.BOOLEAN: bool}

"""Values at run time (DMN 1.5, clause 10.3.2): their kind, whether they fit a type, how they are written.

Number is Decimal, string str, boolean bool, null None, list tuple, context dict; dates, times and durations
are those of `kaidah.feel.temporal`; ranges and functions are here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from kaidah.feel import types
from kaidah.feel.number import number_text
from kaidah.feel.temporal import (
    Date,
    DateAndTime,
    DaysAndTimeDuration,
    Time,
    YearsAndMonthsDuration,
)
from kaidah.feel.types import Type

Value: TypeAlias = Any
"""One of the classes above. A closed sum would have to be narrowed at every step; inference does that."""


@dataclass(frozen=True, slots=True)
class Range:
    """Values between two ends; an end of None is open to that side.

    `(=10)` and `(!=10)` are ranges too: both ends are 10, and `operator` says which.
    """

    start: Value
    end: Value
    start_closed: bool
    end_closed: bool
    operator: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """`call` takes the values of `parameters` in their order. Those in `optional` may be left out of a call by
    name: it then takes PENDING for them. `takes` says of a builtin function how many arguments it may be given,
    where that is not one number."""

    parameters: tuple[str, ...]
    call: Callable[..., Value] = field(repr=False)
    name: str = ""
    type: types.FunctionType | None = None
    optional: frozenset[str] = frozenset()
    takes: Callable[[int], bool] | None = field(default=None, repr=False)

    def accepts(self, count: int) -> bool:
        """Whether it can be called with so many arguments."""
        return count == len(self.parameters) if self.takes is None else self.takes(count)


_SIMPLE: dict[type, Type] = {
    type(None): types.NULL,
    Decimal: types.NUMBER,
    str: types.STRING,
    bool: types.BOOLEAN,
    Date: types.DATE,
    Time: types.TIME,
    DateAndTime: types.DATE_AND_TIME,
    DaysAndTimeDuration: types.DAYS_AND_TIME_DURATION,
    YearsAndMonthsDuration: types.YEARS_AND_MONTHS_DURATION,
}

_KINDS: dict[type, str] = {
    **{python_type: str(feel_type) for python_type, feel_type in _SIMPLE.items()},
    tuple: "list",
    dict: "context",
    Range: "range",
    Function: "function",
}


def kind(value: Value) -> str:
    """The name of a value's kind: `number`, `date and time`, `list`, `null`."""
    return _KINDS[type(value)]


def described(value: Value) -> str:
    """A value's kind in a sentence: `a number`, `null`."""
    return "null" if value is None else f"a {kind(value)}"


# --- types ----------------------------------------------------------------------------------------


def type_of(value: Value) -> Type:
    """The most specific type that is known from the value alone."""
    simple = _SIMPLE.get(type(value))
    if simple is not None:
        return simple
    match value:
        case tuple():
            return types.ListType(_common_type(value))
        case dict():
            return types.ContextType(tuple((key, type_of(entry)) for key, entry in value.items()))
        case Range():
            return types.RangeType(type_of(value.end if value.start is None else value.start))
        case Function():
            return value.type or types.FunctionType(
                (types.ANY,) * len(value.parameters), types.ANY, value.parameters
            )
    raise TypeError(f"not a value: {value!r}")


def _common_type(items: tuple[Value, ...]) -> Type:
    found = {type_of(item) for item in items if item is not None}
    return found.pop() if len(found) == 1 else types.ANY


def conforms(value: Value, type: Type) -> bool:
    """Whether a value is of a type or null (clause 10.3.2.9); units are a matter of check time."""
    return value is None or instance_of(value, type)


def instance_of(value: Value, type: Type) -> bool:
    """`value instance of type`: null is an instance of Null only, except inside lists and contexts."""
    match type:
        case types.AnyType():
            return value is not None
        case types.NullType():
            return value is None
        case types.NumberType():
            return isinstance(value, Decimal)
        case types.SimpleType():
            return _SIMPLE.get(value.__class__) == type
        case types.ListType():
            return isinstance(value, tuple) and all(conforms(item, type.item) for item in value)
        case types.RangeType():
            return isinstance(value, Range) and _is_range_of(value, type.item)
        case types.ContextType():
            return isinstance(value, dict) and all(
                name in value and conforms(value[name], entry) for name, entry in type.entries
            )
        case types.FunctionType():
            return isinstance(value, Function) and _is_function_of(value, type)


def _is_range_of(value: Range, item: Type) -> bool:
    return conforms(value.start, item) and conforms(value.end, item)


def _is_function_of(value: Function, type: types.FunctionType) -> bool:
    if not value.accepts(len(type.parameters)):
        return False
    return value.type is None or is_subtype(value.type, type)


def is_subtype(given: Type, wanted: Type) -> bool:
    """Whether every value of a type is one of another (clause 10.3.2.9.3); a given type that is not known may
    be, and units are a matter of check time."""
    match given, wanted:
        case _, types.AnyType():
            return True
        case types.AnyType() | types.NullType(), _:
            return True
        case types.NumberType(), types.NumberType():
            return True
        case types.ListType(item=item), types.ListType(item=wanted_item):
            return is_subtype(item, wanted_item)
        case types.RangeType(item=item), types.RangeType(item=wanted_item):
            return is_subtype(item, wanted_item)
        case types.ContextType(), types.ContextType():
            entries = ((given.entry(name), entry) for name, entry in wanted.entries)
            return all(own is not None and is_subtype(own, entry) for own, entry in entries)
        case types.FunctionType(), types.FunctionType():
            same = len(given.parameters) == len(wanted.parameters)
            pairs = zip(wanted.parameters, given.parameters, strict=False)
            return (
                same and is_subtype(given.result, wanted.result) and all(is_subtype(a, b) for a, b in pairs)
            )
    return given == wanted


# --- text -----------------------------------------------------------------------------------------


def to_text(value: Value) -> str:
    """What `string(value)` gives: a string as it is, a date as ISO 8601, a number in plain digits."""
    match value:
        case str():
            return value
        case Decimal():
            return number_text(value)
        case Date() | Time() | DateAndTime() | DaysAndTimeDuration() | YearsAndMonthsDuration():
            return str(value)
    return to_literal(value)


def to_literal(value: Value) -> str:
    """FEEL that gives the value (but for functions, whose name or parameters are shown)."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return number_text(value)
        case str():
            return quoted(value)
        case tuple():
            return f"[{', '.join(to_literal(item) for item in value)}]"
        case dict():
            entries = (f"{_key(key)}: {to_literal(entry)}" for key, entry in value.items())
            return f"{{{', '.join(entries)}}}"
        case Range():
            return _range_text(value)
        case Function():
            return value.name or f"function({', '.join(value.parameters)})"
    return f'@"{value}"'


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'


def _key(key: str) -> str:
    plain = bool(key) and key.replace(" ", "").isidentifier() and "  " not in key and key.strip() == key
    return key if plain else quoted(key)


def _range_text(value: Range) -> str:
    if value.operator:
        return f"({value.operator} {to_literal(value.start)})"
    if value.start is None and value.end is not None:
        return f"({'<=' if value.end_closed else '<'} {to_literal(value.end)})"
    if value.end is None and value.start is not None:
        return f"({'>=' if value.start_closed else '>'} {to_literal(value.start)})"
    opening, closing = "[" if value.start_closed else "(", "]" if value.end_closed else ")"
    return f"{opening}{to_literal(value.start)}..{to_literal(value.end)}{closing}"

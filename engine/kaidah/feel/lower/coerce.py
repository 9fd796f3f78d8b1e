"""Implicit conversions of values to the type of their place (clause 10.3.2.9.4)."""

from __future__ import annotations

from kaidah.feel.failure import Failure
from kaidah.feel.lower.frame import Value
from kaidah.feel.temporal import Date
from kaidah.feel.temporal.date_and_time import start_of_day
from kaidah.feel.types import ANY, DATE_AND_TIME, ContextType, ListType, Type
from kaidah.feel.values import conforms, to_literal


def coerce(value: Value, type: Type) -> Value:
    """`value` as a value of `type`; raises Failure K513 when it cannot be one."""
    if value is None or type is ANY or conforms(value, type):
        return value
    if isinstance(type, ListType) and not isinstance(value, tuple) and conforms(value, type.item):
        return (value,)
    if isinstance(value, tuple) and len(value) == 1 and conforms(value[0], type):
        return value[0]
    if type == DATE_AND_TIME and isinstance(value, Date):
        return start_of_day(value)
    if isinstance(type, ContextType) and isinstance(value, dict):
        _check_entries(value, type)
    raise Failure("K513", f"{to_literal(value)} is no {type}")


def _check_entries(value: dict[str, Value], type: ContextType) -> None:
    """Say which entry does not fit."""
    for name, of_entry in type.entries:
        if name not in value:
            raise Failure("K513", f"the {type} has no entry `{name}`")
        if not conforms(value[name], of_entry):
            raise Failure("K513", f"the entry `{name}` is {to_literal(value[name])}, which is no {of_entry}")

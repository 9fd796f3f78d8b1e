"""Components of dates, times, durations and ranges, and entries of contexts (DMN 1.5, Tables 60 to 63)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from kaidah.feel import types
from kaidah.feel.failure import Failure
from kaidah.feel.number import seconds
from kaidah.feel.temporal import Date, DateAndTime, DaysAndTimeDuration, Time, YearsAndMonthsDuration
from kaidah.feel.temporal.duration import NANOS_IN_SECOND
from kaidah.feel.types import Type
from kaidah.feel.values import Range, Value, described
from kaidah_dsl.suggest import did_you_mean

_Component = tuple[Type, Callable[[Any], Value]]


def component(value: Value, name: str) -> Value:
    """`value.name`; raises Failure K511 where the value has no such component or entry."""
    if type(value) is dict:
        if name in value:
            return value[name]
        raise Failure("K511", f"the context has no entry `{name}`", did_you_mean(name, tuple(value)))
    known = _COMPONENTS.get(type(value), {})
    found = known.get(name)
    if found is None:
        raise Failure(
            "K511", f"{described(value)} has no component `{name}`", did_you_mean(name, tuple(known))
        )
    return found[1](value)


def component_types(type: Type) -> Mapping[str, Type]:
    """The components of the values of a type, by name; empty for contexts, whose types name their entries."""
    if isinstance(type, types.RangeType):
        return {**{name: entry for name, (entry, _) in _RANGE.items()}, "start": type.item, "end": type.item}
    known = _BY_TYPE.get(type)
    return {} if known is None else {name: entry for name, (entry, _) in known.items()}


def _number(read: Callable[[Any], int]) -> _Component:
    return types.NUMBER, lambda value: Decimal(read(value))


def _of_part(component: _Component, part: Callable[[Any], Value]) -> _Component:
    type, read = component
    return type, lambda value: read(part(value))


def _offset(value: Any) -> DaysAndTimeDuration | None:
    return None if value.offset is None else DaysAndTimeDuration(value.offset * NANOS_IN_SECOND)


def _zone_name(value: Any) -> str | None:
    return value.zone if isinstance(value.zone, str) else None


_SECONDS: _Component = (types.NUMBER, lambda value: seconds(value.nanos))

_DATE: dict[str, _Component] = {
    "year": _number(lambda value: value.year),
    "month": _number(lambda value: value.month),
    "day": _number(lambda value: value.day),
    "weekday": _number(lambda value: value.weekday),
}
_TIME: dict[str, _Component] = {
    "hour": _number(lambda value: value.hour),
    "minute": _number(lambda value: value.minute),
    "second": (types.NUMBER, lambda value: seconds(value.second * NANOS_IN_SECOND + value.nanosecond)),
    "time offset": (types.DAYS_AND_TIME_DURATION, _offset),
    "timezone": (types.STRING, _zone_name),
    "value": _SECONDS,
}
_DATE_AND_TIME: dict[str, _Component] = {
    **{name: _of_part(part, lambda value: value.date) for name, part in _DATE.items()},
    **{name: _of_part(part, lambda value: value.time) for name, part in _TIME.items()},
    "time offset": (types.DAYS_AND_TIME_DURATION, _offset),
    "value": _SECONDS,
}
_DAYS_AND_TIME: dict[str, _Component] = {
    "days": _number(lambda value: value.days),
    "hours": _number(lambda value: value.hours),
    "minutes": _number(lambda value: value.minutes),
    "seconds": (types.NUMBER, lambda value: seconds(value.nanos_of_minute)),
    "value": _SECONDS,
}
_YEARS_AND_MONTHS: dict[str, _Component] = {
    "years": _number(lambda value: value.years),
    "months": _number(lambda value: value.months),
    "value": _number(lambda value: value.total_months),
}
_RANGE: dict[str, _Component] = {
    "start": (types.ANY, lambda value: value.start),
    "end": (types.ANY, lambda value: value.end),
    "start included": (types.BOOLEAN, lambda value: value.start_closed),
    "end included": (types.BOOLEAN, lambda value: value.end_closed),
}

_COMPONENTS: dict[type, dict[str, _Component]] = {
    Date: {**_DATE, "value": _number(lambda value: value.day_number * 86_400)},
    Time: _TIME,
    DateAndTime: _DATE_AND_TIME,
    DaysAndTimeDuration: _DAYS_AND_TIME,
    YearsAndMonthsDuration: _YEARS_AND_MONTHS,
    Range: _RANGE,
}
_BY_TYPE: dict[Type, dict[str, _Component]] = {
    types.DATE: _COMPONENTS[Date],
    types.TIME: _TIME,
    types.DATE_AND_TIME: _DATE_AND_TIME,
    types.DAYS_AND_TIME_DURATION: _DAYS_AND_TIME,
    types.YEARS_AND_MONTHS_DURATION: _YEARS_AND_MONTHS,
}

COMPONENT_NAMES = tuple(sorted({name for known in _COMPONENTS.values() for name in known}))
"""Names that a path may end with; some hold a space, so that the lexer must know them."""

"""Domains: the values an input can have, as a line that can be cut, or as a set of names.

A value set says which of them are meant. It is made of stretches and names, `not`, `or` and `and`, before the
domain is cut; see `axis` for what becomes of it then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from kaidah.feel.temporal import Date, DateAndTime, DaysAndTimeDuration, Time, YearsAndMonthsDuration
from kaidah.feel.temporal.duration import NANOS_IN_DAY
from kaidah.region.interval import Cut, Interval

Value: TypeAlias = Any
_EXACT = Context(prec=20_000)


class Kind(StrEnum):
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    DATE_AND_TIME = "date and time"
    DAYS = "days and time duration"
    MONTHS = "years and months duration"
    STRING = "string"
    BOOLEAN = "boolean"


# --- lines ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """The ordered values of a kind. `scale`: the digits behind the point of numbers, None for any.

    `zone` is that of the times that are compared (seconds east of UTC; None: without one), as only times that
    both have a zone, or both have none, can be compared.
    """

    kind: Kind
    scale: int | None = None
    zoned: bool = False

    @property
    def is_stepped(self) -> bool:
        """Whether each value has a next one."""
        return self.kind is not Kind.STRING and (self.kind is not Kind.NUMBER or self.scale is not None)

    def cut(self, value: Value, *, behind: bool) -> Cut:
        """The place just before a value of this kind, or just behind it."""
        match self.kind:
            case Kind.STRING:
                return (value, int(behind))
            case Kind.NUMBER:
                return self._number_cut(value, behind)
            case _:
                return _STEPS[self.kind](value) + int(behind)

    def _number_cut(self, value: Decimal, behind: bool) -> Cut:
        if self.scale is None:
            return (value, int(behind))
        scaled = value.scaleb(self.scale, _EXACT)
        if behind:
            return int(scaled.to_integral_value(ROUND_FLOOR)) + 1
        return int(scaled.to_integral_value(ROUND_CEILING))

    def point(self, value: Value) -> Interval:
        """The value itself: empty where the steps leave it out (0.5 among whole numbers)."""
        return Interval(self.cut(value, behind=False), self.cut(value, behind=True))

    def at(self, step: int) -> Value:
        """The value of a step."""
        match self.kind:
            case Kind.NUMBER:
                return Decimal(step).scaleb(-(self.scale or 0), _EXACT)
            case Kind.DATE:
                return Date.from_day_number(step)
            case Kind.TIME:
                return _time(step, self.zoned)
            case Kind.DATE_AND_TIME:
                return DateAndTime.from_nanos(step, 0 if self.zoned else None)
            case Kind.DAYS:
                return DaysAndTimeDuration(step)
            case _:
                return YearsAndMonthsDuration(step)

    @property
    def ends(self) -> Interval:
        """Where the line itself ends."""
        match self.kind:
            case Kind.TIME:
                farthest = 14 * 3600 * 1_000_000_000 if self.zoned else 0
                return Interval(-farthest, NANOS_IN_DAY + farthest)
            case Kind.STRING:
                return Interval(("", 0), None)
            case _:
                return Interval(None, None)


def _time(nanos: int, zoned: bool) -> Time:
    """A time so many nanoseconds after midnight in UTC: with an offset where it is another day there."""
    if not zoned:
        return Time.from_nanos(nanos)
    hours = 0
    if nanos < 0:
        hours = -(-nanos // 3_600_000_000_000)
        return Time.from_nanos(nanos + hours * 3_600_000_000_000, hours * 3600)
    if nanos >= NANOS_IN_DAY:
        hours = (nanos - NANOS_IN_DAY) // 3_600_000_000_000 + 1
        return Time.from_nanos(nanos - hours * 3_600_000_000_000, -hours * 3600)
    return Time.from_nanos(nanos, 0)


def _instant(time: Time) -> int:
    return time.nanos - (time.offset or 0) * 1_000_000_000


_STEPS: dict[Kind, Callable[[Any], int]] = {
    Kind.DATE: lambda value: value.day_number,
    Kind.TIME: _instant,
    Kind.DATE_AND_TIME: lambda value: value.nanos,
    Kind.DAYS: lambda value: value.nanos,
    Kind.MONTHS: lambda value: value.total_months,
}

KIND_OF: dict[type, Kind] = {
    Decimal: Kind.NUMBER,
    Date: Kind.DATE,
    Time: Kind.TIME,
    DateAndTime: Kind.DATE_AND_TIME,
    DaysAndTimeDuration: Kind.DAYS,
    YearsAndMonthsDuration: Kind.MONTHS,
    str: Kind.STRING,
    bool: Kind.BOOLEAN,
}


# --- value sets -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stretch:
    """The values from `start` to `end`; None is without end."""

    start: Value
    end: Value
    start_closed: bool
    end_closed: bool


@dataclass(frozen=True)
class Exactly:
    """One value (null too)."""

    value: Value


@dataclass(frozen=True)
class Outside:
    """All values but those of a set."""

    of: ValueSet


@dataclass(frozen=True)
class OneOf:
    """The values of any of the sets; of none where there is none."""

    sets: tuple[ValueSet, ...]


@dataclass(frozen=True)
class AllOf:
    """The values of all the sets at once; every value where there is none."""

    sets: tuple[ValueSet, ...]


ValueSet: TypeAlias = Stretch | Exactly | Outside | OneOf | AllOf

EVERY = AllOf(())
NOTHING = OneOf(())


def leaves(found: ValueSet) -> Iterator[Stretch | Exactly]:
    """The stretches and single values that a set is made of."""
    match found:
        case Outside(of=inner):
            yield from leaves(inner)
        case OneOf(sets=sets) | AllOf(sets=sets):
            for each in sets:
                yield from leaves(each)
        case _:
            yield found


def values_named(found: ValueSet) -> Iterator[Value]:
    """The values that a set names, but null."""
    for leaf in leaves(found):
        match leaf:
            case Exactly(value=value):
                if value is not None:
                    yield value
            case Stretch(start=start, end=end):
                yield from (value for value in (start, end) if value is not None)

"""Arithmetic (DMN 1.5, clause 10.3.2.12), and the comparisons beside it.

Plain functions of values. They raise Failure K508 for values they are not defined for, K510 for a division by
zero, K509 or K516 where the result is no number or too big. The decimal context is the caller's:
`with decimal.localcontext(CONTEXT)`.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from kaidah.feel.equality import (
    compare,
    comparison,
    comparison_range,
    contained,
    equal,
    in_range,
    interval,
    less,
    less_or_equal,
    same,
    times_in_order,
)
from kaidah.feel.failure import Failure
from kaidah.feel.number import CONTEXT, number_text
from kaidah.feel.temporal import Date, DateAndTime, DaysAndTimeDuration, Time, YearsAndMonthsDuration
from kaidah.feel.temporal.date_and_time import in_order, start_of_day
from kaidah.feel.values import Value, described

__all__ = [
    "CONTEXT",
    "add",
    "compare",
    "comparison",
    "comparison_range",
    "contained",
    "divide",
    "equal",
    "in_range",
    "interval",
    "less",
    "less_or_equal",
    "multiply",
    "negate",
    "power",
    "same",
    "subtract",
]

_Table: TypeAlias = Mapping[tuple[type, type], Callable[[Any, Any], Value]]


def add(a: Value, b: Value) -> Value:
    """`a + b`: numbers, strings, durations, and a duration with a date, time or date and time."""
    if type(a) is Decimal and type(b) is Decimal:
        try:
            return a + b
        except decimal.DecimalException:
            raise _too_big() from None
    return _by_kinds("+", _ADDITIONS, a, b)


def subtract(a: Value, b: Value) -> Value:
    """`a - b`: as `add`, and the duration between two dates or times."""
    if type(a) is Decimal and type(b) is Decimal:
        try:
            return a - b
        except decimal.DecimalException:
            raise _too_big() from None
    return _by_kinds("-", _SUBTRACTIONS, a, b)


def multiply(a: Value, b: Value) -> Value:
    """`a * b`: numbers, and a number with a duration."""
    if type(a) is Decimal and type(b) is Decimal:
        try:
            return a * b
        except decimal.DecimalException:
            raise _too_big() from None
    return _by_kinds("*", _MULTIPLICATIONS, a, b)


def divide(a: Value, b: Value) -> Value:
    """`a / b`: numbers, a duration by a number, and a duration by one of its kind."""
    if type(a) is Decimal and type(b) is Decimal:
        try:
            return a / b
        except decimal.DecimalException:
            raise (_too_big() if b else _by_zero()) from None
    return _by_kinds("/", _DIVISIONS, a, b)


def power(a: Value, b: Value) -> Value:
    """`a ** b`: numbers only."""
    if type(a) is not Decimal or type(b) is not Decimal:
        raise _undefined("**", a, b)
    if not b:
        return Decimal(1)
    if not a and b < 0:
        raise _by_zero()
    try:
        return a**b
    except decimal.Overflow:
        raise _too_big() from None
    except decimal.InvalidOperation:
        raise Failure(
            "K509", f"`{number_text(a)}` has no power `{number_text(b)}` among the numbers"
        ) from None


def negate(a: Value) -> Value:
    """`-a`: numbers and durations."""
    match a:
        case Decimal():
            return -a
        case DaysAndTimeDuration():
            return DaysAndTimeDuration(-a.nanos)
        case YearsAndMonthsDuration():
            return YearsAndMonthsDuration(-a.total_months)
    raise Failure("K508", f"`-` is not defined for {described(a)}", "it negates numbers and durations")


# --- by the kinds of both values ------------------------------------------------------------------


def _by_kinds(operator: str, table: _Table, a: Value, b: Value) -> Value:
    operation = table.get((type(a), type(b)))
    if operation is None:
        raise _undefined(operator, a, b)
    return operation(a, b)


def _undefined(operator: str, a: Value, b: Value) -> Failure:
    return Failure("K508", f"`{operator}` is not defined for {described(a)} and {described(b)}")


def _too_big() -> Failure:
    return Failure("K516", "the result has more digits than a number can have")


def _by_zero() -> Failure:
    return Failure("K510", "division by zero", "guard it: `if divisor = 0 then ... else ...`")


def _plus_days(date: Date, duration: DaysAndTimeDuration) -> Date:
    """A date is midnight; what is left of the day in the result does not count (Table 53)."""
    return start_of_day(date).plus_nanos(duration.nanos).date


def _plus_clock(time: Time, nanos: int) -> Time:
    return Time.from_nanos(time.nanos + nanos, time.zone)


def _between_moments(a: DateAndTime, b: DateAndTime) -> DaysAndTimeDuration:
    first, second = in_order(a, b)
    return DaysAndTimeDuration(first - second)


def _between_times(a: Time, b: Time) -> DaysAndTimeDuration:
    first, second = times_in_order(a, b)
    return DaysAndTimeDuration(first - second)


_DTD, _YMD = DaysAndTimeDuration, YearsAndMonthsDuration

_ADDITIONS: _Table = {
    (str, str): lambda a, b: a + b,
    (_DTD, _DTD): lambda a, b: _DTD(a.nanos + b.nanos),
    (_YMD, _YMD): lambda a, b: _YMD(a.total_months + b.total_months),
    (Date, _DTD): _plus_days,
    (_DTD, Date): lambda a, b: _plus_days(b, a),
    (Date, _YMD): lambda a, b: a.plus_months(b.total_months),
    (_YMD, Date): lambda a, b: b.plus_months(a.total_months),
    (Time, _DTD): lambda a, b: _plus_clock(a, b.nanos),
    (_DTD, Time): lambda a, b: _plus_clock(b, a.nanos),
    (DateAndTime, _DTD): lambda a, b: a.plus_nanos(b.nanos),
    (_DTD, DateAndTime): lambda a, b: b.plus_nanos(a.nanos),
    (DateAndTime, _YMD): lambda a, b: a.plus_months(b.total_months),
    (_YMD, DateAndTime): lambda a, b: b.plus_months(a.total_months),
}

_SUBTRACTIONS: _Table = {
    (_DTD, _DTD): lambda a, b: _DTD(a.nanos - b.nanos),
    (_YMD, _YMD): lambda a, b: _YMD(a.total_months - b.total_months),
    (Date, Date): lambda a, b: _DTD.of(days=a.day_number - b.day_number),
    (Date, DateAndTime): lambda a, b: _between_moments(start_of_day(a), b),
    (DateAndTime, Date): lambda a, b: _between_moments(a, start_of_day(b)),
    (DateAndTime, DateAndTime): _between_moments,
    (Time, Time): _between_times,
    (Date, _DTD): lambda a, b: _plus_days(a, _DTD(-b.nanos)),
    (Date, _YMD): lambda a, b: a.plus_months(-b.total_months),
    (Time, _DTD): lambda a, b: _plus_clock(a, -b.nanos),
    (DateAndTime, _DTD): lambda a, b: a.plus_nanos(-b.nanos),
    (DateAndTime, _YMD): lambda a, b: a.plus_months(-b.total_months),
}


# --- durations times and by numbers ---------------------------------------------------------------

_EXACT = decimal.Context(prec=80, Emin=-999_999, Emax=999_999, rounding=decimal.ROUND_HALF_EVEN)


def _scaled(duration: DaysAndTimeDuration, factor: Decimal) -> DaysAndTimeDuration:
    """To the nearest nanosecond."""
    return _DTD(_whole(_EXACT.multiply(duration.nanos, factor), decimal.ROUND_HALF_EVEN))


def _scaled_months(duration: YearsAndMonthsDuration, factor: Decimal) -> YearsAndMonthsDuration:
    """Whole months; a part of a month does not count."""
    return _YMD(_whole(_EXACT.multiply(duration.total_months, factor), decimal.ROUND_DOWN))


def _divided(duration: DaysAndTimeDuration, divisor: Decimal) -> DaysAndTimeDuration:
    if not divisor:
        raise _by_zero()
    return _DTD(_whole(_EXACT.divide(duration.nanos, divisor), decimal.ROUND_HALF_EVEN))


def _divided_months(duration: YearsAndMonthsDuration, divisor: Decimal) -> YearsAndMonthsDuration:
    if not divisor:
        raise _by_zero()
    return _YMD(_whole(_EXACT.divide(duration.total_months, divisor), decimal.ROUND_DOWN))


def _ratio(a: int, b: int) -> Decimal:
    if not b:
        raise _by_zero()
    return CONTEXT.divide(a, b)


def _whole(value: Decimal, rounding: str) -> int:
    if value and value.adjusted() > 40:
        raise Failure("K516", "the duration is longer than two billion years")
    return int(value.to_integral_value(rounding))


_MULTIPLICATIONS: _Table = {
    (_DTD, Decimal): _scaled,
    (Decimal, _DTD): lambda a, b: _scaled(b, a),
    (_YMD, Decimal): _scaled_months,
    (Decimal, _YMD): lambda a, b: _scaled_months(b, a),
}

_DIVISIONS: _Table = {
    (_DTD, Decimal): _divided,
    (_YMD, Decimal): _divided_months,
    (_DTD, _DTD): lambda a, b: _ratio(a.nanos, b.nanos),
    (_YMD, _YMD): lambda a, b: _ratio(a.total_months, b.total_months),
}

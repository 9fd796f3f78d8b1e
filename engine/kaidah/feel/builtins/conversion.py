"""Conversion functions (DMN 1.5, clause 10.3.4.1)."""

from __future__ import annotations

import decimal
import re
from decimal import Decimal

from kaidah.feel import types
from kaidah.feel.builtins.signature import Builtin, Signature, one, optional, signature
from kaidah.feel.failure import Failure, shown
from kaidah.feel.number import CONTEXT, number_text
from kaidah.feel.temporal import (
    Date,
    DateAndTime,
    DaysAndTimeDuration,
    Time,
    YearsAndMonthsDuration,
    parse_date,
    parse_date_and_time,
    parse_duration,
    parse_time,
)
from kaidah.feel.temporal.duration import NANOS_IN_SECOND
from kaidah.feel.temporal.zone import check_offset
from kaidah.feel.types import Type
from kaidah.feel.values import Value, to_text

_CLAUSE = "10.3.4.1"

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


_SWAPPED = str.maketrans(".,", ",.")


def _number(text: str, grouping: str | None, point: str | None) -> Decimal:
    """`number("1.000.000,01", ".", ",")` is 1000000.01."""
    if grouping not in (None, " ", ",", "."):
        raise Failure(
            "K509", f"{shown(grouping)} cannot group digits", 'digits are grouped by " ", "," or "."'
        )
    if point not in (None, ",", "."):
        raise Failure("K509", f"{shown(point)} cannot be a decimal separator", 'it is "." or ","')
    if grouping is not None and grouping == point:
        raise Failure("K509", "the two separators are the same", "choose different ones")
    plain = text if grouping is None else text.replace(grouping, "")
    if point == ",":
        plain = plain.translate(_SWAPPED)
    if not _NUMBER.fullmatch(plain):
        raise Failure("K509", f"{shown(text)} is not a number", "write digits, with `.` before the decimals")
    try:
        return CONTEXT.create_decimal(plain)
    except decimal.DecimalException:
        raise Failure("K516", f"{shown(text)} is more than a number can hold") from None


def _string(value: Value) -> str:
    if value is None:
        raise Failure("K509", "`string` has no result for null")
    return to_text(value)


def _date(year: Decimal, month: Decimal, day: Decimal) -> Date:
    return Date(_whole(year, "year"), _whole(month, "month"), _whole(day, "day"))


def _time(hour: Decimal, minute: Decimal, second: Decimal, offset: DaysAndTimeDuration | None) -> Time:
    seconds, nanos = divmod(_nanos(second), NANOS_IN_SECOND)
    zone = None if offset is None else check_offset(_whole_seconds(offset))
    return Time(_whole(hour, "hour"), _whole(minute, "minute"), seconds, nanos, zone)


def _whole(number: Decimal, name: str) -> int:
    if abs(number) > 10**12 or number != number.to_integral_value():
        raise Failure("K509", f"there is no {name} {number_text(number)}", f"a {name} is a whole number")
    return int(number)


def _nanos(second: Decimal) -> int:
    if not 0 <= second < 60:
        raise Failure("K509", f"there is no second {number_text(second)}", "seconds go from 0 to below 60")
    return int(second.scaleb(9).to_integral_value(decimal.ROUND_DOWN))


def _whole_seconds(offset: DaysAndTimeDuration) -> int:
    seconds, nanos = divmod(offset.nanos, NANOS_IN_SECOND)
    if nanos:
        raise Failure("K509", f"an offset cannot be `{offset}`", "offsets are whole seconds")
    return seconds


def _months_between(start: Date | DateAndTime, end: Date | DateAndTime) -> YearsAndMonthsDuration:
    """Whole months from day to day; times of day do not count."""
    first, last = _day(start), _day(end)
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > 0 and last.day < first.day:
        months -= 1
    elif months < 0 and last.day > first.day:
        months += 1
    return YearsAndMonthsDuration(months)


def _day(value: Date | DateAndTime) -> Date:
    return value.date if isinstance(value, DateAndTime) else value


def _from(type: Type, gives: Type, call: object) -> Signature:
    assert callable(call)
    return signature(one("from", type), gives=gives, call=call)


def _same(value: Value) -> Value:
    return value


_TIME_PARTS = tuple(one(name, types.NUMBER) for name in ("hour", "minute", "second"))
_DATE_PARTS = tuple(one(name, types.NUMBER) for name in ("year", "month", "day"))
_DAYS = (types.DATE, types.DATE_AND_TIME)

BUILTINS = (
    Builtin("string", (_from(types.ANY, types.STRING, _string),), _CLAUSE),
    Builtin(
        "number",
        (
            signature(
                one("from", types.STRING),
                optional("grouping separator", types.STRING),
                optional("decimal separator", types.STRING),
                gives=types.NUMBER,
                call=_number,
            ),
        ),
        _CLAUSE,
    ),
    Builtin(
        "date",
        (
            _from(types.STRING, types.DATE, parse_date),
            _from(types.DATE, types.DATE, _same),
            _from(types.DATE_AND_TIME, types.DATE, _day),
            signature(*_DATE_PARTS, gives=types.DATE, call=_date),
        ),
        _CLAUSE,
    ),
    Builtin(
        "time",
        (
            _from(types.STRING, types.TIME, parse_time),
            _from(types.TIME, types.TIME, _same),
            _from(types.DATE_AND_TIME, types.TIME, lambda value: value.time),
            _from(types.DATE, types.TIME, lambda value: Time(0, 0, 0, 0, 0)),
            signature(
                *_TIME_PARTS,
                optional("offset", types.DAYS_AND_TIME_DURATION),
                gives=types.TIME,
                call=_time,
            ),
        ),
        _CLAUSE,
    ),
    Builtin(
        "date and time",
        (
            _from(types.STRING, types.DATE_AND_TIME, parse_date_and_time),
            _from(types.DATE_AND_TIME, types.DATE_AND_TIME, _same),
            *(
                signature(
                    one("date", type),
                    one("time", types.TIME),
                    gives=types.DATE_AND_TIME,
                    call=lambda date, time: DateAndTime(_day(date), time),
                )
                for type in _DAYS
            ),
        ),
        _CLAUSE,
    ),
    Builtin("duration", (_from(types.STRING, types.ANY, parse_duration),), _CLAUSE),
    Builtin(
        "years and months duration",
        tuple(
            signature(
                one("from", first),
                one("to", second),
                gives=types.YEARS_AND_MONTHS_DURATION,
                call=_months_between,
            )
            for first in _DAYS
            for second in _DAYS
        ),
        _CLAUSE,
    ),
)

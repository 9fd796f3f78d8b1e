"""Reading dates, times and durations: XML Schema's lexical forms, and `@Area/City` behind a time.

Every function takes the text and gives the value; text that is not one raises Failure K509.
"""

from __future__ import annotations

import re
from typing import NoReturn, TypeAlias

from kaidah.feel.failure import Failure, shown
from kaidah.feel.temporal.date import Date
from kaidah.feel.temporal.date_and_time import DateAndTime, start_of_day
from kaidah.feel.temporal.duration import NANOS_IN_SECOND, DaysAndTimeDuration, YearsAndMonthsDuration
from kaidah.feel.temporal.time import Time
from kaidah.feel.temporal.zone import parse_zone

Duration: TypeAlias = DaysAndTimeDuration | YearsAndMonthsDuration
Temporal: TypeAlias = Date | Time | DateAndTime | Duration

_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_DATE = re.compile(rf"({_YEAR})-([0-9]{{2}})-([0-9]{{2}})")
_CLOCK = re.compile(r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(.*)", re.DOTALL)
_MONTHS = re.compile(r"(-)?P(?:([0-9]+)Y)?(?:([0-9]+)M)?")
_DAYS = re.compile(r"(-)?P(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:\.([0-9]+))?S)?)?")
_LONGEST_NUMBER = 18


def parse_temporal(text: str) -> Temporal:
    """The value of `@"text"`."""
    if text.lstrip("-").startswith("P"):
        return parse_duration(text)
    if "T" in text.partition("@")[0]:
        return parse_date_and_time(text)
    if ":" in text:
        return parse_time(text)
    return parse_date(text)


def parse_date(text: str) -> Date:
    match = _DATE.fullmatch(text)
    if match is None:
        _refuse(text, "a date", "write it as `2022-04-01`: four digits, two, two")
    year, month, day = match.groups()
    if len(year) > _LONGEST_NUMBER:
        raise Failure("K509", f"the year of {shown(text)} is too far away", "years have up to nine digits")
    return Date(int(year), int(month), int(day))


def parse_time(text: str) -> Time:
    time, _ = _clock(text)
    return time


def parse_date_and_time(text: str) -> DateAndTime:
    """A date alone is midnight, without a zone; `24:00:00` is the next day's midnight."""
    day, separator, clock = text.partition("T")
    try:
        date = parse_date(day)
        if not separator:
            return start_of_day(date, None)
        time, next_day = _clock(clock)
    except Failure as failure:
        if failure.message.endswith(("is not a date", "is not a time")):
            _refuse(text, "a date and time", "write it as `2022-04-01T13:30:00`, with or without a zone")
        raise
    return DateAndTime(date.plus_days(1) if next_day else date, time)


def parse_duration(text: str) -> Duration:
    match = _MONTHS.fullmatch(text)
    if match is not None and any(match.groups()[1:]):
        sign, *parts = match.groups()
        years, months = (_number(part, text) for part in parts)
        return YearsAndMonthsDuration(-(years * 12 + months) if sign else years * 12 + months)
    match = _DAYS.fullmatch(text)
    if match is None or not any(match.groups()[1:]) or text.endswith("T"):
        _refuse(text, "a duration", "write days and time as `P1DT2H`, years and months as `P1Y2M`")
    sign, *parts, fraction = match.groups()
    days, hours, minutes, seconds = (_number(part, text) for part in parts)
    whole = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    nanos = whole * NANOS_IN_SECOND + _nanos(fraction, text)
    return DaysAndTimeDuration(-nanos if sign else nanos)


def _clock(text: str) -> tuple[Time, bool]:
    """The time, and whether it is written `24:00:00`."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        _refuse(text, "a time", "write it as `13:30:00`, with or without a zone behind it")
    hour, minute, second, fraction, zone = match.groups()
    nanos = _nanos(fraction, text)
    if hour == "24" and minute == second == "00" and not nanos:
        return Time(0, 0, 0, 0, parse_zone(zone)), True
    return Time(int(hour), int(minute), int(second), nanos, parse_zone(zone)), False


def _nanos(fraction: str | None, text: str) -> int:
    digits = (fraction or "").rstrip("0")
    if len(digits) > 9:
        raise Failure("K509", f"{shown(text)} is more exact than a nanosecond", "write at most nine digits")
    return int(digits.ljust(9, "0"))


def _number(digits: str | None, text: str) -> int:
    if digits and len(digits) > _LONGEST_NUMBER:
        raise Failure("K516", f"the duration {shown(text)} is too long")
    return int(digits or 0)


def _refuse(text: str, kind: str, help: str) -> NoReturn:
    raise Failure("K509", f"{shown(text)} is not {kind}", help)

"""Values of the conformance files: read by themselves, and compared with answers part by part.

Nothing here asks the engine whether two values are equal. Dates, times and durations are compared as tuples of
what is written in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any, TypeAlias

from lxml import etree

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

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_WIDE = Context(prec=60)


@dataclass(frozen=True)
class Temporal:
    """A date, time or duration: its kind, and numbers (with the zone as written)."""

    kind: str
    parts: tuple[Any, ...]


Expected: TypeAlias = bool | str | Decimal | Temporal | list["Expected"] | dict[str, "Expected"] | None


# --- reading --------------------------------------------------------------------------------------


def expected_value(holder: etree._Element) -> Expected:
    """The value in an `expected`, `item` or `component` element."""
    return _read(holder, _expected_simple)


def given_value(holder: etree._Element) -> Any:
    """The value of an `inputNode`, as the library takes it."""
    return _read(holder, _given_simple)


def _read(holder: etree._Element, simple: Any) -> Any:
    components = holder.findall("{*}component")
    if components:
        return {each.get("name", ""): _read(each, simple) for each in components}
    if holder.get(f"{_XSI}nil") == "true":
        return None
    listed = holder.find("{*}list")
    if listed is not None:
        if listed.get(f"{_XSI}nil") == "true":
            return None
        return [_read(item, simple) for item in listed.iterfind("{*}item")]
    value = holder.find("{*}value")
    if value is None or value.get(f"{_XSI}nil") == "true":
        return None
    return simple(value.text or "", (value.get(f"{_XSI}type") or "xsd:string").split(":")[-1])


def _expected_simple(text: str, kind: str) -> Expected:
    match kind:
        case "string":
            return text
        case "boolean":
            return {"true": True, "1": True, "false": False, "0": False}[text.strip()]
        case "decimal" | "double" | "float" | "integer" | "int" | "long":
            return Decimal(text.strip())
        case "date" | "time" | "dateTime" | "duration":
            return _TEMPORAL[kind](text.strip())
    raise ValueError(f"a value of the type {kind} is not known")


def _given_simple(text: str, kind: str) -> Any:
    parsers = {
        "date": parse_date,
        "time": parse_time,
        "dateTime": parse_date_and_time,
        "duration": parse_duration,
    }
    return parsers[kind](text.strip()) if kind in parsers else _expected_simple(text, kind)


_DATE = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)")
_TIME = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d(?::\d\d)?|@\S+)?")
_DURATION = re.compile(
    r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)


def _date(text: str) -> Temporal:
    match = _DATE.fullmatch(text)
    assert match, text
    return Temporal("date", tuple(int(part) for part in match.groups()))


def _time(text: str) -> Temporal:
    match = _TIME.fullmatch(text)
    assert match, text
    hour, minute, second, fraction, zone = match.groups()
    nanos = int((fraction or "").ljust(9, "0")[:9])
    return Temporal("time", (int(hour), int(minute), int(second), nanos, _zone(zone or "")))


def _zone(text: str) -> int | str | None:
    """Seconds east of UTC, a zone's name, or None."""
    if not text or text == "Z":
        return 0 if text else None
    if text.startswith("@"):
        return text[1:]
    parts = [int(part) for part in text[1:].split(":")]
    seconds = sum(part * 60**power for part, power in zip(parts, (2, 1, 0), strict=False))
    return -seconds if text[0] == "-" else seconds


def _date_and_time(text: str) -> Temporal:
    day, separator, clock = text.partition("T")
    time = _time(clock).parts if separator else (0, 0, 0, 0, None)
    return Temporal("date and time", (*_date(day).parts, *time))


def _duration(text: str) -> Temporal:
    match = _DURATION.fullmatch(text)
    assert match, text
    sign = -1 if match.group(1) else 1
    years, months, days, hours, minutes, seconds = (Decimal(part or 0) for part in match.groups()[1:])
    if match.group(2) or match.group(3):
        assert not (days or hours or minutes or seconds), text
        return Temporal("years and months duration", (sign * int(years * 12 + months),))
    total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return Temporal("days and time duration", (sign * int(total * 1_000_000_000),))


_TEMPORAL = {"date": _date, "time": _time, "dateTime": _date_and_time, "duration": _duration}


# --- comparing ------------------------------------------------------------------------------------


def differs(value: Any, expected: Expected, where: str = "") -> str:
    """How an answer differs from what is expected; "" if it does not."""
    place = f"{where}: " if where else ""
    match expected:
        case dict():
            return _differing_context(value, expected, where)
        case list():
            return _differing_list(value, expected, where)
        case Decimal():
            same = type(value) is Decimal and _same_number(value, expected)
        case Temporal():
            same = _plain(value) == expected
        case _:
            same = type(value) is type(expected) and value == expected
    return "" if same else f"{place}expected {expected!r}, got {value!r}"


def _differing_context(value: Any, expected: dict[str, Expected], where: str) -> str:
    place = f"{where}: " if where else ""
    if not isinstance(value, dict):
        return f"{place}expected {expected!r}, got {value!r}"
    if value.keys() != expected.keys():
        return f"{place}expected the entries {sorted(expected)}, got {sorted(value)}"
    found = (differs(value[key], entry, f"{where}.{key}") for key, entry in expected.items())
    return next((each for each in found if each), "")


def _differing_list(value: Any, expected: list[Expected], where: str) -> str:
    place = f"{where}: " if where else ""
    if not isinstance(value, tuple | list) or len(value) != len(expected):
        return f"{place}expected {expected!r}, got {value!r}"
    pairs = enumerate(zip(value, expected, strict=True), 1)
    found = (differs(item, wanted, f"{where}[{number}]") for number, (item, wanted) in pairs)
    return next((each for each in found if each), "")


def _same_number(value: Decimal, expected: Decimal) -> bool:
    """Exactly; where the expected number is itself rounded, within a relative 1e-8."""
    if value == expected:
        return True
    exponent = expected.as_tuple().exponent
    rounded = isinstance(exponent, int) and exponent <= -ROUNDED_FROM
    return rounded and abs(_WIDE.subtract(value, expected)) <= abs(expected) * Decimal("1e-8")


ROUNDED_FROM = 8
"""An expected number with so many digits behind the point has been rounded by whoever wrote it down."""


def _plain(value: Any) -> Temporal | None:
    match value:
        case Date():
            return Temporal("date", (value.year, value.month, value.day))
        case Time():
            return Temporal("time", _clock(value))
        case DateAndTime():
            day = value.date
            return Temporal("date and time", (day.year, day.month, day.day, *_clock(value.time)))
        case DaysAndTimeDuration():
            return Temporal("days and time duration", (value.nanos,))
        case YearsAndMonthsDuration():
            return Temporal("years and months duration", (value.total_months,))
    return None


def _clock(value: Time) -> tuple[Any, ...]:
    return (value.hour, value.minute, value.second, value.nanosecond, value.zone)

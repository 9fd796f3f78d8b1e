"""Offsets from UTC and named zones (DMN 1.5, clause 10.3.2.3.4): `+07:00`, `Z`, `@Asia/Jakarta`."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from kaidah.feel.failure import Failure, shown

if TYPE_CHECKING:
    import zoneinfo

Zone: TypeAlias = int | str | None
"""Seconds east of UTC, the name of a zone, or None for a time that says nothing about where it is."""

FARTHEST_OFFSET = 14 * 3600

_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)(?::(\d\d))?")
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def parse_zone(text: str) -> Zone:
    """Read what stands behind a time: nothing, `Z`, `+hh:mm` or `@Area/City`; raises Failure K509."""
    if not text:
        return None
    if text == "Z":
        return 0
    if text.startswith("@"):
        named_zone(text[1:])
        return text[1:]
    match = _OFFSET.fullmatch(text)
    if match is None:
        raise Failure("K509", f"{shown(text)} is not a time zone", "write `Z`, `+07:00` or `@Asia/Jakarta`")
    sign, hours, minutes, seconds = match.groups()
    if int(minutes) > 59 or int(seconds or 0) > 59:
        raise Failure("K509", f"{shown(text)} is not an offset", "minutes and seconds go to 59")
    offset = int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
    return check_offset(-offset if sign == "-" else offset)


def check_offset(offset: int) -> int:
    """The offset itself; raises Failure K509 where it is beyond 14 hours."""
    if abs(offset) > FARTHEST_OFFSET:
        raise Failure("K509", f"an offset of {offset_text(offset)} is too far", "offsets go to 14 hours")
    return offset


@cache
def named_zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone of the IANA database; raises Failure K509 for an unknown name."""
    import zoneinfo  # few models name a zone

    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise Failure("K509", f"there is no time zone {shown(name)}", "zones are named `Area/City`") from None


def offset_at_local(zone: int | str, day_number: int, second: int) -> int:
    """The offset at a day (from 1970-01-01) and second on the zone's own clock; the earlier of two."""
    if isinstance(zone, int):
        return zone
    local = _EPOCH + datetime.timedelta(days=_representable(day_number), seconds=second)
    return _seconds(local.replace(tzinfo=named_zone(zone)).utcoffset())


def offset_at_instant(zone: int | str, instant: int) -> int:
    """The offset at an instant, in seconds since 1970-01-01T00:00:00Z."""
    if isinstance(zone, int):
        return zone
    day, second = divmod(instant, 86_400)
    moment = _EPOCH + datetime.timedelta(days=_representable(day), seconds=second)
    return _seconds(moment.astimezone(named_zone(zone)).utcoffset())


def offset_at_any_day(zone: Zone) -> int | None:
    """The offset of a time without a day: None where that depends on the day, or there is none."""
    if zone is None or isinstance(zone, int):
        return zone
    offset = named_zone(zone).utcoffset(None)
    return None if offset is None else _seconds(offset)


def zone_text(zone: Zone) -> str:
    """What `parse_zone` reads."""
    if zone is None:
        return ""
    if isinstance(zone, str):
        return f"@{zone}"
    return "Z" if zone == 0 else offset_text(zone)


def offset_text(offset: int) -> str:
    minutes, seconds = divmod(abs(offset), 60)
    text = f"{'-' if offset < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{seconds:02d}" if seconds else text


def _seconds(offset: datetime.timedelta | None) -> int:
    assert offset is not None
    return offset.days * 86_400 + offset.seconds


_FIRST, _LAST, _CYCLE = -719_000, 2_932_000, 146_097


def _representable(day_number: int) -> int:
    """The same day in an equivalent year, where the standard library's calendar does not reach.

    The calendar repeats every 400 years, and so do the rules of a zone behind its last recorded change.
    """
    if day_number > _LAST:
        return _LAST - _CYCLE + 1 + (day_number - _LAST - 1) % _CYCLE
    if day_number < _FIRST:
        return _FIRST + (day_number - _FIRST) % _CYCLE
    return day_number

"""A time of day (DMN 1.5, clause 10.3.2.3.4)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kaidah.feel.failure import Failure
from kaidah.feel.temporal.duration import NANOS_IN_DAY, NANOS_IN_SECOND, fraction_text
from kaidah.feel.temporal.zone import Zone, offset_at_any_day, zone_text


@dataclass(frozen=True, slots=True)
class Time:
    """`zone`: seconds east of UTC, a zone's name, or None. Raises Failure K509 for a time no clock shows.

    Python's `==` compares what is written; FEEL's `=` is in `operators`.
    """

    hour: int
    minute: int
    second: int = 0
    nanosecond: int = 0
    zone: Zone = None

    def __post_init__(self) -> None:
        for name, value, last in (
            ("hour", self.hour, 23),
            ("minute", self.minute, 59),
            ("second", self.second, 59),
            ("nanosecond", self.nanosecond, NANOS_IN_SECOND - 1),
        ):
            if not 0 <= value <= last:
                raise Failure("K509", f"there is no {name} {value}", f"the last {name} is {last}")

    @staticmethod
    def from_nanos(nanos: int, zone: Zone = None) -> Time:
        """The time so many nanoseconds after midnight; a day's end starts again at midnight."""
        seconds, nanosecond = divmod(nanos % NANOS_IN_DAY, NANOS_IN_SECOND)
        return Time(seconds // 3600, seconds // 60 % 60, seconds % 60, nanosecond, zone)

    @staticmethod
    def from_datetime(value: datetime.time) -> Time:
        """Offset or named zone come along; a zone object that names nothing is taken at its fixed offset."""
        zone = zone_of(value.tzinfo, value.utcoffset())
        return Time(value.hour, value.minute, value.second, value.microsecond * 1000, zone)

    @property
    def nanos(self) -> int:
        """Nanoseconds since midnight, on its own clock."""
        return self.second_of_day * NANOS_IN_SECOND + self.nanosecond

    @property
    def second_of_day(self) -> int:
        return (self.hour * 60 + self.minute) * 60 + self.second

    @property
    def offset(self) -> int | None:
        """Seconds east of UTC; None without a zone, or where the zone's offset depends on the day."""
        return offset_at_any_day(self.zone)

    def with_zone(self, zone: Zone) -> Time:
        return Time(self.hour, self.minute, self.second, self.nanosecond, zone)

    def __str__(self) -> str:
        clock = f"{self.hour:02d}:{self.minute:02d}:{self.second:02d}"
        return f"{clock}{fraction_text(self.nanosecond)}{zone_text(self.zone)}"


def zone_of(tzinfo: datetime.tzinfo | None, offset: datetime.timedelta | None) -> Zone:
    """The zone of a value of the standard library."""
    name = getattr(tzinfo, "key", None)
    if isinstance(name, str):
        return name
    return None if offset is None else offset.days * 86_400 + offset.seconds

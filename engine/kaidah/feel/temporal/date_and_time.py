"""A date and time (DMN 1.5, clause 10.3.2.3.6)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kaidah.feel.failure import Failure
from kaidah.feel.temporal.date import Date
from kaidah.feel.temporal.duration import NANOS_IN_DAY, NANOS_IN_SECOND
from kaidah.feel.temporal.time import Time, zone_of
from kaidah.feel.temporal.zone import Zone, named_zone, offset_at_instant, offset_at_local


@dataclass(frozen=True, slots=True)
class DateAndTime:
    """A day and a time on it; the zone is the time's. Python's `==` compares what is written.

    Where the clocks of a named zone go back, a clock time means the earlier of two moments.
    """

    date: Date
    time: Time

    @staticmethod
    def from_nanos(nanos: int, zone: Zone = None) -> DateAndTime:
        """The value whose `nanos` are given, told in `zone`."""
        if zone is not None:
            nanos += offset_at_instant(zone, nanos // NANOS_IN_SECOND) * NANOS_IN_SECOND
        day, rest = divmod(nanos, NANOS_IN_DAY)
        return DateAndTime(Date.from_day_number(day), Time.from_nanos(rest, zone))

    @staticmethod
    def from_datetime(value: datetime.datetime) -> DateAndTime:
        zone = zone_of(value.tzinfo, value.utcoffset())
        time = Time(value.hour, value.minute, value.second, value.microsecond * 1000, zone)
        return DateAndTime(Date(value.year, value.month, value.day), time)

    def to_datetime(self) -> datetime.datetime:
        """The standard library's value, to the microsecond; raises ValueError outside its years 1 to 9999."""
        zone: datetime.tzinfo | None = None
        if isinstance(self.zone, str):
            zone = named_zone(self.zone)
        elif self.zone is not None:
            zone = datetime.timezone(datetime.timedelta(seconds=self.zone))
        time = self.time
        clock = datetime.time(time.hour, time.minute, time.second, time.nanosecond // 1000, zone)
        return datetime.datetime.combine(self.date.to_datetime(), clock)

    @property
    def zone(self) -> Zone:
        return self.time.zone

    @property
    def offset(self) -> int | None:
        """Seconds east of UTC at this moment; None without a zone."""
        zone = self.time.zone
        if zone is None or isinstance(zone, int):
            return zone
        return offset_at_local(zone, self.date.day_number, self.time.second_of_day)

    @property
    def nanos(self) -> int:
        """Nanoseconds since 1970-01-01T00:00:00 in UTC; on its own clock where it has no zone."""
        local = self.date.day_number * NANOS_IN_DAY + self.time.nanos
        return local - (self.offset or 0) * NANOS_IN_SECOND

    def plus_months(self, months: int) -> DateAndTime:
        """The same clock time on the same day of another month (its last day where it is shorter)."""
        return DateAndTime(self.date.plus_months(months), self.time)

    def plus_nanos(self, nanos: int) -> DateAndTime:
        """So much later in real time, so that a named zone's change of clocks counts."""
        return DateAndTime.from_nanos(self.nanos + nanos, self.zone)

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


def start_of_day(date: Date, zone: Zone = 0) -> DateAndTime:
    """Midnight at the start of a day: how FEEL reads a date where it needs a date and time (in UTC)."""
    return DateAndTime(date, Time(0, 0, 0, 0, zone))


def in_order(first: DateAndTime, second: DateAndTime) -> tuple[int, int]:
    """Both on one line of time, in nanoseconds; raises Failure K508 where only one of them has a zone."""
    if (first.zone is None) is not (second.zone is None):
        raise Failure(
            "K508",
            f"`{first}` and `{second}` cannot be compared: only one of them says its time zone",
            "give both a zone, such as `Z` or `@Asia/Jakarta`, or neither",
        )
    return first.nanos, second.nanos

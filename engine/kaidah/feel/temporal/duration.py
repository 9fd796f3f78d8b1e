"""The two durations of FEEL (DMN 1.5, clauses 10.3.2.3.7 and 10.3.2.3.8)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kaidah.feel.failure import Failure

NANOS_IN_SECOND = 1_000_000_000
NANOS_IN_DAY = 86_400 * NANOS_IN_SECOND
_LONGEST_NANOS = 366_000_000_000 * 2 * NANOS_IN_DAY
_LONGEST_MONTHS = 24_000_000_000


@dataclass(frozen=True, order=True, slots=True)
class DaysAndTimeDuration:
    """An exact length of time, in nanoseconds. Raises Failure K516 beyond two billion years."""

    nanos: int

    def __post_init__(self) -> None:
        if abs(self.nanos) > _LONGEST_NANOS:
            raise Failure("K516", "the duration is longer than two billion years")

    @staticmethod
    def of(*, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0) -> DaysAndTimeDuration:
        return DaysAndTimeDuration((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * NANOS_IN_SECOND)

    @staticmethod
    def from_timedelta(value: datetime.timedelta) -> DaysAndTimeDuration:
        """The duration of the standard library's."""
        seconds = value.days * 86_400 + value.seconds
        return DaysAndTimeDuration(seconds * NANOS_IN_SECOND + value.microseconds * 1000)

    @property
    def _sign(self) -> int:
        return -1 if self.nanos < 0 else 1

    @property
    def days(self) -> int:
        """Whole days; like every component it carries the sign of the duration."""
        return self._sign * (abs(self.nanos) // NANOS_IN_DAY)

    @property
    def hours(self) -> int:
        return self._sign * (abs(self.nanos) // (3600 * NANOS_IN_SECOND) % 24)

    @property
    def minutes(self) -> int:
        return self._sign * (abs(self.nanos) // (60 * NANOS_IN_SECOND) % 60)

    @property
    def nanos_of_minute(self) -> int:
        """Seconds and their fraction, in nanoseconds."""
        return self._sign * (abs(self.nanos) % (60 * NANOS_IN_SECOND))

    def __str__(self) -> str:
        if not self.nanos:
            return "PT0S"
        days, hours, minutes = abs(self.days), abs(self.hours), abs(self.minutes)
        seconds, fraction = divmod(abs(self.nanos_of_minute), NANOS_IN_SECOND)
        time = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
        if seconds or fraction:
            time += f"{seconds}{fraction_text(fraction)}S"
        sign, day_text = "-" if self.nanos < 0 else "", f"{days}D" if days else ""
        return f"{sign}P{day_text}" + (f"T{time}" if time else "")


@dataclass(frozen=True, order=True, slots=True)
class YearsAndMonthsDuration:
    """A number of months. Raises Failure K516 beyond two billion years."""

    total_months: int

    def __post_init__(self) -> None:
        if abs(self.total_months) > _LONGEST_MONTHS:
            raise Failure("K516", "the duration is longer than two billion years")

    @staticmethod
    def of(*, years: int = 0, months: int = 0) -> YearsAndMonthsDuration:
        return YearsAndMonthsDuration(years * 12 + months)

    @property
    def years(self) -> int:
        """Whole years, with the sign of the duration."""
        return abs(self.total_months) // 12 * (-1 if self.total_months < 0 else 1)

    @property
    def months(self) -> int:
        """Months beside the years, with the sign of the duration."""
        return abs(self.total_months) % 12 * (-1 if self.total_months < 0 else 1)

    def __str__(self) -> str:
        if not self.total_months:
            return "P0M"
        years, months = abs(self.years), abs(self.months)
        sign = "-" if self.total_months < 0 else ""
        return f"{sign}P" + (f"{years}Y" if years else "") + (f"{months}M" if months else "")


def fraction_text(nanos: int) -> str:
    """`.5` for half a second of nanoseconds, "" for none."""
    return f".{nanos:09d}".rstrip("0") if nanos else ""

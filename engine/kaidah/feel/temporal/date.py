"""A day of the proleptic Gregorian calendar (DMN 1.5, clause 10.3.2.3.5)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kaidah.feel.failure import Failure
from kaidah.feel.temporal import calendar


@dataclass(frozen=True, order=True, slots=True)
class Date:
    """Any year from -999999999 to 999999999. A day that does not exist raises Failure K509."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if (
            not 1 <= self.month <= 12
            or not 1 <= self.day <= 28
            or not -calendar.FARTHEST_YEAR <= self.year <= calendar.FARTHEST_YEAR
        ):
            self._check()

    def _check(self) -> None:
        if abs(self.year) > calendar.FARTHEST_YEAR:
            raise Failure("K509", f"the year {self.year} is too far away", "years have up to nine digits")
        if not 1 <= self.month <= 12:
            raise Failure("K509", f"there is no month {self.month}", "months are numbered 1 to 12")
        last = calendar.days_in_month(self.year, self.month)
        if not 1 <= self.day <= last:
            month = f"{calendar.MONTHS[self.month - 1]} {calendar.year_text(self.year)}"
            raise Failure("K509", f"there is no day {self.day} in {month}", f"that month has {last} days")

    @staticmethod
    def from_day_number(number: int) -> Date:
        """The day `number` days after 1970-01-01."""
        return Date(*calendar.from_day_number(number))

    @staticmethod
    def from_datetime(value: datetime.date) -> Date:
        return Date(value.year, value.month, value.day)

    def to_datetime(self) -> datetime.date:
        """The standard library's date; raises ValueError outside its years 1 to 9999."""
        return datetime.date(self.year, self.month, self.day)

    @property
    def day_number(self) -> int:
        """Days since 1970-01-01."""
        return calendar.to_day_number(self.year, self.month, self.day)

    @property
    def weekday(self) -> int:
        """1 for Monday to 7 for Sunday."""
        return (self.day_number + 3) % 7 + 1

    @property
    def day_of_year(self) -> int:
        return self.day_number - calendar.to_day_number(self.year, 1, 1) + 1

    @property
    def week_of_year(self) -> int:
        return calendar.week_of_year(self.year, self.month, self.day)

    def plus_days(self, days: int) -> Date:
        return Date.from_day_number(self.day_number + days)

    def plus_months(self, months: int) -> Date:
        """The same day of another month, or that month's last day where it is shorter."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        if abs(year) > calendar.FARTHEST_YEAR:
            raise Failure("K509", f"the year {year} is too far away", "years have up to nine digits")
        return Date(year, month + 1, min(self.day, calendar.days_in_month(year, month + 1)))

    def __str__(self) -> str:
        return f"{calendar.year_text(self.year)}-{self.month:02d}-{self.day:02d}"

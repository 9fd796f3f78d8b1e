"""The proleptic Gregorian calendar for any year, as XML Schema and ISO 8601 have it (year 0 exists)."""

from __future__ import annotations

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

FARTHEST_YEAR = 999_999_999

_DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_EPOCH = 719_468  # days from 0000-03-01 to 1970-01-01


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    return 29 if month == 2 and is_leap(year) else _DAYS_IN_MONTH[month - 1]


def to_day_number(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01, negative before it."""
    shifted = year if month > 2 else year - 1  # a year that starts in March has its leap day at the end
    era, year_of_era = divmod(shifted, 400)
    day_of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - _EPOCH


def from_day_number(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day counted from 1970-01-01."""
    era, day_of_era = divmod(number + _EPOCH, 146_097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    return year_of_era + era * 400 + (month <= 2), month, day


def week_of_year(year: int, month: int, day: int) -> int:
    """The ISO 8601 week: the one that holds the year's first Thursday is week 1."""
    number = to_day_number(year, month, day)
    thursday = number - (number + 3) % 7 + 3
    year_of_week = from_day_number(thursday)[0]
    return (thursday - to_day_number(year_of_week, 1, 1)) // 7 + 1


def year_text(year: int) -> str:
    """At least four digits, as XML Schema writes years."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"

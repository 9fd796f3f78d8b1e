"""Dates, times and durations (DMN 1.5, clause 10.3.2.3): exact, immutable, for any year.

Python's `==` on them compares what is written; FEEL's `=` and arithmetic are in `kaidah.feel.operators`.
"""

from kaidah.feel.temporal.date import Date
from kaidah.feel.temporal.date_and_time import DateAndTime
from kaidah.feel.temporal.duration import DaysAndTimeDuration, YearsAndMonthsDuration
from kaidah.feel.temporal.parse import (
    Temporal,
    parse_date,
    parse_date_and_time,
    parse_duration,
    parse_temporal,
    parse_time,
)
from kaidah.feel.temporal.time import Time
from kaidah.feel.temporal.zone import Zone

__all__ = [
    "Date",
    "DateAndTime",
    "DaysAndTimeDuration",
    "Temporal",
    "Time",
    "YearsAndMonthsDuration",
    "Zone",
    "parse_date",
    "parse_date_and_time",
    "parse_duration",
    "parse_temporal",
    "parse_time",
]

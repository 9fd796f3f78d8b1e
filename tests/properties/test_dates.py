"""Dates, times and durations agree with the standard library where it reaches, and with themselves beyond."""

from __future__ import annotations

import datetime
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaidah.feel.operators import add, compare, equal, subtract
from kaidah.feel.temporal import (
    Date,
    DateAndTime,
    DaysAndTimeDuration,
    Time,
    YearsAndMonthsDuration,
    parse_temporal,
)

ZONES = ("Asia/Jakarta", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Etc/UTC")

DAY_NUMBERS = st.integers(-300_000_000_000, 300_000_000_000)
DATES = DAY_NUMBERS.map(Date.from_day_number)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: minutes * 60)
ANY_ZONE = st.one_of(st.none(), OFFSETS, st.sampled_from(ZONES))
TIMES = st.builds(Time.from_nanos, st.integers(0, 86_400 * 10**9 - 1), ANY_ZONE)
MOMENTS = st.builds(DateAndTime, DATES, TIMES)
DURATIONS = st.integers(-(10**22), 10**22).map(DaysAndTimeDuration)
MONTHS = st.integers(-(10**6), 10**6).map(YearsAndMonthsDuration)
PYTHON_DATES = st.dates()
PYTHON_MOMENTS = st.datetimes(
    min_value=datetime.datetime(1900, 1, 1), max_value=datetime.datetime(2100, 1, 1)
)


@given(st.one_of(DATES, TIMES, MOMENTS, DURATIONS, MONTHS))
def test_text_reads_back(value: object) -> None:
    assert parse_temporal(str(value)) == value


@given(PYTHON_DATES)
def test_calendar_agrees_with_the_standard_library(day: datetime.date) -> None:
    date = Date.from_datetime(day)
    assert date.to_datetime() == day
    assert str(date) == day.isoformat()
    assert date.weekday == day.isoweekday()
    assert date.day_of_year == day.timetuple().tm_yday
    assert date.week_of_year == day.isocalendar().week
    assert date.day_number == (day - datetime.date(1970, 1, 1)).days


@given(DAY_NUMBERS)
def test_day_numbers_reach_any_year(number: int) -> None:
    date = Date.from_day_number(number)
    assert date.day_number == number
    assert Date.from_day_number(number + 146_097) == Date(date.year + 400, date.month, date.day)


@given(DATES, st.integers(-(10**6), 10**6))
def test_days_come_back(date: Date, days: int) -> None:
    duration = DaysAndTimeDuration.of(days=days)
    later = add(date, duration)
    assert subtract(later, date) == duration
    assert subtract(later, duration) == date
    assert compare("<", date, later) is (days > 0)


@given(DATES, MONTHS)
def test_months_keep_the_day_or_end_the_month(date: Date, duration: YearsAndMonthsDuration) -> None:
    later = add(date, duration)
    assert (later.year * 12 + later.month) - (date.year * 12 + date.month) == duration.total_months
    assert later.day == date.day or (later.day < date.day and later.plus_days(1).day == 1)


@given(PYTHON_MOMENTS, st.sampled_from(ZONES), st.integers(-(10**7), 10**7))
def test_named_zones_agree_with_the_standard_library(
    local: datetime.datetime, zone: str, seconds: int
) -> None:
    aware = local.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    moment = DateAndTime.from_datetime(aware)
    assert moment.zone == zone
    assert datetime.timedelta(seconds=moment.offset or 0) == aware.utcoffset()
    later = add(moment, DaysAndTimeDuration.of(seconds=seconds))
    expected = (aware.astimezone(datetime.UTC) + datetime.timedelta(seconds=seconds)).astimezone(
        zoneinfo.ZoneInfo(zone)
    )
    assert (later.date, later.time) == (
        DateAndTime.from_datetime(expected).date,
        DateAndTime.from_datetime(expected).time,
    )


# where clocks go back, one clock time names two moments: no duration comes back from there
STEADY = st.one_of(st.none(), OFFSETS, st.just("Etc/UTC"))


@given(st.builds(DateAndTime, DATES, st.builds(Time.with_zone, TIMES, STEADY)), DURATIONS)
def test_moments_come_back(moment: DateAndTime, duration: DaysAndTimeDuration) -> None:
    later = add(moment, duration)
    assert subtract(later, moment) == duration
    assert equal(subtract(later, duration), moment)


@given(TIMES, DURATIONS)
def test_clocks_go_round(time: Time, duration: DaysAndTimeDuration) -> None:
    assert subtract(add(time, duration), duration) == time


@given(DURATIONS, DURATIONS)
def test_durations_add_up(a: DaysAndTimeDuration, b: DaysAndTimeDuration) -> None:
    assert subtract(add(a, b), b) == a
    assert compare("<", a, b) is (a.nanos < b.nanos)


@given(DURATIONS)
def test_components_of_durations_add_up(duration: DaysAndTimeDuration) -> None:
    parts = DaysAndTimeDuration.of(days=duration.days, hours=duration.hours, minutes=duration.minutes)
    assert add(parts, DaysAndTimeDuration(duration.nanos_of_minute)) == duration


@pytest.mark.parametrize("year", [-12_021, -1, 0, 1, 9_999, 12_021, 400_000])
@pytest.mark.parametrize("zone", ZONES)
def test_named_zones_reach_any_year(year: int, zone: str) -> None:
    moment = DateAndTime(Date(year, 7, 1), Time(12, 0, zone=zone))
    assert abs(moment.offset or 0) <= 15 * 3600
    assert DateAndTime.from_nanos(moment.nanos, zone) == moment

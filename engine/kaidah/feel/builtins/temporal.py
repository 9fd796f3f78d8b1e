"""Temporal functions (DMN 1.5, clause 10.3.4.8)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from kaidah.feel import types
from kaidah.feel.builtins.signature import Builtin, one, signature
from kaidah.feel.temporal import Date, DateAndTime
from kaidah.feel.temporal.calendar import MONTHS, WEEKDAYS
from kaidah.feel.values import Value


def _of_day(name: str, gives: types.Type, read: Callable[[Date], Value]) -> Builtin:
    def of_moment(moment: DateAndTime) -> Value:
        return read(moment.date)

    overloads = (
        signature(one("date", types.DATE), gives=gives, call=read),
        signature(one("date", types.DATE_AND_TIME), gives=gives, call=of_moment),
    )
    return Builtin(name, overloads, "10.3.4.8")


BUILTINS = (
    _of_day("day of year", types.NUMBER, lambda date: Decimal(date.day_of_year)),
    _of_day("day of week", types.STRING, lambda date: WEEKDAYS[date.weekday - 1]),
    _of_day("month of year", types.STRING, lambda date: MONTHS[date.month - 1]),
    _of_day("week of year", types.NUMBER, lambda date: Decimal(date.week_of_year)),
)

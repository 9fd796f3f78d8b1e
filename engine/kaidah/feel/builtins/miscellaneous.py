"""Miscellaneous functions (DMN 1.5, clause 10.3.4.11): the only ones that read a clock, which is given."""

from __future__ import annotations

from kaidah.feel import types
from kaidah.feel.builtins.signature import Builtin, Clock, Signature
from kaidah.feel.temporal import Date, DateAndTime


def _now(clock: Clock) -> DateAndTime:
    return DateAndTime.from_datetime(clock())


def _today(clock: Clock) -> Date:
    return _now(clock).date


BUILTINS = (
    Builtin("now", (Signature((), types.DATE_AND_TIME, _now, needs_clock=True),), "10.3.4.11"),
    Builtin("today", (Signature((), types.DATE, _today, needs_clock=True),), "10.3.4.11"),
)

"""One value of a stretch: as round as it can be, since people will read it."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Context, Decimal
from typing import Any

from kaidah.feel.failure import Failure
from kaidah.region.domain import Kind, Line
from kaidah.region.interval import Interval

_EXACT = Context(prec=20_000)


def sample(interval: Interval, line: Line) -> Any:
    """A value of the interval; None where it has none."""
    if line.is_stepped:
        return _stepped(interval, line)
    if line.kind is Kind.STRING:
        return _text(interval)
    return _number(interval)


def _stepped(interval: Interval, line: Line) -> Any:
    if interval.is_empty:
        return None
    try:
        return line.at(_step(interval, line))
    except Failure:
        return None


def _step(interval: Interval, line: Line) -> int:
    start, end = interval
    if start is None and end is None:
        return _MIDDLE.get(line.kind, 0)
    return int(end) - 1 if start is None else int(start)  # type: ignore[arg-type]


_MIDDLE = {Kind.DATE: 18_262}  # 2020-01-01


def _number(interval: Interval) -> Decimal | None:
    """A number between two cuts of a dense line."""
    if interval.is_empty:
        return None
    start, end = interval
    if start is None:
        return Decimal(0) if end is None else _below(*end)
    if end is None:
        return _above(*start)
    (low, low_behind), (high, high_behind) = start, end
    if not low_behind:
        return Decimal(low)
    if high_behind:
        return Decimal(high)
    return between_numbers(low, high)


def _above(value: Decimal, behind: int) -> Decimal:
    return _EXACT.add(value.to_integral_value(ROUND_FLOOR), 1) if behind else value


def _below(value: Decimal, behind: int) -> Decimal:
    if behind:
        return value
    floor = value.to_integral_value(ROUND_FLOOR)
    return floor if floor < value else _EXACT.subtract(floor, 1)


def between_numbers(low: Decimal, high: Decimal) -> Decimal:
    """A number with few digits strictly between two others."""
    exponent = _EXACT.subtract(high, low).adjusted()
    while True:
        steps = low.scaleb(-exponent, _EXACT).to_integral_value(ROUND_FLOOR)
        found = _EXACT.add(steps, 1).scaleb(exponent, _EXACT)
        if found < high:
            return found
        exponent -= 1


def _text(interval: Interval) -> str | None:
    start, end = interval
    if start is None:
        start = ("", 0)
    text, behind = start
    if not behind:
        return str(text) if end is None or start < end else None
    for more in ("x", " ", "\x00"):
        found = f"{text}{more}"
        if end is None or (found, 0) < end:
            return found
    return None

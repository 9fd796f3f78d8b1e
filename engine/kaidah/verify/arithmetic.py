"""Which numbers a sum, a product, a minimum can be, given which its parts can be: bounds and digits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, DecimalException
from typing import Final

from kaidah.region.axis import intervals_of
from kaidah.region.domain import EVERY, Exactly, Kind, Line, Stretch, ValueSet, values_named

WHOLE: Final = 0
_MOST_DIGITS = 30
_LINE = Line(Kind.NUMBER)
_DOWN = Context(prec=34, rounding=ROUND_FLOOR)
_UP = Context(prec=34, rounding=ROUND_CEILING)


@dataclass(frozen=True)
class Known:
    """The values that an expression can have, and the most digits behind the point; None where any."""

    values: ValueSet = EVERY
    scale: int | None = None


@dataclass(frozen=True)
class _Bounds:
    """All numbers lie between these, both included; None is without end."""

    low: Decimal | None
    high: Decimal | None


def _bounds(known: Known) -> _Bounds:
    if any(not isinstance(value, Decimal) for value in values_named(known.values)):
        return _Bounds(None, None)
    stretches = intervals_of(known.values, _LINE)
    if not stretches:
        return _Bounds(None, None)
    first, last = stretches[0].start, stretches[-1].end
    return _Bounds(first[0] if first else None, last[0] if last else None)


def _known(bounds: _Bounds, scale: int | None) -> Known:
    if bounds.low is None and bounds.high is None:
        return Known(EVERY, scale)
    if bounds.low == bounds.high:
        return Known(Exactly(bounds.low), scale)
    return Known(Stretch(bounds.low, bounds.high, bounds.low is not None, bounds.high is not None), scale)


def negated(known: Known) -> Known:
    bounds = _bounds(known)
    return _known(
        _Bounds(None if bounds.high is None else -bounds.high, None if bounds.low is None else -bounds.low),
        known.scale,
    )


def absolute(known: Known) -> Known:
    bounds = _bounds(known)
    if bounds.low is not None and bounds.low >= 0:
        return known
    high = None if bounds.low is None or bounds.high is None else max(-bounds.low, bounds.high)
    return _known(_Bounds(Decimal(0), high), known.scale)


def rounded(known: Known, digits: int) -> Known:
    """The same, rounded in some way to so many digits behind the point."""
    bounds = _bounds(known)
    step = Decimal(1).scaleb(-digits)
    try:
        low = None if bounds.low is None else bounds.low.quantize(step, ROUND_FLOOR)
        high = None if bounds.high is None else bounds.high.quantize(step, ROUND_CEILING)
    except DecimalException:
        return Known(EVERY, max(0, digits))
    return _known(_Bounds(low, high), max(0, digits))


def combined(operator: str, *parts: Known) -> Known:
    """What an operator or `min`, `max` makes of its parts."""
    if any(not isinstance(value, Decimal) for part in parts for value in values_named(part.values)):
        return Known()
    scales = [part.scale for part in parts]
    digits = None if None in scales else [scale for scale in scales if scale is not None]
    bounds = [_bounds(part) for part in parts]
    match operator:
        case "+":
            return _known(_sum(bounds[0], bounds[1]), max(digits) if digits else None)
        case "-":
            return combined("+", parts[0], negated(parts[1]))
        case "*":
            scale = sum(digits) if digits and sum(digits) <= _MOST_DIGITS else None
            return _known(_product(bounds[0], bounds[1]), scale)
        case "min" | "max":
            return _known(_extreme(operator, bounds), max(digits) if digits else None)
        case "/":
            positive = all(each.low is not None and each.low >= 0 for each in bounds)
            return _known(_Bounds(Decimal(0) if positive else None, None), None)
        case _:
            return Known()


def hull_union(parts: Sequence[Known]) -> Known:
    """The sum of some of the parts, at least one."""
    bounds = [_bounds(part) for part in parts]
    lows = [each.low for each in bounds]
    scales = [part.scale for part in parts]
    scale = None if None in scales or not scales else max(each for each in scales if each is not None)
    known = [low for low in lows if low is not None]
    if len(known) < len(lows) or not known:
        return Known(EVERY, scale)
    low = min(known) if min(known) >= 0 else None
    return _known(_Bounds(low, None), scale)


def _sum(one: _Bounds, other: _Bounds) -> _Bounds:
    return _Bounds(_each(_DOWN.add, one.low, other.low), _each(_UP.add, one.high, other.high))


def _each(
    operation: Callable[[Decimal, Decimal], Decimal], one: Decimal | None, other: Decimal | None
) -> Decimal | None:
    try:
        return None if one is None or other is None else operation(one, other)
    except DecimalException:
        return None


def _product(one: _Bounds, other: _Bounds) -> _Bounds:
    if one.low is None or other.low is None or one.low < 0 or other.low < 0:
        ends = (one.low, one.high, other.low, other.high)
        if None in ends:
            return _Bounds(None, None)
        assert one.low is not None and one.high is not None
        assert other.low is not None and other.high is not None
        pairs = [(a, b) for a in (one.low, one.high) for b in (other.low, other.high)]
        return _Bounds(
            min(_DOWN.multiply(*pair) for pair in pairs), max(_UP.multiply(*pair) for pair in pairs)
        )
    return _Bounds(_DOWN.multiply(one.low, other.low), _each(_UP.multiply, one.high, other.high))


def _extreme(operator: str, bounds: Sequence[_Bounds]) -> _Bounds:
    lows, highs = [each.low for each in bounds], [each.high for each in bounds]
    known_lows = [low for low in lows if low is not None]
    known_highs = [high for high in highs if high is not None]
    all_lows, all_highs = len(known_lows) == len(lows), len(known_highs) == len(highs)
    if operator == "max":
        return _Bounds(max(known_lows) if known_lows else None, max(known_highs) if all_highs else None)
    return _Bounds(min(known_lows) if all_lows else None, min(known_highs) if known_highs else None)


__all__ = ["WHOLE", "Known", "absolute", "combined", "hull_union", "negated", "rounded"]

"""What an iterator runs over (clause 10.3.2.14)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaidah.feel.failure import Failure
from kaidah.feel.lower.frame import MOST_ITERATIONS, Value
from kaidah.feel.temporal import Date
from kaidah.feel.values import Range, to_literal

ONLY_WHOLE = "iterate over whole numbers, dates or a list"


def values_of(value: Value) -> Sequence[Value]:
    """The items of a list, the whole numbers or dates of a range, or the one value itself."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, Range):
        return _of_range(value)
    if value is None:
        raise Failure("K508", "null cannot be iterated over", ONLY_WHOLE)
    return (value,)


def _of_range(domain: Range) -> Sequence[Value]:
    found = values_between(domain.start, domain.end, ascending=True)
    if found and not domain.start_closed:
        found = found[1:]
    if found and not domain.end_closed:
        found = found[:-1]
    return found


def values_between(start: Value, end: Value, *, ascending: bool = False) -> Sequence[Value]:
    """From `start` to `end`, both included, upwards or (unless `ascending`) downwards."""
    match start, end:
        case Decimal(), Decimal() if _is_whole(start) and _is_whole(end):
            return [Decimal(number) for number in _numbers(int(start), int(end), ascending)]
        case Date(), Date():
            numbers = _numbers(start.day_number, end.day_number, ascending)
            return [Date.from_day_number(number) for number in numbers]
    raise Failure("K508", f"no iteration from {to_literal(start)} to {to_literal(end)}", ONLY_WHOLE)


def _is_whole(number: Decimal) -> bool:
    return number.is_finite() and number == number.to_integral_value()


def _numbers(start: int, end: int, ascending: bool) -> range:
    numbers = range(start, end + 1) if start <= end or ascending else range(start, end - 1, -1)
    if abs(end - start) > MOST_ITERATIONS:
        raise Failure("K516", f"more than {MOST_ITERATIONS:,} iterations", "iterate over fewer values")
    return numbers

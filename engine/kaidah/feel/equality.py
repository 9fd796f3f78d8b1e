"""FEEL's `=`, its order, and `in` (DMN 1.5, clauses 10.3.2.13 and 10.3.2.14)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from kaidah.feel.failure import Failure
from kaidah.feel.temporal import Date, DateAndTime, DaysAndTimeDuration, Time, YearsAndMonthsDuration
from kaidah.feel.temporal.date_and_time import in_order
from kaidah.feel.values import Function, Range, Value, described

# --- equality -------------------------------------------------------------------------------------


def equal(a: Value, b: Value) -> bool:
    """`a = b`; null equals null only. Values of different kinds raise Failure K508."""
    kind = type(a)
    if kind is type(b):
        comparison = _COMPARISONS.get(kind)
        return bool(a == b) if comparison is None else comparison(a, b)
    if a is None or b is None:
        return False
    raise Failure(
        "K508",
        f"{described(a)} and {described(b)} cannot be compared",
        "compare values of one kind",
    )


def same(a: Value, b: Value) -> bool:
    """As `equal`, but values of different kinds are simply different: for items of lists."""
    return type(a) is type(b) and _same(a, b)


def _same(a: Value, b: Value) -> bool:
    """Two values of one class."""
    comparison = _COMPARISONS.get(type(a))
    return bool(a == b) if comparison is None else comparison(a, b)


def _same_lists(a: tuple[Value, ...], b: tuple[Value, ...]) -> bool:
    return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))


def _same_contexts(a: dict[str, Value], b: dict[str, Value]) -> bool:
    return a.keys() == b.keys() and all(same(value, b[key]) for key, value in a.items())


def _same_ranges(a: Range, b: Range) -> bool:
    kinds = (a.start_closed, a.end_closed, a.operator) == (b.start_closed, b.end_closed, b.operator)
    return kinds and same(a.start, b.start) and same(a.end, b.end)


def _same_times(a: Time, b: Time) -> bool:
    if a.zone == b.zone:
        return a.nanos == b.nanos
    first, second = a.offset, b.offset
    if first is None or second is None:
        return False
    return a.nanos - first * 1_000_000_000 == b.nanos - second * 1_000_000_000


def _same_moments(a: DateAndTime, b: DateAndTime) -> bool:
    return (a.zone is None) is (b.zone is None) and a.nanos == b.nanos


_COMPARISONS: dict[type, Callable[[Any, Any], bool]] = {
    tuple: _same_lists,
    dict: _same_contexts,
    Range: _same_ranges,
    Function: lambda a, b: a is b,
    Time: _same_times,
    DateAndTime: _same_moments,
}


# --- order ----------------------------------------------------------------------------------------

ORDERED = frozenset((Decimal, str, Date, DaysAndTimeDuration, YearsAndMonthsDuration))
"""The classes whose values Python orders as FEEL does."""


def less(a: Value, b: Value) -> bool:
    """`a < b`; values that have no order between them raise Failure K508."""
    if type(a) is type(b) and type(a) in ORDERED:
        return bool(a < b)
    first, second = _ordered(a, b)
    return first < second


def less_or_equal(a: Value, b: Value) -> bool:
    """`a <= b`, as `less`."""
    if type(a) is type(b) and type(a) in ORDERED:
        return bool(a <= b)
    first, second = _ordered(a, b)
    return first <= second


def _ordered(a: Value, b: Value) -> tuple[int, int]:
    """Two times, or two dates and times, on one line."""
    if type(a) is DateAndTime and type(b) is DateAndTime:
        return in_order(a, b)
    if type(a) is Time and type(b) is Time:
        return times_in_order(a, b)
    fact = f"{described(a)} and {described(b)} have no order between them"
    raise Failure("K508", fact, "compare numbers, strings, dates, times or durations of one kind")


def times_in_order(a: Time, b: Time) -> tuple[int, int]:
    """Nanoseconds on one line; raises Failure K508 where the zones do not say how the clocks differ."""
    if a.zone == b.zone:
        return a.nanos, b.nanos
    first, second = a.offset, b.offset
    if first is None or second is None:
        fact = f"`{a}` and `{b}` cannot be compared: it is not known how their clocks differ"
        raise Failure("K508", fact, "give both an offset, such as `+07:00`, or neither")
    return a.nanos - first * 1_000_000_000, b.nanos - second * 1_000_000_000


_OPERATORS: dict[str, Callable[[Value, Value], bool]] = {
    "=": equal,
    "!=": lambda a, b: not equal(a, b),
    "<": less,
    "<=": less_or_equal,
    ">": lambda a, b: less(b, a),
    ">=": lambda a, b: less_or_equal(b, a),
}


def comparison(operator: str) -> Callable[[Value, Value], bool]:
    """The function of a comparison operator."""
    return _OPERATORS[operator]


def compare(operator: str, a: Value, b: Value) -> bool:
    """`a operator b`; values that cannot be compared raise Failure K508."""
    return _OPERATORS[operator](a, b)


# --- ranges ---------------------------------------------------------------------------------------


def interval(start: Value, end: Value, start_closed: bool, end_closed: bool) -> Range:
    """The value of `[start..end]`; ends of null, of different kinds or out of order raise Failure K508."""
    if start is None or end is None:
        raise Failure("K508", "a range cannot end at null", "a range open to one side is `(>= 1)`")
    if less(end, start):
        raise Failure("K508", "a range cannot end before it starts", "write the smaller end first")
    return Range(start, end, start_closed, end_closed)


def comparison_range(operator: str, value: Value) -> Range:
    """The value of `(< 5)`; null raises Failure K508."""
    if operator in ("=", "!="):
        return Range(value, value, operator == "=", operator == "=", operator)
    if value is None:
        raise Failure("K508", f"`{operator}` cannot be asked of null")
    if operator in ("<", "<="):
        return Range(None, value, False, operator == "<=")
    return Range(value, None, operator == ">=", False)


def in_range(value: Value, range: Range) -> bool:
    """Whether a range holds a value; one that cannot be compared with its ends raises Failure K508."""
    if range.operator:
        return _OPERATORS[range.operator](value, range.start)
    behind = less_or_equal if range.start_closed else less
    if range.start is not None and not behind(range.start, value):
        return False
    return range.end is None or (less_or_equal if range.end_closed else less)(value, range.end)


def contained(value: Value, test: Value) -> bool:
    """`value in test`: a range that holds it, a list that holds it or such a range, or the value itself.

    Values that cannot be compared raise Failure K508, but those in a list are passed over.
    """
    if type(test) is Range and type(value) is not Range:
        return in_range(value, test)
    if type(test) is tuple:
        return (type(value) is tuple and _same_lists(value, test)) or any(
            _holds(item, value) for item in test
        )
    return equal(value, test)


def _holds(test: Value, value: Value) -> bool:
    if same(test, value):
        return True
    if type(test) is Range and value is not None:
        try:
            return in_range(value, test)
        except Failure:
            return False
    return type(test) is tuple and any(_holds(item, value) for item in test)

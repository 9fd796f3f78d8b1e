"""Unary tests (clauses 7.3.3 and 10.3.2.7): whether a value passes, in three values.

A test says None for a null value that it cannot judge; that is no failure, for a later test may ask for null.
"""

from __future__ import annotations

from decimal import Decimal

from kaidah.feel import operators
from kaidah.feel.failure import Failure
from kaidah.feel.lower.frame import Code, Constant, Frame, Test, Value
from kaidah.feel.temporal import Date
from kaidah.feel.values import Range
from kaidah_dsl.feel import tree
from kaidah_dsl.source import Span


def irrelevant(frame: Frame, value: Value) -> bool | None:
    """`-`."""
    return True


def comparison_test(operator: tree.ComparisonOperator, bound: Code, span: Span) -> Test:
    """`< 5`."""

    compare = operators.comparison(operator)
    of_null = operator in ("=", "!=")

    def test(frame: Frame, value: Value) -> bool | None:
        end = bound(frame)
        if value is None and not of_null:
            return None
        try:
            return compare(value, end)
        except Failure as failure:
            return frame[0].failed(failure, span)  # type: ignore[no-any-return]

    if isinstance(bound, Constant) and bound.value.__class__ in _ORDERED:
        return _constant_comparison(operator, bound.value, test)
    return test


_ORDERED = (Decimal, Date, str)
"""The classes of values whose order is Python's."""


def _constant_comparison(operator: tree.ComparisonOperator, bound: Value, otherwise: Test) -> Test:
    """The same with a known bound, which is what most cells of most tables test."""
    kind = bound.__class__
    match operator:
        case "<":
            return lambda frame, value: value < bound if value.__class__ is kind else otherwise(frame, value)
        case "<=":
            return lambda frame, value: value <= bound if value.__class__ is kind else otherwise(frame, value)
        case ">":
            return lambda frame, value: value > bound if value.__class__ is kind else otherwise(frame, value)
        case ">=":
            return lambda frame, value: value >= bound if value.__class__ is kind else otherwise(frame, value)
        case _:
            return otherwise


def range_test(within: Code, span: Span) -> Test:
    """`[1..5]`, its ends lowered as one range value."""

    def test(frame: Frame, value: Value) -> bool | None:
        found = within(frame)
        if value is None or found is None:
            return None
        try:
            return operators.contained(value, found)
        except Failure as failure:
            return frame[0].failed(failure, span)  # type: ignore[no-any-return]

    if isinstance(within, Constant) and isinstance(within.value, Range):
        return _constant_range(within.value, test)
    return test


def _constant_range(within: Range, otherwise: Test) -> Test:
    """The same with known ends."""
    low, high = within.start, within.end
    kind = low.__class__
    if kind not in _ORDERED or high.__class__ is not kind or within.operator:
        return otherwise
    match within.start_closed, within.end_closed:
        case True, True:
            return lambda frame, value: (
                low <= value <= high if value.__class__ is kind else otherwise(frame, value)
            )
        case False, True:
            return lambda frame, value: (
                low < value <= high if value.__class__ is kind else otherwise(frame, value)
            )
        case True, False:
            return lambda frame, value: (
                low <= value < high if value.__class__ is kind else otherwise(frame, value)
            )
        case _:
            return lambda frame, value: (
                low < value < high if value.__class__ is kind else otherwise(frame, value)
            )


def value_test(found: Code, span: Span) -> Test:
    """An expression without `?`: equal to its value, or in it when it is a list or a range."""

    def test(frame: Frame, value: Value) -> bool | None:
        try:
            return belongs(value, found(frame))
        except Failure as failure:
            return frame[0].failed(failure, span)  # type: ignore[no-any-return]

    if isinstance(found, Constant) and found.value.__class__ in (str, bool):
        return _equality(found.value, test)
    return test


def _equality(constant: Value, otherwise: Test) -> Test:
    kind = constant.__class__
    return lambda frame, value: value == constant if value.__class__ is kind else otherwise(frame, value)


def belongs(value: Value, found: Value) -> bool | None:
    """Whether `value` is `found`, or is in the list or range `found`."""
    if value is None and isinstance(found, Range) and not found.operator:
        return None
    return operators.contained(value, found)


def verdict_test(condition: Code, slot: int, span: Span) -> Test:
    """An expression that uses `?` (in `slot`): its truth value is the verdict; another value is compared."""

    def test(frame: Frame, value: Value) -> bool | None:
        frame[slot] = value
        found = condition(frame)
        if found is None or found.__class__ is bool:
            return found
        try:
            return belongs(value, found)
        except Failure as failure:
            return frame[0].failed(failure, span)  # type: ignore[no-any-return]

    return test


def any_of(tests: tuple[Test, ...]) -> Test:
    """Whether one of the tests passes."""
    if len(tests) == 1:
        return tests[0]

    def test(frame: Frame, value: Value) -> bool | None:
        found: bool | None = False
        for single in tests:
            passed = single(frame, value)
            if passed:
                return True
            if passed is None:
                found = None
        return found

    return test


def none_of(tests: tuple[Test, ...]) -> Test:
    """`not(...)`: whether none of the tests passes."""
    some = any_of(tests)

    def test(frame: Frame, value: Value) -> bool | None:
        passed = some(frame, value)
        return None if passed is None else not passed

    return test


def membership(value: Code, tests: tuple[Test, ...]) -> Code:
    """`value in (test, test)`."""
    passes = any_of(tests)

    def code(frame: Frame) -> Value:
        return passes(frame, value(frame))

    return code

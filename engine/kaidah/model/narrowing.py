"""Allowed values that narrow allowed values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kaidah_dsl.feel import tree as feel
from kaidah_dsl.source import Span


def narrowed(base: feel.UnaryTests | None, own: feel.UnaryTests) -> feel.UnaryTests:
    """Unary tests that hold where both hold.

    Constants and ranges of numbers are worked out, so that they can be compared and drawn; anything else
    becomes one test that asks for both.
    """
    if base is None or base.irrelevant or own == base or _includes(own, base):
        return own
    if not base.negated and not own.negated:
        if all(isinstance(test, feel.StringLiteral | feel.AtLiteral) for test in (*base.tests, *own.tests)):
            return feel.UnaryTests(tests=tuple(t for t in own.tests if t in base.tests), span=own.span)
        common = _common_ranges(base, own)
        if common is not None:
            return feel.UnaryTests(tests=common, span=own.span)
    both = feel.Conjunction(left=_verdict(base), right=_verdict(own), span=own.span)
    return feel.UnaryTests(tests=(both,), span=own.span)


def _includes(own: feel.UnaryTests, base: feel.UnaryTests) -> bool:
    """Whether tests already ask for what the base asks for: they are narrowed from it."""
    match own.tests:
        case (feel.Conjunction(left=left),) if not own.negated:
            return left == _verdict(base)
        case _:
            return False


def _verdict(tests: feel.UnaryTests) -> feel.Expression:
    """`? in (tests)`, as an expression."""
    span = tests.span
    verdict = feel.In(value=feel.Name(name="?", span=span), tests=tests.tests, span=span)
    if not tests.negated:
        return verdict
    argument = feel.Argument(value=verdict, span=span)
    return feel.Call(function=feel.Name(name="not", span=span), arguments=(argument,), span=span)


# --- ranges of numbers ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Bound:
    """`value` None is unbounded."""

    value: Decimal | None
    closed: bool
    node: feel.Expression | None = None


@dataclass(frozen=True)
class _Range:
    low: _Bound
    high: _Bound


_OPEN = _Bound(None, False)


def _common_ranges(base: feel.UnaryTests, own: feel.UnaryTests) -> tuple[feel.Expression, ...] | None:
    """The tests for what lies in a range of both; None where a test is not a range of numbers."""
    bases, owns = [_range(test) for test in base.tests], [_range(test) for test in own.tests]
    found: list[feel.Expression] = []
    for mine in owns:
        for theirs in bases:
            if mine is None or theirs is None:
                return None
            low, high = _higher(theirs.low, mine.low), _lower(theirs.high, mine.high)
            if not _empty(low, high):
                found.append(_test(low, high, own.span))
    return tuple(found)


def _range(test: feel.Expression) -> _Range | None:
    match test:
        case feel.Interval(start=start, end=end):
            low, high = _bound(start, test.start_closed), _bound(end, test.end_closed)
            return _Range(low, high) if low and high else None
        case feel.UnaryComparison(operator=operator, value=value):
            return _compared(operator, value)
        case _:
            bound = _bound(test, True)
            return _Range(bound, bound) if bound else None


def _compared(operator: feel.ComparisonOperator, value: feel.Expression) -> _Range | None:
    bound = _bound(value, operator in ("<=", ">=", "="))
    match operator:
        case _ if bound is None:
            return None
        case "<" | "<=":
            return _Range(_OPEN, bound)
        case ">" | ">=":
            return _Range(bound, _OPEN)
        case "=":
            return _Range(bound, bound)
        case _:
            return None


def _bound(node: feel.Expression | None, closed: bool) -> _Bound | None:
    match node:
        case None:
            return _OPEN
        case feel.NumberLiteral(value=value):
            return _Bound(value, closed, node)
        case feel.Negation(operand=feel.NumberLiteral(value=value)):
            return _Bound(-value, closed, node)
        case _:
            return None


def _higher(one: _Bound, other: _Bound) -> _Bound:
    if one.value is None or other.value is None:
        return other if one.value is None else one
    if one.value == other.value:
        return one if not one.closed else other
    return one if one.value > other.value else other


def _lower(one: _Bound, other: _Bound) -> _Bound:
    if one.value is None or other.value is None:
        return other if one.value is None else one
    if one.value == other.value:
        return one if not one.closed else other
    return one if one.value < other.value else other


def _empty(low: _Bound, high: _Bound) -> bool:
    if low.value is None or high.value is None:
        return False
    return low.value > high.value or (low.value == high.value and not (low.closed and high.closed))


def _test(low: _Bound, high: _Bound, span: Span) -> feel.Expression:
    if low.node is not None and low.value == high.value:
        return low.node
    if low.node is not None and high.node is None:
        return feel.UnaryComparison(operator=">=" if low.closed else ">", value=low.node, span=span)
    if high.node is not None and low.node is None:
        return feel.UnaryComparison(operator="<=" if high.closed else "<", value=high.node, span=span)
    return feel.Interval(
        start=low.node, end=high.node, start_closed=low.closed, end_closed=high.closed, span=span
    )

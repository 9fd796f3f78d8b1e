"""Allowed values that narrow others admit exactly what both admit."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kaidah.model.narrowing import narrowed
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.source import Source

SPAN = Source(name="test", text="").span()
VALUES = [Decimal(number) / 2 for number in range(-8, 9)]


def number(value: int) -> feel.Expression:
    literal = feel.NumberLiteral(value=Decimal(abs(value)), span=SPAN)
    return feel.Negation(operand=literal, span=SPAN) if value < 0 else literal


numbers = st.integers(-3, 3).map(number)
comparisons = st.builds(
    lambda operator, value: feel.UnaryComparison(operator=operator, value=value, span=SPAN),
    st.sampled_from(["<", "<=", ">", ">=", "="]),
    numbers,
)
intervals = st.builds(
    lambda start, end, start_closed, end_closed: feel.Interval(
        start=start, end=end, start_closed=start_closed, end_closed=end_closed, span=SPAN
    ),
    numbers,
    numbers,
    st.booleans(),
    st.booleans(),
)
tests = st.lists(numbers | comparisons | intervals, min_size=1, max_size=3).map(
    lambda found: feel.UnaryTests(tests=tuple(found), span=SPAN)
)


def constant(node: feel.Expression | None) -> Decimal:
    match node:
        case feel.NumberLiteral(value=value):
            return value
        case feel.Negation(operand=feel.NumberLiteral(value=value)):
            return -value
        case _:
            raise AssertionError(node)


def holds(test: feel.Expression, value: Decimal) -> bool:
    match test:
        case feel.UnaryComparison(operator=operator, value=bound):
            other = constant(bound)
            return {
                "<": value < other,
                "<=": value <= other,
                ">": value > other,
                ">=": value >= other,
                "=": value == other,
            }[operator]
        case feel.Interval(start=start, end=end):
            low, high = constant(start), constant(end)
            above = low <= value if test.start_closed else low < value
            return above and (value <= high if test.end_closed else value < high)
        case _:
            return value == constant(test)


def admitted(found: feel.UnaryTests) -> list[Decimal]:
    return [value for value in VALUES if any(holds(test, value) for test in found.tests)]


@given(tests, tests)
def test_what_is_narrowed_admits_what_both_admit(base: feel.UnaryTests, own: feel.UnaryTests) -> None:
    both = [value for value in admitted(base) if value in admitted(own)]
    assert admitted(narrowed(base, own)) == both

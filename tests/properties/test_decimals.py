"""Numbers: exact, 34 digits, and written so that reading them back gives the same."""

from __future__ import annotations

import fractions
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaidah.feel.builtins import BUILTINS, call
from kaidah.feel.failure import Failure
from kaidah.feel.number import CONTEXT, number_text
from kaidah.feel.operators import add, divide, multiply, subtract

NUMBERS = st.decimals(min_value=-(10**20), max_value=10**20, places=6)
WIDE = st.builds(
    lambda digits, exponent: Decimal(digits).scaleb(exponent),
    st.integers(-(10**34) + 1, 10**34 - 1),
    st.integers(-200, 200),
)
SCALES = st.integers(-5, 8).map(Decimal)


def apply(name: str, *values: object) -> Decimal:
    with localcontext(CONTEXT):
        result = call(BUILTINS[name], values)
    assert isinstance(result, Decimal)
    return result


@given(WIDE)
def test_text_reads_back(number: Decimal) -> None:
    text = number_text(number)
    assert "E" not in text
    assert Decimal(text) == number
    assert not ("." in text and text.endswith("0"))


@given(NUMBERS, NUMBERS)
def test_arithmetic_is_the_exact_result_rounded_once(a: Decimal, b: Decimal) -> None:
    nearest = Context(prec=34, rounding=ROUND_HALF_EVEN)
    exact = Context(prec=200)
    with localcontext(CONTEXT):
        assert add(a, b) == nearest.plus(exact.add(a, b))
        assert subtract(a, b) == nearest.plus(exact.subtract(a, b))
        assert multiply(a, b) == nearest.plus(exact.multiply(a, b))
        if b:
            assert divide(a, b) == nearest.divide(a, b)


@given(NUMBERS, NUMBERS.filter(bool))
def test_modulo_has_the_sign_of_the_divisor(a: Decimal, b: Decimal) -> None:
    rest = apply("modulo", a, b)
    assert fractions.Fraction(rest) == fractions.Fraction(a) % fractions.Fraction(b)
    assert not rest or (rest < 0) is (b < 0)


@given(WIDE, SCALES)
def test_floor_and_ceiling_enclose(number: Decimal, scale: Decimal) -> None:
    low, high = apply("floor", number, scale), apply("ceiling", number, scale)
    step = fractions.Fraction(10) ** -int(scale)
    assert low <= number <= high
    assert fractions.Fraction(high) - fractions.Fraction(low) in (0, step)
    assert (fractions.Fraction(low) / step).denominator == 1


@given(NUMBERS, SCALES)
def test_each_rounding_gives_a_neighbour(number: Decimal, scale: Decimal) -> None:
    neighbours = {apply("floor", number, scale), apply("ceiling", number, scale)}
    for name in ("decimal", "round up", "round down", "round half up", "round half down"):
        assert apply(name, number, scale) in neighbours
    assert abs(apply("round up", number, scale)) == max(map(abs, neighbours))
    assert abs(apply("round down", number, scale)) == min(map(abs, neighbours))


@given(st.lists(NUMBERS, min_size=2, max_size=12))
def test_lists_of_numbers(numbers: list[Decimal]) -> None:
    values = tuple(numbers)
    assert apply("min", values) == min(numbers)
    assert apply("max", *values) == max(numbers)
    assert apply("min", values) <= apply("median", values) <= apply("max", values)
    assert apply("stddev", values) >= 0


@given(WIDE.filter(lambda number: number > 0))
def test_root_of_a_square(number: Decimal) -> None:
    root = apply("sqrt", number)
    with localcontext(Context(prec=80)):
        assert abs(root * root - number) <= number * Decimal("1e-33")


@given(st.decimals(min_value=-(10**10), max_value=10**10, places=3), st.integers(10**5, 10**30).map(Decimal))
def test_a_huge_power_ends_at_once(base: Decimal, exponent: Decimal) -> None:
    from kaidah.feel.operators import power

    with localcontext(CONTEXT):
        try:
            assert isinstance(power(base, exponent), Decimal)
        except Failure as failure:
            assert failure.code == "K516"


@pytest.mark.parametrize("text", ["0", "-0", "0.000", "-0.0"])
def test_zero_is_written_without_a_sign(text: str) -> None:
    assert number_text(Decimal(text)) == "0"

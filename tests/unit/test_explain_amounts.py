"""Values as people read them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaidah.explain.amounts import digits, show
from kaidah.feel.temporal import Date
from kaidah.feel.types import ANY, ContextType, ListType, NumberType, RangeType, Type, Unit
from kaidah.feel.values import Range

USD = NumberType(unit=Unit.parse("USD"), scale=2)
IDR = NumberType(unit=Unit.parse("IDR"), scale=0)
KILOGRAMS = NumberType(unit=Unit.parse("kg"))
EXCHANGE = NumberType(unit=Unit.parse("IDR per USD"))

SHOWN: list[tuple[Any, Type, str]] = [
    (Decimal("45"), USD, "USD 45.00"),
    (Decimal("45.0"), USD, "USD 45.00"),
    (Decimal("72.925"), USD, "USD 72.925"),
    (Decimal("-0.5"), USD, "USD -0.50"),
    (Decimal("-0"), USD, "USD 0.00"),
    (Decimal("1448000"), IDR, "IDR 1,448,000"),
    (Decimal("1.448E+6"), IDR, "IDR 1,448,000"),
    (Decimal("12.5"), KILOGRAMS, "12.5 kg"),
    (Decimal("14500"), EXCHANGE, "14,500 IDR per USD"),
    (Decimal("0.11"), NumberType(), "0.11"),
    (Decimal("0.110"), NumberType(), "0.11"),
    (Decimal("1E-9"), NumberType(), "0.000000001"),
    (Decimal("1500"), NumberType(unit=None), "1500"),
    (Decimal("1500"), ANY, "1500"),
    (True, ANY, "true"),
    (None, ANY, "null"),
    ('a "b"', ANY, '"a \\"b\\""'),
    (Date(2022, 4, 1), ANY, "2022-04-01"),
    ((Decimal(1), Decimal("2.5")), ListType(USD), "[USD 1.00, USD 2.50]"),
    ({"Fee": Decimal(10), "Note": "a"}, ContextType((("Fee", USD),)), '{Fee: USD 10.00, Note: "a"}'),
    (
        Range(start=Decimal(1), end=Decimal(3), start_closed=True, end_closed=False),
        RangeType(NumberType()),
        "[1..3)",
    ),
]


@pytest.mark.parametrize(("value", "type", "text"), SHOWN, ids=[text for _, _, text in SHOWN])
def test_a_value_is_shown_with_its_unit_and_scale(value: Any, type: Type, text: str) -> None:
    assert show(value, type) == text


@given(st.decimals(allow_nan=False, allow_infinity=False), st.integers(min_value=0, max_value=6))
def test_digits_are_exact(value: Decimal, scale: int) -> None:
    text = digits(value, scale)
    assert Decimal(text) == value
    assert "E" not in text
    assert digits(value, scale, grouped=True).replace(",", "") == text

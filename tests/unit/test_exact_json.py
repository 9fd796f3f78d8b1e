"""JSON without floats, both ways."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from kaidah.feel.exact_json import from_json, to_json
from kaidah.feel.temporal import Date


@pytest.mark.parametrize("number", ["0.1", "45", "1234567890123456789012345678901234", "-0.000000001"])
def test_numbers_keep_their_digits(number: str) -> None:
    value = from_json(number)
    assert isinstance(value, Decimal)
    assert to_json(value) == number


def test_no_exponents_are_written() -> None:
    assert to_json(from_json("1E+3")) == "1000"
    assert to_json(from_json("1.5e-7")) == "0.00000015"


@pytest.mark.parametrize(
    ("written", "text"), [("45.00", "45"), ("-0.0", "0"), ("100", "100"), ("10.50", "10.5")]
)
def test_one_number_has_one_text(written: str, text: str) -> None:
    assert to_json(Decimal(written)) == text


def test_values_of_feel() -> None:
    value = {"a": [True, None, "x\n"], "day": Date(2022, 4, 1), "none": [], "empty": {}}
    assert json.loads(to_json(value)) == {
        "a": [True, None, "x\n"],
        "day": "2022-04-01",
        "none": [],
        "empty": {},
    }


def test_true_is_no_number() -> None:
    assert to_json([True, Decimal(1)], indent=0).split() == ["[", "true,", "1", "]"]


@pytest.mark.parametrize(
    "text", ['{"a": 1', "", '{"a": 1, "a": 2}', "NaN", "[Infinity]", "[1e9999]", "[" * 100_000, "01"]
)
def test_what_is_not_json_has_a_place(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        from_json(text)
    assert 0 <= caught.value.pos <= len(text)

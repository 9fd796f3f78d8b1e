"""Kinds, types and texts of values."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaidah.feel import types
from kaidah.feel.temporal import parse_temporal
from kaidah.feel.types import ContextType, FunctionType, ListType, RangeType, Type
from kaidah.feel.values import (
    Function,
    Range,
    Value,
    conforms,
    described,
    instance_of,
    to_literal,
    to_text,
    type_of,
)

ONE, TWO = Decimal(1), Decimal(2)
IDENTITY = Function(("a",), lambda a: a, "identity")


@pytest.mark.parametrize(
    ("value", "type"),
    [
        (None, types.NULL),
        (ONE, types.NUMBER),
        (True, types.BOOLEAN),
        ("a", types.STRING),
        (parse_temporal("2020-01-01"), types.DATE),
        (parse_temporal("10:00:00"), types.TIME),
        (parse_temporal("2020-01-01T10:00:00"), types.DATE_AND_TIME),
        (parse_temporal("P1D"), types.DAYS_AND_TIME_DURATION),
        (parse_temporal("P1Y"), types.YEARS_AND_MONTHS_DURATION),
        ((ONE, None, TWO), ListType(types.NUMBER)),
        ((ONE, "a"), ListType(types.ANY)),
        ((), ListType(types.ANY)),
        ({"a": ONE}, ContextType((("a", types.NUMBER),))),
        (Range(ONE, TWO, True, False), RangeType(types.NUMBER)),
        (Range(None, TWO, False, False), RangeType(types.NUMBER)),
        (IDENTITY, FunctionType((types.ANY,), types.ANY, ("a",))),
    ],
)
def test_type_of(value: Value, type: Type) -> None:
    assert type_of(value) == type
    assert conforms(value, type)


def test_a_value_of_no_kind_is_a_bug() -> None:
    with pytest.raises(TypeError):
        type_of(1.5)


@pytest.mark.parametrize(
    ("value", "type", "expected"),
    [
        (True, types.NUMBER, False),
        (ONE, types.NumberType(unit=types.Unit.parse("USD")), True),
        (ONE, types.ANY, True),
        (None, types.ANY, False),
        (None, types.NULL, True),
        ((ONE, None), ListType(types.NUMBER), True),
        ((ONE, "a"), ListType(types.NUMBER), False),
        (ONE, ListType(types.NUMBER), False),
        ({"a": ONE, "b": "x"}, ContextType((("a", types.NUMBER),)), True),
        ({"b": "x"}, ContextType((("a", types.NUMBER),)), False),
        ({}, ContextType(()), True),
        (Range(ONE, None, True, False), RangeType(types.NUMBER), True),
        (Range(ONE, TWO, True, False), RangeType(types.STRING), False),
        (IDENTITY, FunctionType((types.NUMBER,), types.NUMBER), True),
        (IDENTITY, FunctionType((), types.NUMBER), False),
        (
            Function(("a",), lambda a: a, type=FunctionType((types.STRING,), types.STRING)),
            FunctionType((types.NUMBER,), types.STRING),
            False,
        ),
    ],
)
def test_instance_of(value: Value, type: Type, expected: bool) -> None:
    assert instance_of(value, type) is expected


def test_null_conforms_to_every_type() -> None:
    assert conforms(None, types.NUMBER)
    assert not conforms("a", types.NUMBER)


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        (None, "null"),
        (Decimal("1.10"), "1.1"),
        (Decimal("1E+3"), "1000"),
        (False, "false"),
        ('a "b"\n\\', '"a \\"b\\"\\n\\\\"'),
        (parse_temporal("2020-01-01"), '@"2020-01-01"'),
        ((ONE, "a"), '[1, "a"]'),
        ({"a b": ONE, "c-d": TWO, "": None}, '{a b: 1, "c-d": 2, "": null}'),
        (Range(ONE, TWO, True, False), "[1..2)"),
        (Range(None, TWO, False, True), "(<= 2)"),
        (Range(ONE, None, False, False), "(> 1)"),
        (Range(ONE, ONE, False, False, "!="), "(!= 1)"),
        (IDENTITY, "identity"),
        (Function(("a", "b"), lambda a, b: a), "function(a, b)"),
    ],
)
def test_literals(value: Value, literal: str) -> None:
    assert to_literal(value) == literal


def test_text_is_the_literal_without_quotes() -> None:
    assert to_text('a "b"') == 'a "b"'
    assert to_text(parse_temporal("P1D")) == "P1D"
    assert to_text(("a",)) == '["a"]'


def test_kinds_are_named_as_in_the_standard() -> None:
    assert described(parse_temporal("2020-01-01T00:00:00")) == "a date and time"
    assert described(None) == "null"

"""Given values: from Python and JSON, and as they are typed."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from planned import plan_of

from kaidah.feel.values import to_literal
from kaidah.model.elements import ItemDefinition
from kaidah.plan.given import from_given, from_text

TYPES = """
type USD = number unit "USD" scale 2
type Item = structure
  Description : string
  Value : USD >= 0
input number : number
input USD : USD
input string : string
input role : "passenger" | "crew"
input boolean : boolean
input date : date
input time : time
input moment : date and time
input days : days and time duration
input months : years and months duration
input items : list of Item
input item : Item
input numbers : list of number
input range : range of number
input any : any
decision X = 1
"""
ITEMS: dict[str, ItemDefinition] = {data.name: data.item for data in plan_of(TYPES).model.inputs}

LAMP = {"Description": "lamp", "Value": "10.50"}

GIVEN = [
    ("number", 5, "5"),
    ("number", Decimal("5.10"), "5.1"),
    ("number", " -5.10 ", "-5.1"),
    ("number", 10**33, "1000000000000000000000000000000000"),
    ("number", None, "null"),
    ("USD", "5.100", "5.1"),
    ("string", "5", '"5"'),
    ("role", "crew", '"crew"'),
    ("boolean", False, "false"),
    ("date", "2022-04-01", '@"2022-04-01"'),
    ("date", datetime.date(2022, 4, 1), '@"2022-04-01"'),
    ("time", datetime.time(13, 30), '@"13:30:00"'),
    ("moment", datetime.datetime(2022, 4, 1, 13, 30), '@"2022-04-01T13:30:00"'),
    ("moment", "2022-04-01T13:30:00Z", '@"2022-04-01T13:30:00Z"'),
    ("days", datetime.timedelta(days=1, hours=2), '@"P1DT2H"'),
    ("days", "P1D", '@"P1D"'),
    ("months", "P14M", '@"P1Y2M"'),
    ("numbers", [1, "2", Decimal("3.0")], "[1, 2, 3]"),
    ("numbers", (), "[]"),
    ("item", LAMP, '{Description: "lamp", Value: 10.5}'),
    ("items", [LAMP], '[{Description: "lamp", Value: 10.5}]'),
    ("any", {"a": [1, "x", None, datetime.date(2022, 4, 1)]}, '{a: [1, "x", null, @"2022-04-01"]}'),
]


@pytest.mark.parametrize(("name", "value", "expected"), GIVEN)
def test_given(name: str, value: Any, expected: str) -> None:
    converted = from_given(value, ITEMS[name], name)
    assert converted.diagnostics == ()
    assert to_literal(converted.value) == expected


BAD = [
    ("number", 5.0, ["K503"], 'as text, "5.0"'),
    ("number", "5e3", ["K503"], "plain digits"),
    ("number", "٣", ["K503"], "plain digits"),
    ("number", True, ["K503"], "true"),
    ("number", Decimal("Infinity"), ["K503"], "digits"),
    ("number", "1" * 35, ["K503"], "34 digits"),
    ("number", object(), ["K503"], "unknown kind"),
    ("USD", "5.105", ["K512"], "2 digits"),
    ("string", 5, ["K503"], "5, which is no string"),
    ("role", "pilot", ["K504"], '"pilot"'),
    ("role", None, ["K504"], "null"),
    ("boolean", "true", ["K503"], "true or false"),
    ("boolean", 1, ["K503"], "true or false"),
    ("date", "2022-13-01", ["K503"], "month"),
    ("date", "1 April", ["K503"], "2022-04-01"),
    ("date", datetime.datetime(2022, 4, 1), ["K503"], "2022-04-01"),
    ("months", "P1D", ["K503"], "P1Y6M"),
    ("numbers", 5, ["K503"], "list"),
    ("numbers", [1, "x"], ["K503"], "`numbers[2]`"),
    ("item", 5, ["K503"], "`Description`, `Value`"),
    ("item", {"Description": "lamp"}, ["K501"], "`Value`"),
    ("item", {**LAMP, "Valeu": 1}, ["K502"], "`Value`"),
    ("items", [LAMP, {"Description": 1, "Value": -1}], ["K503", "K504"], "`items[2].Description`"),
    ("any", {"a": 1.5}, ["K503"], "1.5"),
]


@pytest.mark.parametrize(("name", "value", "codes", "words"), BAD)
def test_bad(name: str, value: Any, codes: list[str], words: str) -> None:
    converted = from_given(value, ITEMS[name], name)
    assert converted.value is None
    assert [problem.code for problem in converted.diagnostics] == codes
    first = converted.diagnostics[0]
    assert words in f"{first.message} {first.help}"


TEXTS = [
    ("number", "1500.50", "1500.5"),
    ("number", "null", "null"),
    ("string", "lamp", '"lamp"'),
    ("string", '"lamp"', '"lamp"'),
    ("string", "[x", '"[x"'),
    ("string", "null", '"null"'),
    ("role", '"crew"', '"crew"'),
    ("boolean", "TRUE", "true"),
    ("boolean", "no", "false"),
    ("date", "2022-04-01", '@"2022-04-01"'),
    ("date", '@"2022-04-01"', '@"2022-04-01"'),
    ("numbers", "[1, 2.5]", "[1, 2.5]"),
    ("item", '{Description: "lamp", Value: 10}', '{Description: "lamp", Value: 10}'),
    ("range", "[1..5)", "[1..5)"),
    ("any", "12", "12"),
    ("any", "true", "true"),
    ("any", "lamp", '"lamp"'),
    ("any", "[1]", "[1]"),
]


@pytest.mark.parametrize(("name", "text", "expected"), TEXTS)
def test_text(name: str, text: str, expected: str) -> None:
    converted = from_text(text, ITEMS[name], name)
    assert converted.diagnostics == ()
    assert to_literal(converted.value) == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("number", "1,500"),
        ("number", "7,5%"),
        ("boolean", "perhaps"),
        ("numbers", "1, 2"),
        ("numbers", "[1, "),
        ("numbers", '["a"]'),
        ("numbers", "[1/0]"),
        ("item", "lamp"),
        ("range", "5"),
        ("any", '@"2022-02-30"'),
    ],
)
def test_bad_text(name: str, text: str) -> None:
    converted = from_text(text, ITEMS[name], name)
    assert converted.value is None
    assert converted.diagnostics

"""Type texts as item definitions."""

from __future__ import annotations

from decimal import Decimal

import pytest
from models import decision, model, result

from kaidah.feel.types import (
    BOOLEAN,
    DATE,
    STRING,
    ContextType,
    FunctionType,
    ListType,
    NumberType,
    RangeType,
    Type,
    Unit,
)
from kaidah.model.elements import InputData, ItemDefinition
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.printer import to_text

USD = NumberType(unit=Unit.parse("USD"), scale=2)


def item(text: str) -> ItemDefinition:
    """The item definition of the type `T`."""
    return next(each for each in model(f"model M\n\n{text}\n").item_definitions if each.name == "T")


def allowed(definition: ItemDefinition) -> str:
    assert definition.allowed is not None
    return to_text(definition.allowed)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ('type T = number unit "USD" scale 2', USD),
        ('type T = number unit "IDR per USD" > 0', NumberType(unit=Unit.parse("IDR per USD"))),
        ("type T = date", DATE),
        ('type T = "a" | "b"', STRING),
        ("type T = true | false", BOOLEAN),
        ("type T = 0.5% | 10%", NumberType()),
        ("type T = list of string", ListType(STRING)),
        ("type T = range of date", RangeType(DATE)),
        ("type T = function(number, string) : boolean", FunctionType((NumberType(), STRING), BOOLEAN)),
        ("type T = structure\n  a : string\n  b : date", ContextType((("a", STRING), ("b", DATE)), "T")),
        ('type U = number unit "USD"\ntype T = U scale 2', USD),
        ('type T = list of U\ntype U = number unit "USD" scale 2', ListType(USD)),
    ],
)
def test_type(text: str, type_: Type) -> None:
    assert item(text).type == type_


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('type T = string in "a", "b"', '"a", "b"'),
        ("type T = number [0 .. 10]", "[0..10]"),
        ("type U = number [0 .. 10]\ntype T = U > 5", "(5..10]"),
        ("type U = number (0 .. 10]\ntype T = U >= 0", "(0..10]"),
        ("type U = number >= 0\ntype T = U < 3", "[0..3)"),
        ("type U = number >= 0\ntype T = U in 1, 2", "1, 2"),
        ("type U = number <= 10\ntype T = U <= 10", "<= 10"),
        ("type U = number >= -5\ntype T = U > 0", "> 0"),
        ('type U = "a" | "b" | "c"\ntype T = U in "b", "a"', '"b", "a"'),
        ('type U = string in not("a")\ntype T = U in "b"', 'not(? in "a") and ? in "b"'),
    ],
)
def test_allowed_values(text: str, values: str) -> None:
    assert allowed(item(text)) == values


def test_structures_hold_item_definitions_for_what_they_are_made_of() -> None:
    basket = item(
        'type T = list of Item\ntype Item = structure\n  Name : string "what it is"\n  Value : USD >= 0\n'
        'type USD = number unit "USD" scale 2'
    )
    assert basket.item is not None
    name, value = basket.item.components
    assert (name.name, name.about) == ("Name", "what it is")
    assert (value.name, value.type, allowed(value)) == ("Value", USD, ">= 0")


def test_allowed_values_behind_a_list_are_those_of_its_items() -> None:
    definition = item('type T = list of string in "a", "b"')
    assert definition.allowed is None
    assert definition.item is not None
    assert allowed(definition.item) == '"a", "b"'


def test_an_input_has_its_type_its_allowed_values_and_its_default() -> None:
    found = model(
        'model M\n\ntype USD = number unit "USD"\n\ninput "Nilai" as V : USD >= 0 default 7.5 "worth"\n'
        "\ndecision D = V\n"
    ).inputs[0]
    assert isinstance(found, InputData)
    assert (found.label, found.about, found.type) == ("Nilai", "worth", NumberType(unit=Unit.parse("USD")))
    assert allowed(found.item) == ">= 0"
    assert isinstance(found.default, feel.NumberLiteral)
    assert found.default.value == Decimal("7.5")


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("= 500", NumberType()),
        ('= if V > 1 then "a" else "b"', STRING),
        ("= [1, 2]", ListType(NumberType())),
        ("= V * 2", NumberType(unit=Unit.parse("USD"))),
        ("= V / V", NumberType()),
        ("\n  list\n    item = V\n    item = 3", ListType(NumberType(unit=Unit.parse("USD")))),
        ("\n  for x\n    in     = [1, 2]\n    return = x > V / USD(1)", ListType(BOOLEAN)),
        ("\n  every x\n    in        = [1, 2]\n    satisfies = x > 1", BOOLEAN),
        ("\n  filter\n    in    = [V]\n    match = item > 1", ListType(NumberType(unit=Unit.parse("USD")))),
        ('\n  relation\n    | a | b   |\n    |---|-----|\n    | V | "x" |', None),
        ("\n  context\n    a = V\n    b = a > 1", None),
    ],
)
def test_the_type_of_an_undeclared_decision_is_that_of_its_logic(text: str, type_: Type | None) -> None:
    found = decision(
        model(
            f'model M\n\ntype USD = number unit "USD"\n\ninput V : USD\n\ndecision D {text}\ndecision E = V\n'
        ),
        "D",
    )
    usd = NumberType(unit=Unit.parse("USD"))
    relation = ListType(ContextType((("a", usd), ("b", STRING))))
    context = ContextType((("a", usd), ("b", BOOLEAN)))
    assert found.type in ((type_,) if type_ else (relation, context))
    assert found.expression is not None
    assert found.expression.type is not None


def test_what_requires_is_typed_after_what_it_requires() -> None:
    found = result('model M\n\ndecision A = B + 1\ndecision B = C\ndecision C = "text"\n')
    assert [problem.code for problem in found.diagnostics] == ["K204"]

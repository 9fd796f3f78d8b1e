"""Decisions, functions, services, knowledge sources and examples of a document."""

from __future__ import annotations

from models import decision, model

from kaidah.feel.temporal import Date
from kaidah.feel.types import ContextType, FunctionType, NumberType
from kaidah.model.elements import FunctionExpression, Invocation, LiteralExpression
from kaidah.model.examples import column
from kaidah_dsl.feel.printer import to_text

TAXES = """\
model Taxes
  about     "Duty and VAT"
  namespace "https://example.org/taxes"
  law L = "Law" in force [2018-01-01 .. ]
  date Day
  allow K401 because "a test"

input Day       : date
input Value     : number
input Freight   : number
input Duty rate : number

decision Customs value = if Day > 2020-01-01 then Value + Freight else Value

decision "Bea masuk" as Duty : number
  about    "what is due"
  question "How much?"
  answers  "an amount"
  cite     L pasal 1; L pasal 2
  = Rounded(Customs value * Duty rate, 10)
  reading "whole" = Value * Duty rate   cite L pasal 3
  because "the law says so"

decision VAT
  call Rounded
    Amount = (Customs value + Duty) * 11%
    To     = 10

function Rounded(Amount : number, To : number) : number = ceiling(Amount / To) * To   cite L pasal 9

service All
  outputs Duty, VAT

service One
  outputs         Duty
  input decisions Customs value

decision Called = One(Duty rate: 10%, Customs value: 100)

knowledge source Handbook
  owner   "Customs"
  uri     "https://example.org/handbook"
  governs Duty, Rounded
  cite    L

examples Boundaries
  on 2022-04-01
  | case | on         | Value | Duty rate | Customs value || Duty       | VAT |
  |------|------------|-------|-----------|---------------||------------|-----|
  | low  |            | 100   | 7.5%      |               || 10         |     |
  |      | 2021-01-01 |       |           | 5             || error K501 | 20  |
"""


def test_decision() -> None:
    duty = decision(model(TAXES), "Duty")
    assert (duty.label, duty.about, duty.question) == ("Bea masuk", "what is due", "How much?")
    assert (duty.allowed_answers, duty.because) == ("an amount", "the law says so")
    assert [citation.place for citation in duty.citations] == ["pasal 1", "pasal 2"]
    assert duty.item is not None and duty.type == NumberType()
    (whole,) = duty.readings
    assert whole.name == "whole" and [citation.place for citation in whole.citations] == ["pasal 3"]
    assert isinstance(whole.expression, LiteralExpression)
    assert to_text(whole.expression.tree) == "Value * Duty rate"


def test_function_and_invocation() -> None:
    found = model(TAXES)
    (rounded,) = found.knowledge_models
    number = NumberType()
    assert rounded.type == FunctionType((number, number), number, ("Amount", "To"))
    assert isinstance(rounded.function, FunctionExpression)
    assert [parameter.name for parameter in rounded.function.parameters] == ["Amount", "To"]
    vat = decision(found, "VAT").expression
    assert isinstance(vat, Invocation)
    assert [binding.parameter for binding in vat.bindings] == ["Amount", "To"]
    assert vat.type == number


def test_services_are_complete() -> None:
    whole, one = model(TAXES).services
    assert whole.outputs == ("Duty", "VAT")
    assert whole.encapsulated == ("Customs value",)
    assert whole.input_data == ("Day", "Value", "Freight", "Duty rate")
    assert isinstance(whole.type, FunctionType)
    assert whole.type.result == ContextType((("Duty", NumberType()), ("VAT", NumberType())))
    assert (one.encapsulated, one.input_data, one.input_decisions) == ((), ("Duty rate",), ("Customs value",))
    assert one.type == FunctionType(
        (NumberType(), NumberType()), NumberType(), ("Duty rate", "Customs value")
    )


def test_knowledge_source() -> None:
    (handbook,) = model(TAXES).knowledge_sources
    assert (handbook.owner, handbook.uri) == ("Customs", "https://example.org/handbook")
    assert handbook.governs == ("Duty", "Rounded")
    assert [str(citation) for citation in handbook.citations] == ["Law"]


def test_examples() -> None:
    low, second = model(TAXES).examples
    assert (low.name, low.group, low.on) == ("low", "Boundaries", Date(2022, 4, 1))
    assert [(name, to_text(tree, document=True)) for name, tree in low.given] == [
        ("Value", "100"),
        ("Duty rate", "7.5%"),
    ]
    assert [(name, to_text(tree)) for name, tree in low.expected] == [("Duty", "10")]
    assert (second.name, second.on) == ("2", Date(2021, 1, 1))
    assert [name for name, _ in second.given] == ["Customs value"]
    assert second.problems == (("Duty", "K501"),)
    assert [name for name, _ in second.expected] == ["VAT"]


def test_columns() -> None:
    found = model(TAXES)
    assert column(found, "Value") is found.inputs[1]
    assert column(found, "Duty") is decision(found, "Duty")
    assert column(found, "Rounded") is None


def test_header() -> None:
    found = model(TAXES)
    assert (found.name, found.about, found.namespace) == (
        "Taxes",
        "Duty and VAT",
        "https://example.org/taxes",
    )
    assert found.date_input == "Day"
    assert found.asked == ("VAT", "Called")
    (law,) = found.laws
    assert (law.identifier, law.title, law.in_force.start) == ("L", "Law", Date(2018, 1, 1))


def test_asked_as_the_text_says() -> None:
    assert model(TAXES.replace("  date Day", "  date Day\n  ask Duty, One")).asked == ("Duty", "One")

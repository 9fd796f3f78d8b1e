"""Tables as decision tables."""

from __future__ import annotations

import pytest
from models import decision, model

from kaidah.feel.types import BOOLEAN, STRING, ContextType, ListType, NumberType, Type
from kaidah.model.elements import DecisionTable, HitPolicy
from kaidah_dsl.feel.printer import to_text

FULL = """\
model Fees
  law PMK-199 = "199/PMK.010/2019"
  source g = "guide.txt"

type Lane = "green" | "red"

input Lane : Lane
input Value : number

decision Fee
  | C       | Lane    | Value + 1 || Fee | Note           || cite                       | status |
  | label   | "Jalur" |           || "Biaya" |            ||                            |        |
  | values  |         | >= 1      || >= 0 |               ||                            |        |
  | default |         |           || 0   | ""             ||                            |        |
  |---------|---------|-----------||-----|----------------||----------------------------|--------|
  | quick   | "green" | <= 1500   || 10  | "a"            || PMK-199 pasal 3(1); g L 70 | SEED   |
  |         | -       | > 1500    || 20  | string(Value)  || PMK-199                    |        |
"""


def table(text: str, name: str) -> DecisionTable:
    found = decision(model(text), name).expression
    assert isinstance(found, DecisionTable)
    return found


def test_clauses() -> None:
    fee = table(FULL, "Fee")
    assert fee.hit_policy is HitPolicy.COLLECT
    lane, value = fee.inputs
    assert (lane.text, lane.label, lane.type) == ("Lane", "Jalur", STRING)
    assert lane.values is not None and to_text(lane.values) == '"green", "red"'
    assert (value.text, value.type) == ("Value + 1", NumberType())
    assert value.values is not None and to_text(value.values) == ">= 1"
    amount, note = fee.outputs
    assert (amount.name, amount.label, amount.type, note.type) == ("Fee", "Biaya", NumberType(), STRING)
    assert amount.default is not None and to_text(amount.default) == "0"
    assert amount.values is not None and note.values is None
    assert fee.annotation_clauses == ("cite", "status")
    assert fee.type == ListType(ContextType((("Fee", NumberType()), ("Note", STRING))))


def test_rules() -> None:
    quick, other = table(FULL, "Fee").rules
    assert (quick.number, quick.name, quick.title) == (1, "quick", 'rule 1 "quick"')
    assert (other.number, other.name, other.title) == (2, "", "rule 2")
    assert [to_text(entry) for entry in quick.input_entries] == ['"green"', "<= 1500"]
    assert other.input_entries[0].irrelevant
    assert [to_text(entry) for entry in other.output_entries] == ["20", "string(Value)"]
    assert [str(citation) for citation in quick.citations] == [
        "199/PMK.010/2019 pasal 3(1)",
        "guide.txt L 70",
    ]
    assert [citation.span.text for citation in quick.citations] == ["PMK-199 pasal 3(1)", "g L 70"]
    assert [(note.clause, note.text) for note in quick.annotations] == [("status", "SEED")]
    assert other.annotations == ()


def test_a_text_that_stands_in_many_cells_has_the_place_of_each() -> None:
    rules = "".join("  |   | > 1 + 2 || sum([Value, 2]) |\n" for _ in range(3))
    found = table(
        f"model M\n\ninput Value : number\n\ndecision D\n  | C | Value || D |\n  |---|---||---|\n{rules}", "D"
    )
    for rule in found.rules:
        entry, output = rule.input_entries[0], rule.output_entries[0]
        assert entry.span.line == output.span.line == rule.span.line
        assert (entry.span.text, output.span.text) == ("> 1 + 2", "sum([Value, 2])")
        assert entry.tests[0].span.text == "> 1 + 2"


ONE = """\
model M

input V : number

decision D
  | {policy} | V || A |
{values}  |---|---||---|
  |   | 1 || 2 |
"""
TWO = """\
model M

input V : number

decision D
  | {policy} | V || A | B |
{values}  |---|---||---|---|
  |   | 1 || 2 | true |
"""
CONTEXT = ContextType((("A", NumberType()), ("B", BOOLEAN)))


@pytest.mark.parametrize("policy", [policy.value for policy in HitPolicy])
def test_the_type_of_a_table_by_its_hit_policy(policy: str) -> None:
    single = {"C#", "C+", "C<", "C>"}
    listing = {"R", "O", "C"}
    values = "  | values | || 2 |\n" if policy in ("P", "O") else ""
    expected: Type = ListType(NumberType()) if policy in listing else NumberType()
    assert decision(model(ONE.format(policy=policy, values=values)), "D").type == expected
    if policy not in single:
        values = "  | values | || 2 | |\n" if values else ""
        expected = ListType(CONTEXT) if policy in listing else CONTEXT
        assert decision(model(TWO.format(policy=policy, values=values)), "D").type == expected


def test_outputs_have_the_types_of_the_declared_structure() -> None:
    found = table(
        'model M\n\ntype USD = number unit "USD"\n\ntype S = structure\n  B : USD\n  A : "x" | "y"\n\n'
        "input V : number\n\ndecision D : list of S\n  | R | V || A | B |\n  |---|---||---|---|\n"
        '  |   | 1 || "x" | 5 |\n',
        "D",
    )
    a, b = found.outputs
    assert (a.type, str(b.type)) == (STRING, "number in USD")
    assert a.values is not None and to_text(a.values) == '"x", "y"'

"""Documents: what the text says is in the tree, with exact places."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest

from kaidah_dsl.document.parse import parse
from kaidah_dsl.document.tree import (
    ConditionalBox,
    ContextBox,
    DecisionStatement,
    Document,
    Enumeration,
    Examples,
    FilterBox,
    FunctionOf,
    FunctionStatement,
    InputStatement,
    IteratorBox,
    ListOf,
    Literal_,
    ModelStatement,
    NamedTypeText,
    Period,
    RangeOf,
    RelationBox,
    Structure,
    Table,
    TypeStatement,
    Use,
)
from kaidah_dsl.source import Source

EVERYTHING = Path(__file__).parent.parent / "cases" / "documents" / "everything.kaidah"
StatementT = TypeVar("StatementT")


def read(text: str) -> Document:
    parsed = parse(Source(name="test", text=text))
    assert parsed.diagnostics == ()
    return parsed.document


def only(kind: type[StatementT], text: str) -> StatementT:
    (found,) = (made for made in read("model M\n" + text).statements if isinstance(made, kind))
    return found


def everything() -> dict[str, object]:
    document = read(EVERYTHING.read_text(encoding="utf-8"))
    return {getattr(s.name, "text", ""): s for s in document.statements}


def test_model_clauses() -> None:
    model = everything()["Everything"]
    assert isinstance(model, ModelStatement)
    assert model.about == "one two"
    assert [(law.identifier, law.title, law.uri) for law in model.laws] == [
        ("PMK-199", "199/PMK.010/2019", "https://example.org"),
        ("UU", "UU 17/2006", ""),
    ]
    period = model.laws[0].in_force
    assert period and (period.start, period.end) == ("2020-01-30", "2023-10-16")
    assert [(e.identifier, e.in_force.start, e.in_force.end) for e in model.editions] == [
        ("A", None, "2021-12-31"),
        ("B2", "2022-01-01", None),
    ]
    assert model.date and model.date.text == "Day"
    assert [name.text for name in model.ask] == ["Fee", "Total", "Lane"]
    assert model.allows[0].reason == 'no "article" given'


def test_use() -> None:
    use = only(Use, 'use Tax rates as Tax from "../tax.kaidah"\n')
    assert (use.name.text, use.alias and use.alias.text, use.path and use.path.text) == (
        "Tax rates",
        "Tax",
        "../tax.kaidah",
    )


@pytest.mark.parametrize(
    ("text", "name", "unit", "scale", "allowed"),
    [
        ('number unit "USD" scale 2', "number", "USD", 2, None),
        ("number scale 0 >= 0", "number", None, 0, ">= 0"),
        ("number [0 .. 150%]", "number", None, None, "[0 .. 150%]"),
        ('string in "ID", "NL"', "string", None, None, '"ID", "NL"'),
        ("date and time", "date and time", None, None, None),
        ('string not("a", "b")', "string", None, None, 'not("a", "b")'),
        ("Tax.USD in 1, 2", "Tax.USD", None, None, "1, 2"),
    ],
)
def test_named_types(text: str, name: str, unit: str | None, scale: int | None, allowed: str | None) -> None:
    made = only(TypeStatement, f'type T = {text} "about"\n')
    type = made.type
    assert isinstance(type, NamedTypeText)
    assert (type.name, type.unit, type.scale) == (name, unit, scale)
    assert (type.allowed.text if type.allowed else None) == allowed
    assert made.about == "about"


def test_other_types() -> None:
    made = everything()
    types = {name: s.type for name, s in made.items() if isinstance(s, TypeStatement)}
    colours = types["Lane colour"]
    assert isinstance(colours, Enumeration)
    assert [value.text for value in colours.values] == ['"green"', '"red"', '"yellow"']
    assert isinstance(types["Span of days"], RangeOf)
    convert = types["Convert"]
    assert isinstance(convert, FunctionOf) and len(convert.parameters) == 2
    long = types["Long list"]
    assert isinstance(long, ListOf) and long.allowed and long.allowed.text == "count(?) < 10"
    item = types["Item"]
    assert isinstance(item, Structure)
    assert [component.name.text for component in item.components] == ["Description", "Value", "Parts"]
    parts = item.components[2].type
    assert isinstance(parts, ListOf) and isinstance(parts.item, Structure)
    assert [component.about for component in parts.item.components] == ["", "net"]


def test_a_type_name_may_hold_in_where_the_document_declares_it() -> None:
    made = everything()["Moving"]
    assert isinstance(made, InputStatement) and isinstance(made.type, NamedTypeText)
    assert made.type.name == "Goods in transit"
    assert made.default and made.default.text == "[]"


def test_input() -> None:
    made = only(InputStatement, 'input "Nilai" as Goods value : USD >= 0 default 5 "FOB price"\n')
    assert isinstance(made.type, NamedTypeText) and made.type.allowed and made.default
    assert (made.label, made.name.text, made.about) == ("Nilai", "Goods value", "FOB price")
    assert (made.type.allowed.text, made.default.text) == (">= 0", "5")


def test_decision_table() -> None:
    fee = everything()["Fee"]
    assert isinstance(fee, DecisionStatement) and isinstance(fee.body, Table)
    table = fee.body
    assert table.header.head.text == "C+"
    assert [cell.text for cell in table.header.inputs] == ["Lane", 'Value > 100 and Lane != "a|b"']
    assert table.values and table.defaults and table.types and table.labels is None
    assert [cell.text for cell in table.rules[0].outputs] == ["10", '"a|b"']
    assert [cell.text for cell in table.rules[1].inputs] == ['"red" /* C19C | */', "(1500..3000]"]
    assert [cell.text for cell in table.rules[1].annotations] == ["https://example.org/x", "it's 5\" wide"]
    assert [(c.law, c.place) for c in fee.citations] == [("PMK-199", "pasal 3(1)"), ("UU", 'pasal 4 "a; b"')]


def test_expressions_on_several_lines() -> None:
    made = everything()["Total"]
    assert isinstance(made, DecisionStatement) and isinstance(made.body, Literal_)
    assert made.body.feel.text == "Fee   // C22C\n+ Value /* C23C */\n- 1"
    assert made.citations[0].place == "pasal 4"


def test_boxes() -> None:
    made = everything()["Boxed"]
    assert isinstance(made, DecisionStatement) and isinstance(made.body, ContextBox)
    bodies = {entry.name.text: entry.body for entry in made.body.entries}
    choice, loop, people = bodies["Choice"], bodies["Loop"], bodies["People"]
    assert isinstance(choice, ConditionalBox) and isinstance(choice.otherwise, FilterBox)
    assert isinstance(loop, IteratorBox) and (loop.kind, loop.variable.text) == ("for", "x")
    assert isinstance(people, RelationBox)
    assert [[cell.text for cell in row] for row in people.rows] == [['"A"', "3"], ['"B"', "4"]]
    assert isinstance(made.body.result, Literal_) and made.body.result.feel.text == "Base\n* 2"
    assert [reading.name for reading in made.readings] == ["the other one", "a table", "short"]
    assert [len(reading.citations) for reading in made.readings] == [1, 1, 0]


def test_function() -> None:
    made = only(FunctionStatement, "function Up(Amount : IDR, To : IDR) : IDR = ceiling(Amount / To) * To\n")
    assert made.function and [p.name.text for p in made.function.parameters] == ["Amount", "To"]
    assert isinstance(made.function.result_type, NamedTypeText)
    assert isinstance(made.function.body, Literal_)


def test_examples() -> None:
    made = everything()["Boundaries"]
    assert isinstance(made, Examples)
    assert made.on == "2022-04-01"
    assert [cell.text for cell in made.given] == ["case", "Lane", "Value"]
    assert [cell.text for cell in made.rows[0][0]] == ["a // b", '"green"', "500"]
    assert [cell.text for cell in made.rows[1][1]] == ["error K501", ""]


def test_places_are_exact() -> None:
    document = read(EVERYTHING.read_text(encoding="utf-8"))
    for statement in document.statements:
        if isinstance(statement, DecisionStatement) and isinstance(statement.body, Table):
            for row in (statement.body.header, *statement.body.rules):
                for cell in (row.head, *row.inputs, *row.outputs, *row.annotations):
                    assert cell.span.text == cell.text
        assert statement.name is None or statement.name.span.text == statement.name.text


def test_windows_line_ends_and_indentation_by_four() -> None:
    text = 'model M\r\n    about "x"\r\n\r\ndecision D : number\r\n    cite L 1\r\n    = 1\r\n      + 2\r\n'
    document = read(text)
    decision = document.statements[1]
    assert isinstance(decision, DecisionStatement) and isinstance(decision.body, Literal_)
    assert decision.body.feel.text == "1\n+ 2"


def test_open_period() -> None:
    model = only(ModelStatement, "  edition A in force [2020-01-01 .. ]\n")
    period = model.editions[0].in_force
    assert isinstance(period, Period) and (period.start, period.end) == ("2020-01-01", None)

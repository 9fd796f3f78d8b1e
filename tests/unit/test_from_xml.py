"""DMN XML to the model: types, boxed expressions, functions, services and imports, with lenient nulls."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("lxml")

from dmn_text import (
    codes,
    context,
    decision,
    definitions,
    evaluated,
    function,
    input_data,
    invocation,
    item,
    knowledge,
    literal,
    service,
)

import kaidah
from kaidah.feel.temporal import Date, DateAndTime, Time
from kaidah.interchange.from_xml import from_xml
from kaidah.interchange.names import MODEL_NAMESPACES
from kaidah_dsl.diagnostics import Severity

NUMBER_X = input_data("x", "number")
ECHO = decision("d", literal("x"), "input #x")
LETTER = item("t", "string", allowed='"a", "b"')
MIDNIGHT = DateAndTime(Date(2020, 1, 1), Time(0, 0, zone=0))


@pytest.mark.parametrize("version", MODEL_NAMESPACES)
def test_every_version_is_read(tmp_path: Path, version: str) -> None:
    text = definitions(NUMBER_X, decision("d", literal("x + 1"), "input #x"), version=version)
    assert evaluated(tmp_path, text, {"x": 2}).outputs == {"d": 3}


@pytest.mark.parametrize(
    ("types", "type_ref", "given", "value", "problems"),
    [
        ("", "number", Decimal(1), Decimal(1), []),
        ("", "number", [Decimal(1)], Decimal(1), []),
        ("", "number", "one", None, ["K503"]),
        ("", "string", Decimal(1), None, ["K503"]),
        ("", "dateTime", Date(2020, 1, 1), MIDNIGHT, []),
        ("", "list<number>", ["a"], None, ["K503"]),
        (LETTER, "t", "a", "a", []),
        (LETTER, "t", "z", None, ["K504"]),
        (LETTER, "t", None, None, []),
        (LETTER + item("l", "t", many=True), "l", ["a", "z"], None, ["K504"]),
        (item("l", "string", many=True), "l", "a", ("a",), []),
        (item("l", "number", constraint="count(?) < 3", many=True), "l", [1, 2], (1, 2), []),
        (item("l", "number", constraint="count(?) < 3", many=True), "l", [1, 2, 3], None, ["K504"]),
    ],
)
def test_a_given_value_that_is_not_of_its_type_is_null(
    tmp_path: Path, types: str, type_ref: str, given: Any, value: Any, problems: list[str]
) -> None:
    answer = evaluated(tmp_path, definitions(types, input_data("x", type_ref), ECHO), {"x": given})
    assert answer.outputs["d"] == value
    assert codes(answer) == problems
    assert all(problem.severity is Severity.WARNING for problem in answer.diagnostics)


@pytest.mark.parametrize(
    ("types", "type_ref", "text", "value"),
    [
        ("", "string", "1", None),
        ("", "string", '["a"]', "a"),
        ("", "dateTime", '@"2020-01-01"', MIDNIGHT),
        ("", "date", '@"2020-01-01T00:00:00"', None),
        (LETTER, "t", '"b"', "b"),
        (LETTER, "t", '"z"', None),
        (item("l", "number", many=True), "l", "1", (1,)),
        (item("l", "number", many=True), "l", '[1, "a"]', None),
        (item("l", "number", many=True), "l", "null", None),
    ],
)
def test_what_a_decision_gives_is_made_to_fit(
    tmp_path: Path, types: str, type_ref: str, text: str, value: Any
) -> None:
    answer = evaluated(tmp_path, definitions(types, decision("d", literal(text), type_ref=type_ref)))
    assert answer.outputs["d"] == value
    assert codes(answer) == (["K513"] if value is None and text != "null" else [])


def calling_f(text: str) -> str:
    return decision("d", literal(text), "knowledge #f")


def calling_s(text: str) -> str:
    return decision("d", literal(text), "knowledge #s")


LISTED = "<list>" + literal("1") + literal('"a"', "number") + "</list>"
RELATION = (
    '<relation><column name="a"/><row>' + literal("1") + "</row><row>" + literal("2") + "</row></relation>"
)


def conditional(condition: str) -> str:
    parts = zip(("if", "then", "else"), (condition, '"y"', '"n"'), strict=True)
    return (
        "<conditional>" + "".join(f"<{tag}>{literal(text)}</{tag}>" for tag, text in parts) + "</conditional>"
    )


def iterator(kind: str, domain: str, body: str) -> str:
    tag = "return" if kind == "for" else "satisfies"
    inner = f"<in>{literal(domain)}</in><{tag}>{literal(body)}</{tag}>"
    return f'<{kind} iteratorVariable="i">{inner}</{kind}>'


def filtered(source: str, match: str) -> str:
    return f"<filter><in>{literal(source)}</in><match>{literal(match)}</match></filter>"


def judged(subject: str, values: str, entry: str) -> str:
    """A table of one rule that gives 1, on an input with input values."""
    clause = f"<inputExpression><text>{subject}</text></inputExpression>"
    allowed = f"<inputValues><text>{values}</text></inputValues>"
    entries = f"<inputEntry><text>{entry}</text></inputEntry><outputEntry><text>1</text></outputEntry>"
    return f"<decisionTable><input>{clause}{allowed}</input><output/><rule>{entries}</rule></decisionTable>"


@pytest.mark.parametrize(
    ("box", "value", "problems"),
    [
        (judged("[1, 2]", "1, 2, 3", "count(?) = 2"), 1, []),
        (judged("[1, 4]", "1, 2, 3", "count(?) = 2"), 1, ["K504"]),
        (judged("[]", "1, 2, 3", "count(?) = 0"), 1, []),
        (judged("4", "1, 2, 3", "? = 4"), 1, ["K504"]),
        (context(("a", literal("1")), ("b", literal("a + 1"))), {"a": 1, "b": 2}, []),
        (context(("a", literal("1")), result=literal("a * 2")), 2, []),
        (context(("a:number", literal('"x"'))), {"a": None}, ["K513"]),
        (context(("a", literal("1")), ("a", literal("2"))), None, ["K508"]),
        (
            context(
                ("f", function("n", literal("if n < 2 then 1 else n * f(n - 1)"))), result=literal("f(5)")
            ),
            120,
            [],
        ),
        (context(("f", function("n:number", literal("n"))), result=literal('f("a")')), None, ["K509"]),
        (LISTED, (1, None), ["K513"]),
        (RELATION, ({"a": 1}, {"a": 2}), []),
        (conditional("1 < 2"), "y", []),
        (conditional("null"), "n", []),
        (conditional("1"), None, ["K508"]),
        (filtered("[1, 2, 3]", "item > 1"), (2, 3), []),
        (filtered("[{a: 1}, {a: 2}]", "a > 1"), ({"a": 2},), []),
        (filtered("5", "item > 1"), (5,), []),
        (filtered("null", "item > 1"), (), []),
        (iterator("for", "[1..3]", "i + count(partial)"), (1, 3, 5), []),
        (iterator("for", "null", "i"), None, ["K508"]),
        (iterator("some", "[1, 2]", "i > 1"), True, []),
        (iterator("some", "[]", "i > 1"), False, []),
        (iterator("every", "[1, 2]", "i > 1"), False, []),
        (iterator("every", "[1]", "i"), None, ["K508"]),
        (invocation("abs", n=literal("-5")), 5, []),
        (invocation("nothing", n=literal("-5")), None, ["K508"]),
    ],
)
def test_boxed_expressions(tmp_path: Path, box: str, value: Any, problems: list[str]) -> None:
    answer = evaluated(tmp_path, definitions(decision("d", box)))
    assert answer.outputs["d"] == value
    assert codes(answer) == problems


@pytest.mark.parametrize(
    ("model", "value", "problems"),
    [
        (knowledge("f", "a:number b:number", literal("a - b")) + calling_f("f(b: 1, a: 5)"), 4, []),
        (knowledge("f", "a:number", literal("a")) + calling_f("f([5])"), 5, []),
        (knowledge("f", "a:number", literal("a")) + calling_f('f("x")'), None, ["K509"]),
        (knowledge("f", "a", literal("a"), type_ref="number") + calling_f('f("x")'), None, ["K509"]),
        (LETTER + knowledge("f", "a:t", literal("a")) + calling_f('f("z")'), None, ["K509"]),
        (knowledge("f", "a", literal("a")) + decision("d", literal("f(1)")), None, ["K508"]),
        (knowledge("f", "a", literal("if a < 2 then 1 else a * f(a - 1)")) + calling_f("f(4)"), 24, []),
        (knowledge("f", "a", literal("f(a)")) + calling_f("f(1)"), None, ["K516"]),
        (knowledge("f", "a", function("b", literal("a + b"))) + calling_f("f(1)(2)"), 3, []),
        (
            decision("f", function("a", literal("a + 1"))) + decision("d", literal("f(2)"), "decision #f"),
            3,
            [],
        ),
        (decision("e", literal("1")) + decision("d", literal("e")), None, ["K508"]),
    ],
)
def test_functions_and_scopes(tmp_path: Path, model: str, value: Any, problems: list[str]) -> None:
    answer = evaluated(tmp_path, definitions(model))
    assert answer.outputs["d"] == value
    assert codes(answer) == problems


TWO = decision("p", literal("1")) + decision("q", literal("2"))
SERVE = service("s", "outputDecision p", "inputData x")
SERVE_BOTH = service("s", "outputDecision p", "outputDecision q")
SUM = NUMBER_X + decision("p", literal("x + 2"), "input #x")


@pytest.mark.parametrize(
    ("model", "value", "problems"),
    [
        (TWO + SERVE_BOTH + calling_s("s()"), {"p": 1, "q": 2}, []),
        (SUM + SERVE + calling_s("s(3)"), 5, []),
        (SUM + SERVE + decision("d", invocation("s", x=literal("3")), "knowledge #s"), 5, []),
        (SUM + SERVE + calling_s('s("a")'), None, ["K509"]),
        (TWO + service("s", "outputDecision p", type_ref="string") + calling_s("s()"), None, ["K513"]),
    ],
)
def test_decision_services(tmp_path: Path, model: str, value: Any, problems: list[str]) -> None:
    answer = evaluated(tmp_path, definitions(model))
    assert answer.outputs["d"] == value
    assert codes(answer) == problems


def java(signature: str) -> str:
    named = context(("class", literal('"java.lang.Math"')), ("method signature", literal(f'"{signature}"')))
    return context(("f", function("a b", named, "Java")), result=literal("f(1, 2)"))


def test_external_functions_come_from_an_allow_list(tmp_path: Path) -> None:
    assert evaluated(tmp_path, definitions(decision("d", java("max(double, double)")))).outputs["d"] == 2
    refused = evaluated(tmp_path, definitions(decision("d", java("exec(double, double)"))))
    assert refused.outputs["d"] is None
    assert "K509" in codes(refused)


# --- imports --------------------------------------------------------------------------------------

PERSON = definitions(
    item("tName", "string"),
    input_data("name", "tName"),
    decision("greet", literal('"hello " + name'), "input #name"),
    knowledge("shout", "n", literal("upper case(n)")),
    service("serve", "outputDecision greet", "inputData name"),
    name="Person",
    namespace="urn:person",
)


def imported(name: str, namespace: str = "urn:person") -> str:
    kind = MODEL_NAMESPACES["1.5"]
    return f'<import name="{name}" namespace="{namespace}" importType="{kind}"/>'


def test_imported_elements_go_by_the_name_of_the_import(tmp_path: Path) -> None:
    text = (
        '{a: The person.shout("x"), b: The person.serve("y"), c: The person.greet, '
        "e: c instance of The person.tName}"
    )
    needs = ("knowledge urn:person#shout", "knowledge urn:person#serve", "decision urn:person#greet")
    model = definitions(imported("The person"), decision("d", literal(text), *needs))
    answer = evaluated(tmp_path, model, {"The person.name": "z"}, other=PERSON)
    assert answer.outputs["d"] == {"a": "X", "b": "hello y", "c": "hello z", "e": True}
    assert codes(answer) == []


def test_an_import_without_a_name_brings_names_as_they_are(tmp_path: Path) -> None:
    model = definitions(
        imported(""),
        decision("d", literal("shout(greet)"), "decision urn:person#greet", "knowledge urn:person#shout"),
    )
    assert evaluated(tmp_path, model, {"name": "z"}, other=PERSON).outputs["d"] == "HELLO Z"


@pytest.mark.parametrize(
    "inputs",
    [
        {"A.P.name": "1", "B.P.name": "2"},
        {"A": {"P": {"name": "1"}}, "B": {"P": {"name": "2"}}},
    ],
)
def test_a_model_imported_on_two_ways_has_inputs_for_each(tmp_path: Path, inputs: dict[str, Any]) -> None:
    between = {
        name: definitions(
            imported("P"),
            decision(name, literal("P.greet"), "decision urn:person#greet"),
            namespace=f"urn:{name}",
        )
        for name in ("one", "two")
    }
    model = definitions(
        imported("A", "urn:one"),
        imported("B", "urn:two"),
        decision("d", literal("[A.one, B.two]"), "decision urn:one#one", "decision urn:two#two"),
    )
    answer = evaluated(tmp_path, model, inputs, person=PERSON, **between)
    assert answer.outputs["d"] == ("hello 1", "hello 2")


def test_models_that_import_each_other_are_refused(tmp_path: Path) -> None:
    model = definitions(imported("A", "urn:a"), decision("d", literal("1")))
    other = definitions(imported("M", "urn:m"), decision("e", literal("1")), namespace="urn:a")
    (tmp_path / "m.dmn").write_text(model, encoding="utf-8")
    (tmp_path / "a.dmn").write_text(other, encoding="utf-8")
    with pytest.raises(kaidah.KaidahError) as refused:
        kaidah.load(tmp_path / "m.dmn")
    assert "K303" in [problem.code for problem in refused.value.diagnostics]


# --- what is kept ---------------------------------------------------------------------------------


def test_ids_extensions_and_layout_are_kept() -> None:
    text = f"""<definitions xmlns="{MODEL_NAMESPACES["1.5"]}" xmlns:v="urn:vendor" id="_0" name="m" namespace="urn:m"
        xmlns:dmndi="https://www.omg.org/spec/DMN/20230324/DMNDI/">
      <extensionElements><v:note>keep me</v:note></extensionElements>
      <decision id="_1" name="d" v:colour="red"><variable id="_2" name="d"/>{literal("1")}</decision>
      <textAnnotation id="_3"><text>see the law</text></textAnnotation>
      <dmndi:DMNDI><dmndi:DMNDiagram id="_4"/></dmndi:DMNDI>
    </definitions>"""
    model = from_xml(text.encode(), "m.dmn").model
    assert model is not None
    assert model.lenient
    assert model.written.id == "_0"
    assert "keep me" in model.written.extensions[0]
    decided = model.decisions[0].written
    assert (decided.id, decided.variable_id, decided.attributes) == (
        "_1",
        "_2",
        (("{urn:vendor}colour", "red"),),
    )
    assert "DMNDiagram" in model.layout
    assert "see the law" in model.artifacts[0]


def test_names_that_an_import_without_a_name_brings_twice(tmp_path: Path) -> None:
    """Inputs of one name are one; a decision is the one that is required."""
    other = definitions(
        input_data("x", "number"),
        decision("twice", literal("x * 2"), "input #x"),
        name="Other",
        namespace="urn:other",
    )
    model = definitions(
        imported("", "urn:other"),
        NUMBER_X,
        decision("twice", literal("x * 200"), "input #x"),
        decision("d", literal("twice + x"), "decision urn:other#twice", "input #x"),
        decision("e", literal("twice + x"), "decision #twice", "input #x"),
    )
    assert evaluated(tmp_path, model, {"x": 1}, other=other).outputs == {"d": 3}
    assert evaluated(tmp_path, model, {"x": 1}, "e", other=other).outputs == {"e": 201}

"""What is said, and where: one case a line in `tests/cases/types/messages.csv`."""

from __future__ import annotations

import pytest
from typed_scope import expression, read, scope_from, type_from, unary_tests

from kaidah.feel.infer import infer, infer_tests, outside_allowed
from kaidah.feel.scope import Scope
from kaidah.feel.types import NUMBER, STRING
from kaidah_dsl.source import Source


@pytest.mark.parametrize("case", read("messages.csv"), ids=lambda case: case["expression"])
def test_message(case: dict[str, str]) -> None:
    scope = scope_from(case["scope"])
    expected = type_from(case["declared"]) if case["declared"] else None
    (problem,) = infer(expression(case["expression"], scope), scope, expected=expected).diagnostics
    assert problem.span is not None
    assert (problem.code, problem.message, problem.help) == (case["code"], case["message"], case["help"])
    assert problem.span.text == case["place"]
    assert ", ".join(label.span.text for label in problem.others) == case["others"]


def test_the_declaration_is_shown_beside_the_expression() -> None:
    scope = scope_from("Freight: IDR")
    declared = Source(name="declaration", text="USD").span()
    (problem,) = infer(
        expression("Freight", scope), scope, expected=type_from("USD"), declared=declared
    ).diagnostics
    assert [(label.span, label.message) for label in problem.others] == [
        (declared, "a number in USD is declared here")
    ]


def test_the_input_expression_is_shown_beside_the_input_entry() -> None:
    scope = scope_from("Freight: IDR")
    heading = Source(name="heading", text="Goods value").span()
    (problem,) = infer_tests(unary_tests("> Freight", scope), type_from("USD"), scope, declared=heading)
    assert problem.message == "`Goods value` is in USD, `Freight` is in IDR"
    assert [label.span for label in problem.others] == [heading]


def test_a_misspelt_constant_is_told_the_nearest_allowed_value() -> None:
    allowed = unary_tests('"passenger", "crew"', Scope())
    (problem,) = infer_tests(unary_tests('"pasenger"', Scope()), STRING, Scope(), allowed=allowed)
    assert problem.message == '`"pasenger"` is not among the allowed values `"passenger", "crew"`'
    assert problem.help == 'did you mean `"passenger"`?'
    assert problem.fix is not None
    assert [edit.text for edit in problem.fix.edits] == ['"passenger"']


def test_a_constant_that_a_name_is_compared_with_must_be_allowed() -> None:
    allowed = {"Role": unary_tests('"passenger", "crew"', Scope())}
    scope = Scope(names={"Role": STRING}, allowed=allowed)
    (problem,) = infer(expression('Role = "crw"', scope), scope).diagnostics
    assert problem.code == "K213"
    (problem,) = infer(expression('Role in ("crew", "crw")', scope), scope).diagnostics
    assert problem.code == "K213"
    assert infer(expression('Role = "crew"', scope), scope).diagnostics == ()


def test_constants_in_branches_and_items_must_be_allowed() -> None:
    allowed = unary_tests('"red", "green"', Scope())
    tree = expression('if true then "rad" else "green"', Scope())
    assert [problem.code for problem in outside_allowed(tree, allowed)] == ["K213"]


def test_an_unknown_name_is_reported_at_each_place_once() -> None:
    scope = Scope(names={"Value": NUMBER})
    found = infer(expression("Valeu + Valeu * Valeu", scope), scope).diagnostics
    assert [(problem.code, problem.span and problem.span.start) for problem in found] == [
        ("K201", 0),
        ("K201", 8),
        ("K201", 16),
    ]

"""Types of expressions: one case a line in `tests/cases/types/expressions.csv`."""

from __future__ import annotations

import pytest
from typed_scope import expression, read, scope_from, text_of, type_from, unary_tests

from kaidah.feel.infer import infer, infer_tests


@pytest.mark.parametrize("case", read("expressions.csv"), ids=lambda case: case["expression"])
def test_expression(case: dict[str, str]) -> None:
    scope = scope_from(case["scope"])
    found = infer(expression(case["expression"], scope), scope)
    assert [problem.code for problem in found.diagnostics] == case["codes"].split(), found.diagnostics
    assert text_of(found.type) == case["type"]


@pytest.mark.parametrize(
    "case", read("assignments.csv"), ids=lambda case: f"{case['expression']} : {case['declared']}"
)
def test_assignment(case: dict[str, str]) -> None:
    scope = scope_from(case["scope"])
    found = infer(expression(case["expression"], scope), scope, expected=type_from(case["declared"]))
    assert [problem.code for problem in found.diagnostics] == case["codes"].split(), found.diagnostics


@pytest.mark.parametrize("case", read("tests.csv"), ids=lambda case: f"{case['subject']}: {case['tests']}")
def test_unary_tests(case: dict[str, str]) -> None:
    scope = scope_from(case["scope"])
    allowed = unary_tests(case["allowed"], scope) if case["allowed"] else None
    found = infer_tests(unary_tests(case["tests"], scope), type_from(case["subject"]), scope, allowed=allowed)
    assert [problem.code for problem in found] == case["codes"].split(), found

"""Types agree with values: a case of tests/cases/feel that has a value gets no complaint, and its value is of
the type that was inferred before it was evaluated."""

from __future__ import annotations

import pytest

from kaidah.feel.infer import infer
from kaidah.feel.scope import Scope
from kaidah.feel.types import ANY
from kaidah.feel.values import conforms, type_of
from test_feel_cases import CASES, Case, evaluated, literal, names_of, parsed

#: They have a value, and can still have no other: a mistake all the same.
COMPLAINTS = {'"a" in [1, 2]': "K212"}


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case) -> None:
    given = literal(parsed(case.context)) if case.context else {}
    scope = Scope(names={name: ANY if value is None else type_of(value) for name, value in given.items()})
    names = tuple(name for name in names_of(given) if not name.isidentifier())
    found = infer(parsed(case.expression, names), scope)
    value, problems = evaluated(case)
    assert conforms(value, found.type)
    if not problems:
        assert " ".join(problem.code for problem in found.diagnostics) == COMPLAINTS.get(case.expression, "")

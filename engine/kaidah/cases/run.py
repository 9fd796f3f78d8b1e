"""Run a case and compare: exactly, value by value, independently of FEEL's own `=`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kaidah.api import ExplainedAnswer, LoadedModel
from kaidah.cases.case import Case, CaseResult, ColumnPath, Comparison
from kaidah.feel.values import to_literal
from kaidah_dsl.diagnostics import Severity


def run_case(case: Case, loaded: LoadedModel) -> CaseResult:
    """The outcome of a case. A case with flaws is not run: it passes if it expects just these problems."""
    if case.flaws:
        return _flawed(case)
    return judged(case, loaded.evaluate(case.given, case.asked, on=case.on))


def judged(case: Case, answer: ExplainedAnswer) -> CaseResult:
    """What a case says of an answer."""
    compared = [_compare_value(path, value, answer) for path, value in case.expected.items()]
    compared += [_compare_problem(name, code, answer) for name, code in case.problems.items()]
    announced = set(case.problems.values())
    unexpected = tuple(
        found
        for found in answer.diagnostics
        if found.severity is Severity.ERROR and found.code not in announced
    )
    return CaseResult(case=case, comparisons=tuple(compared), unexpected=unexpected, answer=answer)


def _flawed(case: Case) -> CaseResult:
    codes = list(dict.fromkeys(flaw.code for flaw in case.flaws))
    expected = {name: code for name, code in case.problems.items() if code in codes}
    compared = [
        Comparison(name=name, expected=f"error {code}", actual=f"error {', '.join(codes)}", agrees=True)
        for name, code in expected.items()
    ]
    unexpected = tuple(flaw for flaw in case.flaws if flaw.code not in expected.values())
    return CaseResult(case=case, comparisons=tuple(compared), unexpected=unexpected, answer=None)


def _compare_value(path: ColumnPath, expected: Any, answer: ExplainedAnswer) -> Comparison:
    actual = _component(answer.outputs.get(path[0]), path[1:])
    undecided = path[0] in answer.answer.undecided or answer.trace is None
    return Comparison(
        name=".".join(path),
        expected=shown(expected),
        actual="undecided" if undecided else shown(actual),
        agrees=not undecided and same(expected, actual),
    )


def _compare_problem(name: str, code: str, answer: ExplainedAnswer) -> Comparison:
    codes = [found.code for found in answer.diagnostics if found.severity is Severity.ERROR]
    actual = f"error {', '.join(dict.fromkeys(codes))}" if codes else shown(answer.outputs.get(name))
    return Comparison(name=name, expected=f"error {code}", actual=actual, agrees=code in codes)


def _component(value: Any, path: ColumnPath) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def shown(value: Any) -> str:
    """A value as FEEL writes it, numbers without needless zeros: 45.00 is shown as 45."""
    if isinstance(value, Decimal) and value.is_finite():
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return to_literal(value)


def same(expected: Any, actual: Any) -> bool:
    """Equal in type and value; numbers by value (45 is 45.00), lists in order, contexts entry by entry."""
    if isinstance(expected, (list, tuple)) and isinstance(actual, (list, tuple)):
        return len(expected) == len(actual) and all(map(same, expected, actual))
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        return expected.keys() == actual.keys() and all(same(expected[key], actual[key]) for key in expected)
    return type(expected) is type(actual) and bool(expected == actual)

"""Every line of tests/cases/feel/*.csv: an expression, its context, and its value or the code of its failure.

What is expected is read from literals here, and compared exactly: neither uses the engine.
"""

from __future__ import annotations

import csv
import datetime
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kaidah.feel.components import COMPONENT_NAMES
from kaidah.feel.lower import Layout, Run, lower
from kaidah.feel.number import CONTEXT
from kaidah.feel.temporal import parse_temporal
from kaidah.feel.values import Range
from kaidah_dsl.feel import tree
from kaidah_dsl.feel.parse import parse_expression
from kaidah_dsl.source import Source

FOLDER = Path(__file__).parent / "cases" / "feel"
CLOCK = datetime.datetime(2024, 2, 29, 13, 30, tzinfo=datetime.UTC)


class Case(NamedTuple):
    expression: str
    context: str
    expected: str
    clause: str


def read(file: Path) -> list[Case]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [Case(**line) for line in csv.DictReader(lines)]


CASES = [
    pytest.param(case, id=f"{file.stem}: {case.expression}")
    for file in sorted(FOLDER.glob("*.csv"))
    for case in read(file)
]


def parsed(text: str, names: tuple[str, ...] = ()) -> tree.Expression:
    result = parse_expression(Source(name="case", text=text).span(), (*COMPONENT_NAMES, *names))
    assert result.tree is not None and not result.diagnostics, result.diagnostics
    return result.tree


def literal(node: tree.Expression) -> Any:
    """The value of a literal, without the engine."""
    match node:
        case (
            tree.NumberLiteral(value=value)
            | tree.StringLiteral(value=value)
            | tree.BooleanLiteral(value=value)
        ):
            return value
        case tree.NullLiteral():
            return None
        case tree.Negation(operand=tree.NumberLiteral(value=value)):
            return value.copy_negate()
        case tree.AtLiteral(text=text):
            return parse_temporal(text)
        case tree.ListLiteral(items=items):
            return tuple(map(literal, items))
        case tree.ContextLiteral(entries=entries):
            return {entry.key: literal(entry.value) for entry in entries}
        case tree.Interval(start=start, end=end) if start is not None and end is not None:
            return Range(literal(start), literal(end), node.start_closed, node.end_closed)
    raise AssertionError(f"not a literal: {node}")


def exact(value: Any) -> Any:
    """A value that Python's `==` compares kind by kind (its own takes true for 1)."""
    match value:
        case tuple():
            return ("list", tuple(map(exact, value)))
        case dict():
            return ("context", {key: exact(entry) for key, entry in value.items()})
        case Range():
            return ("range", exact(value.start), exact(value.end), value.start_closed, value.end_closed)
    return (type(value).__name__, value)


def evaluated(case: Case) -> tuple[Any, list[str]]:
    given = literal(parsed(case.context)) if case.context else {}
    layout, frame = Layout(), []
    for name, value in given.items():
        layout, slot = layout.with_local(name)
        frame += [None] * (slot - len(frame)) + [value]
    names = tuple(name for name in names_of(given) if not name.isidentifier())
    code = lower(parsed(case.expression, names), layout)
    run = Run([], lenient=True, clock=lambda: CLOCK)
    values = [run, *frame[1:], *[None] * layout.body.size]
    with localcontext(CONTEXT):
        return code(values), [problem.code for problem in run.diagnostics]


def names_of(value: Any) -> list[str]:
    match value:
        case tuple():
            return [name for item in value for name in names_of(item)]
        case dict():
            return [*value, *(name for entry in value.values() for name in names_of(entry))]
    return []


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case) -> None:
    value, problems = evaluated(case)
    if case.expected.startswith("error "):
        assert (value, problems) == (None, [case.expected.removeprefix("error ")])
    else:
        assert problems == []
        assert exact(value) == exact(literal(parsed(case.expected)))


def test_every_builtin_has_a_case() -> None:
    from kaidah.feel.builtins import BUILTINS

    text = "\n".join(case.expression for file in FOLDER.glob("*.csv") for case in read(file))
    assert [name for name in BUILTINS if f"{name}(" not in text] == []


def test_numbers_are_compared_by_value_and_kind() -> None:
    assert exact(Decimal("1.0")) == exact(Decimal(1))
    assert exact((True,)) != exact((Decimal(1),))

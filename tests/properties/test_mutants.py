"""Mutation testing and suggested cases against brute force: every mutant, at every point of small grids."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaidah.api import LoadedModel, load
from kaidah.cases.from_csv import from_csv
from kaidah.cases.mutate import mutate
from kaidah.cases.mutated import Mutated
from kaidah.cases.run import run_case, same
from kaidah.cases.suggest import suggest
from kaidah.cases.table_variants import variants_of, with_table
from kaidah.cases.to_csv import to_csv
from kaidah.evaluate import evaluate
from kaidah.plan.from_model import from_model
from kaidah.plan.plan import Plan

POLICIES = ("U", "A", "F", "P", "C", "C+", "C<", "C>", "C#")
GRID = tuple(product(map(Decimal, range(6)), ("a", "b", "c"), (True, False)))
NUMBERS = st.integers(0, 5)
NUMBER_ENTRIES = st.one_of(
    st.just("-"),
    NUMBERS.map(str),
    st.tuples(st.sampled_from(("<", "<=", ">", ">=")), NUMBERS).map(lambda pair: f"{pair[0]} {pair[1]}"),
    st.tuples(st.sampled_from("[("), NUMBERS, NUMBERS, st.sampled_from("])")).map(
        lambda ends: f"{ends[0]}{min(ends[1:3])}..{max(ends[1:3])}{ends[3]}"
    ),
    st.tuples(NUMBERS, NUMBERS).map(lambda pair: f"not({pair[0]}, {pair[1]})"),
)
TEXT_ENTRIES = st.sampled_from(("-", '"a"', '"b"', '"a", "b"', 'not("c")', '"b", "c"'))
BOOLEAN_ENTRIES = st.sampled_from(("-", "true", "false"))
RULES = st.lists(
    st.tuples(NUMBER_ENTRIES, TEXT_ENTRIES, BOOLEAN_ENTRIES, st.integers(1, 3)), min_size=1, max_size=5
)


@st.composite
def models(draw: st.DrawFn) -> str:
    """A model of one table; P has its output values in order, and some tables a default."""
    policy = draw(st.sampled_from(POLICIES))
    rules = draw(RULES)
    default = "  | default | | | || 2 |\n" if policy in "UAFPC" and draw(st.booleans()) else ""
    values = "  | values | | | || 3, 1, 2 |\n" if policy == "P" else ""
    lines = "".join(f"  | | {a} | {b} | {c} || {output} |\n" for a, b, c, output in rules)
    result = "" if policy == "C" else " : number"
    return (
        "model Small\n\ninput N : number scale 0 in [0..5]\n"
        'input T : string in "a", "b", "c"\ninput B : boolean\n\n'
        f"decision Fee{result}\n  | {policy} | N | T | B || Fee |\n{values}{default}"
        f"  |--|--|--|--||--|\n{lines}"
    )


def check(text: str) -> None:
    """Suggested cases notice just the mutants that differ somewhere; the others are called equivalent."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.kaidah"
        path.write_text(text, encoding="utf-8")
        _check(load(path))


def _check(loaded: LoadedModel) -> None:
    (model,) = loaded.models()
    tables = variants_of([model])
    ((mutated,),) = tables.variants.values()
    found = suggest(loaded, tables, ())
    cases = from_csv("cases.csv", to_csv(found.cases), loaded).cases
    results = [run_case(case, loaded) for case in cases]
    assert all(result.passed for result in results)
    (table,) = mutate(loaded, tables, results)
    assert not found.unreached and not table.survivors and not table.unreached
    points = [tuple(case.given[name] for name in "NTB") for case in cases]
    before = _answers(from_model(model))
    for place, mutant in enumerate(mutated.mutants):
        changed = from_model(with_table(model, "Fee", mutated.table, mutant.applied(mutated.table)))
        after = _answers(changed)
        differing = [point for point in GRID if not _alike(before[point], after[point])]
        assert bool(differing) is not mutated.is_equivalent(place), mutant
        if differing:
            assert set(differing) & set(points), mutant
        _check_cells(mutated, place, differing)


def _check_cells(mutated: Mutated, place: int, differing: list[tuple[Any, ...]]) -> None:
    """What the geometry says of a point is what the engine says."""
    for point in GRID:
        cell = mutated.cell(point)
        assert cell is not None
        assert (place in mutated.noticed(cell)) is (point in differing), (mutated.mutants[place], point)


def _answers(plan: Plan) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    found = {}
    for point in GRID:
        answer = evaluate(plan, dict(zip("NTB", point, strict=True)), ["Fee"], trace=False)
        codes = tuple(each.code for each in answer.diagnostics)
        found[point] = (answer.decided, codes, answer.outputs["Fee"])
    return found


def _alike(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return one[:2] == other[:2] and same(one[2], other[2])


@settings(max_examples=40, deadline=None)
@given(models())
def test_suggested_cases_notice_every_mutant_that_is_not_equivalent(text: str) -> None:
    check(text)


@pytest.mark.long
@settings(max_examples=1_000, deadline=None)
@given(models())
def test_suggested_cases_notice_every_mutant_in_many_tables(text: str) -> None:
    check(text)

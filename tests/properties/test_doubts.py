"""Where the readings of a decision differ is found exactly: as trying every value does."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kaidah.api import LoadedModel, find
from kaidah.doubts.cells import Cell
from kaidah.doubts.find import cases, differs
from kaidah.doubts.regions import put_together
from kaidah.plan.from_model import from_model
from kaidah.plan.plan import DecisionPlan

BOUNDS = st.sampled_from(["0", "1", "1.5", "2", "3", "4.2"])
ENDS = (
    st.tuples(BOUNDS, BOUNDS)
    .map(lambda ends: sorted(ends, key=Decimal))
    .filter(lambda ends: ends[0] != ends[1])
)
KINDS = ('"bag"', '"book"', '"tool"')
VALUES = [Decimal(step) / 10 for step in range(-2, 52)]

TESTS = st.one_of(
    st.just("-"),
    st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">="]), BOUNDS),
    BOUNDS,
    st.builds("[{0[0]} .. {0[1]}]".format, ENDS),
    st.builds("({0[0]} .. {0[1]})".format, ENDS),
    st.builds("not({})".format, BOUNDS),
)
KIND_TESTS = st.one_of(
    st.just("-"), st.sampled_from(KINDS), st.builds("not({})".format, st.sampled_from(KINDS))
)
RULES = st.lists(st.tuples(TESTS, KIND_TESTS, st.sampled_from("123")), min_size=1, max_size=4)


def table(rules: list[tuple[str, str, str]], indent: str) -> str:
    lines = ["| F | Value | Kind || Answer |", "| default | | || 0 |", "|---|---|---||---|"]
    lines += [f"| | {value} | {kind} || {answer} |" for value, kind, answer in rules]
    return "".join(f"{indent}{line}\n" for line in lines)


def loaded(first: list[tuple[str, str, str]], second: list[tuple[str, str, str]], folder: str) -> LoadedModel:
    text = (
        f"model Parcels\ninput Value : number scale 1 >= -0.2\ninput Kind : string in {', '.join(KINDS)}\n"
        f'decision Answer : number\n{table(first, "  ")}  reading "other"\n{table(second, "    ")}'
    )
    path = Path(folder, "parcels.kaidah")
    path.write_text(text, encoding="utf-8")
    found = find(str(path))
    assert isinstance(found, LoadedModel)
    return found


def holds(cell: Cell, value: Any) -> bool:
    if cell.point or not cell.ordered:
        return bool(cell.witness == value)
    return (cell.low is None or cell.low < value) and (cell.high is None or value < cell.high)


@settings(max_examples=60, deadline=None)
@given(RULES, RULES)
def test_the_regions_are_exactly_where_the_readings_differ(
    first: list[tuple[str, str, str]], second: list[tuple[str, str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        model = loaded(first, second, folder)
        plan = from_model(model.models()[0])
        part = plan.part("Answer")
        assert isinstance(part, DecisionPlan)
        steps, exact, leaves, trouble = cases(plan, part, part.readings[0], frozenset())
        assert exact and not trouble
        found = put_together([leaf for leaf in leaves if differs(*leaf.answer)], steps.cells)
        for value in VALUES:
            for kind in KINDS:
                given = {"Value": value, "Kind": kind.strip('"')}
                inside = [
                    box
                    for box in found
                    if _inside(box.box, {plan.slots[n]: v for n, v in given.items()}, steps.cells)
                ]
                trace = model.evaluate(given).trace
                assert trace is not None
                assert bool(inside) == trace.decisions["Answer"].readings[0].differs
                assert len(inside) <= 1


def _inside(box: Mapping[int, frozenset[int]], values: Mapping[int, Any], cells: Any) -> bool:
    return all(
        any(holds(cells(slot)[index], values[slot]) for index in indexes) for slot, indexes in box.items()
    )

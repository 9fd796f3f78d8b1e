"""Differences of random small tables against evaluating both versions at every point of a grid."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from random_tables import RandomTable, random_table

from kaidah.diff.boxes import compare_boxes
from kaidah.diff.difference import difference
from kaidah.diff.outcome import Side
from kaidah.diff.table import compare_tables
from kaidah.diff.trial import Given, given_by
from kaidah.evaluate import evaluate
from kaidah.feel.types import ANY
from kaidah.model.elements import DecisionTable, Model
from kaidah.model.from_syntax import from_syntax
from kaidah.plan.from_model import from_model
from kaidah.plan.given import from_given
from kaidah.verify.surroundings import Surroundings
from kaidah_dsl.diagnostics import has_errors
from kaidah_dsl.document.parse import parse
from kaidah_dsl.source import Source

CHUNK = 25


@pytest.mark.parametrize("chunk", range(500 // CHUNK))
def test_random_tables(chunk: int) -> None:
    for number in range(CHUNK):
        agree(chunk * CHUNK + number)


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(5_000 // CHUNK))
def test_many_random_tables(chunk: int) -> None:
    for number in range(CHUNK):
        agree(1_000_000 + chunk * CHUNK + number)


def agree(seed: int) -> None:
    rng = random.Random(seed)
    table = random_table(rng)
    other = changed(rng, table.text)
    models = [read(table.text), read(other)]
    if models[0] is None or models[1] is None:
        return
    old, new = models
    assert old is not None and new is not None
    sides = [side(model) for model in (old, new)]
    comparison = compare_boxes(*sides)
    assert not comparison.unexplored
    found = compare_tables(*sides)
    assert found.exact, f"{found.reasons}\n{table.text}\n{other}"
    whole = difference(old, new).meaning
    plans = [from_model(model) for model in (old, new)]
    grid = comparison.grid
    anything = False
    for point in table.points():
        given = {
            data.name: from_given(domain.given(value), plans[0].part(data.name).item, data.name).value  # type: ignore[union-attr]
            for data, domain, value in zip(old.inputs, table.domains, point, strict=True)
        }
        before, after = (answer(plan, given) for plan in plans)
        place = [
            axis.piece_of(given[subject.name])  # type: ignore[attr-defined]
            for axis, subject in zip(grid.axes, grid.subjects, strict=True)
        ]
        inside = [
            fragment
            for fragment in comparison.fragments
            if all(
                piece is not None and mask >> piece & 1
                for piece, mask in zip(place, fragment.box, strict=True)
            )
        ]
        texts = {grid.text(fragment.box) for fragment in inside}
        regions = [region for region in found.regions if region.text in texts]
        if before.differs(after):
            anything = True
            assert inside, f"{given} is left out\n{table.text}\n{other}"
        assert before.differs(after) is bool(regions), f"{given}: {texts}\n{table.text}\n{other}"
        for region in regions:
            assert not region.old.differs(before), f"{given}\n{table.text}\n{other}"
            assert not region.new.differs(after), f"{given}\n{table.text}\n{other}"
    if anything:
        assert found.regions and not whole.answers[0].same
    for region in found.regions:
        before, after = (answer(plan, dict(region.witness)) for plan in plans)
        assert before.differs(after) and not region.old.differs(before) and not region.new.differs(after)


def answer(plan: Any, given: dict[str, Any]) -> Given:
    return given_by(evaluate(plan, given, ["Out"], trace=False), "Out", ANY)


def read(text: str) -> Model | None:
    """The model; None where a constant lies outside the allowed values."""
    result = from_syntax(parse(Source(name="random.kaidah", text=text)).document)
    return None if has_errors(result.diagnostics) else result.model


def side(model: Model) -> Side:
    table = model.decisions[0].expression
    assert isinstance(table, DecisionTable)
    return Side(owner="Out", table=table, surroundings=Surroundings(model=model))


def changed(rng: random.Random, text: str) -> str:
    """The table with some rules changed, taken away or in another order."""
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("  |---")) + 1
    rules = lines[first:]
    for _ in range(rng.randint(1, 3)):
        place = rng.randrange(len(rules))
        match rng.randrange(5):
            case 0:
                head, _, _ = rules[place].rpartition("|| ")
                rules[place] = f"{head}|| {rng.choice('123')} |"
            case 1 if len(rules) > 1:
                del rules[place]
            case 2:
                rules.insert(place, rules.pop(rng.randrange(len(rules))))
            case 3:
                rules.append(rules[place])
            case _:
                cells = rules[place].split("|")
                at = rng.randrange(2, len(cells) - 3)
                cells[at] = rules[rng.randrange(len(rules))].split("|")[at]
                rules[place] = "|".join(cells)
    return "\n".join([*lines[:first], *rules]) + "\n"


__all__ = ["RandomTable"]

"""Verification against z3, which knows nothing of pieces and boxes: about 100 tables of medium size."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pytest

from kaidah.model.from_syntax import from_syntax
from kaidah.verify import TableVerification, verify
from kaidah_dsl.diagnostics import has_errors
from kaidah_dsl.document.parse import parse
from kaidah_dsl.source import Source

z3 = pytest.importorskip("z3")
LANES = "abcde"


@dataclass(frozen=True)
class Column:
    """An input: how it is declared, and its variable."""

    name: str
    declared: str
    kind: str
    most: int = 100

    @property
    def variable(self) -> Any:
        return z3.Real(self.name) if self.kind == "real" else z3.Int(self.name)

    def domain(self) -> Any:
        most = len(LANES) - 1 if self.kind == "lane" else self.most
        return z3.And(self.variable >= 0, self.variable <= most)


COLUMNS = (
    Column("Value", "number [0 .. 100]", "real"),
    Column("Pieces", "number scale 0 in [0 .. 100]", "whole"),
    Column("Weight", "number [0 .. 100]", "real"),
    Column("Lane", f"string in {', '.join(f'{chr(34)}{lane}{chr(34)}' for lane in LANES)}", "lane"),
)
Entry = tuple[str, Any]


def entry(column: Column, rng: random.Random) -> Entry:
    """The text of an entry, and the same as a formula."""
    variable = column.variable
    if rng.random() < 0.35:
        return "-", z3.BoolVal(True)
    if column.kind == "lane":
        lanes = rng.sample(range(len(LANES)), rng.randint(1, 3))
        text = ", ".join(f'"{LANES[lane]}"' for lane in lanes)
        formula = z3.Or([variable == lane for lane in lanes])
    else:
        low, high = sorted(rng.sample(range(101), 2))
        first, last = rng.choice("[("), rng.choice("])")
        text = f"{first}{low} .. {high}{last}"
        above = variable >= low if first == "[" else variable > low
        below = variable <= high if last == "]" else variable < high
        formula = z3.And(above, below)
    if rng.random() < 0.15:
        return f"not({text})", z3.Not(formula)
    return text, formula


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100))
def test_z3_agrees(seed: int) -> None:
    rng = random.Random(seed)
    rows = [[entry(column, rng) for column in COLUMNS] for _ in range(rng.randint(8, 30))]
    if seed % 2:
        rows += [
            [("-", z3.BoolVal(True))] * 3 + [(f'"{lane}"', COLUMNS[3].variable == place)]
            for place, lane in enumerate(LANES)
        ]
    found = verification(rows)
    rules = [z3.And([formula for _, formula in row]) for row in rows]
    solver = z3.Solver()
    solver.add([column.domain() for column in COLUMNS])
    assert found.proof.complete is (not satisfiable(solver, z3.Not(z3.Or(rules))))
    overlapping = {
        (one + 1, other + 1)
        for one, other in combinations(range(len(rules)), 2)
        if satisfiable(solver, z3.And(rules[one], rules[other]))
    }
    pairs = {
        pair
        for finding in found.findings
        if finding.kind == "overlap"
        for pair in combinations(finding.rules, 2)
    }
    assert pairs == overlapping


def satisfiable(solver: Any, formula: Any) -> bool:
    solver.push()
    solver.add(formula)
    found = solver.check()
    solver.pop()
    assert found != z3.unknown
    return bool(found == z3.sat)


def verification(rows: list[list[Entry]]) -> TableVerification:
    lines = ["model Medium", *(f"input {column.name} : {column.declared}" for column in COLUMNS)]
    lines += ["decision Out : number", f"  | U | {' | '.join(c.name for c in COLUMNS)} || Out |"]
    lines += ["  |---|---|---|---|---||---|"]
    lines += [f"  |  | {' | '.join(text for text, _ in row)} || {n} |" for n, row in enumerate(rows)]
    result = from_syntax(parse(Source(name="medium.kaidah", text="\n".join(lines) + "\n")).document)
    assert not has_errors(result.diagnostics) and result.model is not None
    (found,) = verify([result.model])
    return found

"""Verification against brute force over grids, for random small tables of every type and hit policy."""

from __future__ import annotations

import random
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from random_tables import RandomTable, random_table

from kaidah.evaluate import evaluate
from kaidah.model.elements import InputData
from kaidah.model.from_syntax import from_syntax
from kaidah.plan.from_model import from_model
from kaidah.plan.given import from_given
from kaidah.region.box import Box
from kaidah.verify import TableVerification, verify
from kaidah_dsl.diagnostics import has_errors
from kaidah_dsl.document.parse import parse
from kaidah_dsl.source import Source

CHUNK = 50


@pytest.mark.parametrize("chunk", range(1_000 // CHUNK))
def test_random_tables(chunk: int) -> None:
    for number in range(CHUNK):
        agree(chunk * CHUNK + number)


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(10_000 // CHUNK))
def test_many_random_tables(chunk: int) -> None:
    for number in range(CHUNK):
        agree(1_000_000 + chunk * CHUNK + number)


def agree(seed: int) -> None:
    table = random_table(random.Random(seed))
    parsed = parse(Source(name="random.kaidah", text=table.text))
    assert not has_errors(parsed.diagnostics), table.text
    result = from_syntax(parsed.document)
    assert result.model is not None
    if has_errors(result.diagnostics):  # a constant outside the allowed values: no table to verify
        assert {problem.code for problem in result.diagnostics} <= {"K213", "K508", "K212"}, table.text
        return
    (verification,) = verify([result.model])
    check = Agreement(table, verification, result.model.inputs)
    check.gaps()
    check.overlaps()
    check.conflicts()
    check.shadowed()
    check.empty()
    check.witnesses(from_model(result.model))


class Agreement:
    """What was found in a table, beside what the grid says."""

    def __init__(
        self, table: RandomTable, verification: TableVerification, inputs: tuple[InputData, ...]
    ) -> None:
        self.table = table
        self.verification = verification
        self.examined = verification.examined
        self.points = [(point, table.matching(point)) for point in table.points()]
        self.inputs = inputs

    def found(self, kind: str) -> list[tuple[int, ...]]:
        return [finding.rules for finding in self.verification.findings if finding.kind == kind]

    def cell(self, point: tuple[Any, ...]) -> Box:
        """The cell of the grid of pieces that a point lies in."""
        pieces = []
        for place, value in enumerate(point):
            converted = from_given(self.table.domains[place].given(value), self.inputs[place].item)
            assert not converted.diagnostics, (self.table.text, point)
            piece = self.examined.grid.axes[place].piece_of(converted.value)
            assert piece is not None, (self.table.text, point)
            pieces.append(1 << piece)
        return tuple(pieces)

    def gaps(self) -> None:
        boxes = self.examined.cover.uncovered().boxes
        for point, matching in self.points:
            cell = self.cell(point)
            inside = any(all(a & b for a, b in zip(box, cell, strict=True)) for box in boxes)
            assert inside is not bool(matching), (self.table.text, point)
        needed = self.table.policy in ("U", "A", "P", "F", "C+", "C<", "C>") and not self.table.default
        expected = needed and any(not matching for _, matching in self.points)
        assert bool(self.found("gap")) is expected, self.table.text
        if needed:
            assert self.verification.proof.complete is not expected

    def pairs(self) -> set[tuple[int, int]]:
        return {
            (one + 1, other + 1) for _, matching in self.points for one, other in combinations(matching, 2)
        }

    def overlaps(self) -> None:
        found = {pair for rules in self.found("overlap") for pair in combinations(rules, 2)}
        assert found == (self.pairs() if self.table.policy == "U" else set()), self.table.text
        assert self.verification.proof.disjoint is not bool(self.pairs()), self.table.text

    def conflicts(self) -> None:
        outputs = self.table.outputs
        expected = {(a, b) for a, b in self.pairs() if outputs[a - 1] != outputs[b - 1]}
        assert set(self.found("conflict")) == (expected if self.table.policy == "A" else set())

    def shadowed(self) -> None:
        if self.table.policy not in ("F", "P"):
            assert not self.found("shadowed-rule")
            return
        deciding: set[int] = set()
        matched: set[int] = set()
        for _, matching in self.points:
            matched.update(matching)
            if matching:
                deciding.add(min(matching, key=self.rank))
        expected = {rule + 1 for rule in matched - deciding}
        assert {rules[0] for rules in self.found("shadowed-rule")} == expected, self.table.text

    def rank(self, rule: int) -> tuple[int, int]:
        return ("312".index(self.table.outputs[rule]) if self.table.policy == "P" else 0, rule)

    def empty(self) -> None:
        kinds = ("empty-test", "entry-outside-allowed-values", "unreachable-rule")
        found = {rules for kind in kinds for rules in self.found(kind)}
        for number, rule in enumerate(self.table.rules, 1):
            barren = any(
                not any(entry.holds(value) for value in domain.values)
                for entry, domain in zip(rule, self.table.domains, strict=True)
            )
            assert not barren or (number,) in found, self.table.text

    def witnesses(self, plan: Any) -> None:
        for finding in self.verification.findings:
            if not finding.witness:
                continue
            answer = evaluate(plan, dict(finding.witness), ["Out"])
            assert answer.trace is not None
            (table,) = answer.trace.decisions["Out"].tables
            matched = tuple(rule.rule.number for rule in table.rules if rule.matched)
            if finding.kind == "gap":
                assert matched == (), self.table.text
            elif self.table.policy != "F":
                assert set(finding.rules) <= set(matched) or finding.kind == "shadowed-rule", self.table.text

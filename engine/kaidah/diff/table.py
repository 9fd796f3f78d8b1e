"""Where two versions of a table answer differently, with a case for each region, evaluated by both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kaidah.diff.boxes import BUDGET, Comparison, Fragment, compare_boxes
from kaidah.diff.outcome import Side
from kaidah.diff.trial import Given, TableTrial, fillings
from kaidah.explain.scales import scales, with_scales
from kaidah.feel.values import Value
from kaidah.model.elements import Decision
from kaidah.region.box import Box
from kaidah.region.from_table import TableCells
from kaidah.verify.examined import Examined
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.report import counted

MOST_REGIONS = 200
_MOST_CASES = 6
_MOST_UNEXPLORED = 3


@dataclass(frozen=True, kw_only=True)
class Region:
    """Cases in which the answer differs. `witness` is one of them, with both answers evaluated; `rules` are those
    that decide, by title. `constant`: both answers are the same all over the region; else they differ at least in
    the witness."""

    text: str
    witness: tuple[tuple[str, Value], ...]
    old: Given
    new: Given
    old_rules: tuple[str, ...] = ()
    new_rules: tuple[str, ...] = ()
    constant: bool = True


@dataclass(frozen=True, kw_only=True)
class TableDifference:
    """`regions` are those where the answers differ (`more` are not listed). `exact`: nothing else changes; else
    `reasons` say what was not analysed."""

    name: str
    regions: tuple[Region, ...]
    more: int = 0
    reasons: tuple[str, ...] = ()
    visited: int = 0
    within: str = ""

    @property
    def exact(self) -> bool:
        return not self.reasons

    @property
    def title(self) -> str:
        return f"{self.name}.{self.within}" if self.within else self.name


def compare_tables(
    old: Side, new: Side, within: str = "", *, budget: int = BUDGET, most: int = MOST_REGIONS
) -> TableDifference:
    """The regions in which two versions of a table differ, the largest first."""
    reason = _incomparable(old, new)
    if reason:
        return TableDifference(name=new.owner, within=within, regions=(), reasons=(reason,))
    found = compare_boxes(old, new, budget)
    shown = _Shown(old, new, found)
    regions = shown.regions(most)
    reasons = shown.reasons
    if found.unexplored:
        reasons.append(_given_up(found))
    return TableDifference(
        name=new.owner,
        within=within,
        regions=regions,
        more=shown.more,
        reasons=tuple(dict.fromkeys(reasons)),
        visited=found.visited,
    )


def _given_up(found: Comparison) -> str:
    shown = [f"`{found.grid.text(box)}`" for box in found.unexplored[:_MOST_UNEXPLORED]]
    more = len(found.unexplored) - len(shown)
    left = ", ".join(shown) + (f" and {counted(more, 'more region')}" if more else "")
    return f"the search was given up after {found.visited:,} boxes, which left {left}"


def _incomparable(old: Side, new: Side) -> str:
    """Why two tables cannot be laid over each other."""
    names = [[output.name for output in side.table.outputs] for side in (old, new)]
    if names[0] != names[1] and any(len(each) > 1 for each in names):
        return "its outputs have other names"
    kinds = {clause.expression: clause for clause in old.cells.clauses}
    for clause in new.cells.clauses:
        before = kinds.get(clause.expression)
        if before is not None and before.kind is not clause.kind and before.kind and clause.kind:
            return f"`{clause.label}` was of the type {before.kind.value}, and is now {clause.kind.value}"
    return ""


class _Shown:
    """Fragments made to regions with a case each."""

    def __init__(self, old: Side, new: Side, found: Comparison) -> None:
        self.old, self.new, self.found = old, new, found
        self.grid = found.grid
        self.reasons: list[str] = []
        self.more = 0
        self._trials = tuple(_trial(side) for side in (old, new))
        examined = Examined(owner="", within="", table=new.table, surroundings=new.surroundings)
        examined.__dict__["grid"] = self.grid  # the cases are drawn from the grid that both tables share
        self._examined = examined
        self._names = {name: side for trial in self._trials for name in trial.names for side in (trial.side,)}

    def regions(self, most: int) -> tuple[Region, ...]:
        found: list[Region] = []
        fragments = self.found.fragments
        for place, fragment in enumerate(fragments):
            if len(found) >= most:
                self.more = len(fragments) - place
                break
            region = self._region(fragment)
            if region is not None:
                found.append(region)
        return tuple(found)

    def _region(self, fragment: Fragment) -> Region | None:
        if not self._examined.can_occur(fragment.box):
            return None
        for case, names in self._cases(fragment.box):
            old, new = (trial.answer(case, names) for trial in self._trials)
            if old.differs(new):
                return Region(
                    text=self.grid.text(fragment.box),
                    witness=self._labelled(case, names),
                    old=old,
                    new=new,
                    old_rules=_titles(self.old, fragment.old.rules),
                    new_rules=_titles(self.new, fragment.new.rules),
                    constant=fragment.constant and not self._assumed(fragment.box),
                )
            if fragment.constant and not self._assumed(fragment.box):
                return None
        self.reasons.append(
            f"no case was found that shows whether {_rules(self.old, fragment.old.rules)} and "
            f"{_rules(self.new, fragment.new.rules)} differ where {self.grid.text(fragment.box)}"
        )
        return None

    def _assumed(self, box: Box) -> bool:
        """Whether the region depends on what only a case can decide."""
        count = len(self.grid.subjects)
        return any(mask != axis.full for mask, axis in zip(box[count:], self.grid.axes[count:], strict=True))

    def _cases(self, box: Box) -> list[tuple[Mapping[feel.Expression, Value], dict[str, Value]]]:
        found: list[tuple[Mapping[feel.Expression, Value], dict[str, Value]]] = []
        for witness in islice(self._examined.cases(box), _MOST_CASES):
            known = dict(witness.names)
            for subject, value in witness.case.items():
                if isinstance(subject, feel.Name):
                    known[subject.name] = value
            constant = self._trials[0].constants.keys() & self._trials[1].constants.keys()
            names = {name: side for name, side in self._names.items() if name not in constant}
            found.extend((witness.case, filled) for filled in fillings(names, known))
        return found

    def _labelled(
        self, case: Mapping[feel.Expression, Value], names: Mapping[str, Value]
    ) -> tuple[tuple[str, Value], ...]:
        labels = _labels(self.old.cells) | _labels(self.new.cells)
        by_label = {labels[subject]: case[subject] for subject in self.grid.subjects if subject in case}
        return (*by_label.items(), *((k, v) for k, v in names.items() if k not in by_label))


def _trial(side: Side) -> TableTrial:
    decision = next((d for d in side.surroundings.model.decisions if d.name == side.owner), None)
    whole = isinstance(decision, Decision) and decision.expression is side.table
    if decision is None or not whole:
        return TableTrial(side=side, type=side.table.type, item=side.table.item)
    return TableTrial(
        side=side, type=with_scales(decision.type, scales(side.surroundings.model)), item=decision.item
    )


def _labels(cells: TableCells) -> dict[feel.Expression, str]:
    return {clause.expression: clause.label for clause in cells.clauses}


def _titles(side: Side, rules: Sequence[int]) -> tuple[str, ...]:
    return tuple(side.table.rules[rule].title for rule in rules)


def _rules(side: Side, rules: Sequence[int]) -> str:
    return " and ".join(_titles(side, rules)) or "no rule"


__all__ = ["MOST_REGIONS", "Region", "TableDifference", "compare_tables"]

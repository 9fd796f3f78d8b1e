"""The geometry of a table's mutants: where each of them differs from the table, and which of them a case notices.

The grid is cut at the bounds of the table and of all its mutants. A mutant of an entry differs from its rule in a few
boxes; within these a search, which leaves out what the hit policy cannot see, finds cells in which the table gives
something else. Where there is none, the mutant is equivalent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any

from kaidah.cases.mutants import Mutant, mutants
from kaidah.cases.outcome import Outcome, Outcomes
from kaidah.model.elements import DecisionRule, DecisionTable, HitPolicy
from kaidah.region.box import Box, between, contains, difference, intersection, pieces
from kaidah.region.cover import Cover
from kaidah.region.from_table import Grid, TableCells, grid_of, read_table
from kaidah.verify.examined import Examined
from kaidah.verify.trial import Trial
from kaidah_dsl.feel import tree as feel

_MOST_NODES = 600
_MOST_BOXES = 3_000
_MOST_PAIRS = 2_000
Cell = tuple[int, ...]
"""A piece on each axis."""


@dataclass(kw_only=True, eq=False)
class Mutated(Examined):
    """A table with its mutants. `given_up`: mutants (by place) whose search was not finished."""

    given_up: set[int] = field(default_factory=set)

    @cached_property
    def mutants(self) -> tuple[Mutant, ...]:
        """The mutants that are no change of nothing: two that ask the same of a rule count once."""
        found: list[Mutant] = []
        seen: set[tuple[int | None, Box]] = set()
        for place, mutant in enumerate(self._all):
            box = self._changed_boxes.get(place)
            if box is not None:
                key = (mutant.rule, box)
                if key in seen:
                    continue
                seen.add(key)
            found.append(mutant)
        return tuple(found)

    @cached_property
    def _all(self) -> tuple[Mutant, ...]:
        return tuple(mutants(self.cells, self.surroundings.constants))

    @cached_property
    def changed_table(self) -> DecisionTable:
        """A table of the changed rules alone, with the places of their mutants behind those of all rules."""
        count = len(self.table.rules)
        rules = tuple(
            _rule(self.table.rules[mutant.rule], mutant, count + 1 + place)
            for place, mutant in enumerate(self._all)
            if mutant.rule is not None and mutant.tests is not None
        )
        return replace(self.table, rules=rules)

    @cached_property
    def changed_cells(self) -> TableCells:
        around = self.surroundings
        return read_table(
            self.changed_table,
            constants=around.constants,
            scales=around.scale,
            values=around.values(self.table),
        )

    @cached_property
    def grid(self) -> Grid:
        return grid_of([self.cells, self.changed_cells], self.surroundings.values_of)

    @cached_property
    def _changed_boxes(self) -> dict[int, Box]:
        """The boxes of changed rules, by the place of the mutant among all."""
        boxes = self.grid.boxes(self.changed_cells)
        count = len(self.table.rules)
        return {
            rule.number - count - 1: box for rule, box in zip(self.changed_table.rules, boxes, strict=True)
        }

    @cached_property
    def boxes_after(self) -> dict[int, Box]:
        """The boxes of changed rules, by the place of the mutant."""
        places = {id(mutant): place for place, mutant in enumerate(self._all)}
        found = {}
        for place, mutant in enumerate(self.mutants):
            box = self._changed_boxes.get(places[id(mutant)])
            if box is not None:
                found[place] = box
        return found

    @cached_property
    def outcomes(self) -> Outcomes:
        lenient = self.surroundings.model.lenient
        return Outcomes(self.table, self.surroundings.constants, lenient=lenient)

    # --- what a mutant changes ------------------------------------------------------------------------

    @cached_property
    def differing(self) -> tuple[tuple[Box, ...], ...]:
        """For each mutant the boxes in which other rules match, or other outputs count (none for the changes of
        the whole table)."""
        return tuple(self._differing(place, mutant) for place, mutant in enumerate(self.mutants))

    def _differing(self, place: int, mutant: Mutant) -> tuple[Box, ...]:
        if mutant.rule is None:
            return ()
        if mutant.outputs:
            return tuple(self.boxes[rule] for rule, _ in mutant.outputs if all(self.boxes[rule]))
        before = self.boxes[mutant.rule]
        after = self.boxes_after.get(place)
        if after is None:
            return (before,) if all(before) else ()
        found = []
        if all(before):
            found += list(difference(before, after)) if all(after) else [before]
        if all(after):
            found += list(difference(after, before)) if all(before) else [after]
        return tuple(found)

    @cached_property
    def _index(self) -> tuple[Cover, tuple[int, ...]]:
        """The boxes of all mutants, and whose each is."""
        boxes: list[Box] = []
        owners: list[int] = []
        for place, found in enumerate(self.differing):
            boxes += found
            owners += [place] * len(found)
        return Cover(self.grid.sizes, boxes), tuple(owners)

    @cached_property
    def _whole_table(self) -> tuple[int, ...]:
        return tuple(place for place, mutant in enumerate(self.mutants) if mutant.rule is None)

    def after(self, place: int, matching: tuple[int, ...], changed_rule_matches: bool) -> Outcome:
        """What a mutant gives where these rules of the table match, and its changed rule matches, or not."""
        mutant = self.mutants[place]
        outcomes = self.outcomes
        if mutant.outputs:
            changed = {rule: outcomes.values(entries) for rule, entries in mutant.outputs}
            return outcomes.changed(matching, outputs=changed)
        if mutant.rule is None:
            return outcomes.changed(matching, policy=mutant.policy, without_default=mutant.without_default)
        rest = [rule for rule in matching if rule != mutant.rule]
        if changed_rule_matches:
            rest = sorted([*rest, mutant.rule])
        return outcomes.of(tuple(rest))

    def differs(self, place: int, matching: tuple[int, ...], changed_rule_matches: bool) -> bool:
        return not self.outcomes.of(matching).is_same(self.after(place, matching, changed_rule_matches))

    # --- what a case notices --------------------------------------------------------------------------

    def cell(self, values: tuple[Any, ...]) -> Cell | None:
        """The cell of a case by the values of its input clauses; None where the geometry does not say."""
        if self.grid.assumed:
            return None
        found: dict[int, int] = {}
        for clause, value in zip(self.table.inputs, values, strict=True):
            axis = self.grid.axis_of(clause.expression)
            piece = None if axis is None else self.grid.axes[axis].piece_of(value)
            if axis is None or piece is None:
                return None
            found[axis] = piece
        return tuple(found[axis] for axis in range(len(self.grid.axes)))

    def matching(self, cell: Cell) -> tuple[int, ...]:
        """The rules that match in a cell."""
        return tuple(pieces(self.cover.touching(tuple(1 << piece for piece in cell))))

    def noticed(self, cell: Cell) -> dict[int, Outcome]:
        """The mutants that give something else in a cell, and what they give."""
        box = tuple(1 << piece for piece in cell)
        matching = tuple(pieces(self.cover.touching(box)))
        before = self.outcomes.of(matching)
        index, owners = self._index
        touched = dict.fromkeys(owners[each] for each in pieces(index.touching(box)))
        found = {}
        for place in (*touched, *self._whole_table):
            after = self.after(place, matching, self._matches_after(place, box, matching))
            if not before.is_same(after):
                found[place] = after
        return found

    def touched(self, values: tuple[Any, ...]) -> tuple[int, ...]:
        """The mutants that may make a difference in a case, of whose values some (None) are not known."""
        box = list(self.grid.full)
        for clause, value in zip(self.table.inputs, values, strict=True):
            axis = self.grid.axis_of(clause.expression)
            piece = None if axis is None or value is None else self.grid.axes[axis].piece_of(value)
            if axis is not None and piece is not None:
                box[axis] &= 1 << piece
        index, owners = self._index
        found = (owners[each] for each in pieces(index.touching(tuple(box))))
        return tuple(dict.fromkeys((*found, *self._whole_table)))

    def _matches_after(self, place: int, box: Box, matching: tuple[int, ...]) -> bool:
        mutant = self.mutants[place]
        if mutant.removed or mutant.rule is None:
            return False
        after = self.boxes_after.get(place)
        return mutant.rule in matching if after is None else contains(after, box)

    def noticed_by_trial(
        self, case: Mapping[feel.Expression, Any], names: Mapping[str, Any]
    ) -> dict[int, Outcome] | None:
        """The same, as the engine evaluates the entries; None where they cannot be."""
        matched = self._trial_of_all.matches(case, names)
        if matched is None:
            return None
        count = len(self.table.rules)
        numbers = set(matched)
        matching = tuple(rule for rule in range(count) if rule + 1 in numbers)
        before = self.outcomes.of(matching)
        places = {id(mutant): place for place, mutant in enumerate(self._all)}
        found = {}
        for place, mutant in enumerate(self.mutants):
            changed = mutant.tests is not None and count + 1 + places[id(mutant)] in numbers
            after = self.after(place, matching, changed)
            if not before.is_same(after):
                found[place] = after
        return found

    @cached_property
    def _trial_of_all(self) -> Trial:
        """The rules of the table, numbered from 1, and behind them the changed ones."""
        own = tuple(replace(rule, number=place + 1) for place, rule in enumerate(self.table.rules))
        table = replace(self.table, rules=(*own, *self.changed_table.rules))
        return Trial(table=table, model=self.surroundings.model)

    # --- where a mutant can be noticed ----------------------------------------------------------------

    def where(self, place: int) -> Iterator[Box]:
        """Boxes in all cells of which a mutant gives something else than the table. Where the search ends before
        everything was looked at, the mutant is one of those `given_up`."""
        mutant = self.mutants[place]
        if mutant.rule is None and self.differs(place, (), False):
            found = self.cover.uncovered(budget=_MOST_BOXES)
            if found.unexplored:
                self.given_up.add(place)
            yield from found.boxes
        if mutant.without_default:
            return
        if mutant.policy is not None:
            yield from self._where_policies_differ(place)
        else:
            for box in self.differing[place]:
                yield from self._where_rules_differ(place, box)

    def _where_policies_differ(self, place: int) -> Iterator[Box]:
        single = (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.FIRST, HitPolicy.PRIORITY)
        for number, (one, other) in enumerate(self.cover.pairs()):
            if number >= _MOST_PAIRS:
                self.given_up.add(place)
                return
            both = intersection(self.boxes[one], self.boxes[other])
            if both is not None:
                yield from self._leaves(place, both, self.cover.all, None)
        if self.table.hit_policy not in single:
            for box in self.boxes:
                if all(box):
                    yield from self._leaves(place, box, self.cover.all, None)

    def _where_rules_differ(self, place: int, box: Box) -> Iterator[Box]:
        """Under F and P only where no rule that comes before can match."""
        mutant = self.mutants[place]
        assert mutant.rule is not None
        order = self._order
        if order is None or (mutant.outputs and self.table.hit_policy is HitPolicy.PRIORITY):
            yield from self._leaves(place, box, self.cover.all, None)
            return
        decisive = mutant.rule
        if mutant.outputs:
            decisive = next(rule for rule, _ in mutant.outputs if contains(self.boxes[rule], box))
        before = 0
        for rule in order[: order.index(decisive)] if self.table.hit_policy is not HitPolicy.FIRST else ():
            before |= 1 << rule
        if self.table.hit_policy is HitPolicy.FIRST:
            before = between(0, decisive)
        free = self.cover.uncovered(box, before, budget=_MOST_BOXES)
        if free.unexplored:
            self.given_up.add(place)
        for each in free.boxes:
            yield from self._leaves(place, each, self.cover.all & ~before, decisive)

    @cached_property
    def _order(self) -> tuple[int, ...] | None:
        if self.table.hit_policy is HitPolicy.PRIORITY and not self.outcomes.certain:
            return None
        return self.outcomes.order()

    def _leaves(self, place: int, box: Box, among: int, decisive: int | None) -> Iterator[Box]:
        """Parts of a box in each of which the same rules match everywhere, and the mutant differs."""
        waiting = [box]
        visited = 0
        while waiting:
            part = waiting.pop()
            visited += 1
            if visited > _MOST_NODES:
                self.given_up.add(place)
                return
            touching = list(pieces(self.cover.touching(part, among)))
            spanning = [rule for rule in touching if contains(self.boxes[rule], part)]
            if self._is_settled(place, spanning):
                continue
            splitting = self._splitting(touching, spanning, decisive, place)
            if splitting is None:
                after = self._matches_after(place, part, tuple(spanning))
                if self.differs(place, tuple(spanning), after):
                    yield part
                continue
            inside = intersection(part, self.boxes[splitting])
            assert inside is not None
            waiting.append(inside)
            waiting.extend(difference(part, self.boxes[splitting]))

    def _is_settled(self, place: int, spanning: list[int]) -> bool:
        """Whether the hit policy gives the same, whatever else matches."""
        if self.table.hit_policy is not HitPolicy.UNIQUE or self.mutants[place].policy is not None:
            return False
        changed = self.mutants[place].rule if not self.mutants[place].outputs else None
        return sum(rule != changed for rule in spanning) >= 2

    def _splitting(
        self, touching: list[int], spanning: list[int], decisive: int | None, place: int
    ) -> int | None:
        """A rule by which a part must be split, as it matters whether it matches."""
        within = set(spanning)
        partial = [rule for rule in touching if rule not in within]
        if not partial or decisive is None or self._order is None:
            return partial[0] if partial else None
        ranks = self._ranks
        changed = self.mutants[place].rule if not self.mutants[place].outputs else None
        first = min((ranks[rule] for rule in spanning if rule != changed), default=len(ranks))
        relevant = [rule for rule in partial if ranks[rule] < first]
        return min(relevant, key=ranks.__getitem__, default=None)

    @cached_property
    def _ranks(self) -> dict[int, int]:
        return {rule: rank for rank, rule in enumerate(self._order or ())}

    def is_equivalent(self, place: int) -> bool:
        """Whether no case can notice a mutant (never said of one that was given up)."""
        return next(self.where(place), None) is None and place not in self.given_up

    def cells_in(self, box: Box, most: int = 4) -> Iterator[Cell]:
        """Cells at the corners of a box: the first pieces of all axes, the last, and mixed ones."""
        low = [(mask & -mask).bit_length() - 1 for mask in box]
        high = [mask.bit_length() - 1 for mask in box]
        corners = (low, high, _mixed(low, high, 0), _mixed(low, high, 1))
        yield from islice(dict.fromkeys(map(tuple, corners)), most)


def _mixed(low: list[int], high: list[int], parity: int) -> list[int]:
    return [
        one if place % 2 == parity else other
        for place, (one, other) in enumerate(zip(low, high, strict=True))
    ]


def _rule(rule: DecisionRule, mutant: Mutant, number: int) -> DecisionRule:
    assert mutant.clause is not None and mutant.tests is not None
    entries = list(rule.input_entries)
    entries[mutant.clause] = mutant.tests
    return replace(rule, number=number, input_entries=tuple(entries))


__all__ = ["Cell", "Mutated"]

"""Where two tables answer differently, as boxes of a grid that both share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kaidah.diff.outcome import SINGLE, Key, Outcome, Side
from kaidah.region.box import Box, Mask, contains, intersection, merged, pieces, volume
from kaidah.region.cover import Cover
from kaidah.region.from_table import Grid, grid_of

BUDGET = 60_000
"""Boxes to look at before the search is given up."""
_MANY = 4_000
_FEW = 64


@dataclass(frozen=True)
class Fragment:
    """A box in which the old table answers one thing and the new one another."""

    box: Box
    old: Outcome
    new: Outcome

    @property
    def constant(self) -> bool:
        return self.old.constant and self.new.constant


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """`fragments` are all boxes that differ, but for what is in `unexplored`."""

    grid: Grid
    fragments: tuple[Fragment, ...]
    unexplored: tuple[Box, ...]
    visited: int


@dataclass(kw_only=True, eq=False)
class _Search:
    old: Side
    new: Side
    grid: Grid
    budget: int
    visited: int = 0
    found: list[Fragment] = field(default_factory=list)
    unexplored: list[Box] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.olds = Cover(self.grid.sizes, self.grid.boxes(self.old.cells))
        self.news = Cover(self.grid.sizes, self.grid.boxes(self.new.cells))
        self.old_signs = list(zip(self.olds.boxes, self.old.keys, strict=True))
        self.new_signs = list(zip(self.news.boxes, self.new.keys, strict=True))
        self.alike = (
            self.old.table.hit_policy is self.new.table.hit_policy
            and self.old.default.key == self.new.default.key
        )

    # --- where no two rules of a table overlap --------------------------------------------------------

    def disjoint(self) -> None:
        """Rule by rule: what both tables say, then what only one says."""
        for rule, box in enumerate(self.olds.boxes):
            if not all(box):
                continue
            mine = self.old.one(rule)
            for other in pieces(self.news.touching(box)):
                theirs = self.new.one(other)
                both = intersection(box, self.news.boxes[other])
                self.visited += 1
                if mine.key != theirs.key and both is not None:
                    self.found.append(Fragment(both, mine, theirs))
        open_old = self._uncovered(self.olds)
        open_new = self._uncovered(self.news)
        for box in open_new:
            for rule in pieces(self.olds.touching(box)):
                self._note(intersection(box, self.olds.boxes[rule]), self.old.one(rule), self.new.default)
        for box in open_old:
            for rule in pieces(self.news.touching(box)):
                self._note(intersection(box, self.news.boxes[rule]), self.old.default, self.new.one(rule))
        if self.old.default.key != self.new.default.key:
            for box in open_old:
                for other_box in open_new:
                    self._note(intersection(box, other_box), self.old.default, self.new.default)

    def _uncovered(self, cover: Cover) -> tuple[Box, ...]:
        found = cover.uncovered(budget=self.budget)
        self.visited += found.visited
        self.unexplored.extend(found.unexplored)
        return found.boxes

    def _note(self, box: Box | None, mine: Outcome, theirs: Outcome) -> None:
        if box is not None and mine.key != theirs.key:
            self.found.append(Fragment(box, mine, theirs))

    # --- where rules overlap --------------------------------------------------------------------------

    def overlapping(self) -> None:
        """The grid cut until the same rules match all over each box."""
        waiting = [self.grid.full] if all(self.grid.full) else []
        while waiting:
            box = waiting.pop()
            self.visited += 1
            olds, news = list(pieces(self.olds.touching(box))), list(pieces(self.news.touching(box)))
            if self._same_rules(olds, news):
                continue
            if self.visited > self.budget:
                self.unexplored.append(box)
                continue
            halves = self._split(box, olds, news)
            if halves:
                waiting.extend(halves)
            else:
                self._note(box, self.old.outcome(olds), self.new.outcome(news))

    def _same_rules(self, olds: list[int], news: list[int]) -> bool:
        """Whether the same rules are left of both tables."""
        return (
            self.alike
            and len(olds) == len(news)
            and all(
                self.old_signs[one] == self.new_signs[other] for one, other in zip(olds, news, strict=True)
            )
        )

    def _split(self, box: Box, olds: list[int], news: list[int]) -> tuple[Box, ...]:
        partial = [each for rule in olds if not contains(each := self.olds.boxes[rule], box)]
        partial += [each for rule in news if not contains(each := self.news.boxes[rule], box)]
        if not partial:
            return ()
        shown = partial[:: max(1, len(partial) // _FEW)]
        axis = max(range(len(box)), key=lambda at: sum(1 for each in shown if box[at] & ~each[at]))
        lower = _cut(box[axis], (each[axis] for each in shown))
        before, after = box[:axis], box[axis + 1 :]
        return ((*before, box[axis] & ~lower, *after), (*before, lower, *after))


def _cut(mask: Mask, rules: Iterable[Mask]) -> Mask:
    """The part of the mask below a bound of some rule, as near to half of it as can be."""
    count = mask.bit_count()
    best, distance = mask & -mask, count
    for rule in rules:
        inside = rule & mask
        if not inside or inside == mask:
            continue
        for bound in ((inside & -inside).bit_length() - 1, inside.bit_length()):
            lower = mask & ((1 << bound) - 1)
            if lower and lower != mask and abs(2 * lower.bit_count() - count) < distance:
                best, distance = lower, abs(2 * lower.bit_count() - count)
    return best


def compare_boxes(old: Side, new: Side, budget: int = BUDGET) -> Comparison:
    """All boxes in which two tables differ, as few as they can be made."""

    grid = grid_of([old.cells, new.cells])
    search = _Search(old=old, new=new, grid=grid, budget=budget)
    policies = (old.table.hit_policy, new.table.hit_policy)
    comparable = policies[0] is policies[1] or all(policy in SINGLE for policy in policies)
    if comparable and not search.olds.overlapping and not search.news.overlapping:
        search.disjoint()
    else:
        search.overlapping()
    return Comparison(
        grid=grid,
        fragments=tuple(sorted(_together(search.found), key=lambda each: -volume(each.box))),
        unexplored=tuple(search.unexplored),
        visited=search.visited,
    )


def _together(fragments: list[Fragment]) -> Iterator[Fragment]:
    """Fragments with the same two answers put together."""
    groups: dict[tuple[Key, Key], list[Fragment]] = {}
    for each in fragments:
        groups.setdefault((each.old.key, each.new.key), []).append(each)
    for group in groups.values():
        boxes = [each.box for each in group]
        for box in merged(boxes) if len(boxes) <= _MANY else boxes:
            inside = [each for each in group if contains(box, each.box)] or group[:1]
            yield Fragment(
                box, _with_rules([each.old for each in inside]), _with_rules([each.new for each in inside])
            )


def _with_rules(outcomes: list[Outcome]) -> Outcome:
    rules = sorted({rule for each in outcomes for rule in each.rules})
    return Outcome(outcomes[0].key, tuple(rules), outcomes[0].constant)

"""Which cells of a grid no box covers, and which boxes overlap.

The one primitive is `uncovered`: a box is covered if a single rule spans it, or if the rules in it are disjoint
and their volumes add up to its own; else it is split at the median bound of the axis that the fewest rules
span. What a half has shown to be covered is often more than the half: it is carried over to the other one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from itertools import pairwise
from operator import and_, or_

from kaidah.region.box import Box, Mask, between, contains, intersection, mask_of, pieces, runs, volume

RuleSet = int
"""A set of rules (boxes by their place), as bits."""

_FEW = 12


class _Enough(Exception):
    """One uncovered cell was all that was asked for."""


@dataclass(frozen=True)
class Step:
    """A box that is shown to be covered, and by what.

    `rule`: it is the rule `of[0]`. `volume`: the rules `of` are disjoint in it and fill it. `join`: the boxes of
    the steps `of` (or of rules, as -1 - rule) cover it, next to each other on `axis`.
    """

    kind: str
    box: Box
    of: tuple[int, ...]
    axis: int = 0


@dataclass(frozen=True, kw_only=True)
class Uncovered:
    """Disjoint boxes that no rule covers; `unexplored` are those that the budget did not reach. `steps` prove
    that everything is covered, where that is so: the last one is of a box around the whole."""

    boxes: tuple[Box, ...]
    unexplored: tuple[Box, ...]
    share: Fraction
    visited: int
    steps: tuple[Step, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether it is proved that everything is covered."""
        return not self.boxes and not self.unexplored


class Cover:
    """Boxes (rules) over a grid with so many pieces on each axis."""

    def __init__(self, sizes: Sequence[int], boxes: Sequence[Box]) -> None:
        self.sizes = tuple(sizes)
        self.boxes = tuple(boxes)
        self.whole: Box = tuple(between(0, size) for size in sizes)
        self.all: RuleSet = between(0, len(boxes))
        self._at = [_rules_at(size, [box[axis] for box in boxes]) for axis, size in enumerate(sizes)]
        self._touching: list[dict[Mask, RuleSet]] = [{} for _ in sizes]

    # --- overlaps -------------------------------------------------------------------------------------

    def touching(self, box: Box, among: RuleSet | None = None) -> RuleSet:
        """The rules that share a cell with the box."""
        found = self.all if among is None else among
        for axis, mask in enumerate(box):
            if not found:
                break
            known = self._touching[axis].get(mask)
            if known is None:
                known = self._touching[axis][mask] = self._any(axis, mask)
            found &= known
        return found

    @cached_property
    def overlaps(self) -> tuple[RuleSet, ...]:
        """For each rule the others that it shares a cell with."""
        empty = [not all(box) for box in self.boxes]
        return tuple(
            0 if empty[rule] else self.touching(box) & ~(1 << rule) for rule, box in enumerate(self.boxes)
        )

    @cached_property
    def overlapping(self) -> RuleSet:
        return mask_of(rule for rule, others in enumerate(self.overlaps) if others)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The rules that overlap, in pairs of the earlier and the later."""
        for rule in pieces(self.overlapping):
            for other in pieces(self.overlaps[rule] >> (rule + 1) << (rule + 1)):
                yield rule, other

    # --- coverage -------------------------------------------------------------------------------------

    def uncovered(
        self, box: Box | None = None, among: RuleSet | None = None, *, budget: int | None = None
    ) -> Uncovered:
        """What no rule (of those `among`) covers in a box, by default in the whole grid."""
        return self._search(box or self.whole, among, budget, first=False)

    def covers(self, box: Box, among: RuleSet | None = None, *, budget: int | None = None) -> bool | None:
        """Whether rules cover all of a box together; None where the budget ends before that is known."""
        found = self._search(box, among, budget, first=True)
        return False if found.boxes else None if found.unexplored else True

    def _search(self, box: Box, among: RuleSet | None, budget: int | None, *, first: bool) -> Uncovered:
        if not all(box):
            return Uncovered(boxes=(), unexplored=(), share=Fraction(0), visited=0)
        search = _Search(self, budget, first)
        axes = range(len(box))
        with suppress(_Enough):
            search.visit(
                box,
                self.all if among is None else among,
                tuple(self._any(axis, box[axis]) for axis in axes),
                tuple(self._each(axis, box[axis]) for axis in axes),
                (),
                False,
            )
        open_cells = sum(map(volume, search.found))
        return Uncovered(
            boxes=tuple(search.found),
            unexplored=tuple(search.unexplored),
            share=Fraction(open_cells, volume(box)),
            visited=search.visited,
            steps=() if search.found or search.unexplored else tuple(search.steps),
        )

    def widest(self, box: Box) -> Box:
        """An uncovered box made as large as it can be, one axis after the other."""
        found = list(box)
        for axis in range(len(box)):
            others = self.all
            for other, mask in enumerate(found):
                if other != axis:
                    others &= self._any(other, mask)
            found[axis] = self._free(axis, self.whole[axis], others)
        return tuple(found)

    # --- pieces ---------------------------------------------------------------------------------------

    def _any(self, axis: int, mask: Mask) -> RuleSet:
        """The rules that take in some piece of the mask."""
        at = self._at[axis]
        return reduce(or_, (reduce(or_, at[start:end]) for start, end in runs(mask)), 0)

    def _each(self, axis: int, mask: Mask) -> RuleSet:
        """The rules that take in every piece of the mask."""
        at = self._at[axis]
        return reduce(and_, (reduce(and_, at[start:end]) for start, end in runs(mask)), self.all)

    def _free(self, axis: int, mask: Mask, rules: RuleSet) -> Mask:
        """The pieces of the mask that none of the rules takes in."""
        at = self._at[axis]
        return mask_of(piece for piece in pieces(mask) if not at[piece] & rules)

    def _median(self, axis: int, mask: Mask, rules: RuleSet) -> Mask:
        """The lower part of the mask: up to the median bound of the rules."""
        at = self._at[axis]
        inside = list(pieces(mask))
        weights = []
        total = 0
        for before, after in pairwise(inside):
            total += ((at[before] ^ at[after]) & rules).bit_count()
            weights.append(total)
        half = (total + 1) // 2
        for place, weight in enumerate(weights):
            if weight >= half:
                return mask & between(0, inside[place] + 1)
        return mask & between(0, inside[len(inside) // 2])

    def are_disjoint(self, rules: RuleSet) -> bool:
        """Whether no two of the rules overlap (where that is quickly said)."""
        doubtful = rules & self.overlapping
        if not doubtful:
            return True
        if doubtful.bit_count() > _FEW:
            return False
        return all(not self.overlaps[rule] & rules for rule in pieces(doubtful))


class _Search:
    """One search for uncovered boxes."""

    def __init__(self, cover: Cover, budget: int | None, first: bool) -> None:
        self.cover = cover
        self.budget = budget
        self.first = first
        self.visited = 0
        self.found: list[Box] = []
        self.unexplored: list[Box] = []
        self.steps: list[Step] = []

    def visit(
        self,
        box: Box,
        rules: RuleSet,
        some: tuple[RuleSet, ...],
        every: tuple[RuleSet, ...],
        shown: tuple[int, ...],
        disjoint: bool,
    ) -> int | None:
        """The step that shows a box around this one to be covered; None where some of it is not.

        `some` and `every` are, for each axis, the rules that take in some and all of the box there; `shown`
        are steps whose boxes are known to be covered.
        """
        self.visited += 1
        rules = reduce(and_, some, rules)
        spanning = reduce(and_, every, rules)
        if spanning:
            rule = (spanning & -spanning).bit_length() - 1
            return self._step("rule", self.cover.boxes[rule], (rule,))
        for step in shown:
            if contains(self.steps[step].box, box):
                return step
        if not rules:
            self._gap(box)
            return None
        if self.budget is not None and self.visited > self.budget:
            self.unexplored.append(box)
            return None
        partial = [axis for axis, span in enumerate(every) if rules & ~span]
        if len(partial) == 1:
            return self._line(box, rules, partial[0])
        disjoint = disjoint or self.cover.are_disjoint(rules)
        if disjoint and self._volume(box, rules) == volume(box):
            return self._step("volume", box, tuple(pieces(rules)))
        return self._split(box, rules, some, every, shown, disjoint, partial)

    def _split(
        self,
        box: Box,
        rules: RuleSet,
        some: tuple[RuleSet, ...],
        every: tuple[RuleSet, ...],
        shown: tuple[int, ...],
        disjoint: bool,
        partial: list[int],
    ) -> int | None:
        cover = self.cover
        axis = max(partial, key=lambda each: (rules & ~every[each]).bit_count())
        lower = cover._median(axis, box[axis], rules)
        before, after = axis, axis + 1
        covered: list[int] = []
        for mask in (lower, box[axis] & ~lower):
            half = (*box[:before], mask, *box[after:])
            known = tuple(each for each in (*shown, *covered) if intersection(self.steps[each].box, half))
            found = self.visit(
                half,
                rules,
                (*some[:before], cover._any(axis, mask), *some[after:]),
                (*every[:before], cover._each(axis, mask), *every[after:]),
                known,
                disjoint,
            )
            if found is not None:
                if contains(self.steps[found].box, box):
                    return found
                covered.append(found)
        if len(covered) < 2:
            return None
        return self._join([self.steps[each].box for each in covered], tuple(covered), axis)

    def _step(self, kind: str, box: Box, of: tuple[int, ...], axis: int = 0) -> int:
        self.steps.append(Step(kind, box, of, axis))
        return len(self.steps) - 1

    def _join(self, boxes: Sequence[Box], of: tuple[int, ...], axis: int) -> int:
        """Boxes next to each other on an axis: what they all have on the others, and any has there."""
        both = [reduce(and_, masks) for masks in zip(*boxes, strict=True)]
        both[axis] = reduce(or_, (box[axis] for box in boxes))
        return self._step("join", tuple(both), of, axis)

    def _gap(self, box: Box) -> None:
        self.found.append(box)
        if self.first:
            raise _Enough

    def _line(self, box: Box, rules: RuleSet, axis: int) -> int | None:
        """A box in which the rules differ on one axis only."""
        free = self.cover._free(axis, box[axis], rules)
        if free:
            self._gap((*box[:axis], free, *box[axis + 1 :]))
            return None
        needed: list[int] = []
        missing = box[axis]
        for rule in pieces(rules):
            if self.cover.boxes[rule][axis] & missing:
                needed.append(rule)
                missing &= ~self.cover.boxes[rule][axis]
        boxes = [self.cover.boxes[rule] for rule in needed]
        return self._join(boxes, tuple(-1 - rule for rule in needed), axis)

    def _volume(self, box: Box, rules: RuleSet) -> int:
        boxes = self.cover.boxes
        total = 0
        for rule in pieces(rules):
            cells = 1
            for mine, theirs in zip(boxes[rule], box, strict=True):
                cells *= (mine & theirs).bit_count()
            total += cells
        return total


def _rules_at(size: int, masks: Sequence[Mask]) -> list[RuleSet]:
    """For each piece of an axis the rules that take it in."""
    changes: list[list[int]] = [[] for _ in range(size + 1)]
    for rule, mask in enumerate(masks):
        for start, end in runs(mask):
            changes[start].append(rule)
            changes[end].append(rule)
    found: list[RuleSet] = []
    current = 0
    for changed in changes[:size]:
        for rule in changed:
            current ^= 1 << rule
        found.append(current)
    return found


def regions(cover: Cover, boxes: Sequence[Box], most: int) -> tuple[tuple[Box, ...], int]:
    """Uncovered boxes as few, large ones (which may share cells), the largest first, and how many there are."""
    found: list[Box] = []
    for box in sorted(boxes, key=volume, reverse=True):
        if not any(contains(each, box) for each in found):
            found.append(cover.widest(box))
    found.sort(key=volume, reverse=True)
    return tuple(found[:most]), len(found)

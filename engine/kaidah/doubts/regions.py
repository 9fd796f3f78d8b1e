"""From the cases in which two readings differ to regions: neighbouring cells put together, and put in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kaidah.doubts.cells import Cell, described
from kaidah.doubts.exploration import Leaf
from kaidah.feel.equality import same

MOST_PAIRS = 4
"""Up to so many different pairs of answers are told apart; else all cases that differ go together."""

MOST_SAMPLED = 4

Box = Mapping[int, frozenset[int]]
Cells = Callable[[int], Sequence[Cell]]


@dataclass(frozen=True, kw_only=True)
class Found:
    """A region: the cells by slot, one leaf in it, and whether all its leaves have the same answers."""

    box: Box
    leaf: Leaf
    constant: bool


def around(leaves: Sequence[Leaf], cells: Cells) -> tuple[Found, ...]:
    """The regions that leaves make which are but samples: where those are many, only what all have in common."""
    found = put_together(leaves, cells, apart=False)
    if len(found) <= MOST_SAMPLED:
        return found
    slots = {slot for leaf in leaves for slot in leaf.cells}
    shared = [slot for slot in slots if all(slot in leaf.cells for leaf in leaves)]
    box = {slot: frozenset(leaf.cells[slot] for leaf in leaves) for slot in shared}
    return (Found(box=box, leaf=_plainest(leaves, cells), constant=False),)


def _plainest(leaves: Sequence[Leaf], cells: Cells) -> Leaf:
    """A sample that shows the difference and little else: as many zeros as can be, and no answer of zero."""

    def oddity(leaf: Leaf) -> tuple[int, int]:
        witnesses = [cells(slot)[index].witness for slot, index in leaf.cells.items()]
        zeros = sum(not witness for witness in witnesses if isinstance(witness, Decimal))
        return sum(isinstance(value, Decimal) and not value for value in leaf.answer), -zeros

    return min(leaves, key=oddity)


def put_together(leaves: Sequence[Leaf], cells: Cells, *, apart: bool = True) -> tuple[Found, ...]:
    """The fewest regions that neighbouring leaves make; those with other answers `apart`, where they are few."""
    groups = _by_answers(leaves)
    constant = apart and len(groups) <= MOST_PAIRS
    if not constant:
        groups = [list(leaves)]
    return tuple(
        Found(box=box, leaf=_leaf_in(box, group), constant=constant)
        for group in groups
        for box in _merged([_box(leaf) for leaf in group], cells)
    )


def conditions(box: Box, cells: Cells, names: Sequence[str]) -> tuple[str, ...]:
    """What holds in a region, an input each; `names` by slot. Alternatives stand in brackets beside others."""
    told = [(slot, indexes) for slot, indexes in sorted(box.items()) if len(indexes) < len(cells(slot))]
    texts = [described(names[slot], cells(slot), indexes) for slot, indexes in told]
    if len(texts) == 1:
        return tuple(texts)
    return tuple(
        f"({text})" if " or " in text.removeprefix(names[slot]) else text
        for text, (slot, _) in zip(texts, told, strict=True)
    )


def _by_answers(leaves: Iterable[Leaf]) -> list[list[Leaf]]:
    groups: list[list[Leaf]] = []
    for leaf in leaves:
        for group in groups:
            if all(_alike(*pair) for pair in zip(group[0].answer, leaf.answer, strict=True)):
                group.append(leaf)
                break
        else:
            groups.append([leaf])
            if len(groups) > MOST_PAIRS:
                break
    return groups


def _alike(first: Any, second: Any) -> bool:
    return type(first) is type(second) and same(first, second)


def _box(leaf: Leaf) -> Box:
    return {slot: frozenset([index]) for slot, index in leaf.cells.items()}


def _leaf_in(box: Box, leaves: Sequence[Leaf]) -> Leaf:
    return next(
        leaf
        for leaf in leaves
        if all(slot not in leaf.cells or leaf.cells[slot] in indexes for slot, indexes in box.items())
    )


def _merged(boxes: list[Box], cells: Cells) -> list[Box]:
    """Boxes put together, two at a time, until no two differ in a single input only."""
    slots = sorted({slot for box in boxes for slot in box}, reverse=True)
    everything = {slot: frozenset(range(len(cells(slot)))) for slot in slots}
    changed = True
    while changed:
        before = len(boxes)
        for slot in slots:
            boxes = _merged_along(slot, boxes, everything[slot])
        changed = len(boxes) < before
    return boxes


def _merged_along(slot: int, boxes: Iterable[Box], everything: frozenset[int]) -> list[Box]:
    """Boxes that differ in this input only become one; an input of which every cell is in does not count."""
    rest: dict[frozenset[tuple[int, frozenset[int]]], frozenset[int]] = {}
    for box in boxes:
        others = frozenset((each, indexes) for each, indexes in box.items() if each != slot)
        rest[others] = rest.get(others, frozenset()) | box.get(slot, everything)
    return [
        dict(others) if indexes == everything else {**dict(others), slot: indexes}
        for others, indexes in rest.items()
    ]

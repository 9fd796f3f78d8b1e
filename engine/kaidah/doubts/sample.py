"""A look at some of the cases where there are too many: the usual one, and what differs from it in one input or
in two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import localcontext
from itertools import combinations, islice, product

from kaidah.doubts.exploration import Blocked, Leaf, Probe, Question, Unlisted
from kaidah.doubts.steps import Steps
from kaidah.feel.number import CONTEXT

MOST_SAMPLES = 1200


def sample(steps: Steps, question: Question) -> tuple[Leaf, ...]:
    """Different cases around the usual one, those nearest to it first."""
    leaves: dict[frozenset[tuple[int, int]], Leaf] = {}
    for leaf in islice(_sampled(steps, question), MOST_SAMPLES):
        leaves.setdefault(frozenset(leaf.cells.items()), leaf)
    return tuple(leaves.values())


def unusual(leaf: Leaf, steps: Steps) -> tuple[int, ...]:
    """The inputs in which a case differs from the usual one."""
    return tuple(slot for slot, index in sorted(leaf.cells.items()) if index != steps.usual(slot))


def _sampled(steps: Steps, question: Question) -> Iterator[Leaf]:
    usual = _settled(steps, question, {})
    yield usual
    slots = dict.fromkeys(usual.cells)
    for count in (1, 1, 2):  # the first changes may lead to logic that reads further inputs
        for changed in _changes(steps, tuple(slots), count):
            leaf = _settled(steps, question, {**usual.cells, **changed})
            slots.update(dict.fromkeys(leaf.cells))
            yield leaf


def _changes(steps: Steps, slots: tuple[int, ...], count: int) -> Iterator[dict[int, int]]:
    """Every change of so many of the inputs seen so far."""
    for chosen in combinations(slots, count):
        for indexes in product(*(range(len(steps.cells(slot))) for slot in chosen)):
            yield dict(zip(chosen, indexes, strict=True))


def _settled(steps: Steps, question: Question, changed: Mapping[int, int]) -> Leaf:
    """The case with these changes; what else it needs is as usual."""
    chosen = dict(changed)
    while True:
        given = {slot: steps.cells(slot)[index].witness for slot, index in chosen.items()}
        try:
            with localcontext(CONTEXT):
                return Leaf(cells=chosen, answer=question(Probe(steps.plan, given, frozenset())))
        except Blocked as blocked:
            if not steps.cells(blocked.slot):
                raise Unlisted(blocked.slot) from None
            chosen[blocked.slot] = steps.usual(blocked.slot)

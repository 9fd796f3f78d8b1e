"""Boxes over pieces: one bit mask an axis, a bit for each piece of it that the box takes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod
from typing import TypeAlias

Mask: TypeAlias = int
Box: TypeAlias = tuple[Mask, ...]


def volume(box: Box) -> int:
    """How many cells of the grid of pieces lie in the box."""
    return prod(mask.bit_count() for mask in box)


def intersection(one: Box, other: Box) -> Box | None:
    """What both take in; None where that is nothing."""
    both = tuple(mine & theirs for mine, theirs in zip(one, other, strict=True))
    return both if all(both) else None


def contains(outer: Box, inner: Box) -> bool:
    """Whether `outer` takes in all of `inner`."""
    return all(theirs & ~mine == 0 for mine, theirs in zip(outer, inner, strict=True))


def pieces(mask: Mask) -> Iterator[int]:
    """The numbers of the bits that are set, in order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def runs(mask: Mask) -> Iterator[tuple[int, int]]:
    """The unbroken stretches of set bits, as (first, behind the last)."""
    offset = 0
    while mask:
        zeros = (mask & -mask).bit_length() - 1
        mask >>= zeros
        ones = (~mask & (mask + 1)).bit_length() - 1
        yield offset + zeros, offset + zeros + ones
        mask >>= ones
        offset += zeros + ones


def mask_of(numbers: Iterable[int]) -> Mask:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def between(start: int, end: int) -> Mask:
    """The pieces from `start` up to, but not with, `end`."""
    return (1 << end) - (1 << start)


def difference(outer: Box, inner: Box) -> Iterator[Box]:
    """`outer` without `inner`, as disjoint boxes."""
    if intersection(outer, inner) is None:
        yield outer
        return
    rest = list(outer)
    for axis, mask in enumerate(inner):
        outside = rest[axis] & ~mask
        if outside:
            yield (*rest[:axis], outside, *rest[axis + 1 :])
        rest[axis] &= mask


def merged(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """The same cells in fewer boxes: those that differ on one axis only become one. In go disjoint boxes."""
    found = dict.fromkeys(boxes)
    axes = len(boxes[0]) if boxes else 0
    before = -1
    while before != len(found):
        before = len(found)
        for axis in range(axes):
            joined: dict[tuple[Mask, ...], Mask] = {}
            for box in found:
                rest = box[:axis] + box[axis + 1 :]
                joined[rest] = joined.get(rest, 0) | box[axis]
            found = dict.fromkeys((*rest[:axis], mask, *rest[axis:]) for rest, mask in joined.items())
    return tuple(found)

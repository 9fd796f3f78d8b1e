"""Stretches of an ordered domain. A stretch lies between two cuts; a cut is a place between neighbouring values.

On a dense line a cut is a pair: just before a value (`(value, 0)`) or just behind it (`(value, 1)`). On a line
of steps (whole numbers, days) it is a whole number: just before the step of that number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

Cut: TypeAlias = Any
"""Cuts of one domain are ordered by Python; None at the start or end of a stretch: without end."""


class Interval(NamedTuple):
    """All values between two cuts."""

    start: Cut | None
    end: Cut | None

    @property
    def is_empty(self) -> bool:
        return self.start is not None and self.end is not None and not self.start < self.end


EVERYTHING = Interval(None, None)


def intersection(one: Interval, other: Interval) -> Interval:
    start = (
        one.start
        if other.start is None
        else other.start
        if one.start is None
        else max(one.start, other.start)
    )
    end = one.end if other.end is None else other.end if one.end is None else min(one.end, other.end)
    return Interval(start, end)


def common(ones: Iterable[Interval], others: Sequence[Interval]) -> tuple[Interval, ...]:
    """What lies in some stretch of each of the two."""
    found = (intersection(one, other) for one in ones for other in others)
    return joined(stretch for stretch in found if not stretch.is_empty)


def joined(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same values in as few stretches as possible, in order."""
    ordered = sorted((each for each in intervals if not each.is_empty), key=_by_start)
    found: list[Interval] = []
    for each in ordered:
        if found and _meets(found[-1], each):
            found[-1] = Interval(found[-1].start, _later(found[-1].end, each.end))
        else:
            found.append(each)
    return tuple(found)


def complement(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """All values that are in none of the stretches."""
    found: list[Interval] = []
    start: Cut | None = None
    for each in joined(intervals):
        if each.start is not None:
            found.append(Interval(start, each.start))
        if each.end is None:
            return tuple(found)
        start = each.end
    return (*found, Interval(start, None))


def _by_start(interval: Interval) -> tuple[bool, Cut]:
    return (False, 0) if interval.start is None else (True, interval.start)


def _meets(before: Interval, after: Interval) -> bool:
    return before.end is None or after.start is None or not before.end < after.start


def _later(one: Cut | None, other: Cut | None) -> Cut | None:
    return None if one is None or other is None else max(one, other)

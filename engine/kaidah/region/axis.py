"""An axis: a domain cut into pieces at every bound that some value set names. A set is then a bit mask."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from kaidah.region.box import Mask, between, pieces
from kaidah.region.domain import (
    AllOf,
    Exactly,
    Kind,
    Line,
    OneOf,
    Outside,
    Stretch,
    Value,
    ValueSet,
    leaves,
)
from kaidah.region.interval import EVERYTHING, Cut, Interval, complement, intersection, joined
from kaidah.region.interval import common as _common
from kaidah.region.sample import sample


@dataclass(frozen=True)
class Named:
    """A piece that is one value."""

    value: Value


@dataclass(frozen=True)
class AnyOther:
    """A piece that is every value without a piece of its own."""

    named: tuple[Value, ...]


Piece: TypeAlias = Interval | Named | AnyOther


@dataclass(frozen=True, kw_only=True)
class Axis:
    """`label` is what the axis is called; `pieces` are in order, null (where it can occur) at the end.

    `line` is None where the pieces are names. `cuts` are the places between the pieces of the line, which may
    leave out what is not allowed.
    """

    label: str
    kind: Kind | None
    pieces: tuple[Piece, ...]
    line: Line | None = None
    _starts: tuple[Any, ...] = field(default=(), repr=False)
    _named: dict[Value, int] = field(default_factory=dict, repr=False, compare=False)

    @property
    def size(self) -> int:
        return len(self.pieces)

    @cached_property
    def full(self) -> Mask:
        return between(0, self.size)

    @cached_property
    def null(self) -> Mask:
        """The piece of null, if it has one."""
        last = self.pieces[-1] if self.pieces else None
        return 1 << (self.size - 1) if isinstance(last, Named) and last.value is None else 0

    def mask(self, found: ValueSet) -> Mask:
        """The pieces that a set takes in. Null is taken in only where it is named."""
        match found:
            case Outside(of=inner):
                return self.full & ~self.null & ~self.mask(inner)
            case OneOf(sets=sets):
                some = 0
                for each in sets:
                    some |= self.mask(each)
                return some
            case AllOf(sets=sets):
                every = self.full if not sets else self.mask(sets[0])
                for each in sets[1:]:
                    every &= self.mask(each)
                return every
            case Exactly(value=None):
                return self.null
            case _:
                return self._leaf(found)

    def _leaf(self, found: Stretch | Exactly) -> Mask:
        if self.line is not None:
            return self._stretch(stretch_of(found, self.line))
        if isinstance(found, Exactly):
            place = self._named.get(found.value)
            return 0 if place is None else 1 << place
        return 0

    def _stretch(self, interval: Interval) -> Mask:
        """Pieces within an interval whose ends are cuts of this axis (or lie outside it)."""
        if interval.is_empty:
            return 0
        count = len(self._starts)
        start = 0 if interval.start is None else self._place(interval.start)
        end = count if interval.end is None else self._place(interval.end)
        return between(start, max(start, end))

    def _place(self, cut: Cut) -> int:
        """How many pieces of the line start before a cut."""
        first = 1 if self._starts and self._starts[0] is None else 0
        return max(first, bisect_left(self._starts, cut, lo=first)) if self._starts else 0

    def sample(self, piece: int) -> Value:
        """A value of a piece, as round as it can be."""
        found = self.pieces[piece]
        match found:
            case Named(value=value):
                return value
            case AnyOther(named=named):
                return _other(named)
            case _:
                assert self.line is not None
                return sample(found, self.line)

    def piece_of(self, value: Value) -> int | None:
        """The piece that holds a value."""
        found = self.mask(Exactly(value)) if self.line is not None or value is None else 0
        if found:
            return next(pieces(found))
        if self.line is not None and value is not None:
            inside = self.line.point(value)
            for place, piece in enumerate(self.pieces):
                if isinstance(piece, Interval) and intersection(piece, inside) == inside:
                    return place
            return None
        if value in self._named:
            return self._named[value]
        return next((n for n, piece in enumerate(self.pieces) if isinstance(piece, AnyOther)), None)


def stretch_of(found: Stretch | Exactly, line: Line) -> Interval:
    """A leaf as an interval of a line."""
    if isinstance(found, Exactly):
        return line.point(found.value)
    start = None if found.start is None else line.cut(found.start, behind=not found.start_closed)
    end = None if found.end is None else line.cut(found.end, behind=found.end_closed)
    return Interval(start, end)


def intervals_of(found: ValueSet, line: Line) -> tuple[Interval, ...]:
    """A set as stretches of a line, null left out."""
    match found:
        case Outside(of=inner):
            return complement(intervals_of(inner, line))
        case OneOf(sets=sets):
            return joined(interval for each in sets for interval in intervals_of(each, line))
        case AllOf(sets=sets):
            every: tuple[Interval, ...] = (EVERYTHING,)
            for each in sets:
                every = _common(every, intervals_of(each, line))
            return every
        case Exactly(value=None):
            return ()
        case _:
            return joined([stretch_of(found, line)])


def cut_line(
    label: str, line: Line, sets: Iterable[ValueSet], allowed: ValueSet, *, null: bool = False
) -> Axis:
    """A line cut at every bound of the sets, as far as it is allowed."""
    inside = _common((line.ends,), intervals_of(allowed, line))
    cuts: set[Cut] = set()
    for each in sets:
        for leaf in leaves(each):
            if not (isinstance(leaf, Exactly) and leaf.value is None):
                cuts.update(stretch_of(leaf, line))
    cuts.discard(None)
    ordered = sorted(cuts)
    found: list[Piece] = []
    for stretch in inside:
        found.extend(piece for piece in _cut(stretch, ordered) if sample(piece, line) is not None)
    starts = tuple(piece.start for piece in found if isinstance(piece, Interval))
    if null:
        found.append(Named(None))
    return Axis(label=label, kind=line.kind, pieces=tuple(found), line=line, _starts=starts)


def _cut(stretch: Interval, cuts: list[Cut]) -> Iterable[Interval]:
    start = stretch.start
    first = 0 if start is None else bisect_left(cuts, start)
    for cut in cuts[first:]:
        if stretch.end is not None and not cut < stretch.end:
            break
        piece = Interval(start, cut)
        if not piece.is_empty:
            yield piece
            start = cut
    yield Interval(start, stretch.end)


def cut_names(
    label: str,
    kind: Kind | None,
    sets: Iterable[ValueSet],
    allowed: tuple[Value, ...] | None,
    *,
    excluded: Callable[[Value], bool] | None = None,
    null: bool = False,
) -> Axis:
    """A domain of names: those that are allowed, or all that the sets name and one piece for any other."""
    named: dict[Value, None] = dict.fromkeys(allowed or ())
    found: list[Piece] = []
    if allowed is None:
        for each in sets:
            for leaf in leaves(each):
                if isinstance(leaf, Exactly) and leaf.value is not None:
                    named[leaf.value] = None
        kept = [value for value in named if excluded is None or not excluded(value)]
        found = [*map(Named, kept), AnyOther(tuple(named))]
    else:
        found = [*map(Named, named)]
    places = {piece.value: place for place, piece in enumerate(found) if isinstance(piece, Named)}
    if null:
        found.append(Named(None))
    return Axis(label=label, kind=kind, pieces=tuple(found), _named=places)


def _other(named: tuple[Value, ...]) -> Value:
    """A name that is none of these."""
    number, text = 1, "any other"
    while text in named:
        number += 1
        text = f"any other {number}"
    return text

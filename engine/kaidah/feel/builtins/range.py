"""Range functions (DMN 1.5, clause 10.3.4.7): how points and ranges lie to each other.

A point is the closed range from it to itself. The edges of ranges are put on one line, where the start of an
open range lies just behind its value and its end just before: then every function is a plain comparison.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kaidah.feel import types
from kaidah.feel.builtins.signature import RANGE, Builtin, Parameter, one, signature
from kaidah.feel.equality import less
from kaidah.feel.failure import Failure
from kaidah.feel.values import Range, Value

_CLAUSE = "10.3.4.7"


@dataclass(frozen=True, slots=True)
class _Edge:
    """`value` None lies at infinity. `step`: -1 just before the value, 0 on it, 1 just behind it."""

    value: Value
    step: int
    infinity: int = 0

    def __lt__(self, other: _Edge) -> bool:
        if self.infinity or other.infinity:
            return self.infinity < other.infinity
        if less(self.value, other.value):
            return True
        return self.step < other.step and not less(other.value, self.value)

    def __le__(self, other: _Edge) -> bool:
        return not other < self

    def meets(self, other: _Edge) -> bool:
        return not self < other and not other < self


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: _Edge
    end: _Edge


def _stretch(value: Value) -> _Stretch:
    if value is None:
        raise Failure("K509", "null has no place among other values")
    if not isinstance(value, Range):
        return _Stretch(_Edge(value, 0), _Edge(value, 0))
    if value.operator == "!=":
        raise Failure("K509", "what differs from a value is not one stretch of values")
    start = _Edge(None, 0, -1) if value.start is None else _Edge(value.start, 0 if value.start_closed else 1)
    end = _Edge(None, 0, 1) if value.end is None else _Edge(value.end, 0 if value.end_closed else -1)
    return _Stretch(start, end)


_Relation = Callable[[_Stretch, _Stretch], bool]


def _before(a: _Stretch, b: _Stretch) -> bool:
    return a.end < b.start


def _meets(a: _Stretch, b: _Stretch) -> bool:
    return a.end.step == b.start.step == 0 and a.end.meets(b.start) and not a.end.infinity


def _overlaps(a: _Stretch, b: _Stretch) -> bool:
    return a.start <= b.end and b.start <= a.end


def _overlaps_before(a: _Stretch, b: _Stretch) -> bool:
    return a.start < b.start and b.start <= a.end and a.end <= b.end


def _finishes(a: _Stretch, b: _Stretch) -> bool:
    return a.end.meets(b.end) and b.start <= a.start


def _includes(a: _Stretch, b: _Stretch) -> bool:
    return a.start <= b.start and b.end <= a.end


def _starts(a: _Stretch, b: _Stretch) -> bool:
    return a.start.meets(b.start) and a.end <= b.end


def _coincides(a: Value, b: Value) -> bool:
    if isinstance(a, Range) is not isinstance(b, Range):
        raise Failure("K509", "a point and a range cannot coincide", "give two points or two ranges")
    first, second = _stretch(a), _stretch(b)
    return first.start.meets(second.start) and first.end.meets(second.end)


def _related(relation: _Relation) -> Callable[[Value, Value], bool]:
    return lambda a, b: relation(_stretch(a), _stretch(b))


def _turned(relation: _Relation) -> Callable[[Value, Value], bool]:
    return lambda a, b: relation(_stretch(b), _stretch(a))


_POINT = one("point")
_RANGE = one("range", RANGE)
_POINTS = (one("point1"), one("point2"))
_RANGES = (one("range1", RANGE), one("range2", RANGE))
_POINT_AND_RANGE = (_POINT, _RANGE)
_RANGE_AND_POINT = (_RANGE, _POINT)


def _relation(
    name: str, call: Callable[[Value, Value], bool], *overloads: tuple[Parameter, Parameter]
) -> Builtin:
    forms = tuple(signature(*parameters, gives=types.BOOLEAN, call=call) for parameters in overloads)
    return Builtin(name, forms, _CLAUSE)


_ALL = (_POINTS, _POINT_AND_RANGE, _RANGE_AND_POINT, _RANGES)

BUILTINS = (
    _relation("before", _related(_before), *_ALL),
    _relation("after", _turned(_before), *_ALL),
    _relation("meets", _related(_meets), _RANGES),
    _relation("met by", _turned(_meets), _RANGES),
    _relation("overlaps", _related(_overlaps), _RANGES),
    _relation("overlaps before", _related(_overlaps_before), _RANGES),
    _relation("overlaps after", _turned(_overlaps_before), _RANGES),
    _relation("finishes", _related(_finishes), _POINT_AND_RANGE, _RANGES),
    _relation("finished by", _turned(_finishes), _RANGE_AND_POINT, _RANGES),
    _relation("includes", _related(_includes), _RANGE_AND_POINT, _RANGES),
    _relation("during", _turned(_includes), _POINT_AND_RANGE, _RANGES),
    _relation("starts", _related(_starts), _POINT_AND_RANGE, _RANGES),
    _relation("started by", _turned(_starts), _RANGE_AND_POINT, _RANGES),
    _relation("coincides", _coincides, _POINTS, _RANGES),
)

"""Masks to words: the test of an input that takes in just these pieces, as an analyst would write it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kaidah.feel.temporal import Date
from kaidah.feel.values import to_literal
from kaidah.region.axis import AnyOther, Axis
from kaidah.region.box import Box, Mask, pieces, runs
from kaidah.region.domain import Kind, Line
from kaidah.region.interval import Interval

ANY_CASE = "any case"


def box_text(axes: Sequence[Axis], box: Box) -> str:
    """`FOB value > 1500 and Receiver = "company"`; `any case` where nothing is restricted."""
    parts = [mask_text(axis, mask) for axis, mask in zip(axes, box, strict=True) if mask != axis.full]
    return " and ".join(parts) or ANY_CASE


def mask_text(axis: Axis, mask: Mask) -> str:
    """What a mask says of its axis, in FEEL."""
    if not mask:
        return f"{axis.label} in ()"
    if axis.null:
        if mask == axis.null:
            return f"{axis.label} = null"
        if mask == axis.full & ~axis.null:
            return f"{axis.label} != null"
    return _line_text(axis, mask) if axis.line is not None else _names_text(axis, mask)


def entry_text(axis: Axis, mask: Mask) -> str:
    """The same as an input entry: `> 1500`, `"a", "b"`, `not("c")`, `-`."""
    if mask == axis.full:
        return "-"
    text = mask_text(axis, mask)
    if text.startswith("not("):
        return f"not({text[len(axis.label) + 9 : -2]})"
    text = text[len(axis.label) + 1 :]
    if text.startswith("!= "):
        return f"not({text[3:]})"
    text = text.removeprefix("in ").removeprefix("= ")
    is_list = text.startswith("(") and text.endswith(")") and ".." not in text.split(",")[0]
    return text[1:-1] if is_list else text


# --- names ----------------------------------------------------------------------------------------


def _names_text(axis: Axis, mask: Mask) -> str:
    other = next((place for place, piece in enumerate(axis.pieces) if isinstance(piece, AnyOther)), None)
    if other is not None and mask >> other & 1:
        return _all_but(axis, axis.full & ~mask)
    values = [literal(axis.sample(place)) for place in pieces(mask)]
    if len(values) == 1:
        return f"{axis.label} = {values[0]}"
    return f"{axis.label} in ({', '.join(values)})"


def _all_but(axis: Axis, mask: Mask) -> str:
    values = [literal(axis.sample(place)) for place in pieces(mask)]
    if len(values) == 1:
        return f"{axis.label} != {values[0]}"
    return f"not({axis.label} in ({', '.join(values)}))"


# --- lines ----------------------------------------------------------------------------------------


def _line_text(axis: Axis, mask: Mask) -> str:
    tests = _tests(axis, mask)
    if len(tests) == 2 and not mask & axis.null:
        hole = _tests(axis, axis.full & ~axis.null & ~mask)
        if len(hole) == 1 and hole[0].startswith("= "):
            return f"{axis.label} != {hole[0][2:]}"
    if len(tests) == 1:
        test = tests[0]
        return f"{axis.label} {test}" if test[0] in "<>=" else f"{axis.label} in {test}"
    written = (test[2:] if test.startswith("= ") else test for test in tests)
    return f"{axis.label} in ({', '.join(written)})"


def _tests(axis: Axis, mask: Mask) -> list[str]:
    assert axis.line is not None
    found: list[str] = []
    line_pieces = axis.size - (1 if axis.null else 0)
    for start, end in runs(mask & ~axis.null):
        for first, last in _touching(axis, start, end):
            low = axis.pieces[first]
            high = axis.pieces[last - 1]
            assert isinstance(low, Interval) and isinstance(high, Interval)
            whole = Interval(low.start, high.end)
            if not (last - first == 1 and _is_point(axis, first)):
                whole = Interval(None if first == 0 else low.start, None if last == line_pieces else high.end)
            if first == 0 and last == line_pieces:
                whole = Interval(low.start, high.end)
            found.append(interval_text(whole, axis.line))
    if mask & axis.null:
        found.append("= null")
    return found


def _is_point(axis: Axis, place: int) -> bool:
    assert axis.line is not None
    piece = axis.pieces[place]
    if not isinstance(piece, Interval) or piece.start is None or piece.end is None:
        return False
    if axis.line.is_stepped:
        return bool(piece.end - piece.start == 1)
    return bool(piece.start[0] == piece.end[0])


def _touching(axis: Axis, start: int, end: int) -> list[tuple[int, int]]:
    """A run of pieces, parted where what lies between two of them is not allowed."""
    found: list[tuple[int, int]] = []
    first = start
    for place in range(start + 1, end):
        before, after = axis.pieces[place - 1], axis.pieces[place]
        if isinstance(before, Interval) and isinstance(after, Interval) and before.end != after.start:
            found.append((first, place))
            first = place
    return [*found, (first, end)]


def interval_text(interval: Interval, line: Line) -> str:
    """`> 1500`, `(1500..3000]`, `= 3`."""
    start, end = interval
    if line.is_stepped and start is not None and end is not None and end - start == 1:
        return f"= {literal(line.at(start))}"
    low = None if start is None else _low(start, line)
    high = None if end is None else _high(end, line)
    if low is None and high is None:
        return "!= null"
    if low is None or high is None:
        return _half(low, high)
    if low[0] == high[0] and low[1] and high[1]:
        return f"= {literal(low[0])}"
    return f"{'[' if low[1] else '('}{literal(low[0])}..{literal(high[0])}{']' if high[1] else ')'}"


def _half(low: tuple[Any, bool] | None, high: tuple[Any, bool] | None) -> str:
    if low is not None:
        return f"{'>=' if low[1] else '>'} {literal(low[0])}"
    assert high is not None
    return f"{'<=' if high[1] else '<'} {literal(high[0])}"


def _low(cut: Any, line: Line) -> tuple[Any, bool]:
    """The value at the start of a stretch, and whether it belongs to it."""
    if not line.is_stepped:
        return cut[0], not cut[1]
    inside, outside = line.at(cut), line.at(cut - 1)
    return (outside, False) if _rounder(outside, inside, line) else (inside, True)


def _high(cut: Any, line: Line) -> tuple[Any, bool]:
    if not line.is_stepped:
        return cut[0], bool(cut[1])
    inside, outside = line.at(cut - 1), line.at(cut)
    return (outside, False) if _rounder(outside, inside, line) else (inside, True)


def _rounder(one: Any, other: Any, line: Line) -> bool:
    """Whether a bound reads better than its neighbour."""
    if line.kind in (Kind.DATE, Kind.MONTHS):
        return False
    return _digits(one) < _digits(other)


def _digits(value: Any) -> int:
    text = literal(value)
    return len(text.strip("-").rstrip("0").lstrip("0.")) if text.lstrip("-")[:1].isdigit() else len(text)


def literal(value: Any) -> str:
    """A value as documents write it: a date without the marks of FEEL."""
    if isinstance(value, Date) and 0 < value.year < 10_000:
        return str(value)
    return to_literal(value)


__all__ = ["box_text", "interval_text", "literal", "mask_text"]

"""The outlines of the standard's shapes (DMN 1.5, clause 6.2.1) and of the heads of its lines (6.2.2).

An outline is a closed path: where it starts, then straight lines and Bezier curves. The writers turn it into
SVG or xdot; both show the same.
"""

from __future__ import annotations

from math import hypot
from typing import TypeAlias, assert_never

from kaidah.render.diagram import ShapeKind
from kaidah.render.drawing import PlacedLine, PlacedShape, Point
from kaidah.render.palette import DOT_RADIUS
from kaidah_dsl.frozen import frozen

Step: TypeAlias = tuple[Point, ...]
"""One point: a straight line to it. Three: a Bezier curve."""

CLIP = 14.0
WAVE = 7.0
ROUND = 14.0
_ARC = 0.5523  # a quarter of a circle as a Bezier curve


@frozen
class Outline:
    start: Point
    steps: tuple[Step, ...]


def outline(placed: PlacedShape) -> Outline:
    """The closed outline of a shape, clockwise from the middle of its top."""
    shape = placed.shape
    left, right = placed.x - shape.width / 2, placed.x + shape.width / 2
    top, bottom = placed.y - shape.height / 2, placed.y + shape.height / 2
    start = (placed.x, top)
    match shape.kind:
        case ShapeKind.DECISION:
            corners: tuple[Step, ...] = (
                ((right, top),),
                ((right, bottom),),
                ((left, bottom),),
                ((left, top),),
            )
            return Outline(start=start, steps=(*corners, (start,)))
        case ShapeKind.INPUT_DATA:
            return _rounded(start, left, right, bottom, min(shape.width, shape.height) / 2)
        case ShapeKind.DECISION_SERVICE:
            return _rounded(start, left, right, bottom, ROUND)
        case ShapeKind.KNOWLEDGE_MODEL:
            return Outline(start=start, steps=(*_clipped(left, right, top, bottom), (start,)))
        case ShapeKind.KNOWLEDGE_SOURCE:
            return Outline(start=start, steps=(*_wavy(left, right, top, bottom), (start,)))
        case _:
            assert_never(shape.kind)


def _rounded(start: Point, left: float, right: float, bottom: float, radius: float) -> Outline:
    top, pull = start[1], radius * (1 - _ARC)
    return Outline(
        start=start,
        steps=(
            ((right - radius, top),),
            ((right - pull, top), (right, top + pull), (right, top + radius)),
            ((right, bottom - radius),),
            ((right, bottom - pull), (right - pull, bottom), (right - radius, bottom)),
            ((left + radius, bottom),),
            ((left + pull, bottom), (left, bottom - pull), (left, bottom - radius)),
            ((left, top + radius),),
            ((left, top + pull), (left + pull, top), (left + radius, top)),
            (start,),
        ),
    )


def _clipped(left: float, right: float, top: float, bottom: float) -> tuple[Step, ...]:
    """The corners at the top left and the bottom right cut off."""
    return (
        ((right, top),),
        ((right, bottom - CLIP),),
        ((right - CLIP, bottom),),
        ((left, bottom),),
        ((left, top + CLIP),),
        ((left + CLIP, top),),
    )


def _wavy(left: float, right: float, top: float, bottom: float) -> tuple[Step, ...]:
    """Three straight sides; the bottom is one wave around a line a little higher."""
    line = bottom - WAVE
    middle, quarter = (left + right) / 2, (right - left) / 4
    return (
        ((right, top),),
        ((right, line),),
        ((right - quarter * 0.8, line - 2 * WAVE), (middle + quarter * 0.4, line - WAVE), (middle, line)),
        ((middle - quarter * 0.4, line + WAVE), (left + quarter * 0.8, line + 2 * WAVE), (left, line)),
        ((left, top),),
    )


def dot_middle(line: PlacedLine) -> Point:
    """The middle of the dot at the end of an authority requirement: it touches the shape it points to."""
    (x, y), (back_x, back_y) = line.tip, line.curve[-1]
    length = hypot(x - back_x, y - back_y) or 1.0
    share = DOT_RADIUS / length
    return _rounded_point(x - (x - back_x) * share, y - (y - back_y) * share)


def head(line: PlacedLine) -> tuple[Point, Point, Point]:
    """The head of a line: one barb, the tip, the other barb."""
    (x, y), (back_x, back_y) = line.tip, line.curve[-1]
    length = hypot(x - back_x, y - back_y) or 1.0
    along_x, along_y = (x - back_x) / length, (y - back_y) / length
    size, half = 9.0, 3.6
    foot_x, foot_y = x - along_x * size, y - along_y * size
    return (
        _rounded_point(foot_x - along_y * half, foot_y + along_x * half),
        line.tip,
        _rounded_point(foot_x + along_y * half, foot_y - along_x * half),
    )


def _rounded_point(x: float, y: float) -> Point:
    return round(x, 2), round(y, 2)

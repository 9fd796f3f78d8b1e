"""A drawing: shapes and lines with their places. x grows to the right, y downwards; one unit is a point."""

from __future__ import annotations

from typing import TypeAlias

from kaidah.render.diagram import Line, Shape
from kaidah_dsl.frozen import frozen

Point: TypeAlias = tuple[float, float]


@frozen
class PlacedShape:
    """`x`, `y` are its middle."""

    shape: Shape
    x: float
    y: float


@frozen
class PlacedLine:
    """A Bezier curve of 3n + 1 points, which ends where the head begins; `tip` is the point of the head."""

    line: Line
    curve: tuple[Point, ...]
    tip: Point


@frozen
class Drawing:
    title: str
    width: float
    height: float
    shapes: tuple[PlacedShape, ...]
    lines: tuple[PlacedLine, ...]

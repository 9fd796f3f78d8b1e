"""Diagrams in several unconnected parts: each is laid out by itself, and they are set in rows like words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import sqrt

from kaidah.render.diagram import Diagram, ShapeKind
from kaidah.render.drawing import Drawing, PlacedLine, PlacedShape, Point

GAP = 28.0
WIDER_THAN_HIGH = 1.6


def parts(diagram: Diagram) -> tuple[Diagram, ...]:
    """The connected parts of a diagram, in the order of their first shapes."""
    part_of = {shape.name: index for index, shape in enumerate(diagram.shapes)}
    members = {index: [name] for name, index in part_of.items()}
    for line in diagram.lines:
        kept, merged = sorted((part_of[line.required], part_of[line.requirer]))
        if kept != merged:
            members[kept] += members[merged]
            for name in members.pop(merged):
                part_of[name] = kept
    return tuple(_part(diagram, set(names)) for _, names in sorted(members.items()))


def _part(diagram: Diagram, names: set[str]) -> Diagram:
    shapes = tuple(shape for shape in diagram.shapes if shape.name in names)
    return replace(
        diagram, shapes=shapes, lines=tuple(line for line in diagram.lines if line.required in names)
    )


def pack(title: str, drawings: Sequence[Drawing], margin: float) -> Drawing:
    """One drawing of several: the large ones first, loose input data last, with a margin around all."""
    rows = list(_rows(sorted(drawings, key=_place)))
    width = max((_width(row) for row in rows), default=0.0)
    shapes: list[PlacedShape] = []
    lines: list[PlacedLine] = []
    y = margin
    for row in rows:
        height = max(drawing.height for drawing in row)
        x = margin + (width - _width(row)) / 2
        for drawing in row:
            moved = _moved(drawing, x, y + height - drawing.height)
            shapes += moved.shapes
            lines += moved.lines
            x += drawing.width + GAP
        y += height + GAP
    total = y - GAP if rows else y
    return Drawing(
        title=title,
        width=round(width + 2 * margin, 2),
        height=round(total + margin, 2),
        shapes=tuple(shapes),
        lines=tuple(lines),
    )


def _place(drawing: Drawing) -> tuple[bool, float]:
    loose = all(placed.shape.kind is ShapeKind.INPUT_DATA for placed in drawing.shapes)
    return loose, -drawing.width * drawing.height


def _rows(drawings: Sequence[Drawing]) -> Iterator[list[Drawing]]:
    """Rows about as wide as makes the whole a pleasant rectangle."""
    area = sum((drawing.width + GAP) * (drawing.height + GAP) for drawing in drawings)
    most = max([sqrt(area * WIDER_THAN_HIGH), *(drawing.width for drawing in drawings)])
    row: list[Drawing] = []
    for drawing in drawings:
        if row and _width([*row, drawing]) > most:
            yield row
            row = []
        row = [*row, drawing]
    if row:
        yield row


def _width(row: Sequence[Drawing]) -> float:
    return sum(drawing.width for drawing in row) + GAP * (len(row) - 1)


def _moved(drawing: Drawing, x: float, y: float) -> Drawing:
    def moved(point: Point) -> Point:
        return round(point[0] + x, 2), round(point[1] + y, 2)

    return replace(
        drawing,
        shapes=tuple(
            replace(placed, x=round(placed.x + x, 2), y=round(placed.y + y, 2)) for placed in drawing.shapes
        ),
        lines=tuple(
            replace(placed, curve=tuple(map(moved, placed.curve)), tip=moved(placed.tip))
            for placed in drawing.lines
        ),
    )

"""A requirement diagram before it is laid out: shapes with wrapped names, and lines between them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from kaidah.render import measure
from kaidah_dsl.frozen import frozen

FONT_SIZE = 13.0
LINE_HEIGHT = 16.0


class ShapeKind(StrEnum):
    """The elements of a requirement diagram (DMN 1.5, clause 6.2.1)."""

    DECISION = "decision"
    INPUT_DATA = "input data"
    KNOWLEDGE_MODEL = "business knowledge model"
    KNOWLEDGE_SOURCE = "knowledge source"
    DECISION_SERVICE = "decision service"


class LineKind(StrEnum):
    """The requirements (DMN 1.5, clause 6.2.2)."""

    INFORMATION = "information requirement"
    KNOWLEDGE = "knowledge requirement"
    AUTHORITY = "authority requirement"


@frozen
class Proportions:
    """The usual size of a shape, how wide its text may become, and what its outline needs around the text."""

    width: float
    height: float
    text: float
    beside: float
    above: float


PROPORTIONS = {
    ShapeKind.DECISION: Proportions(width=160, height=60, text=160, beside=24, above=22),
    ShapeKind.INPUT_DATA: Proportions(width=125, height=42, text=150, beside=36, above=16),
    ShapeKind.KNOWLEDGE_MODEL: Proportions(width=135, height=46, text=150, beside=32, above=20),
    ShapeKind.KNOWLEDGE_SOURCE: Proportions(width=110, height=60, text=150, beside=24, above=34),
    ShapeKind.DECISION_SERVICE: Proportions(width=160, height=60, text=160, beside=28, above=24),
}


@frozen
class Shape:
    """An element to be drawn. `name` is unique in the diagram, `lines` are what it shows."""

    kind: ShapeKind
    name: str
    lines: tuple[str, ...]
    width: float
    height: float


@frozen
class Line:
    """A requirement, drawn from the required element to the one that requires it."""

    kind: LineKind
    required: str
    requirer: str


@frozen
class Diagram:
    """Shapes and lines in the order of the model, which makes the picture the same every time."""

    title: str
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]


def shape(kind: ShapeKind, name: str, label: str = "") -> Shape:
    """A shape that is large enough for its name (or the label shown instead)."""
    usual = PROPORTIONS[kind]
    lines = measure.wrap(label or name, FONT_SIZE, usual.text)
    widest = max((measure.width(line, FONT_SIZE) for line in lines), default=0)
    return Shape(
        kind=kind,
        name=name,
        lines=lines,
        width=float(round(max(usual.width, widest * 1.06 + usual.beside))),
        height=max(usual.height, len(lines) * LINE_HEIGHT + usual.above),
    )


def diagram(title: str, shapes: Iterable[Shape], lines: Iterable[Line]) -> Diagram:
    """A diagram with its lines, each once, in the order of the shapes they join."""
    shapes = tuple(shapes)
    place = {shape.name: index for index, shape in enumerate(shapes)}
    ordered = sorted(set(lines), key=lambda line: (place[line.required], place[line.requirer], line.kind))
    return Diagram(title=title, shapes=shapes, lines=tuple(ordered))

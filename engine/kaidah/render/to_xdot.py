"""A drawing for Graphviz' own renderers (PNG, PDF): our outlines as background, our names as labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kaidah.render import palette
from kaidah.render.diagram import FONT_SIZE, LineKind
from kaidah.render.drawing import Drawing, PlacedLine, PlacedShape, Point
from kaidah.render.outline import Outline, dot_middle, head, outline
from kaidah.render.to_dot import FONT, escaped
from kaidah.render.to_svg import lift

if TYPE_CHECKING:
    from graphviz import Digraph


def names(drawing: Drawing, dpi: int) -> str:
    """DOT text with the names in fixed places, to be rendered by the engine `nop2` over `background`."""
    from graphviz import Digraph

    dot = Digraph(
        graph_attr={
            "dpi": str(dpi),
            "pad": "0",
            "margin": "0",
        },
        node_attr={
            "shape": "none",
            "fixedsize": "true",
            "margin": "0",
            "fontname": FONT,
            "fontsize": f"{FONT_SIZE:g}",
            "fontcolor": palette.INK,
        },
    )
    _frame(dot, drawing)
    for index, placed in enumerate(drawing.shapes):
        label = escaped(*placed.shape.lines)
        dot.node(
            f"n{index}",
            label,
            pos=f"{_n(placed.x)},{_n(drawing.height - placed.y + lift(placed))}",
            width=f"{placed.shape.width / 72:.4f}",
            height=f"{placed.shape.height / 72:.4f}",
        )
    return str(dot.source)


def _frame(dot: Digraph, drawing: Drawing) -> None:
    """Graphviz makes the picture as large as its nodes: one of them is the whole drawing, and not seen."""
    dot.node(
        "frame",
        "",
        shape="box",
        style="invis",
        pos=f"{_n(drawing.width / 2)},{_n(drawing.height / 2)}",
        width=f"{drawing.width / 72:.4f}",
        height=f"{drawing.height / 72:.4f}",
    )


def background(drawing: Drawing) -> str:
    """Shapes and lines as operations of the xdot format, which counts upwards from the bottom.

    It is the graph's attribute `_background`, to be set by itself: DOT text has no strings that long.
    """
    parts: list[str] = []
    for line in drawing.lines:
        parts += _line(line, drawing.height)
    for shape in drawing.shapes:
        parts += _shape(shape, drawing.height)
    for line in drawing.lines:
        parts += _head(line, drawing.height)
    return " ".join(parts)


def _shape(placed: PlacedShape, height: float) -> Iterator[str]:
    kind = placed.shape.kind
    yield _style(f"setlinewidth({palette.STROKES[kind]:g})")
    yield _colour("c", palette.INK)
    yield _colour("C", palette.FILLS[kind])
    yield _points("b", _bezier(outline(placed)), height)


def _bezier(of: Outline) -> list[Point]:
    """An outline all of Bezier curves."""
    points = [of.start]
    for step in of.steps:
        points += step if len(step) == 3 else (points[-1], step[0], step[0])
    return points


def _line(placed: PlacedLine, height: float) -> Iterator[str]:
    solid = placed.line.kind is LineKind.INFORMATION
    yield _style(f"setlinewidth({palette.LINE_STROKE:g})")
    yield _style("solid" if solid else "dashed")
    yield _colour("c", palette.INK)
    yield _points("B", placed.curve, height)
    if not solid:
        yield _points("L", (placed.curve[-1], placed.tip), height)
    yield _style("solid")


def _head(placed: PlacedLine, height: float) -> Iterator[str]:
    yield _colour("c", palette.INK)
    yield _colour("C", palette.INK)
    match placed.line.kind:
        case LineKind.INFORMATION:
            yield _style("setlinewidth(0.3)")
            yield _points("P", head(placed), height)
        case LineKind.KNOWLEDGE:
            yield _style(f"setlinewidth({palette.LINE_STROKE:g})")
            yield _points("L", head(placed), height)
        case LineKind.AUTHORITY:
            x, y = dot_middle(placed)
            radius = _n(palette.DOT_RADIUS)
            yield f"E {_n(x)} {_n(height - y)} {radius} {radius}"


def _points(operation: str, points: tuple[Point, ...] | list[Point], height: float) -> str:
    places = " ".join(f"{_n(x)} {_n(height - y)}" for x, y in points)
    return f"{operation} {len(points)} {places}"


def _style(style: str) -> str:
    return f"S {len(style)} -{style}"


def _colour(operation: str, colour: str) -> str:
    return f"{operation} {len(colour)} -{colour}"


def _n(value: float) -> str:
    return f"{value:.2f}"

"""A drawing as SVG: no scripts, no fonts to load, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from kaidah.render import palette
from kaidah.render.diagram import FONT_SIZE, LINE_HEIGHT, LineKind, ShapeKind
from kaidah.render.drawing import Drawing, PlacedLine, PlacedShape, Point
from kaidah.render.outline import WAVE, Outline, dot_middle, head, outline

FAMILY = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans Condensed', 'DejaVu Sans', sans-serif"


def to_svg(drawing: Drawing) -> str:
    """SVG text. Every element carries its kind as class and its name as title."""
    size = f'width="{_n(drawing.width)}" height="{_n(drawing.height)}"'
    box = f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
    title = escape(f"{drawing.title}: requirement diagram")
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img" font-family="{FAMILY}"'
        f' font-size="{FONT_SIZE:g}" text-anchor="middle">',
        f"<title>{title}</title>",
        f'<rect width="100%" height="100%" fill="{palette.PAPER}"/>',
        *(part for shape in drawing.shapes for part in _shape(shape)),
        *(part for line in drawing.lines for part in _line(line)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _shape(placed: PlacedShape) -> Iterator[str]:
    shape = placed.shape
    fill, stroke = palette.FILLS[shape.kind], palette.STROKES[shape.kind]
    yield f"<g class={quoteattr(shape.kind)}><title>{escape(f'{shape.kind}: {shape.name}')}</title>"
    yield (
        f'<path d="{_path(outline(placed))}" fill="{fill}" stroke="{palette.INK}" stroke-width="{stroke:g}"/>'
    )
    for x, y, text in baselines(placed):
        yield f'<text x="{_n(x)}" y="{_n(y)}" fill="{palette.INK}">{escape(text)}</text>'
    yield "</g>"


def baselines(placed: PlacedShape) -> Iterator[tuple[float, float, str]]:
    """The lines of a name: the middle and the baseline of each, with its text."""
    first = placed.y - lift(placed) - (len(placed.shape.lines) - 1) * LINE_HEIGHT / 2 + FONT_SIZE * 0.35
    for index, text in enumerate(placed.shape.lines):
        yield placed.x, first + index * LINE_HEIGHT, text


def lift(placed: PlacedShape) -> float:
    """How far above the middle of its shape a name stands: clear of a wave."""
    return WAVE if placed.shape.kind is ShapeKind.KNOWLEDGE_SOURCE else 0.0


def _line(placed: PlacedLine) -> Iterator[str]:
    line = placed.line
    title = escape(f"{line.requirer} requires {line.required}")
    yield f"<g class={quoteattr(line.kind)}><title>{title}</title>"
    stroke = f'fill="none" stroke="{palette.INK}" stroke-width="{palette.LINE_STROKE:g}"'
    dashed = (
        ""
        if line.kind is LineKind.INFORMATION
        else f' stroke-dasharray="{_n(palette.DASHES[0])} {_n(palette.DASHES[1])}"'
    )
    yield f'<path d="{_curve(placed)}" {stroke}{dashed}/>'
    yield _head(placed, stroke)
    yield "</g>"


def _head(placed: PlacedLine, stroke: str) -> str:
    if placed.line.kind is LineKind.AUTHORITY:
        x, y = dot_middle(placed)
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{palette.DOT_RADIUS:g}" fill="{palette.INK}"/>'
    one, tip, other = map(_p, head(placed))
    if placed.line.kind is LineKind.KNOWLEDGE:
        return f'<path d="M{one}L{tip}L{other}" {stroke}/>'
    return f'<path d="M{one}L{tip}L{other}Z" fill="{palette.INK}"/>'


def _curve(placed: PlacedLine) -> str:
    first, *rest = placed.curve
    last = _p(placed.tip) if placed.line.kind is not LineKind.INFORMATION else ""
    return f"M{_p(first)}C{' '.join(map(_p, rest))}{f'L{last}' if last else ''}"


def _path(of: Outline) -> str:
    parts = [f"M{_p(of.start)}"]
    for step in of.steps:
        parts.append(f"{'L' if len(step) == 1 else 'C'}{' '.join(map(_p, step))}")
    return "".join(parts) + "Z"


def _p(point: Point) -> str:
    return f"{_n(point[0])} {_n(point[1])}"


def _n(value: float) -> str:
    """A coordinate with at most two digits behind the point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")

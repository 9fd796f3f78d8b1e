"""Find a place for everything, with the Graphviz that pygraphviz brings along."""

from __future__ import annotations

import json
from typing import Any

from kaidah.render.diagram import Diagram, Line
from kaidah.render.drawing import Drawing, PlacedLine, PlacedShape, Point
from kaidah.render.pack import pack, parts
from kaidah.render.to_dot import dot_text

MARGIN = 16.0


def lay_out(diagram: Diagram) -> Drawing:
    """The same diagram gives the same drawing, whatever fonts the machine has: no text takes part."""
    return pack(diagram.title, [_laid_out(part) for part in parts(diagram)], MARGIN)


def _laid_out(diagram: Diagram) -> Drawing:
    """A connected diagram; one shape needs no Graphviz."""
    if len(diagram.shapes) == 1 and not diagram.lines:
        shape = diagram.shapes[0]
        placed = PlacedShape(shape=shape, x=shape.width / 2, y=shape.height / 2)
        return Drawing(
            title=diagram.title, width=shape.width, height=shape.height, shapes=(placed,), lines=()
        )
    from pygraphviz import AGraph

    graph = AGraph(string=dot_text(diagram, for_layout=True))
    found: dict[str, Any] = json.loads(graph.draw(format="json", prog="dot"))
    _, _, width, height = (float(part) for part in found["bb"].split(","))
    places = _Places(height)
    nodes = {node["name"]: places.point(node["pos"]) for node in found.get("objects", ())}
    names = {node["_gvid"]: int(node["name"][1:]) for node in found.get("objects", ())}
    edges = _by_ends(found, names)
    return Drawing(
        title=diagram.title,
        width=width,
        height=height,
        shapes=tuple(
            PlacedShape(shape=shape, x=nodes[f"n{index}"][0], y=nodes[f"n{index}"][1])
            for index, shape in enumerate(diagram.shapes)
        ),
        lines=tuple(_line(line, diagram, edges, places) for line in diagram.lines),
    )


class _Places:
    """Graphviz counts upwards from the bottom; we count downwards from the top."""

    def __init__(self, height: float) -> None:
        self.height = height

    def point(self, text: str) -> Point:
        x, y = (float(part) for part in text.split(","))
        return round(x, 2), round(self.height - y, 2)


def _by_ends(found: dict[str, Any], names: dict[int, int]) -> dict[tuple[int, int], list[str]]:
    """The curves between two shapes, in their order."""
    edges: dict[tuple[int, int], list[str]] = {}
    for edge in found.get("edges", ()):
        edges.setdefault((names[edge["tail"]], names[edge["head"]]), []).append(edge["pos"])
    return edges


def _line(
    line: Line, diagram: Diagram, edges: dict[tuple[int, int], list[str]], places: _Places
) -> PlacedLine:
    index = {shape.name: at for at, shape in enumerate(diagram.shapes)}
    tip, *points = edges[index[line.required], index[line.requirer]].pop(0).split()
    return PlacedLine(
        line=line,
        curve=tuple(places.point(point) for point in points),
        tip=places.point(tip.removeprefix("e,")),
    )

"""Read a diagram back from the DOT text that `to_dot` writes."""

from __future__ import annotations

from typing import Any

from kaidah.render.diagram import Diagram, Line, LineKind, Shape, ShapeKind, diagram


def from_dot(text: str) -> Diagram:
    """The diagram of DOT text made by `to_dot`. Raises ValueError for other DOT text."""
    from pygraphviz import AGraph

    graph = AGraph(string=text)
    shapes = {node: _shape(graph.get_node(node)) for node in graph.nodes()}
    lines = (
        Line(kind=LineKind(edge.attr["class"]), required=shapes[edge[0]].name, requirer=shapes[edge[1]].name)
        for edge in graph.edges()
    )
    return diagram(_plain(graph.graph_attr["comment"] or ""), shapes.values(), lines)


def _shape(node: Any) -> Shape:
    return Shape(
        kind=ShapeKind(node.attr["class"]),
        name=_plain(node.attr["comment"]),
        lines=tuple(_plain(line) for line in node.attr["label"].split(r"\n")),
        width=round(float(node.attr["width"]) * 72, 2),
        height=round(float(node.attr["height"]) * 72, 2),
    )


def _plain(text: str) -> str:
    return text.replace("\\\\", "\\")

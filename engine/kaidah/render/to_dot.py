"""A diagram as DOT text, for Graphviz: inputs at the bottom, arrows up."""

from __future__ import annotations

from collections.abc import Sequence

from kaidah.model.elements import Model
from kaidah.render import palette
from kaidah.render.diagram import FONT_SIZE, Diagram, Line, LineKind, Shape, ShapeKind
from kaidah.render.from_model import from_model

FONT = "DejaVu Sans Condensed"

# Graphviz has no clipped corners and no wavy bottom: these are its nearest shapes.
_NEAR: dict[ShapeKind, dict[str, str]] = {
    ShapeKind.DECISION: {"shape": "box"},
    ShapeKind.INPUT_DATA: {"shape": "box", "style": "rounded"},
    ShapeKind.KNOWLEDGE_MODEL: {"shape": "octagon"},
    ShapeKind.KNOWLEDGE_SOURCE: {"shape": "note"},
    ShapeKind.DECISION_SERVICE: {"shape": "box", "style": "rounded bold"},
}

_LINES: dict[LineKind, dict[str, str]] = {
    LineKind.INFORMATION: {"arrowhead": "normal"},
    LineKind.KNOWLEDGE: {"style": "dashed", "arrowhead": "vee"},
    LineKind.AUTHORITY: {"style": "dashed", "arrowhead": "dot"},
}


def to_dot(
    model: Model, decisions: Sequence[str] = (), *, laws: bool | None = None, labels: bool = False
) -> str:
    """The requirement diagram of a model as DOT text; see `from_model` for what is drawn."""
    return dot_text(from_model(model, decisions, laws=laws, labels=labels))


def dot_text(diagram: Diagram, *, for_layout: bool = False) -> str:
    """DOT text with the sizes of our own shapes. `for_layout` leaves the names and near shapes out."""
    from graphviz import Digraph

    dot = Digraph(
        graph_attr={
            "rankdir": "BT",
            "nodesep": "0.3",
            "ranksep": "0.55",
            "fontname": FONT,
            "comment": escaped(diagram.title),
        },
        node_attr={"fontname": FONT, "fontsize": f"{FONT_SIZE:g}", "fixedsize": "true", "color": palette.INK},
        edge_attr={"color": palette.INK, "arrowsize": "0.8"},
    )
    ids = {shape.name: f"n{index}" for index, shape in enumerate(diagram.shapes)}
    for shape in diagram.shapes:
        looks = {"shape": "box"} if for_layout else _looks(shape)
        label = "" if for_layout else escaped(*shape.lines)
        dot.node(ids[shape.name], label, **looks, **_size(shape))
    for line in diagram.lines:
        kind = {} if for_layout else {"class": line.kind.value}
        dot.edge(ids[line.required], ids[line.requirer], **_LINES[line.kind], **_weight(line), **kind)
    return str(dot.source)


def escaped(*lines: str) -> str:
    """Lines of text without a meaning for Graphviz, which reads `\\N` and `<...>` as commands."""
    from graphviz import nohtml

    text: str = nohtml(r"\n".join(line.replace("\\", "\\\\") for line in lines))
    return text


def _looks(shape: Shape) -> dict[str, str]:
    near = _NEAR[shape.kind]
    style = ",".join(["filled", *near.get("style", "").split()])
    return {
        "shape": near["shape"],
        "style": style,
        "fillcolor": palette.FILLS[shape.kind],
        "class": shape.kind.value,
        "comment": escaped(shape.name),
    }


def _size(shape: Shape) -> dict[str, str]:
    return {"width": f"{shape.width / 72:.4f}", "height": f"{shape.height / 72:.4f}"}


def _weight(line: Line) -> dict[str, str]:
    """What decides is drawn straight; what stands beside it (knowledge, law) may bend."""
    return {"weight": "3"} if line.kind is LineKind.INFORMATION else {}

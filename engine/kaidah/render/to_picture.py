"""A diagram as the bytes of a picture: SVG by our own hand, PNG and PDF by the Graphviz in pygraphviz."""

from __future__ import annotations

import re

from kaidah.render import fonts
from kaidah.render.diagram import Diagram
from kaidah.render.drawing import Drawing
from kaidah.render.from_dot import from_dot
from kaidah.render.lay_out import lay_out
from kaidah.render.to_dot import dot_text
from kaidah.render.to_svg import to_svg
from kaidah.render.to_xdot import background, names

FORMATS = ("svg", "png", "pdf", "dot")
PNG_DPI = 144
_PDF_DATE = re.compile(rb"/CreationDate \(D:\d{14}Z?[^)]*\)")


def to_picture(diagram: Diagram | str, format: str) -> bytes:
    """The picture of a diagram, or of DOT text from `to_dot`, in one of `FORMATS`. The same diagram gives the
    same bytes on the same version of Graphviz."""
    if isinstance(diagram, str):
        diagram = from_dot(diagram)
    match format:
        case "dot":
            return dot_text(diagram).encode()
        case "svg":
            return to_svg(lay_out(diagram)).encode()
        case "png":
            return _rendered(lay_out(diagram), "png", PNG_DPI)
        case "pdf":
            return _undated(_rendered(lay_out(diagram), "pdf", 72))
        case _:
            raise ValueError(f"the formats are {', '.join(FORMATS)}, not {format!r}")


def _rendered(drawing: Drawing, format: str, dpi: int) -> bytes:
    from pygraphviz import AGraph

    graph = AGraph(string=names(drawing, dpi))
    graph.graph_attr["_background"] = background(drawing)
    with fonts.at_hand():
        picture: bytes = graph.draw(format=format, prog="nop2")
    return picture


def _undated(pdf: bytes) -> bytes:
    """A PDF without the moment it was made: the same length, so that its own table of places stays right."""
    return _PDF_DATE.sub(lambda found: b"/CreationDate (D:20000101000000Z)".ljust(len(found[0])), pdf)

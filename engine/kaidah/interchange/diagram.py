"""The requirement diagram as diagram interchange (clause 13): shapes and edges from our own layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from kaidah.interchange.feel_text import writable
from kaidah.interchange.ids import Ids
from kaidah.interchange.references_of import Targets
from kaidah.interchange.writing import DC, DI, DMNDI
from kaidah.render.diagram import Diagram, ShapeKind
from kaidah.render.drawing import PlacedLine, PlacedShape
from kaidah.render.from_model import from_model
from kaidah.render.lay_out import lay_out


def write_diagram(parent: etree._Element, targets: Targets, edges: Mapping[tuple[str, str], str]) -> None:
    """The diagram of the model of `targets`; `edges` are the ids of its requirements by what is required and
    what requires it."""
    model, own, hrefs, ids = targets.model, targets.own, targets.hrefs, targets.ids
    drawing = lay_out(_of_this_file(from_model(model), own))
    holder = etree.SubElement(parent, f"{{{DMNDI}}}DMNDI")
    page = etree.SubElement(
        holder, f"{{{DMNDI}}}DMNDiagram", id=ids.give("", "diagram"), name=writable(model.name)
    )
    size = etree.SubElement(page, f"{{{DMNDI}}}Size")
    _set(size, width=drawing.width, height=drawing.height)
    for shape in drawing.shapes:
        if shape.shape.name in hrefs:
            _shape(page, shape, hrefs[shape.shape.name], ids)
    for line in drawing.lines:
        identifier = edges.get((line.line.required, line.line.requirer))
        if identifier:
            _edge(page, line, identifier, ids)


def shows_what_is_there(kept: etree._Element, root: etree._Element) -> bool:
    """Whether a kept diagram fits the file: all that it shows of this file is there."""
    ids = {element.get("id") for element in root.iter(etree.Element)}
    shown = (
        (element, element.get("dmnElementRef", "").rpartition(":"))
        for element in kept.iter(etree.Element)
        if element.get("dmnElementRef")
    )
    namespace = root.get("namespace")
    return all(
        name in ids or (prefix and element.nsmap.get(prefix) != namespace)
        for element, (prefix, _, name) in shown
    )


def _of_this_file(diagram: Diagram, own: Mapping[str, str]) -> Diagram:
    """What the file declares, and what that requires of imported models."""
    lines = tuple(line for line in diagram.lines if line.requirer in own)
    needed = {line.required for line in lines}
    shapes = tuple(shape for shape in diagram.shapes if shape.name in own or shape.name in needed)
    return replace(diagram, shapes=shapes, lines=lines)


def _shape(page: etree._Element, placed: PlacedShape, href: str, ids: Ids) -> None:
    namespace, _, identifier = href.rpartition("#")
    element = etree.SubElement(
        page, f"{{{DMNDI}}}DMNShape", nsmap={"imported": namespace} if namespace else None
    )
    element.set("id", ids.give("", f"shape_{identifier}"))
    element.set("dmnElementRef", f"imported:{identifier}" if namespace else identifier)
    if placed.shape.kind is ShapeKind.DECISION_SERVICE:
        element.set("isCollapsed", "true")
    bounds = etree.SubElement(element, f"{{{DC}}}Bounds")
    _set(
        bounds,
        x=placed.x - placed.shape.width / 2,
        y=placed.y - placed.shape.height / 2,
        width=placed.shape.width,
        height=placed.shape.height,
    )


def _edge(page: etree._Element, placed: PlacedLine, identifier: str, ids: Ids) -> None:
    element = etree.SubElement(
        page, f"{{{DMNDI}}}DMNEdge", id=ids.give("", f"edge_{identifier}"), dmnElementRef=identifier
    )
    for x, y in (*placed.curve[::3], placed.tip):
        _set(etree.SubElement(element, f"{{{DI}}}waypoint"), x=x, y=y)


def _set(element: etree._Element, **numbers: float) -> None:
    for key, value in numbers.items():
        element.set(key, f"{round(value, 2):g}" if value < 10_000 else f"{value:.0f}")

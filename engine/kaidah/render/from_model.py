"""The requirement diagram of a model, or of what some of its decisions need."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kaidah.model.elements import (
    BoxedExpression,
    BusinessKnowledgeModel,
    Citation,
    Context,
    Decision,
    DecisionTable,
    FunctionExpression,
    Law,
    Model,
)
from kaidah.model.requirements import RequirementKind, needed, required_by, requirements
from kaidah.render.diagram import Diagram, Line, LineKind, Shape, ShapeKind, diagram, shape

FEW_AUTHORITIES = 6

_LINE_KINDS = {
    RequirementKind.INFORMATION: LineKind.INFORMATION,
    RequirementKind.KNOWLEDGE: LineKind.KNOWLEDGE,
    RequirementKind.AUTHORITY: LineKind.AUTHORITY,
}


def from_model(
    model: Model, decisions: Sequence[str] = (), *, laws: bool | None = None, labels: bool = False
) -> Diagram:
    """Shapes and lines for all decisions, or for those named (services too) and what they need.

    Input data nobody needs is drawn in the diagram of the whole model only. Declared knowledge sources are
    always drawn; `laws` draws the laws and sources that are cited as knowledge sources too. None draws them
    as long as they are few: a law that everything cites would hide the rest behind its lines. `labels`
    shows the labels in the other language where there are any.
    """
    edges = requirements(model)
    shown = _shown(model, decisions, required_by(edges))
    lines = [
        Line(kind=_LINE_KINDS[edge.kind], required=edge.source, requirer=edge.target)
        for edge in edges
        if edge.source in shown and edge.target in shown
    ]
    authorities = [*_declared(model, shown), *_cited(model, shown, laws)]
    shapes = [*_shapes(model, shown, labels), *_sources(model, authorities, labels)]
    return diagram(model.name, shapes, [*lines, *authorities])


def _shown(model: Model, decisions: Sequence[str], required: dict[str, tuple[str, ...]]) -> Collection[str]:
    if decisions:
        outputs = {service.name: service.outputs for service in model.services}
        asked = [part for name in decisions for part in outputs.get(name, (name,))]
        return set(needed(asked, required))
    everything = (*model.decisions, *model.inputs, *model.knowledge_models)
    called = {name for names in required.values() for name in names}
    return {element.name for element in everything} | called


def _shapes(model: Model, shown: Collection[str], labels: bool) -> Iterator[Shape]:
    elements = (
        (ShapeKind.DECISION, model.decisions),
        (ShapeKind.KNOWLEDGE_MODEL, model.knowledge_models),
        (ShapeKind.DECISION_SERVICE, model.services),
        (ShapeKind.INPUT_DATA, model.inputs),
    )
    for kind, of_kind in elements:
        for element in of_kind:
            if element.name in shown:
                yield shape(kind, element.name, element.label if labels else "")


# --- authority -------------------------------------------------------------------------------------


def _declared(model: Model, shown: Collection[str]) -> Iterator[Line]:
    """From declared knowledge sources to what they govern."""
    for source in model.knowledge_sources:
        yield from (_authority(source.name, governed) for governed in source.governs if governed in shown)


def _cited(model: Model, shown: Collection[str], wanted: bool | None) -> Collection[Line]:
    """From cited laws to what cites them."""
    citing: tuple[Decision | BusinessKnowledgeModel, ...] = (*model.decisions, *model.knowledge_models)
    lines = {
        _authority(_law_name(citation.law), element.name)
        for element in citing
        if element.name in shown
        for citation in _citations(element)
    }
    few = len(lines) <= FEW_AUTHORITIES
    return lines if wanted or (wanted is None and few) else ()


def _authority(source: str, governed: str) -> Line:
    return Line(kind=LineKind.AUTHORITY, required=source, requirer=governed)


def _law_name(law: Law) -> str:
    return f"law {law.identifier}"


def _sources(model: Model, authorities: Sequence[Line], labels: bool) -> Iterator[Shape]:
    drawn = {line.required for line in authorities}
    for source in model.knowledge_sources:
        if source.name in drawn:
            yield shape(ShapeKind.KNOWLEDGE_SOURCE, source.name, source.label if labels else "")
    for law in model.laws:
        if _law_name(law) in drawn:
            yield shape(ShapeKind.KNOWLEDGE_SOURCE, _law_name(law), law.title)


def _citations(element: Decision | BusinessKnowledgeModel) -> Iterator[Citation]:
    yield from element.citations
    logic = element.expression if isinstance(element, Decision) else element.function
    if logic is not None:
        yield from _of_logic(logic)


def _of_logic(logic: BoxedExpression) -> Iterator[Citation]:
    """The citations of the rules in a decision's logic."""
    match logic:
        case DecisionTable(rules=rules):
            for rule in rules:
                yield from rule.citations
        case Context(entries=entries, result=result):
            for entry in entries:
                yield from _of_logic(entry.expression)
            if result is not None:
                yield from _of_logic(result)
        case FunctionExpression(body=body):
            yield from _of_logic(body)
        case _:
            return

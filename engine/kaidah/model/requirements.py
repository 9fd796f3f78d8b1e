"""Which elements require which: one list of edges for building a model, for its graph and for its plan.

An edge runs from what is required to what requires it (DMN 1.5, clause 6.2.2).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from kaidah.model.elements import (
    BoxedExpression,
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    Model,
)
from kaidah.model.used_names import used_names
from kaidah_dsl.diagnostics import Diagnostic, Label
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span


class RequirementKind(StrEnum):
    """Information: a value flows. Knowledge: a function is called. Authority: a law or source is cited."""

    INFORMATION = "information"
    KNOWLEDGE = "knowledge"
    AUTHORITY = "authority"


@frozen
class Requirement:
    """`span` is the first place where `target` uses `source`."""

    source: str
    target: str
    kind: RequirementKind
    span: Span | None = None


def requirements(model: Model) -> tuple[Requirement, ...]:
    """The information and knowledge requirements of a model, those of an element in the order of their first
    use.

    Those of an element from another tool's file are as it declares them, used or not. A decision's readings
    require nothing: they are compared, never applied.
    """
    functions = {element.name for element in (*model.knowledge_models, *model.services)}
    values = {element.name for element in (*model.inputs, *model.decisions)}
    found: list[Requirement] = []
    for element in with_logic(model):
        logic = logic_of(element)
        if element.requirements is not None:
            found.extend(_declared(element))
        elif logic is not None:
            found.extend(_required(element.name, logic, functions, values))
    return tuple(found)


def _declared(element: Decision | BusinessKnowledgeModel) -> Iterator[Requirement]:
    """The requirements that a file declares itself; laws and sources are a matter of the graph."""
    for each in element.requirements or ():
        kind = RequirementKind(each.kind)
        if kind is not RequirementKind.AUTHORITY:
            yield Requirement(source=each.name, target=element.name, kind=kind, span=element.span)


def with_logic(model: Model) -> tuple[Decision | BusinessKnowledgeModel, ...]:
    """The elements that have logic, or should have."""
    return (*model.decisions, *model.knowledge_models)


def logic_of(element: Decision | BusinessKnowledgeModel) -> BoxedExpression | None:
    """The boxed expression of a decision or a business knowledge model."""
    return element.expression if isinstance(element, Decision) else element.function


def _required(
    target: str, logic: BoxedExpression, functions: Collection[str], values: Collection[str]
) -> Iterator[Requirement]:
    seen: set[str] = set()
    for name in used_names(logic):
        if name.name in seen or (name.name not in functions and name.name not in values):
            continue
        seen.add(name.name)
        kind = RequirementKind.KNOWLEDGE if name.name in functions else RequirementKind.INFORMATION
        yield Requirement(source=name.name, target=target, kind=kind, span=name.span)


def required_by(edges: Iterable[Requirement]) -> dict[str, tuple[str, ...]]:
    """What each element requires, in the order of first use."""
    result: dict[str, tuple[str, ...]] = {}
    for edge in edges:
        result[edge.target] = (*result.get(edge.target, ()), edge.source)
    return result


def needed(
    names: Iterable[str], required: Mapping[str, Sequence[str]], stop: Collection[str] = ()
) -> list[str]:
    """All that these elements need, directly or not, the needed before the needing; what `stop` needs is left
    out."""
    found: dict[str, None] = {}
    pending: list[tuple[str, bool]] = [(name, False) for name in reversed(list(names))]
    opened: set[str] = set()
    while pending:
        name, done = pending.pop()
        if done:
            found[name] = None
        elif name not in opened:
            opened.add(name)
            pending.append((name, True))
            if name not in stop:
                pending.extend((source, False) for source in reversed(required.get(name, ())))
    return list(found)


def service_edges(services: Iterable[DecisionService]) -> Iterator[Requirement]:
    """A service needs its outputs, though it requires no information itself: it is a function of its
    inputs."""
    for service in services:
        for output in service.outputs:
            yield Requirement(source=output, target=service.name, kind=RequirementKind.KNOWLEDGE)


@frozen
class Order:
    """Names so that what is required comes first. Each circle is broken at one place and kept in
    `circles`."""

    names: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...] = ()


def in_order(names: Iterable[str], edges: Sequence[Requirement]) -> Order:
    """The order in which elements can be worked out."""
    required: dict[str, dict[str, None]] = {name: {} for name in names}
    for edge in edges:
        required.setdefault(edge.target, {})[edge.source] = None
    circles: list[tuple[str, ...]] = []
    while True:
        try:
            ordered = tuple(TopologicalSorter(required).static_order())
        except CycleError as circle:
            path = tuple(circle.args[1])
            circles.append(path)
            # graphlib's path runs from the required to the requiring
            required[path[1]].pop(path[0])
        else:
            return Order(names=ordered, circles=tuple(circles))


def circle_problems(
    circles: Iterable[tuple[str, ...]], edges: Iterable[Requirement], functions: Collection[str]
) -> Iterator[Diagnostic]:
    """K301 for each circle, with its whole path. Functions may call themselves and each other."""
    places = {(edge.source, edge.target): edge.span for edge in edges}
    for circle in circles:
        if set(circle) <= set(functions):
            continue
        path = circle[::-1]
        steps = list(pairwise(path))
        spans = [(target, source, places.get((source, target))) for target, source in steps]
        labels = [Label(span=span, message=f"`{t}` needs `{s}`") for t, s, span in spans if span is not None]
        yield Diagnostic(
            code="K301",
            message="decisions need each other in a circle: " + " -> ".join(f"`{name}`" for name in path),
            span=labels[0].span if labels else None,
            label=labels[0].message if labels else "",
            others=tuple(labels[1:]),
            help="let one of them be worked out without the others",
        )

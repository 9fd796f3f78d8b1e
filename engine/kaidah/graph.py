"""The requirement graph of a model (DMN 1.5, clause 6): who needs whom, and which law stands behind it.

The edges come from `kaidah.model.requirements`, which needs no graph library; here they become a networkx
DiGraph for what looks at the graph as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import networkx as nx

from kaidah.model.elements import (
    BusinessKnowledgeModel,
    Decision,
    DecisionTable,
    Element,
    Model,
)
from kaidah.model.requirements import (
    Requirement,
    RequirementKind,
    circle_problems,
    in_order,
    requirements,
)
from kaidah_dsl.diagnostics import Diagnostic


def requirement_graph(model: Model) -> RequirementGraph:
    """The graph of a model's inputs, decisions, functions, services, knowledge sources and cited laws."""
    return RequirementGraph(model)


def law_node(identifier: str) -> str:
    """The graph's name for a law or source: elements may have the same name."""
    return f"law {identifier}"


class RequirementGraph:
    """`graph` has a node for each element (`element`: it, or the Law) and for each cited law (see
    `law_node`), and an edge (`kind`, `span`) from what is required to what requires it."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._edges = (*requirements(model), *authority_requirements(model))
        self.graph: nx.DiGraph[str] = nx.DiGraph()
        for element in _elements(model):
            self.graph.add_node(element.name, element=element)
        laws = {law_node(law.identifier): law for law in model.laws}
        for edge in self._edges:
            if edge.source in laws:
                self.graph.add_node(edge.source, element=laws[edge.source])
            self.graph.add_edge(edge.source, edge.target, kind=edge.kind, span=edge.span)

    @cached_property
    def inputs(self) -> frozenset[str]:
        return frozenset(data.name for data in self.model.inputs)

    @cached_property
    def decisions(self) -> frozenset[str]:
        return frozenset(decision.name for decision in self.model.decisions)

    @property
    def edges(self) -> tuple[Requirement, ...]:
        """Every requirement, those of an element in the order in which its logic uses them."""
        return self._edges

    def requirements(self, name: str) -> tuple[Requirement, ...]:
        """What an element requires directly, in the order of its logic, then the laws it cites."""
        return tuple(edge for edge in self._edges if edge.target == name)

    def dependents(self, name: str) -> tuple[str, ...]:
        """What requires an element directly."""
        return tuple(edge.target for edge in self._edges if edge.source == name)

    def needed(self, name: str) -> frozenset[str]:
        """All that an element requires, directly or not, laws and knowledge sources left out."""
        return frozenset(nx.ancestors(self._without_authority, name))

    def needed_inputs(self, decision: str) -> tuple[str, ...]:
        """The input data that a decision or service may read, in the order of the model."""
        needed = self._needed_by_service(decision) or self.needed(decision)
        return tuple(data.name for data in self.model.inputs if data.name in needed)

    def _needed_by_service(self, name: str) -> frozenset[str]:
        services = (service for service in self.model.services if service.name == name)
        return frozenset(data for service in services for data in service.input_data)

    def top_decisions(self) -> tuple[str, ...]:
        """The decisions that no other decision requires, in the order of the model."""
        return tuple(
            decision.name
            for decision in self.model.decisions
            if not any(self._without_authority.successors(decision.name))
        )

    def evaluation_order(self) -> tuple[str, ...]:
        """Names so that what is required comes first; a circle is broken at one place."""
        edges = [edge for edge in self._edges if edge.kind is not RequirementKind.AUTHORITY]
        return in_order((element.name for element in _elements(self.model)), edges).names

    def cycles(self) -> tuple[Diagnostic, ...]:
        """K301 for each circle of requirements, with its whole path."""
        edges = [edge for edge in self._edges if edge.kind is not RequirementKind.AUTHORITY]
        order = in_order((element.name for element in _elements(self.model)), edges)
        functions = {function.name for function in self.model.knowledge_models}
        return tuple(circle_problems(order.circles, edges, functions))

    def slice(self, decisions: Iterable[str], *, authority: bool = True) -> nx.DiGraph[str]:
        """The part of the graph that some decisions need, with the laws behind it unless `authority` is
        off."""
        kept: set[str] = set()
        for name in decisions:
            kept |= {name, *self.needed(name)}
        if authority:
            kept |= {
                e.source for e in self._edges if e.kind is RequirementKind.AUTHORITY and e.target in kept
            }
        return self.graph.subgraph(kept).copy()

    @cached_property
    def _without_authority(self) -> nx.DiGraph[str]:
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self.graph)
        kept = (edge for edge in self._edges if edge.kind is not RequirementKind.AUTHORITY)
        graph.add_edges_from((edge.source, edge.target) for edge in kept)
        return graph


def authority_requirements(model: Model) -> Iterator[Requirement]:
    """From each cited law to the decision, function or knowledge source that cites it (in its rules too), and
    from each knowledge source to what it governs."""
    for element in (*model.decisions, *model.knowledge_models, *model.knowledge_sources):
        for identifier in _cited(element):
            yield _authority(law_node(identifier), element.name)
    for source in model.knowledge_sources:
        for name in source.governs:
            yield _authority(source.name, name)


def _authority(source: str, target: str) -> Requirement:
    return Requirement(source=source, target=target, kind=RequirementKind.AUTHORITY)


def _cited(element: Element) -> tuple[str, ...]:
    citations = [*getattr(element, "citations", ())]
    logic = element.expression if isinstance(element, Decision) else None
    if isinstance(element, BusinessKnowledgeModel) and element.function is not None:
        logic = element.function.body
    if isinstance(logic, DecisionTable):
        citations.extend(citation for rule in logic.rules for citation in rule.citations)
    return tuple(dict.fromkeys(citation.law.identifier for citation in citations))


def _elements(model: Model) -> tuple[Element, ...]:
    return (
        *model.inputs,
        *model.decisions,
        *model.knowledge_models,
        *model.services,
        *model.knowledge_sources,
    )

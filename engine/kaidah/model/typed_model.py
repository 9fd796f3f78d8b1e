"""Types for a whole model: each element after those it requires, so that what it reads has a type already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kaidah.feel.infer import Scope
from kaidah.feel.types import Type
from kaidah.model.elements import BusinessKnowledgeModel, Decision, DecisionService, Model
from kaidah.model.infer_boxed import BoxInference
from kaidah.model.requirements import (
    Requirement,
    circle_problems,
    in_order,
    required_by,
    requirements,
    service_edges,
)
from kaidah.model.service import ServiceCompletion
from kaidah.model.settled import settled
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.source import Span


def typed_model(
    model: Model, used: Model, places: Mapping[str, Span], diagnostics: list[Diagnostic]
) -> Model:
    """The model with types throughout, its services complete, and circles reported (K301).

    `used` holds the elements that come typed from other models; `places` says where a decision's type is
    declared.
    """
    whole = beside(model, used)
    edges = (*requirements(whole), *service_edges(whole.services))
    typing = _Typing(places=places, diagnostics=diagnostics, required=required_by(edges))
    typing.know(whole)
    return typing.typed(model, _in_order(model, edges, diagnostics))


def beside(model: Model, used: Model) -> Model:
    """The model with the elements of used models behind its own."""
    return replace(
        model,
        item_definitions=(*model.item_definitions, *used.item_definitions),
        inputs=(*model.inputs, *used.inputs),
        decisions=(*model.decisions, *used.decisions),
        knowledge_models=(*model.knowledge_models, *used.knowledge_models),
        services=(*model.services, *used.services),
        knowledge_sources=(*model.knowledge_sources, *used.knowledge_sources),
    )


def allowed_values(model: Model) -> dict[str, feel.UnaryTests]:
    """The allowed values of inputs and decisions by name."""
    inputs = {data.name: data.item.allowed for data in model.inputs}
    decisions = {decision.name: decision.item.allowed for decision in model.decisions if decision.item}
    return {name: allowed for name, allowed in (inputs | decisions).items() if allowed is not None}


def _in_order(model: Model, edges: tuple[Requirement, ...], diagnostics: list[Diagnostic]) -> tuple[str, ...]:
    own = [e.name for e in (*model.decisions, *model.knowledge_models, *model.services)]
    inside = frozenset(own)
    order = in_order(own, [edge for edge in edges if edge.target in inside])
    functions = {element.name for element in model.knowledge_models}
    diagnostics.extend(circle_problems(order.circles, edges, functions))
    return order.names


@dataclass(kw_only=True)
class _Typing:
    """What is known while elements get their types one by one."""

    places: Mapping[str, Span]
    diagnostics: list[Diagnostic]
    required: Mapping[str, tuple[str, ...]]
    values: dict[str, Type] = field(default_factory=dict)
    functions: dict[str, Type] = field(default_factory=dict)
    inputs: dict[str, Type] = field(default_factory=dict)
    assumed: frozenset[str] = frozenset()
    decisions: dict[str, Type] = field(default_factory=dict)
    scope: Scope = field(default_factory=Scope)
    function_scope: Scope = field(default_factory=Scope)

    def know(self, model: Model) -> None:
        """Takes the types that are declared or come from used models; the rest is any for now."""
        types = {item.name: item.type for item in model.item_definitions}
        self.inputs = {data.name: data.type for data in model.inputs}
        self.assumed = frozenset(data.name for data in model.inputs if data.default is not None)
        self.decisions = {decision.name: decision.type for decision in model.decisions}
        self.functions = {function.name: function.type for function in model.knowledge_models}
        self.functions |= {service.name: service.type for service in model.services}
        self.values = self.inputs | self.decisions | self.functions
        self.scope = Scope(names=self.values, types=types, allowed=allowed_values(model))
        self.function_scope = Scope(names=self.functions, types=types)

    def typed(self, model: Model, order: tuple[str, ...]) -> Model:
        decisions = {decision.name: decision for decision in model.decisions}
        knowledge = {function.name: function for function in model.knowledge_models}
        services = {service.name: service for service in model.services}
        for name in order:
            if name in decisions:
                decisions[name] = self._decision(decisions[name])
            elif name in knowledge:
                knowledge[name] = self._knowledge(knowledge[name])
            elif name in services:
                services[name] = self._service(services[name])
        return replace(
            model,
            decisions=tuple(decisions.values()),
            knowledge_models=tuple(knowledge.values()),
            services=tuple(services.values()),
        )

    def _decision(self, decision: Decision) -> Decision:
        expected = decision.item.type if decision.item else None
        place = self.places.get(decision.name)
        boxes = BoxInference(diagnostics=self.diagnostics)
        type_, expression = decision.type, decision.expression
        if expression is not None:
            expression = boxes.typed(expression, self.scope, expected, place)
            type_ = expected or settled(expression.type)
        readings = tuple(
            replace(reading, expression=boxes.typed(reading.expression, self.scope, type_, place))
            for reading in decision.readings
        )
        self.values[decision.name] = self.decisions[decision.name] = type_
        return replace(decision, expression=expression, type=type_, readings=readings)

    def _knowledge(self, element: BusinessKnowledgeModel) -> BusinessKnowledgeModel:
        if element.function is None:
            return element
        problems: list[Diagnostic] = []
        function = BoxInference(diagnostics=problems).function(element.function, self.function_scope)
        self.diagnostics.extend(self._outside(problem) for problem in problems)
        self.values[element.name] = self.functions[element.name] = function.type
        return replace(element, function=function, type=function.type)

    def _outside(self, problem: Diagnostic) -> Diagnostic:
        """A clearer word where a function reads a decision or an input that is not its parameter."""
        name = " ".join(problem.span.text.split()) if problem.span else ""
        if problem.code != "K201" or name not in self.values:
            return problem
        return replace(
            problem,
            message=f"a function knows only its parameters, so not `{name}`",
            help=f"add a parameter and give it `{name}` where the function is used",
            fix=None,
        )

    def _service(self, service: DecisionService) -> DecisionService:
        completion = ServiceCompletion(
            required=self.required,
            decisions=self.decisions,
            inputs=self.inputs,
            assumed=self.assumed,
            diagnostics=self.diagnostics,
        )
        completed = completion.complete(service)
        self.values[service.name] = self.functions[service.name] = completed.type
        return completed

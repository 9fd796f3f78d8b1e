"""Model to plan: every name becomes a slot, every expression code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import localcontext
from typing import TypeAlias

from kaidah.feel.failure import Failure
from kaidah.feel.lower import Layout, Run, lower
from kaidah.feel.lower.frame import Value, failing
from kaidah.feel.number import CONTEXT
from kaidah.feel.types import BASE_TYPES, FunctionType, Type
from kaidah.model.elements import (
    BoxedExpression,
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    FunctionExpression,
    InputData,
    Model,
)
from kaidah.plan.boxed import Place, lower_boxed, lower_function
from kaidah.plan.item import item_plan, result_item
from kaidah.plan.plan import (
    BodyPlan,
    DecisionPlan,
    FunctionPlan,
    InputPlan,
    Part,
    Plan,
    ReadingPlan,
    ServicePlan,
)
from kaidah_dsl.frozen import frozen

_Planned: TypeAlias = InputData | Decision | BusinessKnowledgeModel | DecisionService


def from_model(model: Model) -> Plan:
    """The plan of a model that has no errors."""
    elements: tuple[_Planned, ...] = (
        *model.inputs,
        *model.decisions,
        *model.knowledge_models,
        *model.services,
    )
    slots = {element.name: slot for slot, element in enumerate(elements)}
    types = {**BASE_TYPES, **{item.name: item.type for item in model.item_definitions}}
    compiler = _Compiler(slots=slots, types=types)
    with localcontext(CONTEXT):
        parts = tuple(compiler.part(element) for element in elements)
    plan = Plan(model=model, parts=parts, slots=slots, asked=model.asked)
    if model.asked:
        return plan
    return Plan(model=model, parts=parts, slots=slots, asked=_unread(plan))


def _unread(plan: Plan) -> tuple[str, ...]:
    """The decisions that nothing else reads."""
    decisions = [part for part in plan.parts if isinstance(part, DecisionPlan)]
    read = {slot for part in plan.parts for slot in plan.reads(part.slot) if slot != part.slot}
    return tuple(part.name for part in decisions if part.slot not in read)


@frozen
class _Compiler:
    slots: Mapping[str, int]
    types: Mapping[str, Type]

    def part(self, element: _Planned) -> Part:
        slot = self.slots[element.name]
        match element:
            case InputData():
                return self._input(element, slot)
            case Decision():
                return self._decision(element, slot)
            case BusinessKnowledgeModel():
                return self._function(element, slot)
            case DecisionService():
                return self._service(element, slot)

    def _input(self, data: InputData, slot: int) -> InputPlan:
        default: tuple[Value] | None = None
        if data.default is not None:
            layout = self._layout()
            code = lower(data.default, layout)
            default = (code([Run([]), *[None] * (layout.body.size - 1)]),)
        return InputPlan(data=data, slot=slot, item=item_plan(data.item), default=default)

    def _decision(self, decision: Decision, slot: int) -> DecisionPlan:
        readings = (
            ReadingPlan(
                reading=reading,
                body=self._body(reading.expression, self._layout(), Place(owner=decision.name)),
            )
            for reading in decision.readings
        )
        return DecisionPlan(
            decision=decision,
            slot=slot,
            body=self._logic(decision),
            item=item_plan(decision.item) if decision.item else None,
            readings=tuple(readings),
        )

    def _logic(self, decision: Decision) -> BodyPlan | None:
        """A decision's own name means nothing in its logic, so that `sum = sum(Values)` calls the builtin."""
        if decision.expression is None:
            return None
        layout = self._layout(decision)
        layout = replace(layout, hidden=decision.name)
        return self._body(decision.expression, layout, Place(owner=decision.name), noted=True)

    def _function(self, model: BusinessKnowledgeModel, slot: int) -> FunctionPlan:
        place = Place(owner=model.name, within=model.name)
        body = None if model.function is None else self._body(model.function, self._layout(model), place)
        return FunctionPlan(model=model, slot=slot, body=body)

    def _service(self, service: DecisionService, slot: int) -> ServicePlan:
        """A service of a used model keeps the names of its parameters, whatever the alias of the model."""
        type = service.type
        assert isinstance(type, FunctionType)
        return ServicePlan(
            service=service,
            slot=slot,
            outputs=self._slots(service.outputs),
            encapsulated=self._slots(service.encapsulated),
            input_data=self._slots(service.input_data),
            input_decisions=self._slots(service.input_decisions),
            parameters=type.names or (*service.input_data, *service.input_decisions),
            optional=type.optional,
            item=result_item(service.item) if service.item else None,
        )

    def _slots(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self.slots[name] for name in names)

    def _layout(self, element: Decision | BusinessKnowledgeModel | None = None) -> Layout:
        """The names in scope: all, or those that an element declares to require, and its own."""
        if element is None or element.requirements is None:
            return Layout(shared=self.slots, types=self.types)
        names = {each.alias or each.name: each.name for each in element.requirements}
        names.setdefault(element.name, element.name)
        known = {name: self.slots[full] for name, full in names.items() if full in self.slots}
        return Layout(shared=known, types=self.types)

    def _body(self, boxed: BoxedExpression, layout: Layout, place: Place, *, noted: bool = False) -> BodyPlan:
        try:
            code = (
                lower_function(boxed, layout, place)
                if isinstance(boxed, FunctionExpression)
                else lower_boxed(boxed, layout, place, noted=noted)
            )
        except RecursionError:
            failure = Failure("K516", f"the logic of `{place.owner}` is nested too deep", "name parts of it")
            code = failing(failure, boxed.span)
        return BodyPlan(code=code, size=layout.body.size, reads=frozenset(layout.body.reads))

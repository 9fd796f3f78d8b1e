"""Decision services made complete: what they encapsulate and what must be given (DMN 1.5, clause 6.3.9)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from kaidah.feel.types import ANY, ContextType, FunctionType, Type
from kaidah.model.elements import DecisionService
from kaidah.model.requirements import needed
from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.frozen import frozen


@frozen
class ServiceCompletion:
    """`required` is what each element requires; `decisions` and `inputs` are their types by name. Inputs in
    `assumed` have a default."""

    required: Mapping[str, Sequence[str]]
    decisions: Mapping[str, Type]
    inputs: Mapping[str, Type]
    assumed: Collection[str]
    diagnostics: list[Diagnostic]

    def complete(self, service: DecisionService) -> DecisionService:
        """The service with all its lists. K304 where it lists what it holds or is given, and needs more."""
        inside = self._encapsulated(service)
        if service.encapsulated:
            self._complain(
                service, [name for name in inside if name not in service.encapsulated], "encapsulates"
            )
        encapsulated = tuple(dict.fromkeys((*service.encapsulated, *inside)))
        wanted = self._needed((*service.outputs, *encapsulated), service, self.inputs)
        listed = service.input_data
        if listed:
            missing = [name for name in wanted if name not in listed and name not in self.assumed]
            self._complain(service, missing, "input data")
        inputs = listed or tuple(wanted)
        completed = replace(service, encapsulated=encapsulated, input_data=inputs)
        return replace(completed, type=self._type(completed))

    def _encapsulated(self, service: DecisionService) -> list[str]:
        outside = (*service.outputs, *service.input_decisions)
        wanted = self._needed(service.outputs, service, self.decisions)
        return [name for name in wanted if name not in outside]

    def _needed(self, names: Sequence[str], service: DecisionService, kind: Mapping[str, Type]) -> list[str]:
        return [name for name in needed(names, self.required, stop=service.input_decisions) if name in kind]

    def _complain(self, service: DecisionService, missing: Sequence[str], clause: str) -> None:
        for name in missing:
            self.diagnostics.append(
                error(
                    "K304",
                    f"service `{service.name}` needs `{name}`, which it neither holds nor is given",
                    service.span,
                    help=f"add it to `{clause}`"
                    + (" or `input decisions`" if name in self.decisions else ""),
                )
            )

    def _type(self, service: DecisionService) -> FunctionType:
        """A service is a function of its input data and its input decisions, in this order. Input data may be
        left out: they have a default, or are missing where they are read."""
        inputs = tuple(self.inputs[name] for name in service.input_data)
        decisions = tuple(self.decisions[name] for name in service.input_decisions)
        result: Type = ANY
        if len(service.outputs) == 1:
            result = self.decisions[service.outputs[0]]
        elif service.outputs:
            result = ContextType(tuple((name, self.decisions[name]) for name in service.outputs))
        names = (*service.input_data, *service.input_decisions)
        return FunctionType((*inputs, *decisions), result, names, frozenset(service.input_data))

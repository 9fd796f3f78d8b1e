"""A plan: a model whose names are slots and whose logic is code. Made once, evaluated many times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TypeAlias

from kaidah.feel.lower import Code, Run
from kaidah.feel.lower.frame import Value
from kaidah.model.elements import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    InputData,
    Model,
    Reading,
)
from kaidah.plan.item import ItemPlan
from kaidah_dsl.frozen import frozen


@frozen
class BodyPlan:
    """The logic of one element: its code, the size of its frame, the shared slots it may read."""

    code: Code = field(repr=False)
    size: int
    reads: frozenset[int]

    def __call__(self, run: Run) -> Value:
        return self.code([run, *[None] * (self.size - 1)])


@frozen
class InputPlan:
    """`default` is None where the input has none; otherwise its one item is the value."""

    data: InputData = field(repr=False)
    slot: int
    item: ItemPlan = field(repr=False)
    default: tuple[Value] | None = None

    @property
    def name(self) -> str:
        return self.data.name


@frozen
class ReadingPlan:
    """Another reading of a decision."""

    reading: Reading
    body: BodyPlan


@frozen
class DecisionPlan:
    """`body` is None for a decision without logic; `item` judges what comes out, where a type is declared."""

    decision: Decision = field(repr=False)
    slot: int
    body: BodyPlan | None
    item: ItemPlan | None = field(repr=False)
    readings: tuple[ReadingPlan, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        return self.decision.name


@frozen
class FunctionPlan:
    """A business knowledge model: its body gives the function."""

    model: BusinessKnowledgeModel = field(repr=False)
    slot: int
    body: BodyPlan | None

    @property
    def name(self) -> str:
        return self.model.name


@frozen
class ServicePlan:
    """A decision service; its lists are slots. A call of it takes `input_data`, then `input_decisions`, by the
    names in `parameters`; those in `optional` may be left out. `item` judges what comes out, where a type is
    declared."""

    service: DecisionService = field(repr=False)
    slot: int
    outputs: tuple[int, ...]
    encapsulated: tuple[int, ...]
    input_data: tuple[int, ...]
    input_decisions: tuple[int, ...]
    parameters: tuple[str, ...]
    optional: frozenset[str] = frozenset()
    item: ItemPlan | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        return self.service.name

    @property
    def output_names(self) -> tuple[str, ...]:
        """The names of the outputs in the context that several of them make; an imported service gives them
        the names they have in its own model."""
        prefix = self.service.within
        return tuple(name.removeprefix(f"{prefix}.") if prefix else name for name in self.service.outputs)

    @property
    def given(self) -> tuple[int, ...]:
        """The slots of the parameters."""
        return (*self.input_data, *self.input_decisions)

    def parameter(self, slot: int) -> str | None:
        """The name of the parameter that gives this slot its value."""
        return dict(zip(self.given, self.parameters, strict=True)).get(slot)


Part: TypeAlias = InputPlan | DecisionPlan | FunctionPlan | ServicePlan


@frozen
class Plan:
    """`parts` by slot, `slots` by name. `asked` are the names asked when nobody says which."""

    model: Model = field(repr=False)
    parts: tuple[Part, ...]
    slots: Mapping[str, int] = field(repr=False)
    asked: tuple[str, ...]

    def part(self, name: str) -> Part | None:
        slot = self.slots.get(name)
        return None if slot is None else self.parts[slot]

    def reads(self, slot: int) -> frozenset[int]:
        """The slots that a part may read itself."""
        match self.parts[slot]:
            case DecisionPlan(body=body) | FunctionPlan(body=body):
                return frozenset() if body is None else body.reads
            case ServicePlan() as service:
                return frozenset(service.outputs)
            case InputPlan():
                return frozenset()

    def needed(self, slots: tuple[int, ...]) -> frozenset[int]:
        """The slots that may have to be read, directly or not, when these are asked. A service that is called is
        given what it needs."""
        found: set[int] = set()
        waiting = list(slots)
        while waiting:
            slot = waiting.pop()
            if slot not in found:
                found.add(slot)
                if slot in slots or not isinstance(self.parts[slot], ServicePlan):
                    waiting.extend(self.reads(slot))
        return frozenset(found)

    def __repr__(self) -> str:
        counts = {
            kind: sum(isinstance(part, kind) for part in self.parts) for kind in (InputPlan, DecisionPlan)
        }
        edition = f" {self.model.edition.identifier}" if self.model.edition else ""
        return (
            f"<plan of {self.model.name}{edition}: {counts[InputPlan]} inputs, "
            f"{counts[DecisionPlan]} decisions, asks {', '.join(self.asked)}>"
        )

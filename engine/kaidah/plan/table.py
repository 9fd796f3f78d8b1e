"""Decision tables made ready (clause 8): which rules match, and what the hit policy makes of them."""

from __future__ import annotations

from dataclasses import field
from typing import TypeAlias

from kaidah.feel.failure import Failure
from kaidah.feel.lower.frame import PENDING, UNDECIDED, Absent, Code, Frame, Test, Unknown, Value
from kaidah.feel.values import to_literal
from kaidah.model.elements import DecisionTable, HitPolicy
from kaidah.plan.hit_policy import Outputs
from kaidah.plan.item import Allowed
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span

Read: TypeAlias = tuple[int, Span]


class Inputs:
    """The values of a table's input clauses in one case, worked out as they are needed."""

    __slots__ = ("reads", "values")

    def __init__(self, count: int) -> None:
        self.values: list[Value] = [PENDING] * count
        self.reads: dict[int, tuple[Read, ...]] = {}


@frozen
class ClausePlan:
    """An input or output clause: its expression (default output entry), and its allowed values."""

    code: Code | None
    allowed: Allowed | None = None
    ranks: tuple[Test, ...] = ()


@frozen
class TablePlan:
    """A decision table made ready. `owner` and `within` say where it stands.

    `rules` are the input entries that say something, in pairs of clause and test; `entries` the outputs'.
    """

    table: DecisionTable = field(repr=False)
    owner: str
    within: str
    inputs: tuple[ClausePlan, ...] = field(repr=False)
    outputs: tuple[ClausePlan, ...] = field(repr=False)
    rules: tuple[tuple[tuple[int, Test], ...], ...] = field(repr=False)
    entries: tuple[tuple[Code, ...], ...] = field(repr=False)

    def match(self, frame: Frame, inputs: Inputs) -> list[int]:
        """The rules that match, in order; only the first one under F.

        Raises Unknown where a rule would match but for a value that is missing.
        """
        values = inputs.values
        only_first = self.table.hit_policy is HitPolicy.FIRST
        matched: list[int] = []
        for rule, entries in enumerate(self.rules):
            unknown: tuple[Read, ...] = ()
            for clause, test in entries:
                value = values[clause]
                if value.__class__ is Absent:
                    value = self.input(frame, inputs, clause)
                    if value is UNDECIDED:
                        unknown += inputs.reads[clause]
                        continue
                try:
                    if not test(frame, value):
                        break
                except Unknown as missing:
                    unknown += missing.reads
            else:
                if unknown:
                    raise self.unknown(rule, unknown)
                matched.append(rule)
                if only_first:
                    break
        return matched

    def input(self, frame: Frame, inputs: Inputs, clause: int) -> Value:
        """The value of an input clause; UNDECIDED where it needs a value that is missing."""
        if inputs.values[clause] is not PENDING:
            return inputs.values[clause]
        plan = self.inputs[clause]
        assert plan.code is not None
        try:
            value = plan.code(frame)
        except Unknown as missing:
            inputs.reads[clause] = missing.reads
            value = UNDECIDED
        else:
            if plan.allowed is not None and not _is_allowed(value, plan.allowed):
                frame[0].failed(
                    self._not_allowed(clause, value, plan.allowed), self.table.inputs[clause].span
                )
        inputs.values[clause] = value
        return value

    def unknown(self, rule: int, reads: tuple[Read, ...]) -> Unknown:
        return Unknown(tuple(dict.fromkeys(reads)), f"{self.table.rules[rule].title} of `{self.owner}`")

    def _not_allowed(self, clause: int, value: Value, allowed: Allowed) -> Failure:
        text = self.table.inputs[clause].text
        return Failure("K504", f"`{text}` is {to_literal(value)}, which is not among {allowed.text}")

    def shape(self, outputs: Outputs) -> Value:
        """One output is a value, several are a context."""
        if len(outputs) == 1:
            return outputs[0]
        return {clause.name: value for clause, value in zip(self.table.outputs, outputs, strict=True)}

    @property
    def has_defaults(self) -> bool:
        return any(clause.code is not None for clause in self.outputs)


def _is_allowed(value: Value, allowed: Allowed) -> bool:
    """Null is of every type; of a collection each item may be allowed by itself."""
    if value is None or value in allowed:
        return True
    return isinstance(value, tuple) and all(item is None or item in allowed for item in value)

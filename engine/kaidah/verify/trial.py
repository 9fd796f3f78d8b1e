"""Trying a table: which of its rules really match a case, as the engine evaluates it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from kaidah.evaluate import evaluate
from kaidah.feel.types import ANY
from kaidah.feel.values import Value
from kaidah.model.elements import (
    Decision,
    DecisionTable,
    HitPolicy,
    InputData,
    ItemDefinition,
    Model,
    OutputClause,
)
from kaidah.plan.from_model import from_model
from kaidah.plan.plan import Plan
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.walk import free_names

_TABLE = "the table"


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A table taken out of its model: its input expressions are inputs, its outputs the numbers of its rules,
    and all rules that match are kept."""

    table: DecisionTable
    model: Model

    def matches(
        self, case: Mapping[feel.Expression, Value], names: Mapping[str, Value] | None = None
    ) -> tuple[int, ...] | None:
        """The rules (by number) that match; None where that cannot be evaluated.

        `case` are the values of the input expressions, `names` those of names that entries read.
        """
        given: dict[str, Value] = dict(names or {})
        for place, clause in enumerate(self.table.inputs):
            given[_name(place)] = case[clause.expression]
        given = {name: value for name, value in given.items() if name in self._plan.slots}
        answer = evaluate(self._plan, given, [_TABLE], trace=False, lenient=self.model.lenient)
        if not answer.decided:
            return None
        found = answer.outputs[_TABLE]
        return tuple(int(number) for number in found) if isinstance(found, tuple) else None

    @cached_property
    def _plan(self) -> Plan:
        read = {
            name.name
            for rule in self.table.rules
            for entry in rule.input_entries
            for test in entry.tests
            for name in free_names(test)
        }
        elements = {each.name for each in (*self.model.inputs, *self.model.decisions)}
        constant = tuple(
            decision
            for decision in self.model.decisions
            if decision.name in read and not self._given(decision)
        )
        names = sorted((read & elements) - {decision.name for decision in constant})
        span = self.table.span
        inputs = tuple(
            InputData(name=name, span=span, item=ItemDefinition(name=name, type=ANY, span=span))
            for name in (*map(_name, range(len(self.table.inputs))), *names)
        )
        decision = Decision(name=_TABLE, span=span, expression=self._numbered(), type=ANY)
        return from_model(
            Model(
                name=self.model.name,
                path=self.model.path,
                item_definitions=self.model.item_definitions,
                inputs=inputs,
                decisions=(decision, *constant),
                knowledge_models=self.model.knowledge_models if read - elements else (),
                lenient=self.model.lenient,
            )
        )

    def _given(self, decision: Decision) -> bool:
        """Whether a decision's value must be given here, as it needs more than constants."""
        from kaidah.model.elements import LiteralExpression

        logic = decision.expression
        return not isinstance(logic, LiteralExpression) or next(free_names(logic.tree), None) is not None

    def _numbered(self) -> DecisionTable:
        span = self.table.span
        return replace(
            self.table,
            hit_policy=HitPolicy.COLLECT,
            item=None,
            inputs=tuple(
                replace(clause, expression=feel.Name(name=_name(place), span=clause.span))
                for place, clause in enumerate(self.table.inputs)
            ),
            outputs=(OutputClause(name="", type=ANY, span=span),),
            rules=tuple(
                replace(
                    rule, output_entries=(feel.NumberLiteral(value=Decimal(rule.number), span=rule.span),)
                )
                for rule in self.table.rules
            ),
        )


def _name(place: int) -> str:
    return f"input clause {place + 1}"

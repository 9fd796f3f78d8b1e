"""Which mutants the cases notice: a case notices one when it passes as things are, and fails with the change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kaidah.api import ExplainedAnswer
from kaidah.cases.case import Case, CaseResult
from kaidah.cases.mutated import Mutated
from kaidah.cases.outcome import Outcome
from kaidah.cases.run import judged
from kaidah.cases.table_variants import (
    MutantKey,
    TableVariants,
    key_of_mutant,
    with_table,
    with_value,
)
from kaidah.evaluate import evaluate
from kaidah.feel.values import to_literal
from kaidah.model.elements import Model
from kaidah.plan.from_model import from_model
from kaidah.plan.plan import Plan
from kaidah.trace import DecisionTrace, TableTrace, Trace
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.parse import parse_expression
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Source, Span


@frozen
class _Further:
    """Something to be told from the answer of a case to a changed model."""

    result: CaseResult
    decision: str
    mutated: Mutated
    place: int
    outcome: Outcome


class Noticing:
    """Gathers what cases notice."""

    def __init__(self, tables: TableVariants) -> None:
        self.tables = tables
        self.noticed: set[MutantKey] = set()
        self._further: list[_Further] = []
        self._plans: dict[object, Plan] = {}

    def add(self, results: Iterable[CaseResult]) -> None:
        """Take in cases; those that fail as things are notice nothing."""
        for result in results:
            answer = result.answer
            if result.passed and answer is not None and answer.trace is not None:
                self._add(result, answer, answer.trace)
        for each in self._further:
            if key_of_mutant(each.mutated.table, each.mutated.mutants[each.place]) not in self.noticed:
                self._ask(each)
        self._further.clear()

    def _add(self, result: CaseResult, answer: ExplainedAnswer, trace: Trace) -> None:
        names = {
            **{name: done.value for name, done in trace.decisions.items()},
            **trace.assumed,
            **trace.inputs,
        }
        for done in trace.decisions.values():
            for traced in done.tables:
                mutated = self.tables.of(answer.model, traced.table)
                if mutated is None:
                    continue
                if unread(mutated, traced):
                    self._further += _to_be_tried(result, done, traced, mutated)
                    continue
                outcomes = differing(mutated, traced, {**names, **dict(done.uses)})
                self._sort(result, done, traced, mutated, outcomes)

    def _sort(
        self,
        result: CaseResult,
        done: DecisionTrace,
        traced: TableTrace,
        mutated: Mutated,
        outcomes: Mapping[int, Outcome],
    ) -> None:
        """What the case says itself is noticed at once, the rest is to be worked out."""
        direct = not traced.within and is_said(result.case, done.decision)
        for place, outcome in outcomes.items():
            key = key_of_mutant(mutated.table, mutated.mutants[place])
            if key in self.noticed:
                continue
            if direct and mutated.owner == done.decision and (outcome.certain or outcome.code):
                self.noticed.add(key)
            else:
                self._further.append(
                    _Further(
                        result=result, decision=done.decision, mutated=mutated, place=place, outcome=outcome
                    )
                )

    def _ask(self, each: _Further) -> None:
        answer = each.result.answer
        assert answer is not None and answer.model is not None
        case = each.result.case
        plan = self._plan(each, answer.model)
        found = evaluate(plan, case.given, case.asked, on=answer.on, lenient=answer.model.lenient, trace=True)
        changed = ExplainedAnswer(answer=found, model=answer.model, on=answer.on)
        if not judged(case, changed).passed:
            self.noticed.add(key_of_mutant(each.mutated.table, each.mutated.mutants[each.place]))

    def _plan(self, each: _Further, model: Model) -> Plan:
        mutated = each.mutated
        tree = None
        if not mutated.within and mutated.owner == each.decision:
            tree = tree_of(each.outcome)
        key: object = (id(model), each.decision, tree)
        if tree is None:
            key = (id(model), id(mutated), each.place)
        if key not in self._plans:
            if tree is None:
                table = mutated.mutants[each.place].applied(mutated.table)
                changed = with_table(model, mutated.owner, mutated.table, table)
            else:
                changed = with_value(model, each.decision, tree)
            self._plans[key] = from_model(changed)
        return self._plans[key]


def differing(mutated: Mutated, traced: TableTrace, names: Mapping[str, Any]) -> dict[int, Outcome]:
    """The mutants that give something else than the table did, and what."""
    cell = mutated.cell(traced.inputs)
    if cell is not None:
        return mutated.noticed(cell)
    case = {
        clause.expression: value for clause, value in zip(mutated.table.inputs, traced.inputs, strict=True)
    }
    return mutated.noticed_by_trial(case, names) or {}


def unread(mutated: Mutated, traced: TableTrace) -> bool:
    """Whether the value of an input clause is not known, as no entry that was tried asks for it."""
    for clause, value in zip(mutated.table.inputs, traced.inputs, strict=True):
        axis = mutated.grid.axis_of(clause.expression)
        if value is None and axis is not None and not mutated.grid.axes[axis].null:
            return True
    return bool(traced.missing)


def _to_be_tried(
    result: CaseResult, done: DecisionTrace, traced: TableTrace, mutated: Mutated
) -> list[_Further]:
    """The mutants that may make a difference, as far as the values are known."""
    return [
        _Further(
            result=result,
            decision=done.decision,
            mutated=mutated,
            place=place,
            outcome=Outcome(certain=False),
        )
        for place in mutated.touched(traced.inputs)
    ]


def is_said(case: Case, decision: str) -> bool:
    """Whether a case says what a decision comes to (all of it), or why it does not."""
    return (decision,) in case.expected or decision in case.problems


_SPAN = Span(Source(name="", text=""), 0, 0)


def tree_of(outcome: Outcome) -> feel.Expression | None:
    """An expression that always has this outcome; None where that depends on the case."""
    if not outcome.certain:
        return None
    if outcome.code:
        return feel.Unreadable(code=outcome.code, message="no result", span=_SPAN)
    text = to_literal(outcome.value)
    source = Source(name="", text=text)
    return parse_expression(Span(source, 0, len(text))).tree


__all__ = ["Noticing", "differing", "is_said", "tree_of", "unread"]

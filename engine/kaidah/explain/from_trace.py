"""From a trace to an explanation: each record with the words of the model beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from kaidah.explain.explanation import (
    Entry,
    ExplainedDecision,
    Explanation,
    Fact,
    Formula,
    Origin,
    Output,
    Reading,
    Rule,
    Table,
    UsedFunction,
)
from kaidah.explain.formulas import formulas, is_constant
from kaidah.explain.language import ENGLISH, Language
from kaidah.explain.scales import scales, with_scales
from kaidah.explain.written import Written
from kaidah.feel.types import ANY, Type
from kaidah.model.elements import (
    BoxedExpression,
    Context,
    Decision,
    DecisionTable,
    InputData,
    Model,
    OutputClause,
)
from kaidah.model.requirements import RequirementKind, needed, required_by, requirements
from kaidah.trace import DecisionTrace, ReadingTrace, RuleTrace, TableTrace, Trace

Scaled: TypeAlias = Callable[[Type], Type]


def from_trace(trace: Trace, model: Model, spoken: Language = ENGLISH) -> Explanation:
    """Explain an evaluation of a model. `trace` must come from that model (same edition).

    Names are those of the model, or its labels where the language shows labels.
    """
    facts = _Facts(trace, model, spoken)
    decisions = {decision.name: decision for decision in model.decisions}
    return Explanation(
        model=trace.model,
        edition=model.edition,
        asked=tuple(map(facts.called, _asked(trace, model))),
        inputs=tuple(facts.fact(name, value) for name, value in {**trace.inputs, **trace.assumed}.items()),
        decisions=tuple(
            _decision(done, decisions.get(name), facts) for name, done in trace.decisions.items()
        ),
    )


def _asked(trace: Trace, model: Model) -> tuple[str, ...]:
    """The asked decisions; for an asked service, its outputs."""
    outputs = {service.name: service.outputs for service in model.services}
    names = (part for name in trace.asked for part in outputs.get(name, (name,)))
    return tuple(dict.fromkeys(names))


class _Facts:
    """What the model knows about the names of values: types, scales, descriptions."""

    def __init__(self, trace: Trace, model: Model, spoken: Language) -> None:
        self.written = Written(model, spoken)
        by_unit = scales(model)
        elements: tuple[InputData | Decision, ...] = (*model.inputs, *model.decisions)
        self.types = {element.name: with_scales(element.type, by_unit) for element in elements}
        self.abouts = {element.name: element.about for element in elements}
        self.trace = trace
        self.model = model
        knowledge = [edge for edge in requirements(model) if edge.kind is RequirementKind.KNOWLEDGE]
        self.calls = required_by(knowledge)
        self.scaled: Scaled = lambda type: with_scales(type, by_unit)

    def called(self, name: str) -> str:
        """What a value is called in the explanation."""
        return self.written.names.get(name, name)

    def fact(self, name: str, value: Any) -> Fact:
        return Fact(
            name=self.called(name),
            value=value,
            type=self.types.get(name, ANY),
            origin=self.origin(name),
            about=self.abouts.get(name, ""),
        )

    def functions(self, decision: str) -> tuple[UsedFunction, ...]:
        """The functions that a decision calls, and those that they call."""
        called = set(needed([decision], self.calls))
        return tuple(
            UsedFunction(
                name=self.called(element.name),
                parameters=tuple(parameter.name for parameter in element.function.parameters),
                formulas=formulas(
                    element.function.body,
                    self.written.within(*(parameter.name for parameter in element.function.parameters)),
                ),
                citations=element.citations,
            )
            for element in self.model.knowledge_models
            if element.name in called and element.function is not None
        )

    def changed(self, name: str, value: Any, decided: bool) -> Fact:
        """An asked decision as it would come out by another reading."""
        origin = Origin.DECIDED if decided else Origin.UNDECIDED
        return replace(self.fact(name, value), origin=origin)

    def origin(self, name: str) -> Origin:
        if name in self.trace.inputs:
            return Origin.GIVEN
        if name in self.trace.assumed:
            return Origin.ASSUMED
        if name in self.trace.decisions:
            return Origin.DECIDED if self.trace.decisions[name].decided else Origin.UNDECIDED
        return Origin.MISSING


def _decision(done: DecisionTrace, decision: Decision | None, facts: _Facts) -> ExplainedDecision:
    type = facts.types.get(done.decision, ANY)
    known = (
        {reading.name: formulas(reading.expression, facts.written) for reading in decision.readings}
        if decision
        else {}
    )
    return ExplainedDecision(
        name=facts.called(done.decision),
        label=decision.label if decision else "",
        about=decision.about if decision else "",
        value=done.value,
        type=type,
        decided=done.decided,
        formulas=_formulas(done, decision.expression, facts) if decision else (),
        uses=tuple(facts.fact(name, value) for name, value in done.uses),
        tables=tuple(_table(table, facts) for table in done.tables),
        functions=facts.functions(done.decision),
        citations=done.citations,
        readings=tuple(_reading(reading, type, known, facts) for reading in done.readings),
        because=done.because,
        diagnostics=done.diagnostics,
    )


def _formulas(done: DecisionTrace, logic: BoxedExpression | None, known: _Facts) -> tuple[Formula, ...]:
    """The formulas of a decision's logic; those of a context with what they came to."""
    if not isinstance(logic, Context):
        return formulas(logic, known.written)
    values = dict(done.steps)
    if logic.result is None and isinstance(done.value, dict):
        values = done.value | values
    facts = {
        entry.name: Fact(
            name=entry.name,
            value=values[entry.name],
            type=known.scaled(entry.expression.type),
            origin=Origin.DECIDED,
        )
        for entry in logic.entries
        if entry.name in values
    }
    return tuple(
        replace(formula, result=facts.get(formula.name)) for formula in formulas(logic, known.written)
    )


def _reading(done: ReadingTrace, type: Type, known: dict[str, tuple[Formula, ...]], facts: _Facts) -> Reading:
    return Reading(
        name=done.name,
        value=done.value,
        type=type,
        decided=done.decided,
        differs=done.differs,
        formulas=known.get(done.name, ()),
        citations=done.citations,
        changes=tuple(facts.changed(*change) for change in done.changes),
    )


def _table(done: TableTrace, facts: _Facts) -> Table:
    return Table(
        within=done.within,
        hit_policy=done.table.hit_policy,
        rules=tuple(_rule(rule, done, facts) for rule in done.rules),
        defaulted=done.defaulted,
        defaults=tuple(
            Output(
                name=_output_name(clause, done.table),
                text=facts.written.of(clause.default),
                constant=is_constant(clause.default),
            )
            for clause in done.table.outputs
            if clause.default is not None
        ),
        value=done.value,
        type=facts.scaled(done.table.type),
    )


def _rule(done: RuleTrace, table: TableTrace, facts: _Facts) -> Rule:
    return Rule(
        number=done.rule.number,
        name=done.rule.name,
        entries=_entries(done, table, facts),
        outputs=_outputs(done, table.table, facts),
        matched=done.matched,
        kept=done.kept,
        annotations=done.rule.annotations,
        citations=done.rule.citations,
    )


def _entries(done: RuleTrace, table: TableTrace, facts: _Facts) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            clause=facts.written.heading(clause),
            test=facts.written.of(tests),
            value=table.inputs[index],
            type=facts.scaled(clause.type),
            missing=index in table.missing,
            match=done.entries[index],
        )
        for index, (clause, tests) in enumerate(zip(table.table.inputs, done.rule.input_entries, strict=True))
    )


def _outputs(done: RuleTrace, table: DecisionTable, facts: _Facts) -> tuple[Output, ...]:
    return tuple(
        Output(name=_output_name(clause, table), text=facts.written.of(tree), constant=is_constant(tree))
        for clause, tree in zip(table.outputs, done.rule.output_entries, strict=True)
    )


def _output_name(clause: OutputClause, table: DecisionTable) -> str:
    """A single output is the value itself and needs no name."""
    return clause.name if len(table.outputs) > 1 else ""

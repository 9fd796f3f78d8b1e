"""A finished case to its trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kaidah.feel import operators
from kaidah.feel.lower.frame import Absent, Undecided, Value
from kaidah.plan.plan import DecisionPlan, InputPlan
from kaidah.plan.run import CaseRun, Record
from kaidah.trace import DecisionTrace, ReadingTrace, Trace


def to_trace(run: CaseRun, asked: tuple[str, ...], given: Mapping[str, Value]) -> Trace:
    """What happened in `run`; the readings of its decisions are evaluated only now."""
    model = run.plan.model
    records = tuple(run.records.values())  # readings may decide more, for which nobody asked
    assumed = dict(run.assumed)
    return Trace(
        model=model.name,
        edition=model.edition.identifier if model.edition else "",
        asked=asked,
        inputs=dict(given),
        decisions={record.part.name: _decision_trace(run, record, asked, given) for record in records},
        assumed=assumed,
    )


def _decision_trace(
    run: CaseRun, record: Record, asked: tuple[str, ...], given: Mapping[str, Value]
) -> DecisionTrace:
    part = record.part
    readings = (_reading_trace(run, record, index) for index in range(len(part.readings)))
    return DecisionTrace(
        decision=part.name,
        value=record.value,
        decided=record.decided,
        uses=_uses(run, record),
        tables=tuple(record.tables),
        citations=part.decision.citations,
        readings=tuple(_with_changes(reading, run, record, asked, given) for reading in readings),
        because=part.decision.because,
        diagnostics=tuple(record.diagnostics),
        steps=tuple(record.steps),
    )


def _uses(run: CaseRun, record: Record) -> tuple[tuple[str, Value], ...]:
    found = []
    for slot in record.reads:
        part = run.plan.parts[slot]
        if isinstance(part, InputPlan | DecisionPlan):
            value = run.values[slot]
            found.append((part.name, None if value.__class__ is Absent else value))
    return tuple(found)


def _reading_trace(run: CaseRun, record: Record, index: int) -> ReadingTrace:
    """What another reading gives; what goes wrong in it is noted there, and harms nothing."""
    plan = record.part.readings[index]
    outer, outer_tables = run.diagnostics, run.tables
    run.diagnostics, run.tables = [], []
    value, decided = None, True
    try:
        value = run.from_the_top(lambda: plan.body(run))
    except (Undecided, RecursionError):
        decided = False
    noted = tuple(run.diagnostics)
    cited = [cite for table in run.tables for traced in table.fired for cite in traced.rule.citations]
    run.diagnostics, run.tables = outer, outer_tables
    return ReadingTrace(
        name=plan.reading.name,
        value=value,
        differs=decided and record.decided and not operators.same(value, record.value),
        citations=tuple(dict.fromkeys((*plan.reading.citations, *cited))),
        decided=decided,
        diagnostics=noted,
    )


def _with_changes(
    reading: ReadingTrace, run: CaseRun, record: Record, asked: tuple[str, ...], given: Mapping[str, Value]
) -> ReadingTrace:
    """The reading with what would come of it; where it differs only."""
    if not reading.differs:
        return reading
    values = {run.plan.slots[name]: value for name, value in given.items()}
    values[record.part.slot] = reading.value
    other = CaseRun(run.plan, values, lenient=run.lenient, clock=run.clock)
    names = (name for name in asked if name != record.part.name)
    return replace(reading, changes=tuple(_changes(run, other, names)))


def _changes(run: CaseRun, other: CaseRun, names: Iterator[str]) -> Iterator[tuple[str, Value, bool]]:
    for name in names:
        known, changed = run.records.get(run.plan.slots[name]), other.ask(run.plan.slots[name])
        if known is None or not known.decided:
            continue
        if not changed.decided or not operators.same(changed.value, known.value):
            yield name, changed.value, changed.decided

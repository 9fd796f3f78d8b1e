"""A decision table with a record of every rule: the same answer, told in full."""

from __future__ import annotations

from dataclasses import replace

from kaidah.feel.lower.frame import PENDING, UNDECIDED, Absent, Frame, Test, Unknown, Value
from kaidah.model.elements import HitPolicy
from kaidah.plan.hit_policy import Kept
from kaidah.plan.settle import settle
from kaidah.plan.table import Inputs, Read, TablePlan
from kaidah.trace import Match, RuleTrace, TableTrace

_UNMATCHED = frozenset((Match.FAILS, Match.UNKNOWN, Match.NOT_TRIED))


def traced(plan: TablePlan, frame: Frame, inputs: Inputs) -> Value:
    """The value of the table; its trace goes to the run, also when the table cannot be decided."""
    traces: list[RuleTrace] = []
    kept = Kept(rules=(), value=None)
    try:
        matched = _match(plan, frame, inputs, traces)
        kept = settle(plan, frame, inputs, matched)
    finally:
        frame[0].tables.append(_trace(plan, frame, inputs, traces, kept))
    return kept.value


def _match(plan: TablePlan, frame: Frame, inputs: Inputs, traces: list[RuleTrace]) -> list[int]:
    """As the plan's own `match`: what that does not try is `not tried` here."""
    only_first = plan.table.hit_policy is HitPolicy.FIRST
    matched: list[int] = []
    for rule, entries in enumerate(plan.rules):
        found = [Match.IRRELEVANT] * len(plan.inputs)
        for clause, _ in entries:
            found[clause] = Match.NOT_TRIED
        done = only_first and bool(matched)
        unknown = () if done else _try(plan, frame, inputs, entries, found)
        holds = not done and _UNMATCHED.isdisjoint(found)
        traces.append(RuleTrace(rule=plan.table.rules[rule], entries=tuple(found), matched=holds))
        if unknown and Match.FAILS not in found:
            raise plan.unknown(rule, unknown)
        if holds:
            matched.append(rule)
    return matched


def _try(
    plan: TablePlan,
    frame: Frame,
    inputs: Inputs,
    entries: tuple[tuple[int, Test], ...],
    found: list[Match],
) -> tuple[Read, ...]:
    """Try the entries of one rule until one fails; the reads of those that cannot be told."""
    unknown: tuple[Read, ...] = ()
    for clause, test in entries:
        found[clause] = Match.UNKNOWN
        value = plan.input(frame, inputs, clause)
        if value is UNDECIDED:
            unknown += inputs.reads[clause]
            continue
        try:
            found[clause] = Match.HOLDS if test(frame, value) else Match.FAILS
        except Unknown as missing:
            unknown += missing.reads
        if found[clause] is Match.FAILS:
            break
    return unknown


def _trace(plan: TablePlan, frame: Frame, inputs: Inputs, traces: list[RuleTrace], kept: Kept) -> TableTrace:
    for clause, value in enumerate(inputs.values):
        if value is PENDING:
            frame[0].peek(lambda clause=clause: plan.input(frame, inputs, clause))
    used = set(kept.rules)
    absent = frozenset(clause for clause, value in enumerate(inputs.values) if type(value) is Absent)
    return TableTrace(
        table=plan.table,
        within=plan.within,
        inputs=tuple(None if clause in absent else value for clause, value in enumerate(inputs.values)),
        missing=absent,
        rules=tuple(replace(t, kept=True) if index in used else t for index, t in enumerate(traces)),
        defaulted=not kept.rules and kept.value is not None and plan.has_defaults,
        value=kept.value,
    )

"""The doubts of a model: each reading compared with the logic that is applied, over all cases there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeAlias

from kaidah.doubts.cells import is_ordered
from kaidah.doubts.doubt import Alternative, DisputedReading, Doubt, Region
from kaidah.doubts.exploration import MOST_CASES, NO_ANSWER, Leaf, Probe, TooMany, Unlisted, explore
from kaidah.doubts.regions import Found, around, conditions, put_together
from kaidah.doubts.sample import sample, unusual
from kaidah.doubts.steps import Steps
from kaidah.explain.scales import scales, with_scales
from kaidah.feel.equality import same
from kaidah.feel.lower import Layout, Run, lower
from kaidah.feel.types import BOOLEAN, STRING, Type
from kaidah.model.elements import Citation, Decision, DecisionTable, Model
from kaidah.plan.from_model import from_model
from kaidah.plan.plan import DecisionPlan, FunctionPlan, InputPlan, Part, Plan, ReadingPlan, ServicePlan
from kaidah_dsl.source import Span

MOST_SHOWN = 4
Known: TypeAlias = dict[tuple[Span, ...], DisputedReading]
TOO_MANY = f"there are more than {MOST_CASES:,} cases to compare"


def doubts(models: Iterable[Model]) -> tuple[Doubt, ...]:
    """The doubts of a regulation's editions; editions in which a doubt is the same share it."""
    found: list[Doubt] = []
    known_readings: Known = {}
    for model in models:
        for doubt in of_model(model, known_readings):
            known = next((index for index, each in enumerate(found) if _same(each, doubt)), None)
            if known is None:
                found.append(doubt)
            else:
                editions = dict.fromkeys((*found[known].editions, *doubt.editions))
                found[known] = replace(found[known], editions=tuple(editions))
    return tuple(found)


def _same(first: Doubt, second: Doubt) -> bool:
    return first.decision.span == second.decision.span and _said(first) == _said(second)


def _said(doubt: Doubt) -> list[tuple[object, ...]]:
    return [
        (each.name, each.exact, [(region.text, region.applied, region.other) for region in each.regions])
        for each in doubt.readings
    ]


def of_model(model: Model, known: Known | None = None) -> Iterator[Doubt]:
    """The doubts of one edition, those of the models it uses left out. `known` are comparisons already made."""
    plan = from_model(model)
    known = {} if known is None else known
    for part in plan.parts:
        if isinstance(part, DecisionPlan) and part.readings and part.decision.span.source.name == model.path:
            yield Doubt(
                decision=part.decision,
                editions=(model.edition.identifier,) if model.edition else (),
                citations=citations(part.decision),
                readings=tuple(_known_or_compared(plan, part, reading, known) for reading in part.readings),
            )


def _known_or_compared(plan: Plan, part: DecisionPlan, reading: ReadingPlan, known: Known) -> DisputedReading:
    """Editions may share the whole logic; it is compared once, unless it looks at the day of the case."""
    needed = sorted(plan.needed((part.slot, *reading.body.reads)))
    names = [plan.parts[slot].name for slot in needed]
    key = (reading.reading.span, *(_place(plan.parts[slot]) for slot in needed))
    if plan.model.date_input in names:
        return compare(plan, part, reading)
    if key not in known:
        known[key] = compare(plan, part, reading)
    return known[key]


def _place(part: Part) -> Span:
    match part:
        case InputPlan(data=element) | DecisionPlan(decision=element):
            return element.span
        case FunctionPlan(model=element) | ServicePlan(service=element):
            return element.span


def citations(decision: Decision) -> tuple[Citation, ...]:
    """What the applied logic rests on: the decision's own citations, then those of its rules."""
    logic = decision.expression
    rules = logic.rules if isinstance(logic, DecisionTable) else ()
    found = (*decision.citations, *(cite for rule in rules for cite in rule.citations))
    return tuple({(cite.law.identifier, cite.place): cite for cite in found}.values())


def _reading_citations(reading: ReadingPlan) -> tuple[Citation, ...]:
    logic = reading.reading.expression
    rules = logic.rules if isinstance(logic, DecisionTable) else ()
    found = (*reading.reading.citations, *(cite for rule in rules for cite in rule.citations))
    return tuple({(cite.law.identifier, cite.place): cite for cite in found}.values())


def compare(plan: Plan, part: DecisionPlan, reading: ReadingPlan) -> DisputedReading:
    """Where a reading differs. Exactly, where both go in steps; else at boundaries."""
    steps, exact, leaves, trouble = cases(plan, part, reading, frozenset())
    if trouble == TOO_MANY:
        nearer = cases(plan, part, reading, _nearest(plan, part, reading))
        if not nearer[3]:
            steps, exact, leaves, trouble = nearer
    if trouble == TOO_MANY:
        return _sampled(Steps(plan), part, reading, trouble)
    differing = [leaf for leaf in leaves if differs(*leaf.answer)]
    complete = exact and not trouble
    found = (put_together if complete else around)(differing, steps.cells)
    if trouble:  # what was tried says little about the rest
        found = tuple(replace(each, box={}) for each in found[:1])
    return DisputedReading(
        name=reading.reading.name,
        citations=_reading_citations(reading),
        regions=tuple(_region(each, steps, part) for each in found),
        exact=complete,
        compared=len(leaves),
        trouble=trouble,
    )


def cases(
    plan: Plan, part: DecisionPlan, reading: ReadingPlan, taken: frozenset[int]
) -> tuple[Steps, bool, list[Leaf], str]:
    """All cases told apart, where the decisions in `taken` are tried like inputs."""
    steps = Steps(plan, taken)
    logic = part.decision.expression
    stepwise = logic is None or steps.boxed(logic, {})
    exact = steps.boxed(reading.reading.expression, {}) and stepwise
    if not exact:
        _prepare(steps, part, reading)
    leaves, trouble = _leaves(steps, part, reading, steps.cuts if exact else taken)
    return steps, exact, leaves, trouble


def _nearest(plan: Plan, part: DecisionPlan, reading: ReadingPlan) -> frozenset[int]:
    """The nearest decisions that can be tried value by value, instead of what they are decided from."""
    found: set[int] = set()
    waiting = [*(part.body.reads if part.body else ()), *reading.body.reads]
    while waiting:
        other = plan.parts[waiting.pop()]
        if not isinstance(other, DecisionPlan) or other.slot in found or other.body is None:
            continue
        item = Steps(plan).item(other.slot)
        if is_ordered(item.type) or item.type == BOOLEAN or (item.type == STRING and item.allowed):
            found.add(other.slot)
        else:
            waiting += other.body.reads
    return frozenset(found)


def _prepare(steps: Steps, part: DecisionPlan, reading: ReadingPlan) -> None:
    """Boundaries for logic that does not go in steps: every constant in it and in what it needs, and the values
    of the examples."""
    needed = steps.plan.needed((part.slot, *reading.body.reads))
    steps.guess(reading.reading.expression)
    for slot in needed:
        other = steps.plan.parts[slot]
        if isinstance(other, DecisionPlan):
            steps.guess(other.decision.expression)
    for example in steps.model.examples:
        for name, tree in example.given:
            known = steps.plan.slots.get(name)
            if known is not None:
                code = lower(tree, Layout())
                steps.samples.setdefault(known, []).append(code([Run([])]))


def _leaves(
    steps: Steps, part: DecisionPlan, reading: ReadingPlan, cuts: frozenset[int]
) -> tuple[list[Leaf], str]:
    """The cases told apart, each with both answers, and what kept them from being all."""

    def question(probe: Probe) -> tuple[Any, Any]:
        return probe.decision(part.slot), probe.value(reading.body)

    leaves: list[Leaf] = []
    try:
        for leaf in explore(steps.plan, question, steps.cells, cuts):
            leaves.append(leaf)
    except TooMany:
        return leaves, TOO_MANY
    except Unlisted as unlisted:
        return leaves, f"the values of `{steps.plan.parts[unlisted.slot].name}` cannot be tried one by one"
    return leaves, ""


def _sampled(steps: Steps, part: DecisionPlan, reading: ReadingPlan, trouble: str) -> DisputedReading:
    """What some of too many cases show: those that differ, the nearest to the usual case first."""

    def question(probe: Probe) -> tuple[Any, Any]:
        return probe.decision(part.slot), probe.value(reading.body)

    _prepare(steps, part, reading)
    leaves = sample(steps, question)
    shown: dict[tuple[int, ...], Leaf] = {}
    for leaf in leaves:
        slots = unusual(leaf, steps)
        if differs(*leaf.answer) and not any(set(known) <= set(slots) for known in shown):
            shown[slots] = leaf
    found = (
        Found(box={}, leaf=_without_defaults(leaf, slots, steps), constant=False)
        for slots, leaf in [*shown.items()][:MOST_SHOWN]
    )
    return DisputedReading(
        name=reading.reading.name,
        citations=_reading_citations(reading),
        regions=tuple(_region(each, steps, part) for each in found),
        exact=False,
        compared=len(leaves),
        trouble=trouble,
    )


def _without_defaults(leaf: Leaf, changed: tuple[int, ...], steps: Steps) -> Leaf:
    """A case without the inputs that are as they would be assumed anyway."""
    cells = {
        slot: index for slot, index in leaf.cells.items() if slot in changed or not steps.has_default(slot)
    }
    return Leaf(cells=cells, answer=leaf.answer)


def differs(applied: Any, other: Any) -> bool:
    if applied is NO_ANSWER or other is NO_ANSWER:
        return applied is not other
    return not same(applied, other)


def _region(found: Found, steps: Steps, part: DecisionPlan) -> Region:
    names = [each.name for each in steps.plan.parts]
    given = {
        names[slot]: steps.cells(slot)[index].witness for slot, index in sorted(found.leaf.cells.items())
    }
    type = with_scales(part.decision.type, scales(steps.model))
    applied, other = (_alternative(value, type) for value in found.leaf.answer)
    return Region(
        conditions=conditions(found.box, steps.cells, names),
        given=given,
        applied=applied,
        other=other,
        constant=found.constant,
    )


def _alternative(value: Any, type: Type) -> Alternative:
    decided = value is not NO_ANSWER
    return Alternative(value=value if decided else None, type=type, decided=decided)

"""K406: rules that are the same twice. K407: rules that say nothing another one does not say."""

from __future__ import annotations

from collections.abc import Iterator

from kaidah.model.elements import HitPolicy
from kaidah.region.box import contains, pieces, volume
from kaidah.verify.examined import Examined
from kaidah.verify.finding import Finding
from kaidah.verify.limits import MOST_PAIRS
from kaidah_dsl.diagnostics import Label, Severity

DUPLICATE, SUBSUMED = "K406", "K407"
_ONE_ANSWER = (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.PRIORITY, HitPolicy.FIRST)


def duplicate_rule(table: Examined) -> Iterator[Finding]:
    """Rules with the same input and output entries, as far as these mean something."""
    by_meaning: dict[object, list[int]] = {}
    for place, box in enumerate(table.boxes):
        if all(box):
            by_meaning.setdefault(box, []).append(place)
    for same_box in by_meaning.values():
        rest = same_box
        while len(rest) > 1:
            first, *others = rest
            twins = [other for other in others if table.same_outputs(first, other)]
            if twins:
                yield _duplicate(table, [first, *twins])
            rest = [other for other in others if other not in twins]


def _duplicate(table: Examined, rules: list[int]) -> Finding:
    first, last = table.rule(rules[0]), table.rule(rules[-1])
    names = ", ".join(table.rule(rule).title for rule in rules[:-1]) + f" and {last.title}"
    shown = table.shown(table.boxes[rules[0]], tuple(rules))
    return Finding(
        code=DUPLICATE,
        kind="duplicate-rule",
        severity=Severity.WARNING,
        table=table.name,
        message=f"{names} of `{table.name}` are the same",
        span=last.span,
        label=last.title,
        others=(Label(span=first.span, message=first.title),),
        rules=tuple(table.rule(rule).number for rule in rules),
        region=table.grid.text(table.boxes[rules[0]]),
        witness=shown.witness if shown else (),
        inputs=shown.inputs if shown else (),
        help="take one of them away",
        size=volume(table.boxes[rules[0]]),
    )


def subsumed_rule(table: Examined) -> Iterator[Finding]:
    """U, A, P, F: a rule whose cases another one has too, with the same outputs."""
    if table.table.hit_policy not in _ONE_ANSWER:
        return
    count = 0
    for place, box in enumerate(table.boxes):
        if count >= MOST_PAIRS:
            table.remarks.append("more subsumed rules")
            return
        outer = _outer(table, place) if all(box) else None
        if outer is not None:
            count += 1
            yield _subsumed(table, place, outer)


def _outer(table: Examined, place: int) -> int | None:
    """A rule with all the cases of this one, and the same outputs, in whose place it could go."""
    box = table.boxes[place]
    for other in pieces(table.cover.overlaps[place]):
        if not table.is_sure(other) or table.boxes[other] == box or not contains(table.boxes[other], box):
            continue
        if table.same_outputs(place, other) and _replaceable(table, place, other):
            return other
    return None


def _replaceable(table: Examined, place: int, other: int) -> bool:
    """Whether it changes no answer to leave the case to the other rule."""
    policy = table.table.hit_policy
    if policy is HitPolicy.FIRST:
        if other < place:
            return False  # then it is shadowed
        between = table.cover.overlaps[place] & ((1 << other) - (1 << place))
        return all(table.same_outputs(place, rule) for rule in pieces(between) if rule != place)
    return not (policy is HitPolicy.PRIORITY and other < place)


def _subsumed(table: Examined, place: int, outer: int) -> Finding:
    rule, other = table.rule(place), table.rule(outer)
    shown = table.shown(table.boxes[place], (place, outer))
    return Finding(
        code=SUBSUMED,
        kind="subsumed-rule",
        severity=Severity.WARNING,
        table=table.name,
        message=f"{rule.title} of `{table.name}` says nothing new: {other.title} has its cases and its outputs",
        span=rule.span,
        label=rule.title,
        others=(Label(span=other.span, message=other.title),),
        rules=(rule.number, other.number),
        region=table.grid.text(table.boxes[place]),
        witness=shown.witness if shown else (),
        inputs=shown.inputs if shown else (),
        help="take it away, or narrow the other one",
        size=volume(table.boxes[place]),
    )

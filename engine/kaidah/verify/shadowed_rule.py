"""K405: rules that never decide, because rules of more weight match wherever they do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kaidah.model.elements import DecisionTable, HitPolicy
from kaidah.region.box import intersection, mask_of, pieces, volume
from kaidah.region.constant import NOT_CONSTANT
from kaidah.verify.examined import Examined
from kaidah.verify.finding import Finding
from kaidah_dsl.diagnostics import Label, Severity

CODE, KIND = "K405", "shadowed-rule"
_MOST_NAMED = 5


def shadowed_rule(table: Examined) -> Iterator[Finding]:
    """F: covered by the rules before it together. P: by rules of higher priority, or as high and before it."""
    stronger = _stronger(table)
    if stronger is None:
        return
    for place, box in enumerate(table.boxes):
        rules = stronger[place] & table.cover.overlaps[place]
        if not rules or not all(box) or not table.is_sure(place):
            continue
        rules &= mask_of(rule for rule in pieces(rules) if table.is_sure(rule))
        covered = table.cover.covers(box, rules, budget=table.budget)
        if covered is None:
            table.unknown.append(f"whether {table.rule(place).title} can decide")
        elif covered:
            yield _finding(table, place, rules)


def _stronger(table: Examined) -> list[int] | None:
    """For each rule those that decide before it; None for policies that do not choose."""
    count = len(table.boxes)
    match table.table.hit_policy:
        case HitPolicy.FIRST:
            return [(1 << place) - 1 for place in range(count)]
        case HitPolicy.PRIORITY:
            ranks = [_rank(table.table, outputs, table) for outputs in table.outputs]
            return [
                mask_of(
                    other
                    for other, theirs in enumerate(ranks)
                    if theirs is not None and mine is not None and (theirs, other) < (mine, place)
                )
                for place, mine in enumerate(ranks)
            ]
        case _:
            return None


def _rank(table: DecisionTable, outputs: tuple[Any, ...], examined: Examined) -> tuple[int, ...] | None:
    """Where the outputs of a rule stand among the output values; None where that depends on the case."""
    ranks = []
    for clause, value in zip(table.outputs, outputs, strict=True):
        if clause.values is None or clause.values.irrelevant:
            ranks.append(0)
            continue
        if value is NOT_CONSTANT:
            return None
        order = [examined.surroundings.constants.value(test) for test in clause.values.tests]
        if any(type(each) not in (type(value), type(None)) for each in order):
            return None
        ranks.append(order.index(value) if value in order else len(order))
    return tuple(ranks)


def _finding(table: Examined, place: int, rules: int) -> Finding:
    rule = table.rule(place)
    stronger = _needed(table, place, rules)
    shown = table.shown(table.boxes[place], (place,))
    named = ", ".join(table.rule(other).title for other in stronger[:_MOST_NAMED])
    more = f" and {len(stronger) - _MOST_NAMED} more" if len(stronger) > _MOST_NAMED else ""
    verb = "matches" if len(stronger) == 1 else "together match"
    reason = "before it" if table.table.hit_policy is HitPolicy.FIRST else "with higher priority"
    return Finding(
        code=CODE,
        kind=KIND,
        severity=Severity.WARNING,
        table=table.name,
        message=f"{rule.title} of `{table.name}` never decides: {named}{more} {verb} every case of it, {reason}",
        span=rule.span,
        label=rule.title,
        others=tuple(
            Label(span=table.rule(other).span, message=table.rule(other).title)
            for other in stronger[:_MOST_NAMED]
        ),
        rules=(rule.number, *(table.rule(other).number for other in stronger)),
        region=table.grid.text(table.boxes[place]),
        witness=shown.witness if shown else (),
        inputs=shown.inputs if shown else (),
        help="move it up, narrow the others, or take it away",
        size=volume(table.boxes[place]),
    )


def _needed(table: Examined, place: int, rules: int) -> list[int]:
    """Few rules that cover a rule together: the largest parts of it first, then without those not needed."""
    box = table.boxes[place]

    def share(other: int) -> int:
        both = intersection(table.boxes[other], box)
        return volume(both) if both else 0

    chosen: list[int] = []
    for other in sorted(pieces(rules), key=lambda other: (-share(other), other)):
        chosen.append(other)
        if len(chosen) > 12 or table.cover.covers(box, mask_of(chosen), budget=2_000):
            break
    if not table.cover.covers(box, mask_of(chosen), budget=2_000):
        return list(pieces(rules))
    for other in list(chosen):
        rest = [each for each in chosen if each != other]
        if rest and table.cover.covers(box, mask_of(rest), budget=2_000):
            chosen = rest
    return sorted(chosen)

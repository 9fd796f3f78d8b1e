"""K416: rules that one rule could say. K417: a hit policy for overlaps that there are none of."""

from __future__ import annotations

from collections.abc import Iterator

from kaidah.model.elements import HitPolicy
from kaidah.region.box import Box, volume
from kaidah.region.constant import NOT_CONSTANT
from kaidah.verify.examined import Examined
from kaidah.verify.finding import Finding
from kaidah_dsl.diagnostics import Label, Severity

MERGEABLE, NEEDLESS = "K416", "K417"
_MOST = 20
_CHOOSING = (HitPolicy.FIRST, HitPolicy.PRIORITY, HitPolicy.ANY)


def mergeable_rules(table: Examined) -> Iterator[Finding]:
    """Rules that differ in one input entry only, and cite and note the same."""
    if table.table.hit_policy not in (HitPolicy.UNIQUE, HitPolicy.ANY):
        return
    count = len(table.grid.subjects)
    seen: set[int] = set()
    found = 0
    for axis in range(count):
        groups: dict[object, list[int]] = {}
        for place, box in enumerate(table.boxes):
            if all(box) and place not in seen and table.is_sure(place):
                groups.setdefault((_rest(box, axis), _said(table, place)), []).append(place)
        for rules in groups.values():
            if len(rules) > 1:
                seen.update(rules)
                found += 1
                if found <= _MOST:
                    yield _finding(table, rules, axis)
    if found > _MOST:
        table.remarks.append(f"{found - _MOST} more groups of mergeable rules")


def _rest(box: Box, axis: int) -> Box:
    return (*box[:axis], *box[axis + 1 :])


def _said(table: Examined, place: int) -> object:
    rule = table.rule(place)
    outputs = tuple(
        entry if value is NOT_CONSTANT or isinstance(value, dict | tuple) else (type(value), value)
        for entry, value in zip(rule.output_entries, table.outputs[place], strict=True)
    )
    return outputs, rule.annotations, tuple(map(str, rule.citations))


def _finding(table: Examined, rules: list[int], axis: int) -> Finding:
    joint = list(table.boxes[rules[0]])
    for rule in rules[1:]:
        joint[axis] |= table.boxes[rule][axis]
    region = table.grid.text(tuple(joint))
    names = ", ".join(table.rule(rule).title for rule in rules[:-1])
    last = table.rule(rules[-1])
    return Finding(
        code=MERGEABLE,
        kind="mergeable-rules",
        severity=Severity.INFORMATION,
        table=table.name,
        message=f"{names} and {last.title} of `{table.name}` could be one rule: {region}",
        span=last.span,
        label=last.title,
        others=(Label(span=table.rule(rules[0]).span, message=table.rule(rules[0]).title),),
        rules=tuple(table.rule(rule).number for rule in rules),
        region=region,
        help=f"write their entries for `{table.grid.axes[axis].label}` into one",
        size=volume(tuple(joint)),
    )


def needless_hit_policy(table: Examined) -> Iterator[Finding]:
    """F, P or A where no rules overlap: U would say so, and be checked."""
    policy = table.table.hit_policy
    if policy not in _CHOOSING or len(table.boxes) < 2 or table.cover.overlapping:
        return
    yield Finding(
        code=NEEDLESS,
        kind="needless-hit-policy",
        severity=Severity.INFORMATION,
        table=table.name,
        message=f"hit policy `{policy}` of `{table.name}` hides that no rules overlap",
        span=table.table.span,
        help="write `U`: then an overlap that somebody adds is found",
    )

"""K403: rules of a table with hit policy U that can match the same case."""

from __future__ import annotations

from collections.abc import Iterator

from kaidah.model.elements import HitPolicy
from kaidah.region.box import Box, intersection, volume
from kaidah.verify.examined import Examined
from kaidah.verify.finding import Finding
from kaidah.verify.limits import MOST_PAIRS
from kaidah_dsl.diagnostics import Label, Severity

CODE, KIND = "K403", "overlap"


def overlap(table: Examined) -> Iterator[Finding]:
    """One finding for each two rules, those that share most first; one for rules that all share one region."""
    if table.table.hit_policy is not HitPolicy.UNIQUE:
        return
    found = joint_regions(table)
    for box, rules in found[:MOST_PAIRS]:
        if table.ruled_out(box):
            table.excluded += 1
            continue
        box = table.narrowed(box)
        shown = table.shown(box, rules)
        if shown is None:
            table.unconfirmed += 1
            continue
        table.overlaps += 1
        region = table.grid.text(box)
        last = table.rule(rules[-1])
        names = _listed([table.rule(rule).title for rule in rules])
        yield Finding(
            code=CODE,
            kind=KIND,
            severity=Severity.ERROR,
            table=table.name,
            message=f"{names} of `{table.name}` overlap: {region}",
            span=last.span,
            label=last.title,
            others=tuple(
                Label(span=table.rule(rule).span, message=table.rule(rule).title) for rule in rules[:-1]
            ),
            rules=tuple(table.rule(rule).number for rule in rules),
            region=region,
            witness=shown.witness,
            inputs=shown.inputs,
            help="narrow one of them, or choose a hit policy that says which one applies",
            size=volume(box),
        )
    if len(found) > MOST_PAIRS:
        table.remarks.append(f"{len(found) - MOST_PAIRS} more overlaps")


def joint_regions(table: Examined) -> list[tuple[Box, tuple[int, ...]]]:
    """What rules share, in pairs; rules that all share the very same region are one finding."""
    by_box: dict[Box, dict[int, None]] = {}
    for one, other in table.cover.pairs():
        box = intersection(table.boxes[one], table.boxes[other])
        assert box is not None
        by_box.setdefault(box, {}).update({one: None, other: None})
    found = [(box, tuple(sorted(rules))) for box, rules in by_box.items()]
    return sorted(found, key=lambda entry: (-volume(entry[0]), entry[1]))


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"

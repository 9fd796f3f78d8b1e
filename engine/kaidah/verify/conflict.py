"""K404: rules of a table with hit policy A that can match the same case and give different outputs."""

from __future__ import annotations

from collections.abc import Iterator

from kaidah.model.elements import HitPolicy
from kaidah.region.box import Box, intersection, volume
from kaidah.verify.examined import Examined
from kaidah.verify.finding import Finding
from kaidah.verify.limits import MOST_PAIRS
from kaidah_dsl.diagnostics import Label, Severity

CODE, KIND = "K404", "conflict"


def conflict(table: Examined) -> Iterator[Finding]:
    """One finding for each two rules, those that share most first."""
    if table.table.hit_policy is not HitPolicy.ANY:
        return
    clashes: list[tuple[Box, int, int]] = []
    for one, other in table.cover.pairs():
        same = table.same_outputs(one, other)
        if same is None:
            table.undecided_outputs += 1
        elif not same:
            box = intersection(table.boxes[one], table.boxes[other])
            assert box is not None
            clashes.append((box, one, other))
    clashes.sort(key=lambda clash: (-volume(clash[0]), clash[1:]))
    for box, one, other in clashes[:MOST_PAIRS]:
        if table.ruled_out(box):
            continue
        finding = _finding(table, table.narrowed(box), one, other)
        if finding is None:
            table.unconfirmed += 1
        else:
            table.overlaps += 1
            yield finding
    if len(clashes) > MOST_PAIRS:
        table.remarks.append(f"{len(clashes) - MOST_PAIRS} more conflicts")


def _finding(table: Examined, box: Box, one: int, other: int) -> Finding | None:
    shown = table.shown(box, (one, other))
    if shown is None:
        return None
    region = table.grid.text(box)
    first, second = table.rule(one), table.rule(other)
    return Finding(
        code=CODE,
        kind=KIND,
        severity=Severity.ERROR,
        table=table.name,
        message=f"{first.title} and {second.title} of `{table.name}` disagree: {region}",
        span=second.span,
        label=second.title,
        others=(Label(span=first.span, message=first.title),),
        rules=(first.number, second.number),
        region=region,
        witness=shown.witness,
        inputs=shown.inputs,
        help="give both the same outputs, or narrow one of them",
        size=volume(box),
    )

"""K420: days between two editions on which none is in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kaidah.model.elements import Edition
from kaidah.verify.finding import Finding
from kaidah_dsl.diagnostics import Label, Severity

CODE, KIND = "K420", "edition-gap"


def edition_gaps(name: str, editions: Sequence[Edition]) -> Iterator[Finding]:
    """Each stretch of days between an edition and the next one."""
    ordered = sorted(editions, key=lambda each: (each.in_force.start is not None, each.in_force.start or 0))
    for before, after in pairwise(ordered):
        end, start = before.in_force.end, after.in_force.start
        if end is None or start is None or end.plus_days(1) >= start:
            continue
        first, last = end.plus_days(1), start.plus_days(-1)
        yield Finding(
            code=CODE,
            kind=KIND,
            severity=Severity.WARNING,
            table=name,
            message=f"no edition of `{name}` is in force from {first} to {last}",
            span=after.span,
            others=(Label(span=before.span, message="the edition before"),),
            region=f"[{first}..{last}]",
            help="extend one of them, or say why: `allow K420 because ...`",
        )

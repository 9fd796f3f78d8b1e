"""Certificates: proofs of `complete` and `disjoint` that can be checked without this program.

The axes are cut into pieces; rules are boxes, a mask in hexadecimal digits for each axis. A table that is
complete has steps: each shows a box to be covered, from rules and steps before it; the last box is the whole.
See `kaidah.certificate_checker`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kaidah.region.box import Box
from kaidah.region.cover import Step, Uncovered
from kaidah.region.words import mask_text
from kaidah.verify.gap import needs_a_rule
from kaidah.verify.verify import TableVerification

SCHEMA = "kaidah.certificate/1"


def certificate(tables: Iterable[TableVerification]) -> str:
    """JSON with an entry for each table of which something is proved."""
    entries = [entry for table in tables if (entry := _entry(table))]
    return json.dumps({"schema": SCHEMA, "tables": entries}, ensure_ascii=False, indent=1) + "\n"


def _entry(table: TableVerification) -> dict[str, Any] | None:
    proof, examined = table.proof, table.examined
    complete = proof.complete is True and needs_a_rule(examined)
    disjoint = not examined.cover.overlapping
    if not complete and not disjoint:
        return None
    span = examined.table.span
    return {
        "table": examined.name,
        "file": span.source.name,
        "place": str(span),
        "axes": [
            {
                "input": axis.label,
                "pieces": [mask_text(axis, 1 << piece) for piece in range(axis.size)],
            }
            for axis in examined.grid.axes
        ],
        "rules": [_masks(box) for box in examined.boxes],
        "disjoint": disjoint,
        "complete": _steps(examined.uncovered) if complete else None,
    }


def _masks(box: Box) -> list[str]:
    return [format(mask, "x") for mask in box]


def _steps(found: Uncovered) -> list[dict[str, Any]]:
    """The steps that the last one needs, with numbers of their own."""
    needed: dict[int, None] = {}
    waiting = [len(found.steps) - 1]
    while waiting:
        number = waiting.pop()
        if number not in needed:
            needed[number] = None
            step = found.steps[number]
            if step.kind == "join":
                waiting.extend(each for each in step.of if each >= 0)
    numbers = {number: place for place, number in enumerate(sorted(needed))}
    return [_step(found.steps[number], numbers) for number in sorted(needed)]


def _step(step: Step, numbers: dict[int, int]) -> dict[str, Any]:
    match step.kind:
        case "rule":
            return {"rule": step.of[0]}
        case "volume":
            return {"volume": _masks(step.box), "rules": list(step.of)}
        case _:
            steps = [numbers[each] for each in step.of if each >= 0]
            rules = [-1 - each for each in step.of if each < 0]
            return {"join": step.axis, "steps": steps, "rules": rules}

"""The rules that a table lacks, as lines to fill in."""

from __future__ import annotations

from kaidah.model.elements import DecisionTable
from kaidah.region.box import Box, merged, volume
from kaidah.region.words import entry_text
from kaidah.verify.examined import Examined
from kaidah.verify.limits import MOST_SHOWN
from kaidah.verify.verify import TableVerification

_OPEN = "?"


def missing_rules(verification: TableVerification) -> str:
    """Lines of the table for its gaps, `?` where a person must decide; "" where it has none."""
    examined = verification.examined
    gaps = [finding for finding in verification.findings if finding.kind == "gap"]
    if not gaps:
        return ""
    cover = examined.outer
    boxes = merged(cover.uncovered(budget=examined.budget).boxes)
    shown = sorted(boxes, key=volume, reverse=True)[:MOST_SHOWN]
    lines = [f"missing rules of `{examined.name}`:", _head(examined.table)]
    lines += [_line(examined, box) for box in shown]
    if len(boxes) > len(shown):
        lines.append(f"  ({len(boxes) - len(shown)} more)")
    return "\n".join(lines)


def _head(table: DecisionTable) -> str:
    inputs = " | ".join(" ".join(clause.text.split()) for clause in table.inputs)
    outputs = " | ".join(clause.name or _OPEN for clause in table.outputs)
    notes = f" || {' | '.join(table.annotation_clauses)}" if table.annotation_clauses else ""
    return f"  | {table.hit_policy} | {inputs} || {outputs}{notes} |"


def _line(examined: Examined, box: Box) -> str:
    entries = []
    for clause in examined.cells.clauses:
        axis = examined.grid.axis_of(clause.expression)
        assert axis is not None
        entries.append(entry_text(examined.grid.axes[axis], box[axis]))
    outputs = " | ".join(_OPEN for _ in examined.table.outputs)
    notes = "".join(f" {'||' if n == 0 else '|'} " for n, _ in enumerate(examined.table.annotation_clauses))
    return f"  |  | {' | '.join(entries)} || {outputs}{notes} |"

"""K418: what could not be proved of a table, and what stops it."""

from __future__ import annotations

from collections.abc import Iterator

from kaidah.model.elements import HitPolicy
from kaidah.region.box import volume
from kaidah.verify.examined import Examined
from kaidah.verify.finding import Finding
from kaidah.verify.gap import needs_a_rule
from kaidah_dsl.diagnostics import Label, Severity

CODE, KIND = "K418", "not-fully-analysed"
_MOST = 5


def not_analysed(table: Examined, complete: bool | None, disjoint: bool | None) -> Iterator[Finding]:
    """One finding, where the table is neither proved nor refuted to be complete or consistent."""
    open_questions = list(_open_questions(table, complete, disjoint))
    if not open_questions:
        return
    doubts = table.cells.doubts
    notes = [f"not explored: {region}" for region in unexplored(table)]
    help = "more time may help: `--budget`" if notes else "a test that names constants could be analysed"
    if doubts and not notes:
        notes = ["these entries depend on what only a case decides"]
    yield Finding(
        code=CODE,
        kind=KIND,
        severity=Severity.INFORMATION,
        table=table.name,
        message=f"not known of `{table.name}`: {', '.join(open_questions)}",
        span=doubts[0].span if doubts else table.table.span,
        others=tuple(Label(span=doubt.span) for doubt in doubts[1:_MOST]),
        rules=tuple(dict.fromkeys(table.rule(doubt.rule).number for doubt in doubts)),
        region="; ".join(unexplored(table)),
        notes=tuple(notes),
        help=help,
    )


def _open_questions(table: Examined, complete: bool | None, disjoint: bool | None) -> Iterator[str]:
    if needs_a_rule(table) and (complete is None or table.unconfirmed_gaps or table.uncovered.unexplored):
        yield "whether it is complete" if complete is None else "whether it has more gaps"
    if table.table.hit_policy is HitPolicy.UNIQUE and (disjoint is None or table.unconfirmed):
        yield "whether rules overlap" if disjoint is None else "whether more rules overlap"
    if table.table.hit_policy is HitPolicy.ANY and (table.undecided_outputs or table.unconfirmed):
        yield "whether rules that overlap agree"
    yield from table.unknown


def unexplored(table: Examined) -> list[str]:
    """The largest regions that a search did not reach."""
    if not needs_a_rule(table):
        return []
    boxes = sorted(table.uncovered.unexplored, key=volume, reverse=True)
    return [table.grid.text(box) for box in boxes[:_MOST]]

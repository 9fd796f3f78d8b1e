"""K402: cases for which a table has no rule."""

from __future__ import annotations

from collections.abc import Iterator

from kaidah.model.elements import HitPolicy
from kaidah.region.box import Box, contains, volume
from kaidah.region.cover import Cover, Uncovered, regions
from kaidah.verify.examined import Examined
from kaidah.verify.finding import Finding
from kaidah.verify.limits import MOST_REGIONS
from kaidah_dsl.diagnostics import Severity

CODE, KIND = "K402", "gap"
_NEEDED = (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.PRIORITY, HitPolicy.FIRST)
_NEEDED_STRICTLY = (HitPolicy.COLLECT_SUM, HitPolicy.COLLECT_MIN, HitPolicy.COLLECT_MAX)


def needs_a_rule(table: Examined) -> bool:
    """Whether a case without a rule is a gap: a default answers it, and a list or count may be empty."""
    if any(output.default is not None for output in table.table.outputs):
        return False
    policy = table.table.hit_policy
    return policy in _NEEDED or (policy in _NEEDED_STRICTLY and not table.surroundings.model.lenient)


def gap(table: Examined) -> Iterator[Finding]:
    """One finding for each region, the largest first."""
    if not needs_a_rule(table):
        return
    found = table.uncovered
    count = len(table.grid.subjects)
    sure = found if not table.grid.assumed else table.outer.uncovered(budget=table.budget)
    cover = table.outer if table.grid.assumed else table.cover
    yield from _found(table, cover, sure)
    if table.grid.assumed and found.boxes:
        rest = [box for box in found.boxes if not _within(box[:count], sure)]
        yield from _doubtful(table, rest)


def _found(table: Examined, cover: Cover, sure: Uncovered) -> Iterator[Finding]:
    shown, count = regions(cover, sure.boxes, MOST_REGIONS)
    tail = tuple(axis.full for axis in table.grid.axes[len(cover.sizes) :])
    wholes = [(*box, *tail) for box in shown]
    narrowed = [table.narrowed(whole) for whole in wholes if not table.ruled_out(whole)]
    notes: tuple[str, ...] = (
        f"uncovered in all: {sure.share} of the cells that the bounds of the rules make",
    )
    for box in _outermost(narrowed):
        finding = _finding(table, box, notes)
        if finding is None:
            table.unconfirmed_gaps += 1
        else:
            notes = ()
            table.gaps += 1
            yield finding
    if count > len(shown):
        table.remarks.append(f"{count - len(shown)} more gaps")


def _outermost(boxes: list[Box]) -> list[Box]:
    """Without those that lie within another."""
    distinct = [*dict.fromkeys(boxes)]
    return [box for box in distinct if not any(contains(each, box) for each in distinct if each != box)]


def _doubtful(table: Examined, boxes: list[Box]) -> Iterator[Finding]:
    """Regions that depend on what only a case decides: reported where a case shows them."""
    shown, count = regions(table.cover, [box for box in boxes if table.can_occur(box)], MOST_REGIONS)
    table.unconfirmed_gaps += count - len(shown)
    for box in shown:
        finding = _finding(table, box, ())
        if finding is None:
            table.unconfirmed_gaps += 1
        else:
            table.gaps += 1
            yield finding


def _finding(table: Examined, box: Box, notes: tuple[str, ...]) -> Finding | None:
    shown = table.shown(box, (), only=True)
    if shown is None:
        return None
    region = table.grid.text(box)
    return Finding(
        code=CODE,
        kind=KIND,
        severity=Severity.WARNING,
        table=table.name,
        message=f"`{table.name}` has no rule for {region}",
        span=table.table.span,
        region=region,
        witness=shown.witness,
        inputs=shown.inputs,
        notes=notes,
        help="add rules for it (`--suggest` writes them as lines to fill in), or a `default` line",
        size=volume(box),
    )


def _within(box: Box, sure: Uncovered) -> bool:
    return any(contains(each, box) for each in sure.boxes)

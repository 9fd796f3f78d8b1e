"""All checks of all tables of a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kaidah.model.elements import HitPolicy, Model
from kaidah.region.from_table import TableCells
from kaidah.verify.checks import CHECKS
from kaidah.verify.examined import BUDGET, Examined
from kaidah.verify.finding import Finding
from kaidah.verify.gap import needs_a_rule
from kaidah.verify.not_analysed import not_analysed
from kaidah.verify.overlap import joint_regions
from kaidah.verify.surroundings import Surroundings, tables_of
from kaidah_dsl.source import Source, Span

NEEDLESS = (
    "shadowed-rule",
    "subsumed-rule",
    "unreachable-rule",
    "output-never-produced",
    "mergeable-rules",
    "needless-hit-policy",
)
"""The flaws of what is too much in a table."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What is proved of a table. `complete` and `disjoint`: True, False, or None where it is not known."""

    table: str
    hit_policy: HitPolicy
    rules: int
    inputs: int
    complete: bool | None
    disjoint: bool | None
    visited: int
    stopped_by: tuple[str, ...] = ()
    doubts: tuple[Span, ...] = ()
    span: Span


@dataclass(frozen=True, kw_only=True)
class TableVerification:
    """A table, what was found in it, and what is proved of it."""

    examined: Examined
    findings: tuple[Finding, ...]
    proof: Proof


@dataclass(kw_only=True)
class Verification:
    """Verifies tables; one that says the same in several editions of a model is looked at once."""

    budget: int = BUDGET
    _known: dict[Span, list[tuple[TableCells, TableVerification]]] = field(default_factory=dict)

    def model(self, model: Model, source: Source | None = None) -> Iterator[TableVerification]:
        """Every table of a model; with `source` those of that text only."""
        around = Surroundings(model=model)
        for owner, within, table, local in tables_of(model):
            if source is not None and table.span.source is not source:
                continue
            examined = Examined(
                owner=owner,
                within=within,
                table=table,
                surroundings=around.of(owner).within(local),
                budget=self.budget,
            )
            yield self._verified(examined)

    def _verified(self, examined: Examined) -> TableVerification:
        known = self._known.setdefault(examined.table.span, [])
        for cells, verification in known:
            if cells == examined.cells:
                return verification
        verification = verified(examined)
        known.append((examined.cells, verification))
        return verification


def verified(examined: Examined) -> TableVerification:
    """All checks of one table, the largest findings of each first."""
    findings = [finding for check in CHECKS for finding in check(examined)]
    proof = proof_of(examined)
    findings.extend(not_analysed(examined, proof.complete, proof.disjoint))
    return TableVerification(examined=examined, findings=tuple(findings), proof=proof)


def proof_of(examined: Examined) -> Proof:
    """What the checks, which have been run, have proved."""
    found = examined.uncovered if needs_a_rule(examined) else None
    complete: bool | None = None
    if found is not None and not found.unexplored:
        complete = False if examined.gaps else None if examined.unconfirmed_gaps else True
    elif examined.gaps:
        complete = False
    disjoint: bool | None = True
    if examined.cover.overlapping:
        disjoint = _disjoint(examined)
    return Proof(
        table=examined.name,
        hit_policy=examined.table.hit_policy,
        rules=len(examined.table.rules),
        inputs=len(examined.table.inputs),
        complete=complete,
        disjoint=disjoint,
        visited=found.visited if found else 0,
        stopped_by=tuple(examined.unknown),
        doubts=tuple(doubt.span for doubt in examined.cells.doubts),
        span=examined.table.span,
    )


def _disjoint(examined: Examined) -> bool | None:
    """Whether rules whose boxes overlap do so in a case that can occur."""
    if examined.overlaps or (examined.is_exact and examined.is_direct):
        return False
    pairs = joint_regions(examined)
    return None if any(not examined.ruled_out(box) for box, _ in pairs) else True


def verify(
    models: Iterable[Model], source: Source | None = None, budget: int = BUDGET
) -> list[TableVerification]:
    """The tables of some models (editions of one document), each verified once."""
    verification = Verification(budget=budget)
    found: dict[int, TableVerification] = {}
    for model in models:
        for each in verification.model(model, source):
            found[id(each)] = each
    return _in_all_editions(list(found.values()))


def _in_all_editions(tables: list[TableVerification]) -> list[TableVerification]:
    """What is needless in one edition may be needed in another: it is only said where it holds in all."""
    by_span: dict[Span, list[TableVerification]] = {}
    for table in tables:
        by_span.setdefault(table.proof.span, []).append(table)
    return [
        replace(table, findings=tuple(f for f in table.findings if _holds(f, by_span[table.proof.span])))
        for table in tables
    ]


def _holds(finding: Finding, variants: list[TableVerification]) -> bool:
    if finding.kind not in NEEDLESS or len(variants) == 1:
        return True
    return all(any(_alike(finding, other) for other in variant.findings) for variant in variants)


def _alike(one: Finding, other: Finding) -> bool:
    return (one.code, one.span, one.rules[:1]) == (other.code, other.span, other.rules[:1])

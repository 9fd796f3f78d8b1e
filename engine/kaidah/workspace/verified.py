"""The findings of a regulation with those of verification: every table of its text, in all its editions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kaidah.model.allowances import CODES_HERE, read_allowances, sift
from kaidah.model.elements import Allowance, Model
from kaidah.verify import TableVerification, verify
from kaidah.verify.dead_decision import dead_decisions
from kaidah.verify.edition_gap import edition_gaps
from kaidah.verify.limits import MOST_SHOWN
from kaidah.workspace.regulation import Regulation
from kaidah_dsl.diagnostics import Diagnostic, has_errors, warning


@dataclass(frozen=True, kw_only=True)
class Checked:
    """All problems in the order of the text, and the tables that were verified (none where the text has
    errors)."""

    diagnostics: tuple[Diagnostic, ...]
    tables: tuple[TableVerification, ...] = ()


def check(regulation: Regulation, *, budget: int | None = None) -> Checked:
    """Everything that is wrong with a regulation, its tables verified."""
    found = regulation.check()
    if has_errors(found):
        return Checked(diagnostics=found)
    models = [result.model for result in regulation.models() if result.model is not None]
    source = None if any(model.lenient for model in models) else regulation.document.source
    tables = verify(models, source) if budget is None else verify(models, source, budget)
    allowances, kept, used = _sifted(regulation, models, tables)
    diagnostics = (*found, *kept, *_unused(allowances, used))
    ordered = sorted(dict.fromkeys(diagnostics), key=lambda diagnostic: diagnostic.sort_key[:-1])
    return Checked(diagnostics=tuple(ordered), tables=tuple(tables))


def _sifted(
    regulation: Regulation, models: Sequence[Model], tables: Iterable[TableVerification]
) -> tuple[tuple[Allowance, ...], tuple[Diagnostic, ...], frozenset[object]]:
    statements = regulation.document.statements
    allowances = read_allowances(statements) or tuple(
        dict.fromkeys(allowance for model in models if model.lenient for allowance in model.allowances)
    )
    source = None if any(model.lenient for model in models) else regulation.document.source
    findings = [finding for table in tables for finding in table.findings]
    findings += edition_gaps(regulation.name, regulation.editions)
    findings += dead_decisions(models, source, findings)
    found = [finding.diagnostic() for finding in findings]
    sifted = sift(found, allowances, statements)
    return allowances, sifted.diagnostics, sifted.used


def _unused(allowances: Iterable[Allowance], used: frozenset[object]) -> Iterable[Diagnostic]:
    """K411 for an allowance of a finding of verification that is not there."""
    for allowance in allowances:
        if (
            allowance.code.startswith("K4")
            and allowance.code not in CODES_HERE
            and allowance.span not in used
        ):
            where = f" in `{allowance.within}`" if allowance.within else ""
            message = f"`allow {allowance.code}` allows nothing{where}"
            yield warning("K411", message, allowance.span, help="take it away; an error cannot be allowed")


def shortened(diagnostics: Sequence[Diagnostic], most: int = MOST_SHOWN) -> tuple[Diagnostic, ...]:
    """The same with long lists of one flaw of one table cut; the last that is left says how many more."""
    counts: dict[object, int] = {}
    kept: list[Diagnostic] = []
    last: dict[object, int] = {}
    for diagnostic in diagnostics:
        key = (diagnostic.facts.table, diagnostic.code) if diagnostic.facts else None
        if key is not None:
            counts[key] = counts.get(key, 0) + 1
            if counts[key] > most:
                continue
            last[key] = len(kept)
        kept.append(diagnostic)
    for flaw, place in last.items():
        if counts[flaw] > most:
            note = f"and {counts[flaw] - most} more like it (`--format json` lists them)"
            kept[place] = kept[place].with_note(note)
    return tuple(kept)

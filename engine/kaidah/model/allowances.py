"""`allow CODE because REASON`: findings that the text accepts, and allowances that accept nothing (K411)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kaidah.model.elements import Allowance
from kaidah_dsl.diagnostics import Diagnostic, Severity, warning
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span


def read_allowances(statements: Iterable[syntax.Statement]) -> tuple[Allowance, ...]:
    """All allowances of some statements; those below `model` hold everywhere."""
    return tuple(
        Allowance(
            code=allow.code,
            reason=allow.reason,
            within="" if isinstance(statement, syntax.ModelStatement) else statement.name.text,
            span=allow.span,
        )
        for statement in statements
        if isinstance(
            statement,
            syntax.ModelStatement
            | syntax.InputStatement
            | syntax.DecisionStatement
            | syntax.FunctionStatement,
        )
        for allow in statement.allows
    )


@frozen
class Sifted:
    """The findings that remain, and the allowances that took some away."""

    diagnostics: tuple[Diagnostic, ...]
    used: frozenset[Span]


def sift(
    diagnostics: Iterable[Diagnostic], allowances: Sequence[Allowance], statements: Iterable[syntax.Statement]
) -> Sifted:
    """Takes away the findings that are allowed where they stand. An error cannot be allowed."""
    spans = [
        statement.span
        for statement in statements
        if isinstance(statement, syntax.InputStatement | syntax.DecisionStatement | syntax.FunctionStatement)
    ]
    # By place, not by name: an element has a statement for each edition.
    places = {a.span: next((span for span in spans if contains(span, a.span)), None) for a in allowances}
    kept: list[Diagnostic] = []
    used: set[Span] = set()
    for diagnostic in diagnostics:
        matching = [a.span for a in allowances if _allows(a, diagnostic, places[a.span])]
        if not matching:
            kept.append(diagnostic)
        used.update(matching)
    return Sifted(diagnostics=tuple(kept), used=frozenset(used))


def _allows(allowance: Allowance, diagnostic: Diagnostic, place: Span | None) -> bool:
    if allowance.code != diagnostic.code or diagnostic.severity is Severity.ERROR:
        return False
    return not allowance.within or (
        place is not None and diagnostic.span is not None and contains(place, diagnostic.span)
    )


def contains(outer: Span, inner: Span) -> bool:
    """Whether a span lies within another."""
    return outer.source is inner.source and outer.start <= inner.start and inner.end <= outer.end


def unused_allowances(allowances: Iterable[Allowance], used: frozenset[Span]) -> Iterator[Diagnostic]:
    """K411 for each allowance that allowed nothing. Those for verification (K402 and so on) are left to it."""
    for allowance in allowances:
        later = allowance.code.startswith("K4") and allowance.code not in CODES_HERE
        if allowance.span not in used and not later:
            where = f" in `{allowance.within}`" if allowance.within else ""
            message = f"`allow {allowance.code}` allows nothing{where}"
            yield warning("K411", message, allowance.span, help="take it away; an error cannot be allowed")


CODES_HERE = ("K401", "K410", "K411", "K412")
"""The findings that a model can have before it is verified."""

"""What a test run found, model by model."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaidah.cases.case import CaseResult
from kaidah.cases.coverage import NOTHING_COVERED, Coverage, percent
from kaidah.model.elements import Model
from kaidah_dsl.diagnostics import Diagnostic, Label, Severity, error, has_errors
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span


@frozen
class ModelResult:
    """The cases of one file, and its editions. `diagnostics`: why it, or its case file, could not be read."""

    model: str
    path: str
    results: tuple[CaseResult, ...] = ()
    models: tuple[Model, ...] = ()
    coverage: Coverage = NOTHING_COVERED
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def passed(self) -> tuple[CaseResult, ...]:
        return tuple(result for result in self.results if result.passed)

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        return tuple(result for result in self.results if not result.passed)


def findings(models: Sequence[ModelResult]) -> tuple[Diagnostic, ...]:
    """Every failed case as a K515 at its place, and the problems of the files."""
    found: list[Diagnostic] = []
    for model in models:
        found += model.diagnostics
        found += (failure(result) for result in model.failed)
    return tuple(found)


def untried_findings(models: Sequence[ModelResult]) -> tuple[Diagnostic, ...]:
    """What no case tries, each at its place."""
    found: list[Diagnostic] = []
    for model in models:
        covered = model.coverage
        found += (_untried(f"no case fires {rule.title}", rule.rule.span) for rule in covered.unfired)
        found += (
            _untried(f"no case needs the default outputs of {table.title}", table.table.span)
            for table in covered.unused_defaults
        )
        found += (_untried(f"no case decides {each.name}", each.span) for each in covered.undecided)
    return tuple(found)


def _untried(message: str, span: Span) -> Diagnostic:
    return Diagnostic(code="coverage", message=message, span=span, severity=Severity.INFORMATION)


def total(models: Sequence[ModelResult]) -> Decimal:
    """How many of all rules have fired, in percent."""
    fired = sum(model.coverage.fired for model in models)
    return percent(fired, sum(model.coverage.rules for model in models))


def failed_at_all(models: Sequence[ModelResult]) -> bool:
    return any(model.failed or has_errors(model.diagnostics) for model in models)


def failure(result: CaseResult) -> Diagnostic:
    """K515: which decision differs, and why."""
    words = [
        f"`{difference.name}` is {difference.actual}, expected {difference.expected}"
        for difference in result.differences
    ]
    words += [f"{found.code}: {found.message}" for found in result.unexpected]
    problem = error("K515", f"{result.case.title}: {'; '.join(words)}", result.case.span)
    others = tuple(
        Label(span=found.span, message=found.message)
        for found in result.unexpected
        if found.span and found.span.source.name != result.case.span.source.name
    )
    return Diagnostic(code="K515", message=problem.message, span=problem.span, others=others)

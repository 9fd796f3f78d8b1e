"""A test run as JUnit XML: a suite a model, a case a case."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaidah.cases.report import ModelResult, failure, total, untried_findings
from kaidah.cases.to_text import rules_summary
from kaidah_dsl.report.to_junit import test_case, test_suite, test_suites
from kaidah_dsl.report.to_text import one_to_text


def to_junit(models: Sequence[ModelResult], threshold: Decimal | None = None) -> str:
    """The problems of a file fail a case named `read`; a coverage below the threshold one named `coverage`."""
    suites = [_suite(model) for model in models]
    if threshold is not None:
        suites.append(_coverage(models, threshold))
    return test_suites(suites)


def _coverage(models: Sequence[ModelResult], threshold: Decimal) -> str:
    below = total(models) < threshold
    untried = "\n".join(f"{found.span}: {found.message}" for found in untried_findings(models))
    failure = f"{rules_summary(models)}, fewer than {threshold}%\n{untried}" if below else ""
    return test_suite("coverage", [test_case("coverage", "rules", failure)], int(below))


def _suite(model: ModelResult) -> str:
    cases = [
        test_case(
            model.model or model.path,
            result.case.title,
            "" if result.passed else one_to_text(failure(result)),
        )
        for result in model.results
    ]
    if model.diagnostics:
        cases.append(
            test_case(model.model or model.path, "read", "\n".join(map(one_to_text, model.diagnostics)))
        )
    return test_suite(model.path, cases, len(model.failed) + bool(model.diagnostics))

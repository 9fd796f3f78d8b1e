"""A test run as JSON, schema `kaidah.tests/1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kaidah.cases.case import CaseResult
from kaidah.cases.coverage import percent
from kaidah.cases.report import ModelResult, total
from kaidah.feel import exact_json
from kaidah_dsl.report import finding


def to_json(models: Sequence[ModelResult], *, coverage: bool = False) -> str:
    """Counts, then every case of every model with what was expected and what came out; with `coverage` also
    what no case tries."""
    return exact_json.to_json(
        {
            "schema": "kaidah.tests/1",
            "passed": sum(len(model.passed) for model in models),
            "failed": sum(len(model.failed) for model in models),
            **({"percent": total(models)} if coverage else {}),
            "models": [_model(model) | (_coverage(model) if coverage else {}) for model in models],
        }
    )


def _model(model: ModelResult) -> dict[str, Any]:
    return {
        "model": model.model,
        "path": model.path,
        "cases": [_case(result) for result in model.results],
        "rules": {
            "all": model.coverage.rules,
            "fired": model.coverage.fired,
            "never_fired": [
                {"decision": found.element, "rule": found.rule.number, "name": found.rule.name}
                for found in model.coverage.unfired
            ],
        },
        "diagnostics": [finding(diagnostic) for diagnostic in model.diagnostics],
    }


def _coverage(model: ModelResult) -> dict[str, Any]:
    covered = model.coverage
    return {
        "coverage": {
            "percent": percent(covered.fired, covered.rules),
            "tables": [
                {
                    "element": table.element,
                    "line": table.table.span.line,
                    "rules": table.rules,
                    "fired": table.fired,
                    "never_fired": [rule.rule.number for rule in table.unfired],
                    "entries": table.entries,
                    "entries_tried": table.tried,
                    "half_tried": [
                        {"rule": each.rule.number, "clause": each.clause, "never": list(each.missing)}
                        for each in table.half_tried
                    ],
                    "unused_default": table.unused_default,
                }
                for table in covered.tables
            ],
            "never_decided": [decision.name for decision in covered.undecided],
        }
    }


def _case(result: CaseResult) -> dict[str, Any]:
    case = result.case
    return {
        "case": case.name,
        "group": case.group,
        "file": case.span.source.name,
        "line": case.span.line,
        "on": str(case.on) if case.on else None,
        "passed": result.passed,
        "decisions": [
            {
                "decision": found.name,
                "expected": found.expected,
                "actual": found.actual,
                "agrees": found.agrees,
            }
            for found in result.comparisons
        ],
        "diagnostics": [finding(diagnostic) for diagnostic in result.unexpected],
    }

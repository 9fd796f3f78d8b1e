"""Problems as JSON, schema `kaidah.diagnostics/1`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kaidah_dsl import catalogue
from kaidah_dsl.diagnostics import Diagnostic, Facts, Fix
from kaidah_dsl.report.place import place_of
from kaidah_dsl.source import Span

SCHEMA = "kaidah.diagnostics/1"


def to_json(diagnostics: Iterable[Diagnostic]) -> str:
    """One JSON object: `schema` and `diagnostics`, each as `finding` makes it."""
    found = [finding(diagnostic) for diagnostic in diagnostics]
    return json.dumps({"schema": SCHEMA, "diagnostics": found}, ensure_ascii=False, indent=2) + "\n"


def finding(diagnostic: Diagnostic) -> dict[str, Any]:
    """A problem as plain data. Keys with nothing to say are left out; without a span the place is null."""
    page = catalogue.page(diagnostic.code)
    data: dict[str, Any] = {
        "code": diagnostic.code,
        "name": page.name if page else "",
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        **_place(diagnostic.span),
        "label": diagnostic.label,
        "labels": [{**_place(other.span), "message": other.message} for other in diagnostic.others],
        "notes": list(diagnostic.notes),
        "help": diagnostic.help,
        "citation": diagnostic.citation,
        "fix": _fix(diagnostic.fix) if diagnostic.fix else None,
        **(_facts(diagnostic.facts) if diagnostic.facts else {}),
    }
    return {key: value for key, value in data.items() if value or key in _ALWAYS}


_ALWAYS = frozenset(("file", "line", "column", "name", "rules", "region", "witness"))
"""Keys that stay although they say nothing."""


def _place(span: Span | None) -> dict[str, Any]:
    if span is None:
        return {"file": None, "line": None, "column": None}
    place = place_of(span)
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _facts(facts: Facts) -> dict[str, Any]:
    """What is known of a table's flaw as data."""
    return {
        "kind": facts.kind,
        "table": facts.table,
        "rules": list(facts.rules),
        "region": facts.region,
        "witness": dict(facts.witness),
        "inputs": dict(facts.inputs),
    }


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{**_place(edit.span), "text": edit.text} for edit in fix.edits]
    return {"message": fix.message, "safe": fix.safe, "edits": edits}

"""Problems as SARIF 2.1.0 (OASIS), which code scanning services read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from kaidah_dsl import catalogue
from kaidah_dsl.diagnostics import Diagnostic, Severity
from kaidah_dsl.report.place import place_of
from kaidah_dsl.source import Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}


def to_sarif(diagnostics: Sequence[Diagnostic], *, version: str = "") -> str:
    """One run. `version` is that of the tool; codes become rules, help goes behind the message."""
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    driver: dict[str, Any] = {"name": "kaidah", "rules": [_rule(code) for code in codes]}
    if version:
        driver["version"] = version
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, codes) for diagnostic in diagnostics],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    page = catalogue.page(code)
    if page is None:
        return {"id": code}
    return {
        "id": code,
        "name": page.name,
        "shortDescription": {"text": page.title},
        "help": {"text": page.text, "markdown": page.text},
        "defaultConfiguration": {"level": _LEVELS[_severity(page.severity)]},
    }


def _severity(word: str) -> Severity:
    return Severity(word) if word in set(Severity) else Severity.ERROR


def _result(diagnostic: Diagnostic, codes: list[str]) -> dict[str, Any]:
    words = [diagnostic.message, *diagnostic.notes, diagnostic.help]
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": "\n".join(word for word in words if word)},
    }
    if diagnostic.span:
        result["locations"] = [_location(diagnostic.span, diagnostic.label)]
    if diagnostic.others:
        result["relatedLocations"] = [
            {"id": number, **_location(other.span, other.message)}
            for number, other in enumerate(diagnostic.others, start=1)
        ]
    return result


def _location(span: Span, message: str) -> dict[str, Any]:
    place = place_of(span)
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    physical = {"artifactLocation": {"uri": _uri(place.file)}, "region": region}
    return {"physicalLocation": physical, **({"message": {"text": message}} if message else {})}


def _uri(file: str) -> str:
    """A relative reference for a relative path (the service knows the root), else a file URI."""
    from urllib.parse import quote

    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())

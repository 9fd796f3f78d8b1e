"""Plans of documents that are written in a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kaidah.evaluate import Answer, evaluate
from kaidah.model.from_syntax import from_syntax
from kaidah.plan.from_model import from_model
from kaidah.plan.plan import Plan
from kaidah_dsl.diagnostics import has_errors
from kaidah_dsl.document.parse import parse
from kaidah_dsl.source import Source


def plan_of(text: str, *, unchecked: bool = False) -> Plan:
    """The plan of a document (its first line, `model ...`, is added); `unchecked` for one with errors."""
    parsed = parse(Source(name="test.kaidah", text=f"model Test\n{text}"))
    assert not has_errors(parsed.diagnostics), parsed.diagnostics
    result = from_syntax(parsed.document)
    assert result.model is not None
    assert unchecked or not has_errors(result.diagnostics), result.diagnostics
    return from_model(result.model)


def answer_of(text: str, inputs: Mapping[str, Any] | None = None, *asked: str, **options: Any) -> Answer:
    """The answer of a document to a case."""
    unchecked = options.pop("unchecked", False)
    return evaluate(plan_of(text, unchecked=unchecked), inputs or {}, asked or None, **options)


def codes(answer: Answer) -> list[str]:
    return [problem.code for problem in answer.diagnostics]

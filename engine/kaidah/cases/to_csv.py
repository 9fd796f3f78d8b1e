"""Suggested cases as lines of a `cases.csv`, with the answers of today for a person to confirm."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from kaidah.cases.suggest import Suggestion
from kaidah.feel.values import to_literal
from kaidah_dsl.diagnostics import Severity


def to_csv(cases: Sequence[Suggestion]) -> str:
    """A header and a line for each case; "" where there are none."""
    lines = [_line(number, each) for number, each in enumerate(cases, start=1)]
    if not lines:
        return ""
    given = dict.fromkeys(heading for _, inputs, _ in lines for heading in inputs)
    expected = dict.fromkeys(heading for _, _, outputs in lines for heading in outputs)
    on = ["on"] if any(fixed["on"] for fixed, _, _ in lines) else []
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["case", *on, *given, *expected, "about"])
    for fixed, inputs, outputs in lines:
        values = [inputs.get(each, "") for each in given] + [outputs.get(each, "") for each in expected]
        writer.writerow([fixed["case"], *(fixed[each] for each in on), *values, fixed["about"]])
    return out.getvalue()


def _line(number: int, case: Suggestion) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    tried = case.tried
    more = f" (and {case.also} more)" if case.also else ""
    fixed = {
        "case": f"suggested {number}",
        "on": str(tried.on) if tried.on else "",
        "about": f"{case.table}: {case.why}{more}",
    }
    given = dict(pair for name, value in tried.given.items() for pair in _cells(name, value))
    if not tried.answer.decided:
        return fixed, given, {tried.asked: f"error {_code(case)}"}
    value = tried.answer.outputs[tried.asked]
    return fixed, given, dict(_cells(tried.asked, value, "null"))


def _cells(name: str, value: Any, null: str = "") -> Iterator[tuple[str, str]]:
    """A context has a column for each of its components."""
    if isinstance(value, Mapping) and value:
        for key, each in value.items():
            yield from _cells(f"{name}.{key}", each, null)
    else:
        yield name, _text(value, null)


def _text(value: Any, null: str) -> str:
    match value:
        case None:
            return null
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case Decimal():
            return format(value, "f")
        case tuple() | list() | dict():
            return to_literal(value)
        case _:
            return str(value)


def _code(case: Suggestion) -> str:
    errors = (each.code for each in case.tried.answer.diagnostics if each.severity is Severity.ERROR)
    return next(errors, "K514")


__all__ = ["to_csv"]

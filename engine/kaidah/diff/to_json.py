"""A difference as JSON, `kaidah.diff/1`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kaidah.diff import words
from kaidah.diff.difference import Difference, Document
from kaidah.diff.meaning import AnswerDifference
from kaidah.diff.population import Population
from kaidah.diff.table import Region, TableDifference
from kaidah.diff.trial import Given
from kaidah.feel import exact_json

SCHEMA = "kaidah.diff/1"


def to_json(document: Document) -> str:
    """All regions that were found, with values as JSON has them."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "old": document.old,
        "new": document.new,
        "differs": document.differs,
        "editions": [asdict(each) for each in document.editions],
        "differences": [_difference(each) for each in document.differences],
        "population": None if document.population is None else _population(document.population),
    }
    return exact_json.to_json(data) + "\n"


def _difference(found: Difference) -> dict[str, Any]:
    meaning = found.meaning
    return {
        "old_edition": found.old or None,
        "new_edition": found.new or None,
        "structure": [asdict(each) for each in found.structure],
        "tables": [_table(each) for each in meaning.tables],
        "formulas": [{"decision": each.title, "old": each.old, "new": each.new} for each in meaning.formulas],
        "answers": [_answer(each) for each in meaning.answers],
        "not_compared": list(meaning.limits),
        "nothing_else_changes": meaning.proved,
        "verdict": words.verdict(found),
    }


def _table(found: TableDifference) -> dict[str, Any]:
    return {
        "table": found.title,
        "regions": [_region(each) for each in found.regions],
        "more_regions": found.more,
        "nothing_else_changes": found.exact,
        "reasons": list(found.reasons),
    }


def _answer(found: AnswerDifference) -> dict[str, Any]:
    return {
        "decision": found.decision,
        "same": found.same,
        "because_of": list(found.because),
        "regions": [_region(each) for each in found.regions],
        "more_regions": found.more,
        "example": None if found.example is None else _region(found.example),
        "only_where_these_differ": list(found.only_at),
        "nothing_else_changes": found.exact,
        "reasons": list(found.reasons),
    }


def _region(region: Region) -> dict[str, Any]:
    return {
        "region": region.text,
        "witness": dict(region.witness),
        "old": _given(region.old),
        "new": _given(region.new),
        "old_rules": list(region.old_rules),
        "new_rules": list(region.new_rules),
        "constant": region.constant,
    }


def _given(given: Given) -> dict[str, Any]:
    return {"decided": given.decided, "value": given.value, "text": words.answer(given)}


def _population(found: Population) -> dict[str, Any]:
    return {
        "cases": found.cases,
        "changed": found.changed,
        "unusable": found.unusable,
        "totals": [
            {
                "decision": each.decision,
                "changed": each.changed,
                "old": None if each.old is None else each.old.value,
                "new": None if each.new is None else each.new.value,
                "undecided": list(each.undecided),
            }
            for each in found.totals
        ],
        "shown": [
            {
                "case": case.name,
                "changed": [
                    {"decision": name, "old": _given(old), "new": _given(new)}
                    for name, old, new in case.changed
                ],
            }
            for case in found.shown
        ],
    }

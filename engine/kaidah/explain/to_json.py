"""An explanation as data: the versioned schema `kaidah.trace/1` (docs/trace.schema.json)."""

from __future__ import annotations

from typing import Any, TypeAlias

from kaidah.explain.amounts import show
from kaidah.explain.explanation import (
    Entry,
    ExplainedDecision,
    Explanation,
    Fact,
    Formula,
    Output,
    Reading,
    Rule,
    Table,
    UsedFunction,
)
from kaidah.feel import exact_json
from kaidah.feel.types import NumberType, Type
from kaidah.model.elements import Citation, Edition
from kaidah_dsl.diagnostics import Diagnostic

SCHEMA = "kaidah.trace/1"

Json: TypeAlias = dict[str, Any]


def to_json(explanation: Explanation) -> str:
    """The whole trace as JSON text: numbers in plain digits (no float, no exponent), dates as ISO text."""
    return exact_json.to_json(to_data(explanation))


def to_data(explanation: Explanation) -> Json:
    """The same as plain dictionaries and lists; numbers stay Decimals, other values FEEL's own."""
    return {
        "schema": SCHEMA,
        "model": explanation.model,
        "edition": _edition(explanation.edition) if explanation.edition else None,
        "asked": list(explanation.asked),
        "inputs": [_fact(fact) for fact in explanation.inputs],
        "decisions": [_decision(decision) for decision in explanation.decisions],
    }


def _edition(edition: Edition) -> Json:
    period = edition.in_force
    return {
        "identifier": edition.identifier,
        "from": show(period.start) if period.start else None,
        "to": show(period.end) if period.end else None,
        "about": edition.about,
    }


def _value(value: Any, type: Type) -> Json:
    """A value as data, with its unit where it has one, and as people read it."""
    number = type if isinstance(type, NumberType) else None
    unit = str(number.unit) if number and number.unit and not number.unit.is_plain else None
    return {"value": value, "unit": unit, "text": show(value, type)}


def _fact(fact: Fact) -> Json:
    return {"name": fact.name, **_value(fact.value, fact.type), "origin": str(fact.origin)}


def _decision(decision: ExplainedDecision) -> Json:
    return {
        "name": decision.name,
        "label": decision.label,
        **_value(decision.value, decision.type),
        "decided": decision.decided,
        "formulas": [_formula(formula) for formula in decision.formulas],
        "uses": [_fact(fact) for fact in decision.uses],
        "tables": [_table(table) for table in decision.tables],
        "functions": [_function(function) for function in decision.functions],
        "citations": [_citation(citation) for citation in decision.citations],
        "readings": [_reading(reading) for reading in decision.readings],
        "because": decision.because,
        "diagnostics": [_diagnostic(found) for found in decision.diagnostics],
    }


def _formula(formula: Formula) -> Json:
    result = _value(formula.result.value, formula.result.type) if formula.result else None
    return {"name": formula.name, "text": formula.text, "result": result}


def _table(table: Table) -> Json:
    return {
        "within": table.within,
        "hit_policy": str(table.hit_policy),
        **_value(table.value, table.type),
        "defaulted": table.defaulted,
        "rules": [_rule(rule) for rule in table.rules],
    }


def _rule(rule: Rule) -> Json:
    return {
        "number": rule.number,
        "name": rule.name,
        "matched": rule.matched,
        "kept": rule.kept,
        "input_entries": [_entry(entry) for entry in rule.entries],
        "output_entries": [_output(output) for output in rule.outputs],
        "annotations": [{"clause": note.clause, "text": note.text} for note in rule.annotations],
        "citations": [_citation(citation) for citation in rule.citations],
    }


def _entry(entry: Entry) -> Json:
    return {
        "clause": entry.clause,
        "test": entry.test,
        **_value(entry.value, entry.type),
        "missing": entry.missing,
        "match": str(entry.match),
    }


def _output(output: Output) -> Json:
    return {"name": output.name, "expression": output.text}


def _function(function: UsedFunction) -> Json:
    return {
        "name": function.name,
        "parameters": list(function.parameters),
        "formulas": [_formula(formula) for formula in function.formulas],
        "citations": [_citation(citation) for citation in function.citations],
    }


def _citation(citation: Citation) -> Json:
    law = citation.law
    return {
        "law": law.identifier,
        "title": law.title,
        "place": citation.place,
        "file": law.file or None,
        "uri": law.uri or None,
    }


def _reading(reading: Reading) -> Json:
    return {
        "name": reading.name,
        **_value(reading.value, reading.type),
        "decided": reading.decided,
        "differs": reading.differs,
        "formulas": [_formula(formula) for formula in reading.formulas],
        "citations": [_citation(citation) for citation in reading.citations],
        "changes": [_fact(fact) for fact in reading.changes],
    }


def _diagnostic(found: Diagnostic) -> Json:
    return {
        "code": found.code,
        "severity": str(found.severity),
        "message": found.message,
        "help": found.help,
        "file": found.span.source.name if found.span else None,
        "line": found.span.line if found.span else None,
        "column": found.span.column if found.span else None,
    }

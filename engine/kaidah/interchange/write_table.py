"""Decision tables to XML (clause 8)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from kaidah.interchange.names import AGGREGATIONS, HIT_POLICIES
from kaidah.interchange.type_references import TypeReferences
from kaidah.interchange.writing import Writing, add, cited, facts_holder
from kaidah.model.elements import DecisionRule, DecisionTable, HitPolicy, InputClause, OutputClause

_POLICIES = {letter: name for name, letter in HIT_POLICIES.items()}
_AGGREGATIONS = {letter: name for name, letter in AGGREGATIONS.items()}
CITE = "cite"


@dataclass(frozen=True, kw_only=True)
class TableWriter:
    writing: Writing
    types: TypeReferences

    def write(self, element: etree._Element, table: DecisionTable, path: str) -> None:
        """Fills an element `decisionTable`; `path` is what its ids begin with."""
        element.set("hitPolicy", _hit_policy(table.hit_policy))
        if table.hit_policy in _AGGREGATIONS:
            element.set("aggregation", _AGGREGATIONS[table.hit_policy])
        if table.output_label:
            element.set("outputLabel", table.output_label)
        for number, clause in enumerate(table.inputs, 1):
            self._input(element, clause, f"{path}_input_{number}")
        for number, output in enumerate(table.outputs, 1):
            self._output(element, output, f"{path}_output_{number}")
        for name in table.annotation_clauses:
            add(element, "annotation", name=name)
        for rule in table.rules:
            self._rule(element, rule, table.annotation_clauses, f"{path}_rule_{rule.number}")

    def _input(self, parent: etree._Element, clause: InputClause, made: str) -> None:
        element = add(parent, "input")
        self.writing.described(element, made, written=clause.written, label=clause.label)
        expression = add(element, "inputExpression", typeRef=self._reference(clause, made))
        self.writing.expression_text(expression, clause.expression)
        if clause.values is not None:
            self.writing.expression_text(add(element, "inputValues"), clause.values)

    def _output(self, parent: etree._Element, clause: OutputClause, made: str) -> None:
        name = clause.name or None
        element = add(parent, "output", name=name, typeRef=self._reference(clause, made))
        self.writing.described(element, made, written=clause.written, label=clause.label)
        if clause.values is not None:
            self.writing.expression_text(add(element, "outputValues"), clause.values)
        if clause.default is not None:
            self.writing.expression_text(add(element, "defaultOutputEntry"), clause.default)

    def _reference(self, clause: InputClause | OutputClause, made: str) -> str | None:
        return self.types.of_item(clause.item, made) if clause.item else self.types.of_type(clause.type, made)

    def _rule(self, parent: etree._Element, rule: DecisionRule, clauses: tuple[str, ...], made: str) -> None:
        element = add(parent, "rule")
        facts = facts_holder()
        cited(facts, rule.citations)
        self.writing.described(element, made, written=rule.written, label=rule.name, facts=list(facts))
        for tests in rule.input_entries:
            self.writing.expression_text(add(element, "inputEntry"), tests)
        for entry in rule.output_entries:
            self.writing.expression_text(add(element, "outputEntry"), entry)
        texts = {annotation.clause: annotation.text for annotation in rule.annotations}
        if rule.citations:
            texts[CITE] = "; ".join(f"{c.law.identifier} {c.place}".strip() for c in rule.citations)
        for name in clauses:
            add(add(element, "annotationEntry"), "text", texts.get(name, ""))


def _hit_policy(policy: HitPolicy) -> str:
    return _POLICIES.get(policy, "COLLECT")

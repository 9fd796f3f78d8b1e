"""Decision tables of XML (clause 8) to those of the model."""

from __future__ import annotations

from typing import Any

from lxml import etree

from kaidah.feel.types import ANY
from kaidah.interchange.item_definitions import ItemReader
from kaidah.interchange.names import AGGREGATIONS, HIT_POLICIES
from kaidah.interchange.reading import Names, Reading, child, children, content, single_spaced, written
from kaidah.model.elements import (
    DecisionRule,
    DecisionTable,
    HitPolicy,
    InputClause,
    OutputClause,
    RuleAnnotation,
)
from kaidah_dsl.feel import tree as feel


def read_table(
    element: etree._Element, scope: Names, reading: Reading, items: ItemReader, common: dict[str, Any]
) -> DecisionTable:
    """The decision table of an element; `common` is what it shares with all expressions."""
    reader = _TableReader(reading, items, scope)
    annotations = tuple(each.get("name", "") for each in children(element, "annotation"))
    inputs = tuple(map(reader.input, children(element, "input")))
    outputs = tuple(map(reader.output, children(element, "output")))
    if not outputs:
        reading.warn("K604", "the decision table has no output", element)
    rules = tuple(
        reader.rule(number, each, inputs, outputs, annotations)
        for number, each in enumerate(children(element, "rule"), 1)
    )
    return DecisionTable(
        hit_policy=_hit_policy(element, reading),
        inputs=inputs,
        outputs=outputs,
        rules=rules,
        annotation_clauses=annotations,
        output_label=element.get("outputLabel", ""),
        **common,
    )


def _hit_policy(element: etree._Element, reading: Reading) -> HitPolicy:
    name = element.get("hitPolicy", "UNIQUE").strip().upper()
    aggregation = element.get("aggregation", "").strip().upper()
    letter = HIT_POLICIES.get(name)
    if letter == "C" and aggregation:
        letter = AGGREGATIONS.get(aggregation)
    if letter is None:
        what = f"{name} {aggregation}".strip()
        known = ", ".join(HIT_POLICIES)
        reading.warn(
            "K604", f"there is no hit policy `{what}`; it is read as UNIQUE", element, f"known: {known}"
        )
        return HitPolicy.UNIQUE
    return HitPolicy(letter)


class _TableReader:
    def __init__(self, reading: Reading, items: ItemReader, scope: Names) -> None:
        self.reading = reading
        self.items = items
        self.scope = scope

    def input(self, element: etree._Element) -> InputClause:
        expression = child(element, "inputExpression")
        item = self.items.of(expression)
        text = self.reading.text(expression)
        return InputClause(
            text=text.text if text else element.get("label", ""),
            expression=self.reading.expression(expression, self.scope, element),
            type=item.type if item else ANY,
            item=item,
            values=self.reading.tests(child(element, "inputValues"), self.scope),
            label=element.get("label", ""),
            span=self.reading.document.span(element),
            written=written(element),
        )

    def output(self, element: etree._Element) -> OutputClause:
        default = child(element, "defaultOutputEntry")
        item = self.items.of(element)
        has_default = default is not None and self.reading.text(default) is not None
        return OutputClause(
            name=single_spaced(element.get("name", "")),
            type=item.type if item else ANY,
            item=item,
            values=self.reading.tests(child(element, "outputValues"), self.scope),
            default=self.reading.expression(default, self.scope, element) if has_default else None,
            label=element.get("label", ""),
            span=self.reading.document.span(element),
            written=written(element),
        )

    def rule(
        self,
        number: int,
        element: etree._Element,
        inputs: tuple[InputClause, ...],
        outputs: tuple[OutputClause, ...],
        annotations: tuple[str, ...],
    ) -> DecisionRule:
        tests = [self._test(each) for each in children(element, "inputEntry")]
        entries = [self._entry(each) for each in children(element, "outputEntry")]
        if len(tests) != len(inputs) or len(entries) != len(outputs):
            fact = f"rule {number} has {len(tests)} input and {len(entries)} output entries"
            help = f"the table has {len(inputs)} input and {len(outputs)} output clauses"
            nothing = self.reading.nothing("K604", fact, element, help)
            missing = feel.UnaryTests(tests=(nothing,), span=nothing.span)
            tests = [*tests, *[missing] * len(inputs)][: len(inputs)]
            entries = [*entries, *[nothing] * len(outputs)][: len(outputs)]
        texts = [content(each, "text") for each in children(element, "annotationEntry")]
        named = zip(annotations, texts, strict=False)
        return DecisionRule(
            number=number,
            name=element.get("label", ""),
            input_entries=tuple(tests),
            output_entries=tuple(entries),
            annotations=tuple(RuleAnnotation(clause=clause, text=text) for clause, text in named if text),
            span=self.reading.document.span(element),
            written=written(element),
        )

    def _test(self, element: etree._Element) -> feel.UnaryTests:
        found = self.reading.tests(element, self.scope | {"?"})
        if found is not None:
            return found
        return feel.UnaryTests(tests=(), irrelevant=True, span=self.reading.document.span(element))

    def _entry(self, element: etree._Element) -> feel.Expression:
        return self.reading.expression(element, self.scope, element)

"""Kaidah's own facts as extension elements (docs/interchange.md says what each means)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from kaidah.interchange.feel_text import feel_text
from kaidah.interchange.write_boxed import BoxWriter
from kaidah.interchange.writing import cited, fact, facts_holder
from kaidah.model.elements import (
    Allowance,
    BusinessKnowledgeModel,
    Decision,
    Example,
    InputData,
    KnowledgeSource,
    Law,
    Model,
    Period,
)

Facts = Sequence[etree._Element]


def model_facts(model: Model, document: str, fingerprint: str) -> Facts:
    """What holds for the whole file; `document` is the text it was written from, with all editions, and
    `fingerprint` what the rest of the file says by then."""
    holder = facts_holder()
    if document:
        fact(holder, "document", document, of=fingerprint)
        if model.edition is not None:
            about = model.edition.about
            fact(holder, "edition", about, name=model.edition.identifier, **_days(model.edition.in_force))
        if model.date_input:
            fact(holder, "date", input=model.date_input)
        for name in model.asked:
            fact(holder, "ask", decision=name)
        _allowed(holder, [a for a in model.allowances if not a.within])
        for example in model.examples:
            _example(holder, example)
    return list(holder)


def _days(period: Period) -> dict[str, str]:
    return {"start": str(period.start or ""), "end": str(period.end or "")}


def _example(holder: etree._Element, example: Example) -> None:
    element = fact(holder, "example", name=example.name, group=example.group, on=str(example.on or ""))
    for kind, values in (("given", example.given), ("expected", example.expected)):
        for name, tree in values:
            fact(element, kind, feel_text(tree), name=name)
    for name, code in example.problems:
        fact(element, "problem", code=code, name=name)


def _allowed(holder: etree._Element, allowances: Sequence[Allowance]) -> None:
    for allowance in allowances:
        fact(holder, "allow", allowance.reason, code=allowance.code)


def law_facts(law: Law) -> Facts:
    """A law or source, beside what a knowledge source says of it."""
    holder = facts_holder()
    fact(holder, "law", identifier=law.identifier, file=law.file, **_days(law.in_force))
    return list(holder)


def input_facts(data: InputData, model: Model) -> Facts:
    holder = facts_holder()
    if data.default is not None:
        fact(holder, "default", feel_text(data.default))
    _allowed(holder, [a for a in model.allowances if a.within == data.name])
    return list(holder)


def logic_facts(
    element: Decision | BusinessKnowledgeModel, model: Model, boxes: BoxWriter, path: str
) -> Facts:
    """Citations, and of a decision its other readings."""
    holder = facts_holder()
    cited(holder, element.citations)
    if isinstance(element, Decision):
        for number, reading in enumerate(element.readings, 1):
            found = fact(holder, "reading", name=reading.name)
            cited(found, reading.citations)
            boxes.write(found, reading.expression, f"{path}_reading_{number}")
        if element.because:
            fact(holder, "because", element.because)
    _allowed(holder, [a for a in model.allowances if a.within == element.name])
    return list(holder)


def source_facts(source: KnowledgeSource) -> Facts:
    holder = facts_holder()
    cited(holder, source.citations)
    return list(holder)

"""Kaidah's own facts read back from extension elements: what a file of ours says beyond the standard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from lxml import etree

from kaidah.feel.failure import Failure
from kaidah.feel.temporal import Date, parse_date
from kaidah.interchange.writing import KAIDAH
from kaidah.model.elements import (
    BusinessKnowledgeModel,
    Citation,
    Context,
    Decision,
    DecisionRule,
    DecisionTable,
    InputData,
    KnowledgeSource,
    Law,
    Model,
    Period,
    Written,
)
from kaidah_dsl.feel.parse import parse_expression
from kaidah_dsl.source import Source, Span

Box = TypeVar("Box")
Cited = TypeVar("Cited", Decision, BusinessKnowledgeModel)


def restored(model: Model) -> Model:
    """A model with the laws, citations, defaults, date and asked decisions that its file holds as facts."""
    if not _says_something(model):
        return model
    found = {source.name: law for source in model.knowledge_sources if (law := law_of(source))}
    reader = _Facts(laws={law.identifier: law for law in found.values()}, titles=frozenset(found))
    names = {each.name for each in (*model.decisions, *model.services)}
    asked = (each.get("decision", "") for each in facts(model.written, "ask"))
    dates = (each.get("input", "") for each in facts(model.written, "date"))
    return replace(
        model,
        laws=tuple(found.values()),
        knowledge_sources=tuple(each for each in model.knowledge_sources if each.name not in found),
        inputs=tuple(map(reader.input, model.inputs)),
        decisions=tuple(reader.decision(each) for each in model.decisions),
        knowledge_models=tuple(reader.cited(each) for each in model.knowledge_models),
        asked=tuple(name for name in asked if name in names),
        date_input=next((name for name in dates if name in {data.name for data in model.inputs}), ""),
    )


def _says_something(model: Model) -> bool:
    """Most files of other tools do not: nothing in them has to be looked through."""
    elements = (*model.inputs, *model.decisions, *model.knowledge_sources)
    all_written = (model.written, *(element.written for element in elements))
    return any(KAIDAH in markup for written in all_written for markup in written.extensions)


def facts(written: Written, name: str) -> Iterator[etree._Element]:
    """The facts of a kind that an element has."""
    for markup in written.extensions:
        if KAIDAH in markup:
            element = etree.fromstring(markup)
            if element.tag == f"{{{KAIDAH}}}{name}":
                yield element


def law_of(source: KnowledgeSource) -> Law | None:
    """The law or source text that a knowledge source stands for; None for one that is no more than that."""
    for element in facts(source.written, "law"):
        identifier = element.get("identifier", "")
        return Law(
            identifier=identifier,
            title=source.name.removesuffix(f" ({identifier})"),
            in_force=Period(start=_day(element.get("start")), end=_day(element.get("end"))),
            uri=source.uri,
            file=element.get("file", ""),
            span=source.span,
        )
    return None


def _day(text: str | None) -> Date | None:
    try:
        return parse_date(text) if text else None
    except Failure:
        return None


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """`titles` are the names that the laws have as knowledge sources."""

    laws: Mapping[str, Law]
    titles: frozenset[str]

    def input(self, data: InputData) -> InputData:
        for element in facts(data.written, "default"):
            source = Source(name=data.span.source.name, text=element.text or "", first_line=data.span.line)
            return replace(data, default=parse_expression(source.span(), ()).tree)
        return data

    def decision(self, decision: Decision) -> Decision:
        because = next(facts(decision.written, "because"), None)
        found = self.cited(decision)
        if because is not None:
            found = replace(found, because=because.text or "")
        return replace(found, expression=self._box(found.expression))

    def cited(self, element: Cited) -> Cited:
        required = element.requirements
        if required is not None:
            required = tuple(each for each in required if each.name not in self.titles)
        citations = tuple(self._citations(element.written, element.span))
        return replace(element, citations=citations, requirements=required)

    def _citations(self, written: Written, span: Span) -> Iterator[Citation]:
        for element in facts(written, "cite"):
            identifier = element.get("law", "")
            law = self.laws.get(identifier) or Law(identifier=identifier, title=identifier, span=span)
            yield Citation(law=law, place=element.get("place", ""), span=span)

    def _box(self, box: Box) -> Box:
        """Logic with the citations of its rules."""
        match box:
            case DecisionTable(rules=rules):
                return replace(box, rules=tuple(map(self._rule, rules)))
            case Context(entries=entries, result=result):
                inner = tuple(replace(each, expression=self._box(each.expression)) for each in entries)
                return replace(box, entries=inner, result=self._box(result))
            case _:
                return box

    def _rule(self, rule: DecisionRule) -> DecisionRule:
        return replace(rule, citations=tuple(self._citations(rule.written, rule.span)))

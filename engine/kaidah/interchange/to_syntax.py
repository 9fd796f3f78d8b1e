"""The model of another tool's file to a document, so that people can read it and `.kaidah` files replace it.

The document is lenient: the standard's null semantics hold as in the file. Diagrams, artifacts and ids are not
part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from kaidah.feel.temporal import Date
from kaidah.interchange.document_boxes import BoxesOfDocument
from kaidah.interchange.document_feel import NOWHERE, feel_of, name, names
from kaidah.interchange.document_types import TypeWriter
from kaidah.interchange.references_of import import_of, namespace_of
from kaidah.interchange.type_references import TypeReferences
from kaidah.model.elements import (
    BusinessKnowledgeModel,
    Citation,
    Decision,
    DecisionService,
    DecisionTable,
    Element,
    Import,
    InputData,
    ItemDefinition,
    KnowledgeSource,
    Law,
    LiteralExpression,
    Model,
)
from kaidah.model.lenient import NOTHING
from kaidah.model.requirements import requirements
from kaidah_dsl.diagnostics import Diagnostic, error, has_errors, warning
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.document.formatter import to_text
from kaidah_dsl.document.parse import parse
from kaidah_dsl.source import Source

REASON = "it comes from a DMN file: operations without a result give null"
_ONE_LINE = 60
_KINDS = ("information", "knowledge")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A document and its text. K610 where the text would not say what the model says; K611 for what is left
    out."""

    document: syntax.Document
    text: str
    diagnostics: tuple[Diagnostic, ...]


def to_syntax(model: Model) -> Said:
    """The document of a model, laid out."""
    writer = DocumentWriter.of(model)
    document = syntax.Document(source=NOWHERE.source, statements=tuple(writer.statements()))
    text = to_text(document)
    again = parse(Source(name=model.path, text=text))
    problems = [*writer.boxes.diagnostics]
    if has_errors(again.diagnostics) or again.document != document:
        problems.append(_unsayable(model, document, again.document))
    return Said(document=again.document, text=text, diagnostics=tuple(problems))


def _unsayable(model: Model, wanted: syntax.Document, got: syntax.Document) -> Diagnostic:
    """K610, with the first statement whose text would mean something else."""
    read = set(got.statements)
    first = next((s for s in wanted.statements if s not in read), None)
    text = getattr(getattr(first, "name", None), "text", model.name)
    span = next((e.span for e in _elements(model) if e.name == text), None)
    help = "give it, and what it holds, names of words and digits in the tool it comes from"
    return error("K610", f"`{text}` cannot be said in a document", span, help=help)


def _elements(model: Model) -> Iterator[Element]:
    yield from model.item_definitions
    yield from model.inputs
    yield from model.decisions
    yield from model.knowledge_models
    yield from model.services
    yield from model.knowledge_sources


@dataclass(frozen=True, kw_only=True)
class DocumentWriter:
    model: Model
    types: TypeWriter
    boxes: BoxesOfDocument
    derived: dict[str, tuple[str, ...]]

    @staticmethod
    def of(model: Model) -> DocumentWriter:
        declared = {item.name: item for item in model.item_definitions}
        types = TypeWriter(references=TypeReferences(declared=declared))
        return DocumentWriter(
            model=model, types=types, boxes=BoxesOfDocument(types=types), derived=_derived(model)
        )

    def statements(self) -> Iterator[syntax.Statement]:
        yield self._header()
        for used in self.model.imports:
            yield self._use(used)
        for element in _elements(self.model):
            if import_of(element, self.model) is None:
                yield self.statement(element)

    def statement(self, element: Element) -> syntax.Statement:
        """The statement of one element."""
        match element:
            case ItemDefinition():
                return syntax.TypeStatement(
                    name=name(element.name),
                    type=self.types.declared(element),
                    label=element.label,
                    about=element.about,
                    span=NOWHERE,
                )
            case InputData():
                return self._input(element)
            case Decision():
                return self._decision(element)
            case BusinessKnowledgeModel():
                return self._function(element)
            case DecisionService():
                return self._service(element)
            case KnowledgeSource():
                return self._source(element)
            case _:
                raise TypeError(f"no statement says {element!r}")

    def _header(self) -> syntax.ModelStatement:
        model = self.model
        made = namespace_of(model.name, "")
        return syntax.ModelStatement(
            name=name(model.name or PurePath(model.path).stem),
            about=model.about,
            namespace="" if model.namespace == made else model.namespace,
            laws=tuple(_law(law) for law in self._laws() if not law.file),
            sources=tuple(_source_text(law) for law in self._laws() if law.file),
            date=name(model.date_input) if model.date_input else None,
            ask=names(model.asked),
            lenient=REASON if model.lenient else "",
            span=NOWHERE,
        )

    def _laws(self) -> tuple[Law, ...]:
        """The laws that the file declares as such, and those that are cited all the same."""
        elements: tuple[Decision | BusinessKnowledgeModel, ...] = (
            *self.model.decisions,
            *self.model.knowledge_models,
        )
        cited = (citation.law for element in elements for citation in cited_by(element))
        known: dict[str, Law] = {}
        for law in (*self.model.laws, *cited):
            known.setdefault(law.identifier, law)
        return tuple(known.values())

    def _use(self, used: Import) -> syntax.Use:
        path = used.path or self._found_in(used)
        return syntax.Use(
            name=name(used.name),
            alias=name(used.alias) if used.alias else None,
            path=syntax.Text(text=path, span=NOWHERE) if path else None,
            span=NOWHERE,
        )

    def _found_in(self, used: Import) -> str:
        """The file of an import that says only a namespace: where its elements come from."""
        found = [e for e in _elements(self.model) if import_of(e, self.model) == used]
        direct = min(found, key=lambda element: element.name.count("."), default=None)
        return PurePath(direct.span.source.name).name if direct else ""

    # --- elements -----------------------------------------------------------------------------------

    def _input(self, data: InputData) -> syntax.InputStatement:
        return syntax.InputStatement(
            name=name(data.name),
            type=self.types.used(data.item),
            default=feel_of(data.default) if data.default is not None else None,
            label=data.label,
            about=data.about,
            clauses=_own_lines("about") if len(data.about) > _ONE_LINE else (),
            span=NOWHERE,
        )

    def _decision(self, decision: Decision) -> syntax.DecisionStatement:
        body = self.boxes.body(decision.expression) if decision.expression is not None else None
        return syntax.DecisionStatement(
            name=name(decision.name),
            type=self.types.used(decision.item) if decision.item else None,
            body=body,
            label=decision.label,
            about=decision.about,
            question=decision.question,
            answers=decision.allowed_answers,
            citations=_citations(decision.citations),
            because=decision.because,
            requires=self._requires(decision),
            clauses=_body_below(decision, body),
            span=NOWHERE,
        )

    def _function(self, function: BusinessKnowledgeModel) -> syntax.FunctionStatement:
        result = self.types.used(function.item) if function.item else None
        box = function.function
        typed = box is not None and box.item is not None
        if typed:
            self.boxes.diagnostics.append(_left_out(function))
        return syntax.FunctionStatement(
            name=name(function.name),
            function=self.boxes.function(box, result) if box else None,
            label=function.label,
            about=function.about,
            citations=_citations(function.citations),
            requires=self._requires(function),
            clauses=_body_below(function, None),
            span=NOWHERE,
        )

    def _service(self, service: DecisionService) -> syntax.ServiceStatement:
        return syntax.ServiceStatement(
            name=name(service.name),
            type=self.types.used(service.item) if service.item else None,
            outputs=names(service.outputs),
            encapsulates=names(service.encapsulated),
            input_decisions=names(service.input_decisions),
            input_data=names(service.input_data),
            label=service.label,
            about=service.about,
            span=NOWHERE,
        )

    def _source(self, source: KnowledgeSource) -> syntax.KnowledgeSourceStatement:
        return syntax.KnowledgeSourceStatement(
            name=name(source.name),
            about=source.about,
            owner=source.owner,
            uri=source.uri,
            governs=names(source.governs),
            requires=names(tuple(each.name for each in source.requirements)),
            label=source.label,
            span=NOWHERE,
        )

    def _requires(self, element: Decision | BusinessKnowledgeModel) -> tuple[syntax.NameText, ...]:
        """What it declares to require, where that is not what its logic uses."""
        declared = tuple(
            each.name for kind in _KINDS for each in element.requirements or () if each.kind == kind
        )
        if element.requirements is None or declared == self.derived.get(element.name, ()):
            return ()
        return names(declared or (NOTHING,))


def _law(law: Law) -> syntax.Law:
    period = law.in_force
    in_force = syntax.Period(start=_day(period.start), end=_day(period.end), span=NOWHERE)
    return syntax.Law(
        identifier=law.identifier,
        title=law.title,
        in_force=in_force if period.start or period.end else None,
        uri=law.uri,
        span=NOWHERE,
    )


def _day(day: Date | None) -> str | None:
    return None if day is None else str(day)


def _source_text(law: Law) -> syntax.SourceText:
    title = "" if law.title == law.file else law.title
    return syntax.SourceText(identifier=law.identifier, file=law.file, title=title, span=NOWHERE)


def _citations(citations: tuple[Citation, ...]) -> tuple[syntax.Citation, ...]:
    return tuple(syntax.Citation(law=c.law.identifier, place=c.place, span=NOWHERE) for c in citations)


def cited_by(element: Decision | BusinessKnowledgeModel) -> Iterator[Citation]:
    """The citations of an element and of the rules of its table."""
    yield from element.citations
    if isinstance(element, Decision) and isinstance(element.expression, DecisionTable):
        for rule in element.expression.rules:
            yield from rule.citations


def _derived(model: Model) -> dict[str, tuple[str, ...]]:
    """What the logic of each element uses."""
    plain = replace(
        model,
        decisions=tuple(replace(each, requirements=None) for each in model.decisions),
        knowledge_models=tuple(replace(each, requirements=None) for each in model.knowledge_models),
    )
    found: dict[str, tuple[str, ...]] = {}
    edges = [edge for edge in requirements(plain) if edge.source != edge.target]
    for kind in _KINDS:
        for edge in edges:
            if edge.kind.value == kind:
                found[edge.target] = (*found.get(edge.target, ()), edge.source)
    return found


def _left_out(function: BusinessKnowledgeModel) -> Diagnostic:
    fact = f"the type that the logic of `{function.name}` declares beside that of its value is left out"
    return warning("K611", fact, function.span)


def _own_lines(*keywords: str) -> tuple[syntax.Clause, ...]:
    return tuple(syntax.Clause(keyword=keyword, span=NOWHERE) for keyword in keywords)


def _body_below(
    element: Decision | BusinessKnowledgeModel, body: syntax.Boxed | None
) -> tuple[syntax.Clause, ...]:
    """Whether an expression stands below its statement: where it has clauses, or is long."""
    logic = element.expression if isinstance(element, Decision) else element.function
    if isinstance(element, BusinessKnowledgeModel) and element.function is not None:
        logic = element.function.body
    long = isinstance(logic, LiteralExpression) and (
        len(feel_of(logic.tree).text) > _ONE_LINE or bool(element.about)
    )
    if not long:
        return ()
    keywords = ("about", "question", "answers", "requires", "body")
    return _own_lines(*keywords)

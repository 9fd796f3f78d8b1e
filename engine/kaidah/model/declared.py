"""Statements of an edition to elements, with the types they declare; what they leave open is of type any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kaidah.feel.infer import Scope, infer, outside_allowed
from kaidah.feel.types import ANY, FunctionType
from kaidah.model.boxed import BoxReader
from kaidah.model.elements import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    InputData,
    ItemDefinition,
    KnowledgeSource,
    Reading,
)
from kaidah.model.reader import FeelReader
from kaidah.model.statements import Statements
from kaidah.model.types import TypeReader
from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.source import Span
from kaidah_dsl.suggest import did_you_mean


@dataclass(kw_only=True)
class Declared:
    """The item definitions of inputs and decisions by name, and where their types stand."""

    statements: Statements
    types: TypeReader
    diagnostics: list[Diagnostic]
    items: dict[str, ItemDefinition] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)

    def read_types(self) -> None:
        """Reads the types that inputs and decisions declare: their boxes need to know them."""
        for statement in self.statements.of(syntax.InputStatement):
            self.items[statement.name.text] = self.types.read(statement.type, statement.name.span)
        for decision in self.statements.of(syntax.DecisionStatement):
            if decision.type is not None:
                self.items[decision.name.text] = self.types.read(decision.type, decision.name.span)
                self.places[decision.name.text] = decision.type.span

    def inputs(self, reader: FeelReader) -> tuple[InputData, ...]:
        """The input data, each with the item definition that checks what is given."""
        return tuple(
            InputData(
                name=statement.name.text,
                label=statement.label,
                about=statement.about,
                item=self.items[statement.name.text],
                default=self._default(statement, reader) if statement.default else None,
                span=statement.name.span,
            )
            for statement in self.statements.of(syntax.InputStatement)
        )

    def _default(self, statement: syntax.InputStatement, reader: FeelReader) -> feel.Expression | None:
        """The constant that is assumed, checked like a value that is given."""
        assert statement.default is not None
        item, tree = self.items[statement.name.text], reader.expression(statement.default)
        place = statement.type.span if statement.type else None
        inference = infer(tree, Scope(types=self.types.types()), expected=item.type, declared=place)
        self.diagnostics.extend((*inference.diagnostics, *outside_allowed(tree, item.allowed)))
        return tree

    def decisions(self, boxes: BoxReader) -> tuple[Decision, ...]:
        """The decisions with their logic, not yet typed."""
        return tuple(self._decision(s, boxes) for s in self.statements.of(syntax.DecisionStatement))

    def _decision(self, statement: syntax.DecisionStatement, boxes: BoxReader) -> Decision:
        item = self.items.get(statement.name.text)
        readings = tuple(
            Reading(
                name=reading.name,
                expression=boxes.read(reading.body, item=item),
                citations=boxes.citations.read(reading.citations),
                span=reading.span,
            )
            for reading in statement.readings
        )
        return Decision(
            name=statement.name.text,
            label=statement.label,
            about=statement.about,
            span=statement.name.span,
            expression=boxes.read(statement.body, item=item) if statement.body else None,
            type=item.type if item else ANY,
            item=item,
            question=statement.question,
            allowed_answers=statement.answers,
            citations=boxes.citations.read(statement.citations),
            readings=readings,
            because=statement.because,
        )

    def functions(self, boxes: BoxReader) -> tuple[BusinessKnowledgeModel, ...]:
        """The business knowledge models, not yet typed."""
        return tuple(self._function(s, boxes) for s in self.statements.of(syntax.FunctionStatement))

    def _function(self, statement: syntax.FunctionStatement, boxes: BoxReader) -> BusinessKnowledgeModel:
        function = boxes.function(statement.function) if statement.function else None
        return BusinessKnowledgeModel(
            name=statement.name.text,
            label=statement.label,
            about=statement.about,
            span=statement.name.span,
            function=function,
            type=function.type if function else ANY,
            item=self._result(statement) if boxes.feel.lenient else None,
            citations=boxes.citations.read(statement.citations),
        )

    def _result(self, statement: syntax.FunctionStatement) -> ItemDefinition | None:
        declared = statement.function.result_type if statement.function else None
        return self.types.read(declared, statement.name.span) if declared else None

    def services(self, decisions: Iterable[str], inputs: Iterable[str]) -> tuple[DecisionService, ...]:
        """The decision services with the names they list; K201 for names that are not there."""
        known = {"decision": tuple(decisions), "input": tuple(inputs)}
        return tuple(
            DecisionService(
                name=statement.name.text,
                label=statement.label,
                about=statement.about,
                span=statement.name.span,
                outputs=self.known(statement.outputs, known["decision"], "decision"),
                encapsulated=self.known(statement.encapsulates, known["decision"], "decision"),
                input_decisions=self.known(statement.input_decisions, known["decision"], "decision"),
                input_data=self.known(statement.input_data, known["input"], "input"),
                type=FunctionType((), ANY),
                item=self.types.read(statement.type, statement.name.span) if statement.type else None,
            )
            for statement in self.statements.of(syntax.ServiceStatement)
        )

    def knowledge_sources(self, boxes: BoxReader, elements: Iterable[str]) -> tuple[KnowledgeSource, ...]:
        """The knowledge sources; K201 for an element that they govern and that is not there."""
        known = tuple(elements)
        return tuple(
            KnowledgeSource(
                name=statement.name.text,
                label=statement.label,
                about=statement.about,
                span=statement.name.span,
                owner=statement.owner,
                uri=statement.uri,
                governs=self.known(statement.governs, known, "element"),
                citations=boxes.citations.read(statement.citations),
            )
            for statement in self.statements.of(syntax.KnowledgeSourceStatement)
        )

    def known(self, names: Iterable[syntax.NameText], known: Iterable[str], kind: str) -> tuple[str, ...]:
        """The names that are there; K201 for the others."""
        return tuple(self._known(names, tuple(known), kind))

    def _known(self, names: Iterable[syntax.NameText], known: tuple[str, ...], kind: str) -> Iterator[str]:
        for name in names:
            if name.text in known:
                yield name.text
                continue
            help = did_you_mean(name.text, known)
            self.diagnostics.append(error("K201", f"there is no {kind} `{name.text}`", name.span, help=help))

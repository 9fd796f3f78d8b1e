"""From a document to the model of one of its editions.

FEEL is read here, where the names in scope are known; then every element gets its type, the required before
the requiring. All problems are gathered: one bad cell hides no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kaidah.model.allowances import read_allowances, sift, unused_allowances
from kaidah.model.boxed import BoxReader
from kaidah.model.citation import CitationReader, laws_twice, read_laws
from kaidah.model.declared import Declared
from kaidah.model.elements import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    Edition,
    Element,
    InputData,
    ItemDefinition,
    KnowledgeSource,
    Model,
)
from kaidah.model.examples import read_examples
from kaidah.model.header import asked_decisions, date_input, own_date, unknown_asked
from kaidah.model.lenient import softened, with_plain_types, with_requirements
from kaidah.model.missing_citation import missing_citations
from kaidah.model.no_logic import without_logic
from kaidah.model.reader import FeelReader
from kaidah.model.renamed import elements
from kaidah.model.requirements import with_logic
from kaidah.model.statements import Statements, element_names, in_edition, model_statement, names_in
from kaidah.model.typed_model import beside, typed_model
from kaidah.model.types import TypeReader
from kaidah.model.unused_input import unused_inputs
from kaidah.model.used import Use, Used, merged
from kaidah_dsl.diagnostics import Diagnostic, has_errors
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.frozen import frozen


@frozen
class ModelResult:
    """A model with what is wrong with it. With errors it shows what could be read; None: nothing could."""

    model: Model | None
    diagnostics: tuple[Diagnostic, ...] = ()


def from_syntax(
    document: syntax.Document, edition: Edition | None = None, uses: Sequence[Use] = ()
) -> ModelResult:
    """The model of one edition of a document, with the models it uses merged in.

    `uses` are its `use` statements with the models they mean on the day. The diagnostics are those that need
    names and types (K2xx to K4xx); those of the parser are not repeated.
    """
    parts = _Parts.of(document, edition, tuple(uses))
    own, theirs = parts.elements(edition)
    if parts.header is not None and parts.header.lenient:
        return parts.lenient(own, theirs)
    own = typed_model(own, theirs, parts.declared.places, parts.diagnostics)
    model = parts.with_header(own, beside(own, theirs))
    broken = has_errors(parts.diagnostics)
    parts.diagnostics.extend(_findings(own, model, cites=bool(read_laws(parts.header)), broken=broken))
    sifted = sift(parts.diagnostics, model.allowances, parts.statements.all)
    unused = () if broken else unused_allowances(model.allowances, sifted.used)
    return ModelResult(model=model, diagnostics=(*sifted.diagnostics, *unused))


@frozen
class _Parts:
    """The document's statements of one edition, and what is needed to read them."""

    document: syntax.Document
    header: syntax.ModelStatement | None
    statements: Statements
    used: Used
    reader: FeelReader
    declared: Declared
    diagnostics: list[Diagnostic]

    @staticmethod
    def of(document: syntax.Document, edition: Edition | None, uses: tuple[Use, ...]) -> _Parts:
        header = model_statement(document)
        statements = in_edition(document, edition.identifier if edition else None)
        used = merged(uses, own_date(header, statements))
        diagnostics = [*statements.problems, *laws_twice(header)]
        reader = FeelReader(
            names=names_in(document) | used.names(),
            diagnostics=diagnostics,
            lenient=header is not None and bool(header.lenient),
        )
        types = TypeReader(
            used={item.name: item for item in used.of(ItemDefinition)},
            statements={statement.name.text: statement for statement in statements.of(syntax.TypeStatement)},
            reader=reader,
            diagnostics=diagnostics,
        )
        return _Parts(
            document=document,
            header=header,
            statements=statements,
            used=used,
            reader=reader,
            declared=Declared(statements=statements, types=types, diagnostics=diagnostics),
            diagnostics=diagnostics,
        )

    def elements(self, edition: Edition | None) -> tuple[Model, Model]:
        """The document's own elements, not yet typed, and those that come from used models."""
        own = self._own(edition)
        self.used.give_way(elements(own))
        self.diagnostics.extend(self.used.diagnostics)
        theirs = _theirs(self.used)
        decisions, inputs = (*own.decisions, *theirs.decisions), (*own.inputs, *theirs.inputs)
        return replace(own, services=self.declared.services(_names(decisions), _names(inputs))), theirs

    def _own(self, edition: Edition | None) -> Model:
        header, declared = self.header, self.declared
        laws = self.used.laws | {law.identifier: law for law in read_laws(header)}
        declared.read_types()
        boxes = BoxReader(
            feel=self.reader,
            types=declared.types,
            citations=CitationReader(laws=laws, diagnostics=self.diagnostics),
            items=_items(self.used) | declared.items,
            diagnostics=self.diagnostics,
        )
        inputs, decisions = declared.inputs(self.reader), declared.decisions(boxes)
        functions = declared.functions(boxes)
        governed = (*_names((*inputs, *decisions, *functions)), *self.used.names())
        return Model(
            name=header.name.text if header else "",
            path=self.document.source.name,
            namespace=header.namespace if header else "",
            about=header.about if header else "",
            edition=edition,
            laws=tuple(laws.values()),
            imports=tuple(self.used.imports),
            item_definitions=declared.types.all(),
            inputs=inputs,
            decisions=decisions,
            knowledge_models=functions,
            knowledge_sources=declared.knowledge_sources(boxes, governed),
            allowances=read_allowances(self.statements.all),
        )

    def lenient(self, own: Model, theirs: Model) -> ModelResult:
        """The model of a document that stands for a file of another tool."""
        whole = beside(own, theirs)
        own = with_requirements(own, whole, self.statements, self.diagnostics)
        model = with_plain_types(beside(own, theirs))
        model = replace(self.with_header(own, model), lenient=True)
        if self.header is not None and not self.header.ask:
            model = replace(model, asked=())
        return ModelResult(model=model, diagnostics=tuple(softened(self.diagnostics)))

    def with_header(self, own: Model, model: Model) -> Model:
        """The whole model with its date, what is asked by default, and its examples."""
        known = element_names(self.document) | self.used.names()
        self.diagnostics.extend(unknown_asked(self.header, known))
        model = replace(
            model,
            date_input=date_input(self.header, model, self.used.date_input, self.diagnostics),
            asked=asked_decisions(self.header, own, model, self.used.asked),
        )
        return replace(
            model, examples=read_examples(self.statements, model, self.reader, known, self.diagnostics)
        )


def _items(used: Used) -> dict[str, ItemDefinition]:
    """The item definitions of used inputs and decisions by name."""
    inputs = {data.name: data.item for data in used.of(InputData)}
    return inputs | {decision.name: decision.item for decision in used.of(Decision) if decision.item}


def _theirs(used: Used) -> Model:
    """The elements of used models, as a model without a name."""
    return Model(
        name="",
        path="",
        item_definitions=used.of(ItemDefinition),
        inputs=used.of(InputData),
        decisions=used.of(Decision),
        knowledge_models=used.of(BusinessKnowledgeModel),
        services=used.of(DecisionService),
        knowledge_sources=used.of(KnowledgeSource),
    )


def _names(found: Iterable[Element]) -> tuple[str, ...]:
    return tuple(element.name for element in found)


def _findings(own: Model, model: Model, *, cites: bool, broken: bool) -> Iterable[Diagnostic]:
    """What the checks of a whole model find in the document's own elements.

    `cites`: it declares laws or sources. `broken`: it has errors, and what could not be read might use an
    input.
    """
    logic = with_logic(own)
    yield from without_logic(logic)
    if cites:
        yield from missing_citations(logic)
    if not broken:
        yield from unused_inputs(own.inputs, model)

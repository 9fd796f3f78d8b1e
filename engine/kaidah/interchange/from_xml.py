"""DMN XML, version 1.1 to 1.5, to the model (clause 12). The file is not trusted, and used as far as it can be:
only what is no DMN at all is an error, everything else a warning where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from kaidah.feel.types import ANY, ContextType, FunctionType, Type
from kaidah.interchange.boxed import BoxReader, declared_item
from kaidah.interchange.imports import ImportStatement, import_statements
from kaidah.interchange.item_definitions import ItemReader
from kaidah.interchange.joined import beside_each, join_models
from kaidah.interchange.names import ARTIFACTS, EXPRESSIONS
from kaidah.interchange.read_facts import restored
from kaidah.interchange.read_tree import Document, read_tree
from kaidah.interchange.reading import Reading, child, children, content, markup, single_spaced, tag, written
from kaidah.interchange.references import References
from kaidah.model.elements import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    FunctionExpression,
    Import,
    InputData,
    ItemDefinition,
    KnowledgeSource,
    Model,
)
from kaidah.model.from_syntax import ModelResult
from kaidah.model.renamed import elements
from kaidah.model.requirements import circle_problems, in_order, requirements
from kaidah_dsl.diagnostics import Severity


def from_xml(data: bytes, name: str, imported: Mapping[str, Model] | None = None) -> ModelResult:
    """The model in the bytes of a DMN file; `name` is the file's, for messages.

    `imported` are the models it imports, by namespace (`import_statements` says which they are). The model is
    lenient. It is None, with errors K601 to K603, where the bytes are no DMN model.
    """
    document = read_tree(data, name)
    if document.root is None:
        return ModelResult(model=None, diagnostics=document.diagnostics)
    return model_of(document, imported or {})


def model_of(document: Document, imported: Mapping[str, Model]) -> ModelResult:
    """The model of a document that was read."""
    assert document.root is not None
    return _ModelReader.of(document, document.root, imported).result()


@dataclass(kw_only=True)
class _ModelReader:
    """One file. `used` are the imported models under the names they are imported by."""

    root: etree._Element
    reading: Reading
    items: ItemReader
    boxes: BoxReader
    references: References
    statements: tuple[ImportStatement, ...]
    used: tuple[Model, ...]
    governs: dict[str, list[str]] = field(default_factory=dict)

    @staticmethod
    def of(document: Document, root: etree._Element, imported: Mapping[str, Model]) -> _ModelReader:
        statements = import_statements(document)
        known = [each for each in statements if each.namespace in imported]
        joined = join_models(root, [(each.name, imported[each.namespace]) for each in known])
        used = joined.models
        reading = Reading(document=document, names=_names_behind_dots(root, used))
        for each in statements:
            if each.is_dmn and each.namespace not in imported:
                reading.diagnostics.append(each.not_found())
        items = ItemReader(
            reading=reading,
            elements=_by_name(root, "itemDefinition"),
            imported={item.name: item for model in used for item in model.item_definitions},
            aliases={each.namespace: each.name for each in known},
        )
        return _ModelReader(
            root=root,
            reading=reading,
            items=items,
            boxes=BoxReader(reading=reading, items=items),
            references=References.of(
                root,
                reading,
                [(each.namespace, model) for each, model in zip(known, used, strict=True)],
                joined.aliases,
            ),
            statements=statements,
            used=used,
        )

    def result(self) -> ModelResult:
        model = beside_each(restored(self._own()), self.used)
        self._check_circles(model)
        return ModelResult(model=model, diagnostics=tuple(self.reading.diagnostics))

    def _own(self) -> Model:
        root = self.root
        inputs = tuple(self._input(each) for each in self._each("inputData"))
        decisions = tuple(self._decision(each) for each in self._each("decision"))
        functions = tuple(self._function(each) for each in self._each("businessKnowledgeModel"))
        types = {data.name: data.type for data in inputs} | {each.name: each.type for each in decisions}
        for model in self.used:
            types |= {data.name: data.type for data in model.inputs}
            types |= {decision.name: decision.type for decision in model.decisions}
        services = tuple(self._service(each, types) for each in self._each("decisionService"))
        diagram = next((each for each in children(root) if tag(each).endswith("}DMNDI")), None)
        return Model(
            name=single_spaced(root.get("name", "")),
            path=self.reading.document.name,
            namespace=root.get("namespace", ""),
            about=content(root, "description"),
            imports=tuple(self._import(each) for each in self.statements),
            item_definitions=self.items.all(),
            inputs=inputs,
            decisions=decisions,
            knowledge_models=functions,
            services=services,
            knowledge_sources=tuple(self._knowledge_source(e) for e in self._each("knowledgeSource")),
            lenient=True,
            written=written(root),
            layout="" if diagram is None else markup(diagram),
            artifacts=tuple(markup(each) for each in children(root, *ARTIFACTS)),
        )

    def _each(self, kind: str) -> Iterator[etree._Element]:
        """The elements of a kind that have a name of their own."""
        return (each for each in children(self.root, kind) if self.references.is_named(each))

    # --- elements -----------------------------------------------------------------------------------

    def _input(self, element: etree._Element) -> InputData:
        item = declared_item(self.items, element)
        span = self.reading.document.span(element)
        any_item = ItemDefinition(name="Any", type=ANY, span=span)
        return InputData(item=item or any_item, **self._common(element))

    def _decision(self, element: etree._Element) -> Decision:
        item = declared_item(self.items, element)
        required = self.references.requirements(element)
        logic = child(element, *EXPRESSIONS)
        scope = frozenset(each.alias or each.name for each in required)
        for each in required:
            if each.kind == "authority":
                self.governs.setdefault(each.name, []).append(single_spaced(element.get("name", "")))
        return Decision(
            expression=None if logic is None else self.boxes.read(logic, scope),
            type=item.type if item else ANY,
            item=item,
            question=content(element, "question"),
            allowed_answers=content(element, "allowedAnswers"),
            requirements=required,
            **self._common(element),
        )

    def _function(self, element: etree._Element) -> BusinessKnowledgeModel:
        logic = child(element, "encapsulatedLogic")
        required = self.references.requirements(element)
        name = single_spaced(element.get("name", ""))
        scope = frozenset((name, *(each.alias or each.name for each in required)))
        function = None if logic is None else self.boxes.function(logic, scope)
        item = declared_item(self.items, element)
        if function is not None and item is not None:
            function = _with_result(function, item.type)
        for each in required:
            if each.kind == "authority":
                self.governs.setdefault(each.name, []).append(name)
        return BusinessKnowledgeModel(
            function=function,
            type=function.type if function else FunctionType((), ANY),
            item=item,
            requirements=required,
            **self._common(element),
        )

    def _service(self, element: etree._Element, types: Mapping[str, Type]) -> DecisionService:
        outputs = self.references.listed(element, "outputDecision")
        data = self.references.listed(element, "inputData")
        decisions = self.references.listed(element, "inputDecision")
        if not outputs:
            self.reading.warn("K604", "the decision service has no output decision", element)
        given = (*data, *decisions)
        result: Type = ContextType(tuple((name, types.get(name, ANY)) for name in outputs))
        if len(outputs) == 1:
            result = types.get(outputs[0], ANY)
        return DecisionService(
            outputs=outputs,
            encapsulated=self.references.listed(element, "encapsulatedDecision"),
            input_decisions=decisions,
            input_data=data,
            type=FunctionType(tuple(types.get(name, ANY) for name in given), result, given),
            item=declared_item(self.items, element),
            **self._common(element),
        )

    def _knowledge_source(self, element: etree._Element) -> KnowledgeSource:
        name = single_spaced(element.get("name", ""))
        owner = child(element, "owner")
        return KnowledgeSource(
            owner="" if owner is None else owner.get("href", ""),
            uri=element.get("locationURI", ""),
            governs=tuple(self.governs.get(name, ())),
            requirements=self.references.requirements(element),
            **self._common(element),
        )

    def _common(self, element: etree._Element) -> dict[str, Any]:
        return {
            "name": single_spaced(element.get("name", "")),
            "span": self.reading.document.span(element),
            "label": element.get("label", ""),
            "about": content(element, "description"),
            "written": written(element),
        }

    def _import(self, statement: ImportStatement) -> Import:
        model = next((m for m in self.used if m.namespace == statement.namespace), None)
        return Import(
            name=model.name if model else statement.name,
            alias=statement.name,
            edition="",
            path=statement.location,
            namespace=statement.namespace,
            written=written(statement.element),
        )

    def _check_circles(self, model: Model) -> None:
        """K301: decisions in a circle have no value; that is found again when one of them is asked."""
        edges = requirements(model)
        names = [element.name for element in elements(model)]
        functions = {each.name for each in (*model.knowledge_models, *model.services)}
        circles = in_order(names, edges).circles
        for problem in circle_problems(circles, edges, functions):
            self.reading.diagnostics.append(replace(problem, severity=Severity.WARNING))


def _with_result(function: FunctionExpression, declared: Type) -> FunctionExpression:
    """The function with the result that its variable declares: of a function type, or (in older files) that
    of the result itself."""
    assert isinstance(function.type, FunctionType)
    result = declared.result if isinstance(declared, FunctionType) else declared
    return replace(function, type=replace(function.type, result=result))


def _by_name(root: etree._Element, kind: str) -> dict[str, etree._Element]:
    """The first of each name."""
    found: dict[str, etree._Element] = {}
    for each in children(root, kind):
        name = single_spaced(each.get("name", ""))
        if name:
            found.setdefault(name, each)
    return found


def _names_behind_dots(root: etree._Element, used: tuple[Model, ...]) -> frozenset[str]:
    """Names of components, context entries, columns and outputs, which FEEL may meet behind any dot."""
    found = set()
    for each in root.iter(etree.Element):
        kind, parent = etree.QName(each).localname, each.getparent()
        in_context = parent is not None and tag(parent) == "contextEntry"
        if kind in ("itemComponent", "column", "output") or (kind == "variable" and in_context):
            found.add(single_spaced(each.get("name", "")))
    items = [item for model in used for item in model.item_definitions]
    while items:
        item = items.pop()
        found.update(component.name for component in item.components)
        items.extend((*item.components, *((item.item,) if item.item else ())))
    return frozenset(name for name in found if name)

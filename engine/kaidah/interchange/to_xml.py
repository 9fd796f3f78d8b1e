"""The model to DMN 1.5 XML (clause 12): valid against the standard's schema, the same bytes for the same model.

What a file of another tool held besides (ids, extensions, diagram, artifacts) is written back as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from kaidah.feel.types import NumberType, SimpleType
from kaidah.graph import law_node
from kaidah.interchange import extensions
from kaidah.interchange.diagram import shows_what_is_there, write_diagram
from kaidah.interchange.feel_text import writable
from kaidah.interchange.ids import made_id
from kaidah.interchange.names import ARTIFACTS, DIAGRAM_NAMESPACES, MODEL_NAMESPACES
from kaidah.interchange.references_of import DrgElement, Targets, import_of, location_of, namespace_of
from kaidah.interchange.type_references import TypeReferences
from kaidah.interchange.write_boxed import BoxWriter
from kaidah.interchange.write_items import ItemWriter
from kaidah.interchange.writing import DMN, DMNDI, PREFIXES, Writing, add, newest_vocabulary
from kaidah.model.elements import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    DeclaredRequirement,
    InputData,
    KnowledgeSource,
    Law,
    Model,
)

_REQUIRED = {"information": "informationRequirement", "knowledge": "knowledgeRequirement"}
_KINDS = ("information", "knowledge", "authority")
_SERVICE_PARTS = (
    ("outputDecision", "outputs"),
    ("encapsulatedDecision", "encapsulated"),
    ("inputDecision", "input_decisions"),
    ("inputData", "input_data"),
)


def to_xml(model: Model, *, document: str = "", fingerprint: str = "", drawn: bool = True) -> bytes:
    """The bytes of a DMN file. `document` is the text the model was read from, which is kept beside the facts
    that only it can say: other editions, comments, the order of statements; see
    `kaidah.interchange.kept`. `drawn`: with a diagram."""
    targets = Targets.of(model)
    types = TypeReferences(declared={item.name: item for item in model.item_definitions})
    units = (
        {i.name for i in model.item_definitions if isinstance(i.type, NumberType)}
        if not model.lenient
        else ()
    )
    writing = Writing(ids=targets.ids, units=frozenset(units))
    writer = _ModelWriter(
        model=model,
        targets=targets,
        writing=writing,
        types=types,
        boxes=BoxWriter(writing=writing, types=types),
        required=targets.required(),
    )
    root = writer.definitions(document, fingerprint)
    if drawn:
        writer.diagram(root)
    etree.indent(root, "  ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


@dataclass(kw_only=True)
class _ModelWriter:
    model: Model
    targets: Targets
    writing: Writing
    types: TypeReferences
    boxes: BoxWriter
    required: dict[str, list[DeclaredRequirement]]
    edges: dict[tuple[str, str], str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    def definitions(self, document: str, fingerprint: str) -> etree._Element:
        model = self.model
        root = etree.Element(f"{{{DMN}}}definitions", nsmap=PREFIXES)
        root.set("name", writable(model.name))
        root.set("namespace", namespace_of(model.name, model.namespace))
        root.set("exporter", "Kaidah")
        facts = extensions.model_facts(model, document, fingerprint)
        self.writing.described(
            root, made_id("model", model.name), written=model.written, about=model.about, facts=facts
        )
        self._imports(root)
        items = ItemWriter(writing=self.writing, types=self.types)
        items.write(root, [item for item in model.item_definitions if import_of(item, model) is None])
        before = len(root)
        self._elements(root)
        items.made(root, root[before] if len(root) > before else None)
        self._artifacts(root)
        return root

    def _imports(self, root: etree._Element) -> None:
        for used in self.model.imports:
            location = location_of(used)
            element = add(
                root,
                "import",
                name=used.alias,
                namespace=namespace_of(used.name, used.namespace),
                locationURI=location or None,
                importType=DMN,
            )
            self.writing.described(element, made_id("import", used.alias or used.name), written=used.written)

    # --- elements -----------------------------------------------------------------------------------

    def _elements(self, root: etree._Element) -> None:
        for name, element in self.targets.elements.items():
            if name in self.targets.own:
                self._element(root, element)
        names = set(self.targets.elements)
        for law in self.model.laws:
            self._law(root, law, names)

    def _element(self, root: etree._Element, element: DrgElement) -> None:
        match element:
            case InputData():
                self._input(root, element)
            case Decision():
                self._decision(root, element)
            case BusinessKnowledgeModel():
                self._function(root, element)
            case DecisionService():
                self._service(root, element)
            case KnowledgeSource():
                self._source(root, element)

    def _named(
        self, root: etree._Element, kind: str, element: DrgElement, facts: extensions.Facts
    ) -> etree._Element:
        found = add(root, kind, name=element.name)
        self.writing.described(
            found,
            "",
            identifier=self.targets.own[element.name],
            written=element.written,
            about=element.about,
            label=element.label,
            facts=facts,
        )
        return found

    def _variable(self, found: etree._Element, element: DrgElement, reference: str | None) -> None:
        identifier = self.writing.ids.give(element.written.variable_id, f"{found.get('id')}_variable")
        add(found, "variable", id=identifier, name=element.name, typeRef=reference)

    def _input(self, root: etree._Element, data: InputData) -> None:
        found = self._named(root, "inputData", data, extensions.input_facts(data, self.model))
        reference = self.types.of_item(data.item, data.name)
        self._variable(found, data, None if reference == "Any" else reference)

    def _decision(self, root: etree._Element, decision: Decision) -> None:
        path = self.targets.own[decision.name]
        facts = extensions.logic_facts(decision, self.model, self.boxes, path)
        found = self._named(root, "decision", decision, facts)
        if decision.question:
            add(found, "question", decision.question)
        if decision.allowed_answers:
            add(found, "allowedAnswers", decision.allowed_answers)
        self._variable(found, decision, self._type_of(decision))
        self._requirements(found, decision.name)
        if decision.expression is not None:
            self.boxes.write(found, decision.expression, path)

    def _type_of(self, decision: Decision) -> str | None:
        """The declared type, else a simple one that is known from the logic of a document."""
        if decision.item is not None or self.model.lenient:
            return self.types.of_item(decision.item, decision.name)
        known = isinstance(decision.type, SimpleType | NumberType)
        return self.types.of_type(decision.type, decision.name) if known else None

    def _function(self, root: etree._Element, function: BusinessKnowledgeModel) -> None:
        path = self.targets.own[function.name]
        facts = extensions.logic_facts(function, self.model, self.boxes, path)
        found = self._named(root, "businessKnowledgeModel", function, facts)
        self._variable(found, function, self.types.of_item(function.item, function.name))
        if function.function is not None:
            self.boxes.write(found, function.function, path, "encapsulatedLogic")
        self._requirements(found, function.name)

    def _service(self, root: etree._Element, service: DecisionService) -> None:
        found = self._named(root, "decisionService", service, ())
        self._variable(found, service, self.types.of_item(service.item, service.name))
        for kind, part in _SERVICE_PARTS:
            for name in getattr(service, part):
                add(found, kind, href=self.targets.hrefs[name])

    def _source(self, root: etree._Element, source: KnowledgeSource) -> None:
        found = self._named(root, "knowledgeSource", source, extensions.source_facts(source))
        if source.uri:
            found.set("locationURI", source.uri)
        self._requirements(found, source.name)
        if source.owner:
            add(found, "owner", href=self._owner(source.owner))

    def _owner(self, owner: str) -> str:
        """A reference as another tool wrote it; for a plain name the organization unit made for it."""
        if owner.startswith("#") or "#" in owner or "://" in owner:
            return owner
        if owner not in self.owners:
            self.owners[owner] = self.writing.ids.give("", made_id("owner", owner))
        return f"#{self.owners[owner]}"

    def _law(self, root: etree._Element, law: Law, names: set[str]) -> None:
        """A law that is cited is a knowledge source; its identifier tells two of one title apart."""
        name = (
            law.title if law.title and law.title not in names else f"{law.title} ({law.identifier})".strip()
        )
        names.add(name)
        found = add(root, "knowledgeSource", name=name, locationURI=law.uri or None)
        facts = extensions.law_facts(law)
        self.writing.described(found, "", identifier=self.targets.own[law_node(law.identifier)], facts=facts)
        add(found, "type", "source" if law.file else "law")

    # --- requirements -------------------------------------------------------------------------------

    def _requirements(self, found: etree._Element, name: str) -> None:
        required = self.required[name]
        for kind in _KINDS:
            for each in required:
                if each.kind == kind and each.name in self.targets.hrefs:
                    self._requirement(found, name, each)

    def _requirement(self, found: etree._Element, name: str, required: DeclaredRequirement) -> None:
        element = add(found, _REQUIRED.get(required.kind, "authorityRequirement"))
        made = made_id(f"{found.get('id')}_requires", required.name)
        identifier = self.writing.described(element, made, written=required.written)
        add(element, self._required_kind(required), href=self.targets.hrefs[required.name])
        self.edges.setdefault((required.name, name), identifier)

    def _required_kind(self, required: DeclaredRequirement) -> str:
        target = self.targets.elements.get(required.name)
        if required.kind == "knowledge":
            return "requiredKnowledge"
        if isinstance(target, InputData):
            return "requiredInput"
        return (
            "requiredDecision"
            if isinstance(target, Decision) or required.kind == "information"
            else "requiredAuthority"
        )

    # --- what stands behind -------------------------------------------------------------------------

    def _artifacts(self, root: etree._Element) -> None:
        """Kept ones in the order the schema asks for, then the organization units that were made."""
        kept = [
            etree.fromstring(newest_vocabulary(markup, MODEL_NAMESPACES.values(), DMN))
            for markup in self.model.artifacts
        ]
        rank = {name: index if index > 2 else 0 for index, name in enumerate(ARTIFACTS)}
        rank["organizationUnit"] = rank["performanceIndicator"]
        kept.sort(key=lambda each: rank.get(etree.QName(each).localname, 0))
        root.extend(kept)
        for name, identifier in self.owners.items():
            add(root, "organizationUnit", id=identifier, name=name)

    def diagram(self, root: etree._Element) -> None:
        if self.model.layout:
            newest = newest_vocabulary(self.model.layout, DIAGRAM_NAMESPACES.values(), DMNDI)
            kept = etree.fromstring(newest)
            if shows_what_is_there(kept, root):
                root.append(kept)
                return
        write_diagram(root, self.targets, self.edges)

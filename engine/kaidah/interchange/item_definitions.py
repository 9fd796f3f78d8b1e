"""Item definitions and references to types (clause 7.3.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from kaidah.feel.lower.resolve import resolve
from kaidah.feel.types import ANY, BASE_TYPES, ContextType, FunctionType, ListType, Type
from kaidah.interchange.names import FEEL_NAMESPACES
from kaidah.interchange.reading import Reading, child, children, content, flag, single_spaced, written
from kaidah.model.elements import ItemDefinition
from kaidah.model.narrowing import narrowed
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.parse import parse_expression
from kaidah_dsl.feel.walk import walk
from kaidah_dsl.source import Source
from kaidah_dsl.suggest import did_you_mean

_SCHEMA = "http://www.w3.org/2001/XMLSchema"
_OF_SCHEMA = {
    "string": "string",
    "boolean": "boolean",
    "decimal": "number",
    "double": "number",
    "float": "number",
    "integer": "number",
    "int": "number",
    "long": "number",
    "date": "date",
    "time": "time",
    "dateTime": "date and time",
    "duration": "Any",
}


@dataclass(kw_only=True)
class ItemReader:
    """Item definitions by name, read when first asked for. `imported` are those of other models; `aliases`
    say by which name the model of a namespace is imported."""

    reading: Reading
    elements: Mapping[str, etree._Element]
    imported: Mapping[str, ItemDefinition]
    aliases: Mapping[str, str]
    _known: dict[str, ItemDefinition] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def all(self) -> tuple[ItemDefinition, ...]:
        """Every item definition of the file, in its order."""
        return tuple(self._declared(name) for name in self.elements)

    def of(self, element: etree._Element | None) -> ItemDefinition | None:
        """What the `typeRef` of an element declares; None where it declares nothing."""
        reference = "" if element is None else element.get("typeRef", "").strip()
        return self.referred(reference, element) if element is not None and reference else None

    def referred(self, reference: str, element: etree._Element) -> ItemDefinition:
        """The item definition or base type of this name; K605 where there is none."""
        name = self._plain(reference, element)
        if name in self.elements:
            return self._declared(name)
        if name in self.imported:
            return self.imported[name]
        span = self.reading.document.span(element)
        if name in BASE_TYPES:
            return ItemDefinition(name=name, type=BASE_TYPES[name], span=span, type_ref=name)
        if name in _OF_SCHEMA:  # some tools write the types of XML Schema or of their own language
            base = _OF_SCHEMA[name]
            return ItemDefinition(name=name, type=BASE_TYPES[base], span=span, type_ref=name)
        generic = self._generic(name) if "<" in name else None
        if generic is not None:
            return ItemDefinition(name=name, type=generic, span=span, type_ref=name)
        known = [*self.elements, *self.imported, *BASE_TYPES]
        self.reading.warn("K605", f"there is no type `{reference}`", element, did_you_mean(name, known))
        return ItemDefinition(name=name, type=ANY, span=span, type_ref=name)

    def _generic(self, text: str) -> Type | None:
        """The type of `list<number>` and the like, which FEEL writes behind `instance of`."""
        span = Source(name=self.reading.document.name, text=f"null instance of {text}").span()
        tree = parse_expression(span).tree
        if not isinstance(tree, feel.InstanceOf):
            return None
        inner = (node.name for node in walk(tree) if isinstance(node, feel.NamedType))
        types = {name: self._declared(name).type for name in inner if name in self.elements}
        return resolve(tree.type, types | {item.name: item.type for item in self.imported.values()})

    def _plain(self, reference: str, element: etree._Element) -> str:
        """The name without its namespace prefix (`feel:string`, `tns:tPerson`)."""
        prefix, colon, local = reference.partition(":")
        name = single_spaced(reference)
        if not colon or prefix not in element.nsmap:
            return name
        namespace = element.nsmap[prefix]
        local = single_spaced(local)
        if namespace in self.aliases:
            return f"{self.aliases[namespace]}.{local}" if self.aliases[namespace] else local
        if namespace == _SCHEMA:
            return _OF_SCHEMA.get(local, local)
        if namespace in FEEL_NAMESPACES.values() or local in self.elements or local in BASE_TYPES:
            return local
        return name

    def _declared(self, name: str) -> ItemDefinition:
        if name in self._known:
            return self._known[name]
        element = self.elements[name]
        if name in self._open:
            path = " -> ".join(f"`{step}`" for step in (*self._open[self._open.index(name) :], name))
            self.reading.warn("K605", f"the type `{name}` refers to itself: {path}", element)
            return ItemDefinition(name=name, type=ANY, span=self.reading.document.span(element))
        self._open.append(name)
        item = self._read(name, element)
        self._open.pop()
        return self._known.setdefault(name, item)

    # --- one definition or component ----------------------------------------------------------------

    def _read(self, name: str, element: etree._Element) -> ItemDefinition:
        item = self._base(name, element)
        allowed = self.reading.tests(child(element, "allowedValues"), frozenset())
        if allowed is not None:
            item = replace(item, allowed=narrowed(item.allowed, allowed))
        if flag(element, "isCollection"):
            item = replace(item, type=ListType(item.type), item=item, allowed=None, components=())
            item = replace(item, constraint=None)
        constraint = self.reading.tests(child(element, "typeConstraint"), frozenset())
        return replace(
            item,
            name=name,
            span=self.reading.document.span(element),
            label=element.get("label", ""),
            about=content(element, "description"),
            constraint=item.constraint if constraint is None else constraint,
            type_ref=content(element, "typeRef"),
            written=written(element),
        )

    def _base(self, name: str, element: etree._Element) -> ItemDefinition:
        span = self.reading.document.span(element)
        components = tuple(self._components(element))
        function = child(element, "functionItem")
        reference = child(element, "typeRef")
        if components:
            type_ = ContextType(tuple((each.name, each.type) for each in components), name)
            return ItemDefinition(name=name, type=type_, components=components, span=span)
        if function is not None:
            return ItemDefinition(name=name, type=self._function(function), span=span)
        if reference is None or not (reference.text or "").strip():
            return ItemDefinition(name=name, type=ANY, span=span)
        base = self.referred((reference.text or "").strip(), reference)
        if isinstance(base.type, ContextType):
            return replace(base, type=replace(base.type, name=name))
        return base

    def _components(self, element: etree._Element) -> Iterator[ItemDefinition]:
        seen: set[str] = set()
        for each in children(element, "itemComponent"):
            name = single_spaced(each.get("name", ""))
            if not name or name in seen:
                self.reading.warn("K604", f"the component `{name}` has no name of its own", each)
                continue
            seen.add(name)
            yield self._read(name, each)

    def _function(self, element: etree._Element) -> FunctionType:
        parameters = [(single_spaced(p.get("name", "")), self.of(p)) for p in children(element, "parameters")]
        result = element.get("outputTypeRef", "").strip()
        return FunctionType(
            tuple(item.type if item else ANY for _, item in parameters),
            self.referred(result, element).type if result else ANY,
            tuple(name for name, _ in parameters),
        )

"""Item definitions to XML (clause 7.3.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from kaidah.feel.types import FunctionType, ListType, NumberType, RangeType, Type
from kaidah.interchange.ids import made_id
from kaidah.interchange.type_references import TypeReferences
from kaidah.interchange.writing import Writing, add, fact, facts_holder
from kaidah.model.elements import ItemDefinition
from kaidah_dsl.feel import tree as feel


@dataclass(frozen=True, kw_only=True)
class ItemWriter:
    writing: Writing
    types: TypeReferences

    def write(self, parent: etree._Element, items: Iterable[ItemDefinition]) -> None:
        """The item definitions a model declares."""
        for item in items:
            self._write(add(parent, "itemDefinition", name=item.name), item, made_id("type", item.name))

    def made(self, parent: etree._Element, before: etree._Element | None) -> None:
        """The item definitions that were made for types without a name, in front of an element."""
        done: set[str] = set()
        while pending := [item for name, item in self.types.made.items() if name not in done]:
            for item in pending:
                done.add(item.name)
                element = add(parent, "itemDefinition", name=item.name)
                self._write(element, item, made_id("type", item.name))
                if before is not None:
                    before.addprevious(element)

    def _write(self, element: etree._Element, item: ItemDefinition, made: str) -> None:
        inner = item.item if isinstance(item.type, ListType) else None
        base = self.types.base(item, item.name, item.type_ref)
        facts = facts_holder()
        if base is None and inner is not None:
            inner_base = self.types.base(inner, item.name, item.type_ref)
            self._numbers(facts, inner, inner_base)
        else:
            self._numbers(facts, item, base)
        identifier = self.writing.described(
            element, made, written=item.written, about=item.about, label=item.label, facts=list(facts)
        )
        if base is None and inner is not None:
            self._collection(element, item, inner, identifier)
        else:
            self._single(element, item, base, identifier)

    def _numbers(self, facts: etree._Element, item: ItemDefinition, base: str | None) -> None:
        """Unit and scale, and the type of a range, where the name of the type does not say them."""
        if base in self.types.declared:
            return
        match item.type:
            case NumberType(unit=unit, scale=scale):
                shown = "" if unit is None or unit.is_plain else str(unit)
                if shown or scale is not None:
                    fact(facts, "number", unit=shown, scale="" if scale is None else str(scale))
            case RangeType():
                fact(facts, "type", str(item.type))

    def _collection(
        self, element: etree._Element, item: ItemDefinition, inner: ItemDefinition, identifier: str
    ) -> None:
        base = self.types.base(inner, item.name, item.type_ref)
        if base is None and (item.constraint or isinstance(inner.type, ListType)):
            base = self.types.of_item(inner, f"{item.name} item")
            inner = self.types.made.get(base or "", inner)
        if base is not None:
            self._narrowed(element, base, inner, item.constraint)
        elif isinstance(inner.type, FunctionType):
            self._function(element, inner.type, identifier)
        else:
            self._components(element, inner, identifier)
        element.set("isCollection", "true")

    def _single(
        self, element: etree._Element, item: ItemDefinition, base: str | None, identifier: str
    ) -> None:
        if base is not None:
            self._narrowed(element, base, item, item.constraint)
        elif isinstance(item.type, FunctionType):
            self._function(element, item.type, identifier)
        else:
            self._components(element, item, identifier)

    def _components(self, element: etree._Element, item: ItemDefinition, identifier: str) -> None:
        for component in item.components:
            made = made_id(identifier, component.name)
            self._write(add(element, "itemComponent", name=component.name), component, made)

    def _narrowed(
        self, element: etree._Element, base: str, item: ItemDefinition, constraint: feel.UnaryTests | None
    ) -> None:
        known = self.types.declared.get(base) or self.types.made.get(base)
        add(element, "typeRef", base)
        if item.allowed is not None and (known is None or known.allowed != item.allowed):
            self.writing.expression_text(add(element, "allowedValues"), item.allowed)
        if constraint is not None and (known is None or known.constraint != constraint):
            self.writing.expression_text(add(element, "typeConstraint"), constraint)

    def _function(self, element: etree._Element, function: FunctionType, identifier: str) -> None:
        result = self._reference(function.result, f"{identifier} result")
        holder = add(element, "functionItem", outputTypeRef=result)
        names = function.names or tuple(f"parameter {i}" for i, _ in enumerate(function.parameters, 1))
        for name, type_ in zip(names, function.parameters, strict=False):
            add(holder, "parameters", name=name, typeRef=self._reference(type_, f"{identifier} {name}"))

    def _reference(self, found: Type, used_by: str) -> str | None:
        return self.types.of_type(found, used_by)

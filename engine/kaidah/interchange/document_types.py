"""Item definitions to the types of a document."""

from __future__ import annotations

from dataclasses import dataclass

from kaidah.feel.types import (
    AnyType,
    ContextType,
    FunctionType,
    ListType,
    NullType,
    NumberType,
    RangeType,
    SimpleType,
    Type,
)
from kaidah.interchange.document_feel import NOWHERE, feel_of, name
from kaidah.interchange.type_references import TypeReferences, same_values
from kaidah.model.elements import ItemDefinition
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.feel import tree as feel


@dataclass(frozen=True, kw_only=True)
class TypeWriter:
    references: TypeReferences

    def used(self, item: ItemDefinition) -> syntax.TypeText:
        """A type as it stands behind a name: that of its definition, if it has one."""
        known = self.references.declared.get(item.name)
        restricted = item.allowed or item.constraint or item.components or item.item
        if known is not None and same_values(known, item):
            return _named(item.name)
        if isinstance(item.type, AnyType) and not restricted:
            return _named("any" if item.name in ("", "Any") else item.name)
        return self._text(item, "", item.type_ref)

    def declared(self, item: ItemDefinition) -> syntax.TypeText:
        """The type that a definition or component declares."""
        return self._text(item, item.name, item.type_ref)

    def _text(self, item: ItemDefinition, own_name: str, reference: str) -> syntax.TypeText:
        base = self.references.base(item, own_name, reference)
        inner = item.item if isinstance(item.type, ListType) else None
        if base is None and inner is not None:
            allowed = feel_of(item.constraint) if item.constraint else None
            return syntax.ListOf(item=self._text(inner, own_name, reference), allowed=allowed, span=NOWHERE)
        if base is None and isinstance(item.type, FunctionType):
            return self._function(item.type)
        if base is None:
            return syntax.Structure(components=tuple(map(self._component, item.components)), span=NOWHERE)
        if isinstance(item.type, RangeType):
            return self.of_type(item.type)
        return self._narrowed(item, base)

    def _narrowed(self, item: ItemDefinition, base: str) -> syntax.TypeText:
        known = self.references.declared.get(base)
        own = item.allowed if known is None or known.allowed != item.allowed else None
        own = own or (item.constraint if known is None or known.constraint != item.constraint else None)
        if own is not None and base == "string" and _constants(own):
            return syntax.Enumeration(values=tuple(map(feel_of, own.tests)), span=NOWHERE)
        number = item.type if isinstance(item.type, NumberType) and known is None else None
        unit = number.unit if number else None
        return syntax.NamedTypeText(
            name=base,
            unit=None if unit is None or unit.is_plain else str(unit),
            scale=number.scale if number else None,
            allowed=feel_of(own) if own else None,
            span=NOWHERE,
        )

    def _component(self, item: ItemDefinition) -> syntax.Component:
        return syntax.Component(
            name=name(item.name), type=self.declared(item), about=item.about, label=item.label, span=NOWHERE
        )

    def _function(self, function: FunctionType) -> syntax.FunctionOf:
        return syntax.FunctionOf(
            parameters=tuple(map(self.of_type, function.parameters)),
            result=self.of_type(function.result),
            names=function.names,
            span=NOWHERE,
        )

    def of_type(self, found: Type) -> syntax.TypeText:
        """A type of which no more is known."""
        match found:
            case AnyType() | NullType():
                return _named("any")
            case SimpleType(name=known):
                return _named(known)
            case ListType(item=item):
                return self._declared_as(found) or syntax.ListOf(item=self.of_type(item), span=NOWHERE)
            case RangeType(item=item):
                return syntax.RangeOf(item=self.of_type(item), span=NOWHERE)
            case FunctionType():
                return self._function(found)
            case ContextType():
                return self._declared_as(found) or _named("context")
            case NumberType():
                return self._declared_as(found) or _named("number")

    def _declared_as(self, found: Type) -> syntax.TypeText | None:
        if found == NumberType():
            return None
        for known, item in self.references.declared.items():
            if item.type == found and not item.allowed and not item.constraint:
                return _named(known)
        return None


def _named(text: str) -> syntax.NamedTypeText:
    return syntax.NamedTypeText(name=text, span=NOWHERE)


def _constants(tests: feel.UnaryTests) -> bool:
    return not tests.negated and all(type(test) is feel.StringLiteral for test in tests.tests)

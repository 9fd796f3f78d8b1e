"""By which name a `typeRef` means a type (clause 7.3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kaidah.feel.types import (
    BASE_TYPES,
    NUMBER,
    AnyType,
    ContextType,
    ListType,
    NullType,
    NumberType,
    RangeType,
    SimpleType,
    Type,
)
from kaidah.model.elements import ItemDefinition
from kaidah_dsl.source import Source

_NOWHERE = Source(name="", text="").span()


@dataclass(kw_only=True)
class TypeReferences:
    """Names for types. `declared` are the item definitions there are, by name; those made on the way, for types
    that a document writes where they are used, are in `made`."""

    declared: Mapping[str, ItemDefinition]
    made: dict[str, ItemDefinition] = field(default_factory=dict)

    def of_item(self, item: ItemDefinition | None, used_by: str) -> str | None:
        """The name of an item definition; one is made where it has none. None where nothing is declared."""
        if item is None:
            return None
        known = self.declared.get(item.name)
        if known is not None and same_values(known, item):
            return item.name
        if not _restricted(item):
            if isinstance(item.type, AnyType):
                return "Any" if item.name in ("any", "Any", "") else item.name
            if BASE_TYPES.get(item.name) == item.type:
                return item.name
        return self._made(item, used_by)

    def of_type(self, found: Type | None, used_by: str) -> str | None:
        """The name of a type of which no more is known; None for any."""
        match found:
            case None | AnyType() | NullType():
                return None
            case SimpleType(name=name):
                return name
            case NumberType() if found == NUMBER:
                return "number"
        for name, item in self.declared.items():
            if item.type == found and not item.allowed and not item.constraint:
                return name
        match found:
            case NumberType():
                return "number"
            case ContextType(entries=()):
                return "context"
            case _:
                return self._made(_item_of(found), used_by)

    def base(self, item: ItemDefinition, own_name: str, reference: str = "") -> str | None:
        """The name of the type that an item definition narrows; None for a structure or function of its own."""
        for name in (_without_prefix(reference, self.declared), item.name):
            known = self.declared.get(name)
            if name != own_name and known is not None and _alike(known.type, item.type):
                return name
            if name in BASE_TYPES and _alike(BASE_TYPES[name], item.type):
                return name
        match item.type:
            case AnyType() | RangeType():
                return "Any"
            case NullType():
                return "Null"
            case NumberType():
                return "number"
            case SimpleType(name=name):
                return name
            case ListType():
                return None if item.item else "Any"
            case ContextType():
                return None if item.components else "context"
            case _:
                return None

    def _made(self, item: ItemDefinition, used_by: str) -> str:
        name = f"{used_by} type"
        while name in self.declared or (name in self.made and not same_values(self.made[name], item)):
            name += " 2"
        self.made[name] = replace(item, name=name, about="", label="")
        return name


def _without_prefix(reference: str, declared: Mapping[str, ItemDefinition]) -> str:
    """The name in a reference such as `feel:string`."""
    name = " ".join(reference.split())
    local = name.rpartition(":")[2]
    return name if name in declared or name in BASE_TYPES else local


def _restricted(item: ItemDefinition) -> bool:
    return bool(item.allowed or item.constraint or item.components or item.item)


def _alike(first: Type, second: Type) -> bool:
    """Whether types differ in the names of contexts, units and scales only."""
    match first, second:
        case ContextType(entries=one), ContextType(entries=other):
            return one == other
        case NumberType(), NumberType():
            return first in (second, NUMBER)
        case _:
            return first == second


def same_values(first: ItemDefinition, second: ItemDefinition) -> bool:
    """Whether two item definitions admit the same values."""
    if (first.type, first.allowed, first.constraint) != (second.type, second.allowed, second.constraint):
        return False
    inner = (first.item, second.item)
    if inner[0] is None or inner[1] is None:
        return inner == (None, None) and _same_components(first, second)
    return same_values(inner[0], inner[1])


def _same_components(first: ItemDefinition, second: ItemDefinition) -> bool:
    names = [component.name for component in first.components]
    return names == [component.name for component in second.components] and all(
        same_values(one, other) for one, other in zip(first.components, second.components, strict=True)
    )


def _item_of(found: Type) -> ItemDefinition:
    """An item definition of which nothing but the type is known."""
    item = ItemDefinition(name="", type=found, span=_NOWHERE)
    match found:
        case ListType(item=inner):
            return replace(item, item=_item_of(inner))
        case ContextType(entries=entries):
            return replace(item, components=tuple(replace(_item_of(t), name=name) for name, t in entries))
        case _:
            return item

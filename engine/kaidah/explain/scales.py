"""The scale of a unit: where a model writes every amount of a unit with the same scale, so do we.

The type of `Goods value - Exemption` is a number in USD without a scale of its own; if the model's own
types give USD two digits wherever they give it any, an explanation shows two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kaidah.feel.types import ContextType, ListType, NumberType, RangeType, Type, Unit
from kaidah.model.elements import ItemDefinition, Model


def scales(model: Model) -> dict[Unit, int]:
    """The scale of each unit for which the model's types agree on one."""
    found: dict[Unit, set[int]] = {}
    for type in _types(model):
        if isinstance(type, NumberType) and type.unit is not None and type.scale is not None:
            found.setdefault(type.unit, set()).add(type.scale)
    return {unit: min(of) for unit, of in found.items() if len(of) == 1 and not unit.is_plain}


def with_scales(type: Type, scales: Mapping[Unit, int]) -> Type:
    """The type with the scales put in where it leaves them open."""
    match type:
        case NumberType(unit=unit, scale=None) if unit is not None:
            return replace(type, scale=scales.get(unit))
        case ListType(item=item):
            return ListType(with_scales(item, scales))
        case RangeType(item=item):
            return RangeType(with_scales(item, scales))
        case ContextType(entries=entries):
            scaled = tuple((name, with_scales(of, scales)) for name, of in entries)
            return replace(type, entries=scaled)
        case _:
            return type


def _types(model: Model) -> Iterator[Type]:
    for item in (*model.item_definitions, *(data.item for data in model.inputs)):
        yield from _types_of(item)
    yield from (decision.type for decision in model.decisions)


def _types_of(item: ItemDefinition) -> Iterator[Type]:
    yield item.type
    for part in (*item.components, *((item.item,) if item.item else ())):
        yield from _types_of(part)

"""What a column of a case file is about: an input, a decision, or a component of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaidah.feel.types import ContextType
from kaidah.model.elements import ItemDefinition, Model
from kaidah_dsl.frozen import frozen

RESERVED = ("case", "on", "about", "cite")


@frozen
class Column:
    """`item` converts the cells; `given`: it holds an input, otherwise what is expected of a decision."""

    path: tuple[str, ...]
    item: ItemDefinition
    given: bool


def column(heading: str, model: Model) -> Column | None:
    """The column that a heading names: `Goods value`, or `Parcel.Weight` for a component."""
    for data in model.inputs:
        found = _within(heading, data.item, data.name)
        if found:
            return Column(path=found[0], item=found[1], given=True)
    for decision in model.decisions:
        item = decision.item or ItemDefinition(name=decision.name, type=decision.type, span=decision.span)
        found = _within(heading, item, decision.name)
        if found:
            return Column(path=found[0], item=found[1], given=False)
    return None


def _within(heading: str, item: ItemDefinition, name: str) -> tuple[tuple[str, ...], ItemDefinition] | None:
    if heading == name:
        return (name,), item
    if not heading.startswith(f"{name}."):
        return None
    rest = heading[len(name) + 1 :]
    for component in _components(item):
        found = _within(rest, component, component.name)
        if found:
            return (name, *found[0]), found[1]
    return None


def _components(item: ItemDefinition) -> tuple[ItemDefinition, ...]:
    """The components as declared, or as the type that was worked out has them."""
    if item.components or not isinstance(item.type, ContextType):
        return item.components
    return tuple(ItemDefinition(name=name, type=type, span=item.span) for name, type in item.type.entries)


def headings(models: Sequence[Model]) -> Iterator[str]:
    """Every heading a case file may have."""
    yield from RESERVED
    for model in models:
        yield from (data.name for data in model.inputs)
        yield from (decision.name for decision in model.decisions)

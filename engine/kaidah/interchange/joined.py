"""Models that a file imports, beside its own elements: each under the name of its import.

An import without a name brings the names as they are. Where such a name is taken, an input is one with the other
input of that name, and anything else gets the name of its model in front, though it still goes by its own name
where it is required.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lxml import etree

from kaidah.interchange.reading import children, single_spaced
from kaidah.interchange.references import NAMED
from kaidah.model.elements import Element, InputData, ItemDefinition, Model
from kaidah.model.renamed import elements, renamed

Kind = TypeVar("Kind", bound=Element)


@dataclass(frozen=True)
class Joined:
    """`models` in the order of their imports; `aliases` are the names by which renamed elements go."""

    models: tuple[Model, ...]
    aliases: dict[str, str]


def join_models(root: etree._Element, imports: Sequence[tuple[str, Model]]) -> Joined:
    """The imported models with the names they have in the file with this root."""
    taken: dict[str, Element | None] = {}
    inputs = {single_spaced(each.get("name", "")) for each in children(root, "inputData")}
    for each in children(root, *NAMED):
        taken[single_spaced(each.get("name", ""))] = None
    models: list[Model] = []
    aliases: dict[str, str] = {}
    for name, imported in imports:
        model = renamed(imported, name)
        clashing = {e.name for e in _named(model) if e.name in taken and not _shared(e, taken, inputs)}
        if clashing:
            model = renamed(model, imported.name, only=clashing)
            aliases |= {f"{imported.name}.{each}": each for each in clashing}
        for element in _named(model):
            taken.setdefault(element.name, element)
            if isinstance(element, InputData):
                inputs.add(element.name)
        models.append(model)
    return Joined(tuple(models), aliases)


def _named(model: Model) -> Iterable[Element]:
    return (element for element in elements(model) if not isinstance(element, ItemDefinition))


def _shared(element: Element, taken: dict[str, Element | None], inputs: set[str]) -> bool:
    """Whether an element and the one that has its name already are one: inputs, or imported on two ways."""
    other = taken[element.name]
    if isinstance(element, InputData):
        return element.name in inputs
    return other is not None and other.span == element.span


def beside_each(own: Model, used: Iterable[Model]) -> Model:
    """The model with the elements of the imported ones behind its own, each name once."""
    models = (own, *used)
    return replace(
        own,
        item_definitions=_once(item for model in models for item in model.item_definitions),
        inputs=_once(data for model in models for data in model.inputs),
        decisions=_once(decision for model in models for decision in model.decisions),
        knowledge_models=_once(function for model in models for function in model.knowledge_models),
        services=_once(service for model in models for service in model.services),
        knowledge_sources=_once(source for model in models for source in model.knowledge_sources),
    )


def _once(found: Iterable[Kind]) -> tuple[Kind, ...]:
    by_name: dict[str, Kind] = {}
    for element in found:
        by_name.setdefault(element.name, element)
    return tuple(by_name.values())

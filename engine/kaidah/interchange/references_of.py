"""Which elements a file declares itself, by which id each is meant, and what requires what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from kaidah.graph import authority_requirements, law_node
from kaidah.interchange.ids import Ids, made_id
from kaidah.model.elements import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    DeclaredRequirement,
    Element,
    Import,
    InputData,
    KnowledgeSource,
    Law,
    Model,
    Written,
)
from kaidah.model.requirements import requirements

_ID = re.compile(r"""\bid\s*=\s*["']([^"']*)["']""")
_KINDS: dict[type, str] = {
    InputData: "input",
    Decision: "decision",
    BusinessKnowledgeModel: "function",
    DecisionService: "service",
    KnowledgeSource: "source",
}
DrgElement = InputData | Decision | BusinessKnowledgeModel | DecisionService | KnowledgeSource


def namespace_of(name: str, namespace: str) -> str:
    """The namespace a model has, or the one that is made from its name."""
    return namespace or f"https://kaidah.dev/models/{quote(name.casefold().replace(' ', '-'), safe='-._')}"


def location_of(used: Import) -> str:
    """Where the file of an import lies: beside this one, if it is a document that will be written too."""
    path = PurePosixPath(used.path)
    return quote(f"{path.stem}.dmn") if path.suffix == ".kaidah" else used.path


@dataclass(kw_only=True)
class Targets:
    """`ids` of the elements of this file by name (a law under its graph name), `hrefs` of all elements."""

    model: Model
    ids: Ids
    own: dict[str, str] = field(default_factory=dict)
    hrefs: dict[str, str] = field(default_factory=dict)
    elements: dict[str, DrgElement] = field(default_factory=dict)

    @staticmethod
    def of(model: Model) -> Targets:
        targets = Targets(model=model, ids=Ids(kept=_kept_ids(model)))
        for element in drg_elements(model):
            targets.elements.setdefault(element.name, element)
            made = made_id(_KINDS[type(element)], element.name)
            used = import_of(element, model)
            if used is None:
                identifier = targets.ids.give(element.written.id, made)
                targets.own[element.name] = identifier
                targets.hrefs[element.name] = f"#{identifier}"
            else:
                name = element.name.removeprefix(f"{used.alias}.") if used.alias else element.name
                identifier = element.written.id or made_id(_KINDS[type(element)], name)
                targets.hrefs[element.name] = f"{namespace_of(used.name, used.namespace)}#{identifier}"
        for law in model.laws:
            identifier = targets.ids.give("", made_id("law", law.identifier))
            targets.own[law_node(law.identifier)] = identifier
            targets.hrefs[law_node(law.identifier)] = f"#{identifier}"
        return targets

    def required(self) -> dict[str, list[DeclaredRequirement]]:
        """What each element of this file requires: as it declares it, otherwise as its logic uses it."""
        found: dict[str, list[DeclaredRequirement]] = {name: [] for name in self.own}
        for name, element in self.elements.items():
            found.get(name, []).extend(getattr(element, "requirements", None) or ())
        for edge in (*requirements(self.model), *authority_requirements(self.model)):
            listed = found.get(edge.target)
            if listed is None or edge.source == edge.target or edge.source not in self.hrefs:
                continue
            if all((each.kind, each.name) != (edge.kind.value, edge.source) for each in listed):
                listed.append(DeclaredRequirement(kind=edge.kind.value, name=edge.source))
        return found


def drg_elements(model: Model) -> tuple[DrgElement, ...]:
    return (
        *model.inputs,
        *model.decisions,
        *model.knowledge_models,
        *model.services,
        *model.knowledge_sources,
    )


def import_of(element: Element | Law, model: Model) -> Import | None:
    """The import that an element comes from; None for one of this file."""
    if not model.imports or element.span.source.name == model.path:
        return None
    name = element.name if isinstance(element, Element) else ""
    for used in model.imports:
        if used.alias and name.startswith(f"{used.alias}."):
            return used
    path = element.span.source.name
    unnamed = [used for used in model.imports if not used.alias]
    exact = next((used for used in unnamed if used.path == path), None)
    return exact or next(iter(unnamed), None)


def _kept_ids(model: Model) -> set[str]:
    kept = {found for written in _written(model) for found in (written.id, written.variable_id) if found}
    for markup in (model.layout, *model.artifacts):
        kept.update(_ID.findall(markup))
    return kept


def _written(node: Any) -> Iterator[Written]:
    if isinstance(node, Written):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from _written(part)
    elif is_dataclass(node) and type(node).__module__ == Model.__module__:
        for each in fields(node):
            yield from _written(getattr(node, each.name))

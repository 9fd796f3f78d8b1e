"""What a file keeps when it is written again: the text it was written from, and what the file that it replaces
holds besides the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from typing import Any, TypeVar

from lxml import etree

from kaidah.interchange.from_xml import from_xml
from kaidah.interchange.to_xml import to_xml
from kaidah.interchange.writing import KAIDAH
from kaidah.model.elements import (
    NOTHING_WRITTEN,
    BusinessKnowledgeModel,
    Decision,
    DeclaredRequirement,
    Element,
    Model,
    Written,
)
from kaidah.model.requirements import requirements

Named = TypeVar("Named", bound=Element)
_LISTS = (
    "item_definitions",
    "inputs",
    "decisions",
    "knowledge_models",
    "services",
    "knowledge_sources",
)


def with_document(model: Model, document: str) -> bytes:
    """The file of a model with the text it was read from, which `kept_document` finds again."""
    return to_xml(model, document=document, fingerprint=_fingerprint(to_xml(model, drawn=False)))


def kept_document(data: bytes, model: Model) -> tuple[str, bool] | None:
    """The text that a file was written from, and whether the file still says what it said then; None where it
    was not written from one."""
    for markup in model.written.extensions:
        element = etree.fromstring(markup)
        if element.tag == f"{{{KAIDAH}}}document":
            return element.text or "", element.get("of", "") == _fingerprint(data)
    return None


def _fingerprint(data: bytes) -> str:
    """What a file says, whatever its ids, prefixes, diagram and layout."""
    model = from_xml(data, "").model
    if model is None:
        return ""
    return sha256(to_xml(replace(_plain(model), artifacts=()), drawn=False)).hexdigest()[:32]


def _plain(node: Any) -> Any:
    """A model's part without what means nothing to it."""
    match node:
        case Written():
            return NOTHING_WRITTEN
        case tuple():
            return tuple(map(_plain, node))
        case _ if is_dataclass(node) and type(node).__module__ == Model.__module__:
            names = [each.name for each in fields(node)]
            changes = {n: new for n in names if (new := _plain(old := getattr(node, n))) is not old}
            return replace(node, **changes) if changes and not isinstance(node, type) else node
        case _:
            return node


# --- the file that is replaced --------------------------------------------------------------------


def keeping(model: Model, old: Model) -> Model:
    """The model with the ids, extensions, diagram and artifacts that the file had which it replaces, for all
    elements that are still there."""
    lists: dict[str, Any] = {name: _kept(getattr(model, name), getattr(old, name)) for name in _LISTS}
    kept = replace(
        model, **lists, layout=model.layout or old.layout, artifacts=model.artifacts or old.artifacts
    )
    return replace(
        kept,
        written=_foreign(old.written) if model.written == NOTHING_WRITTEN else model.written,
        decisions=_with_requirements(kept, kept.decisions, old.decisions),
        knowledge_models=_with_requirements(kept, kept.knowledge_models, old.knowledge_models),
    )


def _kept(elements: Sequence[Named], old: Sequence[Named]) -> tuple[Named, ...]:
    known = {each.name: each.written for each in old}
    return tuple(
        replace(each, written=_foreign(known[each.name]))
        if each.written == NOTHING_WRITTEN and each.name in known
        else each
        for each in elements
    )


def _foreign(written: Written) -> Written:
    """Without our own facts, which are written anew."""
    others = tuple(
        each for each in written.extensions if etree.QName(etree.fromstring(each)).namespace != KAIDAH
    )
    return replace(written, extensions=others)


Requiring = TypeVar("Requiring", Decision, BusinessKnowledgeModel)


def _with_requirements(
    model: Model, elements: Sequence[Requiring], old: Sequence[Requiring]
) -> tuple[Requiring, ...]:
    edges = requirements(model)
    before = {each.name: each.requirements or () for each in old}
    found = []
    for element in elements:
        required = element.requirements
        if required is None:
            required = tuple(
                DeclaredRequirement(kind=edge.kind.value, name=edge.source)
                for edge in edges
                if edge.target == element.name and edge.source != element.name
            )
        kept = {(each.kind, each.name): each.written for each in before.get(element.name, ())}
        authorities = [each for each in before.get(element.name, ()) if each.kind == "authority"]
        listed = [replace(each, written=kept.get((each.kind, each.name), each.written)) for each in required]
        known = {source.name for source in model.knowledge_sources}
        listed += [each for each in authorities if each not in listed and each.name in known]
        found.append(replace(element, requirements=tuple(listed)))
    return tuple(found)

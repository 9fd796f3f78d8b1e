"""A used model under its alias: `VAT rate` becomes `Tax.VAT rate`, in its elements and in all its FEEL."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from kaidah.model.elements import (
    BusinessKnowledgeModel,
    Context,
    Decision,
    DecisionService,
    DeclaredRequirement,
    Element,
    FilterExpression,
    FunctionExpression,
    IteratorExpression,
    KnowledgeSource,
    Model,
)
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.frozen import frozen

Named = TypeVar("Named", bound=Element)


def renamed(model: Model, alias: str, date_input: str = "", only: Collection[str] | None = None) -> Model:
    """The model with the names by which it is used: all of them, or `only` some. Its date becomes the user's
    own `date_input`, if it has one."""
    prefix = f"{alias}." if alias else ""
    names = {
        element.name: prefix + element.name if only is None or element.name in only else element.name
        for element in elements(model)
    }
    if date_input and model.date_input:
        names[model.date_input] = date_input
    if all(old == new for old, new in names.items()):
        return model
    rename = Renaming(names=names, components=frozenset(_components(model)))
    return replace(
        model,
        item_definitions=tuple(rename.element(item) for item in model.item_definitions),
        inputs=tuple(rename.element(item) for item in model.inputs),
        decisions=tuple(rename.element(decision) for decision in model.decisions),
        knowledge_models=tuple(rename.element(function) for function in model.knowledge_models),
        services=tuple(rename.element(service) for service in model.services),
        knowledge_sources=tuple(rename.element(source) for source in model.knowledge_sources),
        date_input=names.get(model.date_input, ""),
    )


def elements(model: Model) -> tuple[Element, ...]:
    """All named elements of a model, its item definitions too."""
    return (
        *model.item_definitions,
        *model.inputs,
        *model.decisions,
        *model.knowledge_models,
        *model.services,
        *model.knowledge_sources,
    )


def _components(model: Model) -> Iterable[str]:
    pending = [*model.item_definitions, *(data.item for data in model.inputs)]
    while pending:
        item = pending.pop()
        pending.extend((*item.components, *((item.item,) if item.item else ())))
        yield from (component.name for component in item.components)


@frozen
class Renaming:
    """Renames free names. Inside a filter a component's name means the component, so it stays."""

    names: Mapping[str, str]
    components: frozenset[str]

    def element(self, element: Named) -> Named:
        """An element with its new name, and new names in all it holds."""
        changes: dict[str, Any] = {"name": self.names[element.name]}
        match element:
            case DecisionService():
                for part in ("outputs", "encapsulated", "input_decisions", "input_data"):
                    changes[part] = tuple(self.names[name] for name in getattr(element, part))
                prefix = changes["name"].removesuffix(element.name).rstrip(".")
                changes["within"] = ".".join(part for part in (prefix, element.within) if part)
            case KnowledgeSource():
                changes["governs"] = tuple(self.names.get(name, name) for name in element.governs)
            case Decision():
                changes["requirements"] = self._requirements(element.requirements)
                changes["expression"] = self.tree(element.expression)
                changes["readings"] = self.tree(element.readings)
            case BusinessKnowledgeModel():
                changes["requirements"] = self._requirements(element.requirements)
                changes["function"] = self.tree(element.function)
            case _:
                changes |= {
                    part: self.tree(getattr(element, part))
                    for part in ("function", "allowed")
                    if hasattr(element, part)
                }
        return replace(element, **changes)

    def _requirements(
        self, declared: tuple[DeclaredRequirement, ...] | None
    ) -> tuple[DeclaredRequirement, ...] | None:
        if declared is None:
            return None
        return tuple(replace(each, name=self.names.get(each.name, each.name)) for each in declared)

    def tree(self, node: Any) -> Any:
        """A FEEL tree, a boxed expression, or a tuple of them, with free names renamed."""
        match node:
            case feel.Name(name=name):
                return replace(node, name=self.names[name]) if name in self.names else node
            case feel.NamedType(name=name):
                return replace(node, name=self.names[name]) if name in self.names else node
            case tuple():
                return tuple(self.tree(part) for part in node)
            case feel.FunctionDefinition() | FunctionExpression():
                return self._without(parameter.name for parameter in node.parameters)._parts(node)
            case feel.For() | feel.Quantified():
                return self._without(iterator.name for iterator in node.iterators)._parts(node)
            case feel.ContextLiteral():
                return self._without(entry.key for entry in node.entries)._parts(node)
            case Context():
                return self._without(entry.name for entry in node.entries)._parts(node)
            case feel.Filter() | FilterExpression():
                return self._filter(node)
            case IteratorExpression():
                inner = self._without((node.variable,))
                return replace(node, source=self.tree(node.source), result=inner.tree(node.result))
            case _:
                return self._parts(node)

    def _filter(self, node: feel.Filter | FilterExpression) -> Any:
        part = "condition" if isinstance(node, feel.Filter) else "match"
        inner = self._without(self.components)
        return replace(node, **{"source": self.tree(node.source), part: inner.tree(getattr(node, part))})

    def _without(self, bound: Iterable[str]) -> Renaming:
        hidden = frozenset(bound)
        names = {old: new for old, new in self.names.items() if old not in hidden}
        return Renaming(names=names, components=self.components)

    def _parts(self, node: Any) -> Any:
        changes = {}
        for name in _tree_fields(node.__class__):
            old = getattr(node, name)
            new = self.tree(old)
            if new is not old:
                changes[name] = new
        return replace(node, **changes) if changes else node


_LEAVES = ("span", "type", "item", "text", "label", "output_label", "citations", "declared", "written")


@cache
def _tree_fields(kind: Hashable) -> tuple[str, ...]:
    """The fields of a class that may hold FEEL or boxes. FEEL's own `type` fields hold type expressions."""
    if not isinstance(kind, type) or not is_dataclass(kind):
        return ()
    plain = {"span"} if issubclass(kind, feel.Node) else set(_LEAVES)
    return tuple(field.name for field in fields(kind) if field.name not in plain)

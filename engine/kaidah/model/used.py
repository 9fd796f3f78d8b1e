"""Elements of the models that a document uses, merged by the names it uses them by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kaidah.model.elements import Element, Import, InputData, ItemDefinition, Law, Model
from kaidah.model.renamed import elements, renamed
from kaidah_dsl.diagnostics import Diagnostic, Label
from kaidah_dsl.document import tree as syntax

Kind = TypeVar("Kind", bound=Element)


@dataclass(frozen=True, kw_only=True)
class Use:
    """A `use` statement and the model that it means on the day."""

    statement: syntax.Use
    model: Model


@dataclass(kw_only=True)
class Used:
    """Everything that comes from used models. Types have names of their own: `type Lane` beside `decision
    Lane`."""

    laws: dict[str, Law] = field(default_factory=dict)
    imports: list[Import] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    date_input: str = ""
    _elements: dict[tuple[bool, str], tuple[Element, Use]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """All used elements of a kind."""
        return tuple(element for element, _ in self._elements.values() if isinstance(element, kind))

    def names(self) -> set[str]:
        return {name for _, name in self._elements}

    def merge(self, use: Use, date_input: str) -> None:
        """Adds a model under its alias. The document's own `date_input` is the model's date too."""
        alias = use.statement.alias.text if use.statement.alias else ""
        model = renamed(use.model, alias, date_input)
        edition = model.edition.identifier if model.edition else ""
        self.imports.append(
            Import(name=model.name, alias=alias, edition=edition, path=model.path, namespace=model.namespace)
        )
        self.laws = {law.identifier: law for law in model.laws} | self.laws
        self.date_input = self.date_input or model.date_input
        self.asked.extend(model.asked)
        for element in elements(model):
            if element.name != date_input or not isinstance(element, InputData):
                self._add(element, use)

    def _add(self, element: Element, use: Use) -> None:
        other, _ = self._elements.setdefault(_key(element), (element, use))
        if not same(other, element):
            self.diagnostics.append(_collision(element, use, other))

    def give_way(self, own: Iterable[Element]) -> None:
        """Drops what the document declares itself: it must be an input or a type that it declares alike."""
        for element in own:
            other, use = self._elements.pop(_key(element), (element, None))
            if use is not None and not same(element, other):
                self.diagnostics.append(_collision(other, use, element))


def merged(uses: Sequence[Use], date_input: str) -> Used:
    """The used models' elements. K214 where a name comes from two of them and does not mean the same."""
    used = Used(date_input=date_input)
    for use in uses:
        used.merge(use, date_input)
    return used


def _key(element: Element) -> tuple[bool, str]:
    return isinstance(element, ItemDefinition), element.name


def same(first: Element, second: Element) -> bool:
    """Whether two elements are one: declared at one place, or inputs or types that admit the same values."""
    if first.span == second.span:
        return True
    match first, second:
        case InputData(item=one), InputData(item=other):
            return (one.type, one.allowed) == (other.type, other.allowed)
        case ItemDefinition(), ItemDefinition():
            return (first.type, first.allowed) == (second.type, second.allowed)
        case _:
            return False


def _collision(element: Element, use: Use, other: Element) -> Diagnostic:
    name = use.statement.name.text
    return Diagnostic(
        code="K214",
        message=f"`{element.name}` is ambiguous: `{name}` has one too",
        span=use.statement.name.span,
        label=f"brings in `{element.name}`",
        others=(
            Label(span=other.span, message="the other one"),
            Label(span=element.span, message=f"the one of `{name}`"),
        ),
        help=f"use the model by a short name: `use {name} as X` makes it `X.{element.name}`",
    )

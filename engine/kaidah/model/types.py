"""Type texts to item definitions (DMN 1.5, clause 7.3.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from kaidah.feel.infer import Scope, infer, infer_tests
from kaidah.feel.types import (
    ANY,
    BASE_TYPES,
    PLAIN,
    ContextType,
    FunctionType,
    ListType,
    NumberType,
    RangeType,
    Type,
    Unit,
)
from kaidah.model.elements import ItemDefinition
from kaidah.model.narrowing import narrowed
from kaidah.model.reader import FeelReader
from kaidah.model.settled import settled
from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.source import Span
from kaidah_dsl.suggest import did_you_mean, nearest


@dataclass(kw_only=True)
class TypeReader:
    """Item definitions by name: `used` come from other models, `statements` are read when first asked for."""

    used: Mapping[str, ItemDefinition]
    statements: Mapping[str, syntax.TypeStatement]
    reader: FeelReader
    diagnostics: list[Diagnostic]
    _known: dict[str, ItemDefinition] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def all(self) -> tuple[ItemDefinition, ...]:
        """Every item definition that the document declares, in its order."""
        return tuple(item for name in self.statements if (item := self._declared(name)) is not None)

    def types(self) -> dict[str, Type]:
        """The types by name, for FEEL's scope."""
        return {item.name: item.type for item in (*self.used.values(), *self.all())}

    def read(self, text: syntax.TypeText | None, span: Span) -> ItemDefinition:
        """The item definition of a type as written behind a name; `any` at `span` where none is written."""
        return ItemDefinition(name="any", type=ANY, span=span) if text is None else self._read("", text)

    def named(self, name: str, span: Span) -> ItemDefinition:
        """The item definition or base type of this name; K203 if there is none."""
        if name in BASE_TYPES:
            return ItemDefinition(name=name, type=BASE_TYPES[name], span=span)
        found = self._declared(name) or self.used.get(name)
        if found is None:
            self._unknown(name, span)
            return ItemDefinition(name=name, type=ANY, span=span)
        return found

    def _declared(self, name: str) -> ItemDefinition | None:
        statement = self.statements.get(name)
        if name in self._known or statement is None:
            return self._known.get(name)
        if name in self._open:
            return self._circle(name, statement)
        self._open.append(name)
        item = self._read(name, statement.type, statement.about)
        self._open.pop()
        return self._known.setdefault(name, replace(item, span=statement.name.span, label=statement.label))

    def _circle(self, name: str, statement: syntax.TypeStatement) -> ItemDefinition:
        path = " -> ".join(f"`{step}`" for step in (*self._open[self._open.index(name) :], name))
        self.diagnostics.append(
            error(
                "K203",
                f"type `{name}` refers to itself: {path}",
                statement.name.span,
                help="let one of them be declared without the others",
            )
        )
        return self._known.setdefault(
            name, ItemDefinition(name=name, type=ANY, span=statement.name.span, about=statement.about)
        )

    def _unknown(self, name: str, span: Span) -> None:
        known = [*self.statements, *self.used, *BASE_TYPES]
        help = _misspelt_kind(name) or did_you_mean(name, known) or f"declare it with `type {name} = ...`"
        self.diagnostics.append(error("K203", f"there is no type `{name}`", span, help=help))

    # --- one method per kind of type text -------------------------------------------------------------

    def _read(self, name: str, text: syntax.TypeText, about: str = "") -> ItemDefinition:
        match text:
            case syntax.NamedTypeText():
                item = self._named(name, text)
            case syntax.Enumeration():
                item = self._enumeration(name, text)
            case syntax.ListOf():
                item = self._list(name, text)
            case syntax.RangeOf():
                range_type = RangeType(self._read("", text.item).type)
                item = ItemDefinition(name=name, type=range_type, span=text.span)
            case syntax.FunctionOf():
                item = ItemDefinition(name=name, type=self._function(text), span=text.span)
            case syntax.Structure():
                item = self._structure(name, text)
            case _:
                assert_never(text)
        return replace(item, about=about) if about else item

    def _named(self, name: str, text: syntax.NamedTypeText) -> ItemDefinition:
        base = self.named(text.name, text.span)
        if not name and text.unit is None and text.scale is None and text.allowed is None:
            return base
        type_ = self._number(base.type, text)
        if name and isinstance(type_, ContextType):
            type_ = replace(type_, name=name)
        reference = text.name if name else ""
        item = replace(
            base, name=name or base.name, type=type_, span=text.span, about="", label="", type_ref=reference
        )
        return self._narrow(item, text.allowed)

    def _number(self, base: Type, text: syntax.NamedTypeText) -> Type:
        if text.unit is None and text.scale is None:
            return base
        if not isinstance(base, NumberType):
            message = f"`{text.name}` is not a number: `unit` and `scale` do not fit it"
            self.diagnostics.append(error("K203", message, text.span))
            return base
        scale = base.scale if text.scale is None else text.scale
        if text.unit == "%":
            return NumberType(unit=PLAIN, scale=scale, percent=True)
        unit = base.unit or PLAIN if text.unit is None else Unit.parse(text.unit)
        return NumberType(unit=unit, scale=scale, percent=base.percent and text.unit is None)

    def _narrow(self, item: ItemDefinition, allowed: syntax.FeelText | None) -> ItemDefinition:
        if allowed is None:
            return item
        tests = self.reader.tests(allowed)
        scope = Scope(names={}, types={})
        self.diagnostics.extend(infer_tests(tests, item.type, scope, allowed=item.allowed))
        return replace(item, allowed=narrowed(item.allowed, tests))

    def _enumeration(self, name: str, text: syntax.Enumeration) -> ItemDefinition:
        values = tuple(self.reader.expression(value) for value in text.values)
        inferences = [infer(value, Scope(names={}, types={})) for value in values]
        for inference in inferences:
            self.diagnostics.extend(inference.diagnostics)
        types = {settled(inference.type) for inference in inferences}
        tests = feel.UnaryTests(tests=values, span=text.span)
        type_ = types.pop() if len(types) == 1 else ANY
        return ItemDefinition(name=name, type=type_, allowed=tests, span=text.span)

    def _list(self, name: str, text: syntax.ListOf) -> ItemDefinition:
        """Allowed values behind the brackets of an item's type restrict the list as a whole (the standard's
        typeConstraint)."""
        item = self._read("", text.item)
        whole = ItemDefinition(name=name, type=ListType(item.type), item=item, span=text.span)
        if text.allowed is None:
            return whole
        tests = self.reader.tests(text.allowed)
        self.diagnostics.extend(infer_tests(tests, whole.type, Scope(names={}, types={})))
        return replace(whole, constraint=tests)

    def _function(self, text: syntax.FunctionOf) -> FunctionType:
        parameters = tuple(self._read("", parameter).type for parameter in text.parameters)
        return FunctionType(parameters, self._read("", text.result).type, text.names)

    def _structure(self, name: str, text: syntax.Structure) -> ItemDefinition:
        components = tuple(self._component(component) for component in text.components)
        self.diagnostics.extend(_twice(text.components))
        type_ = ContextType(tuple((item.name, item.type) for item in components), name)
        return ItemDefinition(name=name, type=type_, components=components, span=text.span)

    def _component(self, component: syntax.Component) -> ItemDefinition:
        item = self._read("", component.type)
        return replace(
            item,
            name=component.name.text,
            type_ref=component.type.name if isinstance(component.type, syntax.NamedTypeText) else "",
            label=component.label,
            about=component.about,
            span=component.name.span,
        )


def _twice(components: Iterable[syntax.Component]) -> Iterable[Diagnostic]:
    seen: set[str] = set()
    for component in components:
        name = component.name
        if name.text in seen:
            yield error("K202", f"component `{name.text}` is declared twice", name.span)
        seen.add(name.text)


def _misspelt_kind(name: str) -> str:
    """What `lst of number` was probably meant to be."""
    kind, of, rest = name.partition(" of ")
    meant = nearest(kind, ("list", "range")) if of else None
    return f"did you mean `{meant} of {rest}`?" if meant else ""

"""Boxes of a document to boxed expressions (DMN 1.5, clause 7.2 and 10.2.2), not yet typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from kaidah.feel.types import ANY, FunctionType
from kaidah.model.citation import CitationReader
from kaidah.model.elements import (
    Binding,
    BoxedExpression,
    Conditional,
    Context,
    ContextEntry,
    FilterExpression,
    FunctionExpression,
    Invocation,
    ItemDefinition,
    IteratorExpression,
    ListExpression,
    LiteralExpression,
    Parameter,
    Relation,
)
from kaidah.model.reader import NO_NAMES, FeelReader, FeelSource, Names
from kaidah.model.types import TypeReader
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.frozen import frozen


@frozen
class BoxReader:
    """What reading a box needs: FEEL, types, citations, and the declared item definitions of elements by
    name."""

    feel: FeelReader
    types: TypeReader
    citations: CitationReader
    items: Mapping[str, ItemDefinition]
    diagnostics: list[Diagnostic]

    def read(
        self, box: syntax.Boxed, local: Names = NO_NAMES, item: ItemDefinition | None = None
    ) -> BoxedExpression:
        """The boxed expression of a box. `local` are the names declared around it, `item` its declared type.

        Its types are ANY until `typing` has seen it, but for those that the text declares.
        """
        match box:
            case syntax.Literal_():
                return self._literal(box.feel, local)
            case syntax.Table():
                from kaidah.model.table import read_table

                return read_table(box, self, local, item)
            case syntax.ContextBox():
                return self._context(box, local, item)
            case syntax.CallBox():
                return self._invocation(box, local)
            case syntax.ListBox():
                inner = item.item if item else None
                items = tuple(self.read(part, local, inner) for part in box.items)
                return ListExpression(items=items, type=ANY, span=box.span)
            case syntax.RelationBox():
                return self._relation(box, local)
            case syntax.ConditionalBox():
                return self._conditional(box, local, item)
            case syntax.FilterBox():
                source, match = self.read(box.source, local), self.read(box.match, local | {"item"})
                return FilterExpression(source=source, match=match, type=ANY, span=box.span)
            case syntax.IteratorBox():
                return self._iterator(box, local)
            case syntax.FunctionBox():
                return self.function(box, local)
            case syntax.TypedBox():
                declared = self.types.read(box.type, box.span)
                return replace(self.read(box.body, local, declared), item=declared)
            case syntax.ExternalBox():
                return self.read(box.body, local, item)
            case _:
                assert_never(box)

    def function(self, box: syntax.FunctionBox, local: Names = NO_NAMES) -> FunctionExpression:
        """A boxed function, also the body of a business knowledge model."""
        parameters = tuple(
            self._parameter(p.name.text, self.types.read(p.type, p.span) if p.type else None)
            for p in box.parameters
        )
        names = tuple(parameter.name for parameter in parameters)
        item = self.types.read(box.result_type, box.span) if box.result_type else None
        type_ = FunctionType(tuple(p.type for p in parameters), item.type if item else ANY, names)
        inner, kind = (
            (box.body.body, box.body.kind) if isinstance(box.body, syntax.ExternalBox) else (box.body, "FEEL")
        )
        body = self.read(inner, local.union(names), item)
        return FunctionExpression(parameters=parameters, body=body, kind=kind, type=type_, span=box.span)

    def _parameter(self, name: str, item: ItemDefinition | None) -> Parameter:
        kept = item if self.feel.lenient else None
        return Parameter(name=name, type=item.type if item else ANY, item=kept)

    def _literal(self, text: FeelSource, local: Names) -> LiteralExpression:
        return LiteralExpression(tree=self.feel.expression(text, local), type=ANY, span=text.span)

    def _context(self, box: syntax.ContextBox, local: Names, item: ItemDefinition | None) -> Context:
        components = {component.name: component for component in item.components} if item else {}
        entries: list[ContextEntry] = []
        for entry in box.entries:
            name = entry.name.text
            declared = self.types.read(entry.type, entry.span) if entry.type else None
            inner = declared or (components.get(name) if box.result is None else None)
            expression = self.read(entry.body, local, inner)
            entries.append(
                ContextEntry(
                    name=name,
                    expression=expression,
                    declared=declared.type if declared else None,
                    item=declared if self.feel.lenient else None,
                )
            )
            local = local | {name}
        result = self.read(box.result, local, item) if box.result else None
        return Context(entries=tuple(entries), result=result, type=ANY, span=box.span)

    def _invocation(self, box: syntax.CallBox, local: Names) -> Invocation:
        bindings = tuple(
            Binding(parameter=entry.name.text, expression=self.read(entry.body, local))
            for entry in box.bindings
        )
        function = self.feel.expression(box.function, local)
        return Invocation(function=function, bindings=bindings, type=ANY, span=box.span)

    def _relation(self, box: syntax.RelationBox, local: Names) -> Relation:
        rows = tuple(tuple(self._literal(cell, local) for cell in row) for row in box.rows)
        columns = tuple(column.text for column in box.columns)
        return Relation(columns=columns, rows=rows, type=ANY, span=box.span)

    def _conditional(
        self, box: syntax.ConditionalBox, local: Names, item: ItemDefinition | None
    ) -> Conditional:
        return Conditional(
            condition=self.read(box.condition, local),
            then=self.read(box.then, local, item),
            otherwise=self.read(box.otherwise, local, item),
            type=ANY,
            span=box.span,
        )

    def _iterator(self, box: syntax.IteratorBox, local: Names) -> IteratorExpression:
        variable = box.variable.text
        return IteratorExpression(
            kind=box.kind,
            variable=variable,
            source=self.read(box.source, local),
            result=self.read(box.result, local | {variable, "partial"}),
            type=ANY,
            span=box.span,
        )

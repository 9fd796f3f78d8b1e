"""Boxed expressions of XML (clause 7 and 10.2.2) to those of the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

from kaidah.feel.types import ANY, FunctionType
from kaidah.interchange import table
from kaidah.interchange.item_definitions import ItemReader
from kaidah.interchange.names import EXPRESSIONS
from kaidah.interchange.reading import Names, Reading, child, children, single_spaced, tag, written
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


@dataclass(frozen=True, kw_only=True)
class BoxReader:
    """Reads expressions; `scope` in its methods are the names that mean something there."""

    reading: Reading
    items: ItemReader

    def inside(self, parent: etree._Element | None, scope: Names, owner: etree._Element) -> BoxedExpression:
        """The expression inside an element (`then`, `in`, `binding`); K604 where there is none."""
        found = None if parent is None else child(parent, *EXPRESSIONS)
        if found is not None:
            return self.read(found, scope)
        place = owner if parent is None else parent
        nothing = self.reading.nothing("K604", f"`{tag(place)}` has no expression", place)
        return LiteralExpression(tree=nothing, type=ANY, span=nothing.span)

    def read(self, element: etree._Element, scope: Names) -> BoxedExpression:
        """The expression of an element that is one."""
        match tag(element):
            case "decisionTable":
                return table.read_table(element, scope, self.reading, self.items, self.common(element))
            case "context":
                return self._context(element, scope)
            case "functionDefinition":
                return self.function(element, scope)
            case "invocation":
                return self._invocation(element, scope)
            case "list":
                items = tuple(self.read(each, scope) for each in children(element, *EXPRESSIONS))
                return ListExpression(items=items, **self.common(element))
            case "relation":
                return self._relation(element, scope)
            case "conditional":
                return self._conditional(element, scope)
            case "filter":
                return self._filter(element, scope)
            case "for" | "some" | "every":
                return self._iterator(element, scope)
            case _:
                tree = self.reading.expression(element, scope, element)
                return LiteralExpression(tree=tree, **self.common(element))

    def common(self, element: etree._Element) -> dict[str, Any]:
        """What all expressions have."""
        item = self.items.of(element)
        return {
            "item": item,
            "type": item.type if item else ANY,
            "span": self.reading.document.span(element),
            "label": element.get("label", ""),
            "written": written(element),
        }

    # --- kinds --------------------------------------------------------------------------------------

    def _context(self, element: etree._Element, scope: Names) -> Context:
        """The last entry without a variable is the result."""
        entries: list[ContextEntry] = []
        result: BoxedExpression | None = None
        for each in children(element, "contextEntry"):
            variable = child(each, "variable")
            name = "" if variable is None else single_spaced(variable.get("name", ""))
            if not name:
                result = self.inside(each, scope, each)
                continue
            scope = scope | {name}
            item = self.items.of(variable)
            entries.append(
                ContextEntry(
                    name=name,
                    expression=self.inside(each, scope, each),
                    declared=item.type if item else None,
                    item=item,
                    written=written(each),
                )
            )
        return Context(entries=tuple(entries), result=result, **self.common(element))

    def function(self, element: etree._Element, scope: Names) -> FunctionExpression:
        """A function definition, also the logic of a business knowledge model."""
        parameters = tuple(self._parameter(each) for each in children(element, "formalParameter"))
        names = tuple(parameter.name for parameter in parameters)
        kind = element.get("kind", "FEEL")
        common = self.common(element)
        common["type"] = FunctionType(tuple(p.type for p in parameters), ANY, names)
        body = self.inside(element, scope.union(names), element)
        kind = {"JAVA": "Java"}.get(kind.upper(), kind.upper())
        return FunctionExpression(parameters=parameters, body=body, kind=kind, **common)

    def _parameter(self, element: etree._Element) -> Parameter:
        item = self.items.of(element)
        name = single_spaced(element.get("name", ""))
        if not name:
            self.reading.warn("K604", "the parameter has no name", element)
        return Parameter(name=name, type=item.type if item else ANY, item=item, written=written(element))

    def _invocation(self, element: etree._Element, scope: Names) -> Invocation:
        called = child(element, *EXPRESSIONS)
        if called is None or tag(called) != "literalExpression":
            function = self.reading.nothing("K604", "the invocation does not say what it calls", element)
        else:
            function = self.reading.expression(called, scope, element)  # type: ignore[assignment]
        bindings = []
        for each in children(element, "binding"):
            parameter = child(each, "parameter")
            name = "" if parameter is None else single_spaced(parameter.get("name", ""))
            bindings.append(Binding(parameter=name, expression=self.inside(each, scope, each)))
        return Invocation(function=function, bindings=tuple(bindings), **self.common(element))

    def _relation(self, element: etree._Element, scope: Names) -> Relation:
        columns = tuple(single_spaced(each.get("name", "")) for each in children(element, "column"))
        rows = []
        for row in children(element, "row"):
            cells = [self.read(each, scope) for each in children(row, *EXPRESSIONS)]
            if len(cells) != len(columns):
                fact = f"the row has {len(cells)} cells, and the relation {len(columns)} columns"
                nothing = self.reading.nothing("K604", fact, row)
                filler = LiteralExpression(tree=nothing, type=ANY, span=nothing.span)
                cells = [*cells, *[filler] * len(columns)][: len(columns)]
            rows.append(tuple(cells))
        return Relation(columns=columns, rows=tuple(rows), **self.common(element))

    def _conditional(self, element: etree._Element, scope: Names) -> Conditional:
        return Conditional(
            condition=self.inside(child(element, "if"), scope, element),
            then=self.inside(child(element, "then"), scope, element),
            otherwise=self.inside(child(element, "else"), scope, element),
            **self.common(element),
        )

    def _filter(self, element: etree._Element, scope: Names) -> FilterExpression:
        return FilterExpression(
            source=self.inside(child(element, "in"), scope, element),
            match=self.inside(child(element, "match"), scope | {"item"}, element),
            **self.common(element),
        )

    def _iterator(self, element: etree._Element, scope: Names) -> IteratorExpression:
        kind = tag(element)
        variable = single_spaced(element.get("iteratorVariable", ""))
        if not variable:
            self.reading.warn("K604", f"the `{kind}` does not name its iterator variable", element)
        result = child(element, "return" if kind == "for" else "satisfies")
        return IteratorExpression(
            kind=kind,
            variable=variable,
            source=self.inside(child(element, "in"), scope, element),
            result=self.inside(result, scope | {variable, "partial"}, element),
            **self.common(element),
        )


def declared_item(items: ItemReader, element: etree._Element) -> ItemDefinition | None:
    """What the `variable` of an element declares."""
    return items.of(child(element, "variable"))

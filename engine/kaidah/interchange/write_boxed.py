"""Boxed expressions to XML (clause 7 and 10.2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from lxml import etree

from kaidah.interchange.ids import made_id
from kaidah.interchange.type_references import TypeReferences
from kaidah.interchange.write_table import TableWriter
from kaidah.interchange.writing import Writing, add
from kaidah.model.elements import (
    BoxedExpression,
    Conditional,
    Context,
    DecisionTable,
    FilterExpression,
    FunctionExpression,
    Invocation,
    IteratorExpression,
    ListExpression,
    LiteralExpression,
    Relation,
)

_NAMES: dict[type, str] = {
    LiteralExpression: "literalExpression",
    DecisionTable: "decisionTable",
    Context: "context",
    Invocation: "invocation",
    ListExpression: "list",
    Relation: "relation",
    Conditional: "conditional",
    FilterExpression: "filter",
    FunctionExpression: "functionDefinition",
}


@dataclass(frozen=True, kw_only=True)
class BoxWriter:
    writing: Writing
    types: TypeReferences

    def write(self, parent: etree._Element, box: BoxedExpression, path: str, name: str = "") -> None:
        """A boxed expression as the last child of `parent`: `path` is what its ids begin with, `name` that of
        the element where it is not the usual one."""
        kind = box.kind if isinstance(box, IteratorExpression) else _NAMES[type(box)]
        reference = self.types.of_item(box.item, path)
        element = add(parent, name or kind, typeRef=reference)
        made = f"{path}_{kind}"
        self.writing.described(element, made, written=box.written, label=box.label)
        self._content(element, box, made)

    def _content(self, element: etree._Element, box: BoxedExpression, path: str) -> None:
        match box:
            case LiteralExpression():
                self.writing.expression_text(element, box.tree)
            case DecisionTable():
                TableWriter(writing=self.writing, types=self.types).write(element, box, path)
            case Context():
                self._context(element, box, path)
            case Invocation():
                self.writing.expression_text(add(element, "literalExpression"), box.function)
                for binding in box.bindings:
                    holder = add(element, "binding")
                    add(holder, "parameter", name=binding.parameter)
                    self.write(holder, binding.expression, made_id(path, binding.parameter))
            case ListExpression():
                for number, item in enumerate(box.items, 1):
                    self.write(element, item, f"{path}_{number}")
            case Relation():
                self._relation(element, box, path)
            case Conditional():
                for name, part in (("if", box.condition), ("then", box.then), ("else", box.otherwise)):
                    self.write(add(element, name), part, f"{path}_{name}")
            case FilterExpression():
                self.write(add(element, "in"), box.source, f"{path}_in")
                self.write(add(element, "match"), box.match, f"{path}_match")
            case IteratorExpression():
                element.set("iteratorVariable", box.variable)
                result = "return" if box.kind == "for" else "satisfies"
                self.write(add(element, "in"), box.source, f"{path}_in")
                self.write(add(element, result), box.result, f"{path}_{result}")
            case FunctionExpression():
                self._function(element, box, path)
            case _:
                assert_never(box)

    def _context(self, element: etree._Element, box: Context, path: str) -> None:
        for entry in box.entries:
            made = made_id(path, entry.name)
            holder = add(element, "contextEntry")
            self.writing.described(holder, f"{made}_entry", written=entry.written)
            reference = (
                self.types.of_item(entry.item, made)
                if entry.item
                else self.types.of_type(entry.declared, made)
            )
            kept = self.writing.ids.give(entry.written.variable_id, "") if entry.written.variable_id else None
            add(holder, "variable", id=kept, name=entry.name, typeRef=reference)
            self.write(holder, entry.expression, made)
        if box.result is not None:
            self.write(add(element, "contextEntry"), box.result, f"{path}_result")

    def _relation(self, element: etree._Element, box: Relation, path: str) -> None:
        for name in box.columns:
            add(element, "column", name=name)
        for number, row in enumerate(box.rows, 1):
            holder = add(element, "row")
            for column, cell in enumerate(row, 1):
                self.write(holder, cell, f"{path}_{number}_{column}")

    def _function(self, element: etree._Element, box: FunctionExpression, path: str) -> None:
        if box.kind != "FEEL":
            element.set("kind", box.kind)
        for parameter in box.parameters:
            made = made_id(path, parameter.name)
            reference = (
                self.types.of_item(parameter.item, made)
                if parameter.item
                else self.types.of_type(parameter.type, made)
            )
            holder = add(element, "formalParameter", name=parameter.name, typeRef=reference)
            self.writing.described(holder, made, written=parameter.written)
        self.write(element, box.body, f"{path}_body")

"""Boxed expressions to the boxes of a document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, assert_never, cast

from kaidah.interchange.document_feel import NOWHERE, cell, document_feel, feel_of, name, names
from kaidah.interchange.document_types import TypeWriter
from kaidah.model.elements import (
    BoxedExpression,
    Conditional,
    Context,
    ContextEntry,
    DecisionRule,
    DecisionTable,
    FilterExpression,
    FunctionExpression,
    InputClause,
    Invocation,
    IteratorExpression,
    ListExpression,
    LiteralExpression,
    OutputClause,
    Parameter,
    Relation,
)
from kaidah.model.table import CITE, NAMELESS
from kaidah_dsl.diagnostics import Diagnostic, warning
from kaidah_dsl.document import tree as syntax


@dataclass(frozen=True, kw_only=True)
class BoxesOfDocument:
    types: TypeWriter
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def body(self, box: BoxedExpression) -> syntax.Boxed:
        """A box, below its declared type where it has one."""
        content = self._content(box)
        if box.item is None:
            return content
        return syntax.TypedBox(type=self.types.used(box.item), body=content, span=NOWHERE)

    def function(self, box: FunctionExpression, result: syntax.TypeText | None = None) -> syntax.FunctionBox:
        """A function; `result` is the type of its value."""
        body = self.body(box.body)
        if box.kind != "FEEL":
            body = syntax.ExternalBox(kind=box.kind, body=body, span=NOWHERE)
        parameters = tuple(map(self._parameter, box.parameters))
        return syntax.FunctionBox(parameters=parameters, result_type=result, body=body, span=NOWHERE)

    def _parameter(self, parameter: Parameter) -> syntax.Parameter:
        declared = self.types.used(parameter.item) if parameter.item else None
        return syntax.Parameter(name=name(parameter.name), type=declared, span=NOWHERE)

    def _content(self, box: BoxedExpression) -> syntax.Boxed:
        match box:
            case LiteralExpression(tree=tree):
                return syntax.Literal_(feel=feel_of(tree), span=NOWHERE)
            case DecisionTable():
                return self._table(box)
            case Context(entries=entries, result=result):
                return syntax.ContextBox(
                    entries=tuple(map(self._entry, entries)),
                    result=self.body(result) if result else None,
                    span=NOWHERE,
                )
            case Invocation(function=function, bindings=bindings):
                parts = (self._part(each.parameter, each.expression) for each in bindings)
                return syntax.CallBox(function=feel_of(function), bindings=tuple(parts), span=NOWHERE)
            case ListExpression(items=items):
                return syntax.ListBox(items=tuple(map(self.body, items)), span=NOWHERE)
            case Relation():
                return self._relation(box)
            case Conditional():
                return syntax.ConditionalBox(
                    condition=self.body(box.condition),
                    then=self.body(box.then),
                    otherwise=self.body(box.otherwise),
                    span=NOWHERE,
                )
            case FilterExpression(source=source, match=match):
                return syntax.FilterBox(source=self.body(source), match=self.body(match), span=NOWHERE)
            case IteratorExpression():
                return syntax.IteratorBox(
                    kind=cast('Literal["for", "some", "every"]', box.kind),
                    variable=name(box.variable),
                    source=self.body(box.source),
                    result=self.body(box.result),
                    span=NOWHERE,
                )
            case FunctionExpression():
                return self.function(box)
            case _:
                assert_never(box)

    def _part(self, of: str, expression: BoxedExpression) -> syntax.Entry:
        return syntax.Entry(name=name(of), body=self.body(expression), span=NOWHERE)

    def _entry(self, entry: ContextEntry) -> syntax.Entry:
        declared = self.types.used(entry.item) if entry.item else None
        body = self.body(entry.expression)
        return syntax.Entry(name=name(entry.name), type=declared, body=body, span=NOWHERE)

    def _relation(self, box: Relation) -> syntax.RelationBox:
        rows = tuple(tuple(map(self._relation_cell, row)) for row in box.rows)
        return syntax.RelationBox(columns=names(box.columns), rows=rows, span=NOWHERE)

    def _relation_cell(self, box: BoxedExpression) -> syntax.Cell:
        if isinstance(box, LiteralExpression):
            if box.item is not None:
                fact = f"the type `{box.item.name}` of a cell of a relation is left out"
                self.diagnostics.append(warning("K611", fact, box.span))
            return cell(document_feel(box.tree))
        fact = "a cell of a relation is not an expression; it is left out"
        help = "make the relation a list of contexts in the tool it comes from"
        self.diagnostics.append(warning("K611", fact, box.span, help=help))
        return cell("null")

    # --- tables -------------------------------------------------------------------------------------

    def _table(self, table: DecisionTable) -> syntax.Table:
        clauses: tuple[InputClause | OutputClause, ...] = (*table.inputs, *table.outputs)
        values = [document_feel(clause.values) if clause.values else "" for clause in clauses]
        types = [_type_name(clause) for clause in clauses]
        labels = [f'"{clause.label}"' if clause.label else "" for clause in clauses]
        defaults = [*("" for _ in table.inputs), *map(_default, table.outputs)]
        return syntax.Table(
            header=_row(
                table.hit_policy.value,
                [document_feel(clause.expression) for clause in table.inputs],
                [clause.name or NAMELESS for clause in table.outputs],
                table.annotation_clauses,
            ),
            types=_mark("type", types, table),
            labels=_mark("label", labels, table),
            values=_mark("values", values, table),
            defaults=_mark("default", defaults, table),
            rules=tuple(_rule(rule, table.annotation_clauses) for rule in table.rules),
            span=NOWHERE,
        )


def _type_name(clause: InputClause | OutputClause) -> str:
    if clause.item is None:
        return ""
    return "any" if clause.item.name == "Any" else clause.item.name


def _default(clause: OutputClause) -> str:
    return document_feel(clause.default) if clause.default is not None else ""


def _mark(head: str, texts: list[str], table: DecisionTable) -> syntax.Row | None:
    """A row between header and rules; None where it says nothing."""
    if not any(texts):
        return None
    count = len(table.inputs)
    return _row(head, texts[:count], texts[count:], tuple("" for _ in table.annotation_clauses))


def _rule(rule: DecisionRule, clauses: tuple[str, ...]) -> syntax.Row:
    texts = {each.clause: _annotation(each.text) for each in rule.annotations}
    if rule.citations:
        texts[CITE] = "; ".join(f"{c.law.identifier} {c.place}".strip() for c in rule.citations)
    return _row(
        rule.name,
        [document_feel(tests) for tests in rule.input_entries],
        [document_feel(entry) for entry in rule.output_entries],
        tuple(texts.get(clause, "") for clause in clauses),
    )


def _annotation(text: str) -> str:
    """An annotation on one line, between quotation marks where it would not be read as it is."""
    line = " ".join(text.split())
    return f'"{line}"' if "|" in line or line[:1] == '"' or line == "-" else line


def _row(head: str, inputs: list[str], outputs: list[str], annotations: tuple[str, ...]) -> syntax.Row:
    return syntax.Row(
        head=cell(head),
        inputs=tuple(map(cell, inputs)),
        outputs=tuple(map(cell, outputs)),
        annotations=tuple(map(cell, annotations)),
        span=NOWHERE,
    )

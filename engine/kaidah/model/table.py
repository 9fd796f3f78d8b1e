"""Tables of a document to decision tables (DMN 1.5, clause 8), not yet typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kaidah.feel.types import ANY, ListType, RangeType, Type
from kaidah.model.elements import (
    Citation,
    DecisionRule,
    DecisionTable,
    HitPolicy,
    InputClause,
    ItemDefinition,
    OutputClause,
    RuleAnnotation,
)
from kaidah.model.reader import Names
from kaidah_dsl.diagnostics import Diagnostic, Label, Severity
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.feel import tree as feel

if TYPE_CHECKING:
    from kaidah.model.boxed import BoxReader

CITE = "cite"
NAMELESS = "-"
"""The heading of an output clause without a name."""
LISTING = (HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER, HitPolicy.COLLECT)


def read_table(
    table: syntax.Table, boxes: BoxReader, local: Names, item: ItemDefinition | None
) -> DecisionTable:
    """The decision table of a table; `item` is the declared type of its result."""
    hit_policy = _hit_policy(table.header.head.text)
    rules = tuple(_rule(number, row, table, boxes, local) for number, row in enumerate(table.rules, 1))
    boxes.diagnostics.extend(_names_twice(rules, table.rules))
    return DecisionTable(
        hit_policy=hit_policy,
        inputs=tuple(_input(index, table, boxes, local) for index in range(len(table.header.inputs))),
        outputs=_outputs(table, boxes, local, _result_item(hit_policy, item)),
        rules=rules,
        annotation_clauses=tuple(cell.text for cell in table.header.annotations),
        type=ANY,
        span=table.span,
    )


def _hit_policy(text: str) -> HitPolicy:
    """The hit policy; an unknown letter (the parser has reported it) is read as unique."""
    compact = text.replace(" ", "")
    return HitPolicy(compact) if compact in set(HitPolicy) else HitPolicy.UNIQUE


# --- input clauses --------------------------------------------------------------------------------


def _input(index: int, table: syntax.Table, boxes: BoxReader, local: Names) -> InputClause:
    cell = table.header.inputs[index]
    expression = boxes.feel.expression(cell, local)
    declared = _cell(table.types.inputs if table.types else (), index)
    values = _cell(table.values.inputs if table.values else (), index)
    item = None if boxes.feel.lenient else item_of(expression, boxes, local)
    allowed = boxes.feel.tests(values, local) if values else item.allowed if item else None
    return InputClause(
        text=cell.text,
        expression=expression,
        type=_type(declared, boxes) if declared else ANY,
        item=_declared_item(declared, boxes),
        values=allowed,
        label=_label(table.labels.inputs if table.labels else (), index),
        span=cell.span,
    )


def item_of(tree: feel.Expression, boxes: BoxReader, local: Names) -> ItemDefinition | None:
    """The item definition that declares the values of an expression, where it names an element or its
    part."""
    match tree:
        case feel.Name(name=name):
            return None if name in local else boxes.items.get(name)
        case feel.Path(source=source, name=name):
            item = item_of(source, boxes, local)
            components = item.components if item else ()
            return next((component for component in components if component.name == name), None)
        case _:
            return None


# --- output clauses -------------------------------------------------------------------------------


def _result_item(hit_policy: HitPolicy, item: ItemDefinition | None) -> ItemDefinition | None:
    """The item definition of one rule's output, where that of the table's result is `item`."""
    if item is None or hit_policy is HitPolicy.COLLECT_COUNT:
        return None
    return item.item if hit_policy in LISTING else item


def _outputs(
    table: syntax.Table, boxes: BoxReader, local: Names, item: ItemDefinition | None
) -> tuple[OutputClause, ...]:
    cells = table.header.outputs
    if len(cells) == 1:
        return (_output(0, table, boxes, local, item),)
    components = {component.name: component for component in item.components} if item else {}
    return tuple(
        _output(index, table, boxes, local, components.get(cell.text)) for index, cell in enumerate(cells)
    )


def _output(
    index: int, table: syntax.Table, boxes: BoxReader, local: Names, item: ItemDefinition | None
) -> OutputClause:
    cell = table.header.outputs[index]
    item = None if boxes.feel.lenient else item
    declared = _cell(table.types.outputs if table.types else (), index)
    values = _cell(table.values.outputs if table.values else (), index)
    default = _cell(table.defaults.outputs if table.defaults else (), index)
    return OutputClause(
        name="" if cell.text == NAMELESS else cell.text,
        item=_declared_item(declared, boxes),
        type=_type(declared, boxes) if declared else item.type if item else ANY,
        values=boxes.feel.tests(values, local) if values else item.allowed if item else None,
        default=boxes.feel.expression(default, local) if default else None,
        label=_label(table.labels.outputs if table.labels else (), index),
        span=cell.span,
    )


# --- rules ----------------------------------------------------------------------------------------


def _rule(number: int, row: syntax.Row, table: syntax.Table, boxes: BoxReader, local: Names) -> DecisionRule:
    clauses = table.header.annotations
    citations: tuple[Citation, ...] = ()
    annotations: list[RuleAnnotation] = []
    for clause, cell in zip(clauses, row.annotations, strict=False):
        if clause.text == CITE:
            citations += boxes.citations.read_cell(cell)
        elif cell.text:
            annotations.append(RuleAnnotation(clause=clause.text, text=_unquoted(cell.text)))
    return DecisionRule(
        number=number,
        name=row.head.text,
        input_entries=tuple(boxes.feel.tests(cell, local) for cell in row.inputs),
        output_entries=tuple(boxes.feel.expression(cell, local) for cell in row.outputs),
        annotations=tuple(annotations),
        citations=citations,
        span=row.span,
    )


def _names_twice(rules: Sequence[DecisionRule], rows: Sequence[syntax.Row]) -> Iterator[Diagnostic]:
    seen: dict[str, syntax.Row] = {}
    for rule, row in zip(rules, rows, strict=True):
        first = seen.setdefault(rule.name, row)
        if rule.name and first is not row:
            yield Diagnostic(
                code="K218",
                severity=Severity.WARNING,
                message=f"two rules are named `{rule.name}`",
                span=row.head.span,
                others=(Label(span=first.head.span, message="the first one"),),
                help="give each rule a name of its own, or none",
            )


# --- cells ----------------------------------------------------------------------------------------


def _cell(cells: Sequence[syntax.Cell], index: int) -> syntax.Cell | None:
    """The cell of an optional row; None where the row or the cell is missing or says nothing."""
    if index >= len(cells) or cells[index].text in ("", "-"):
        return None
    return cells[index]


def _label(cells: Sequence[syntax.Cell], index: int) -> str:
    cell = _cell(cells, index)
    return _unquoted(cell.text) if cell else ""


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def _declared_item(cell: syntax.Cell | None, boxes: BoxReader) -> ItemDefinition | None:
    """What another tool's file declares of a clause, to which its values are made to fit."""
    return boxes.types.named(cell.text, cell.span) if cell and boxes.feel.lenient else None


def _type(cell: syntax.Cell, boxes: BoxReader) -> Type:
    """`USD`, `list of USD` or `range of date`, as a cell of the `type` row writes it."""
    for prefix, made in (("list of ", ListType), ("range of ", RangeType)):
        if cell.text.startswith(prefix):
            start = cell.span.start + len(prefix)
            inner = syntax.Cell(
                text=cell.text[len(prefix) :], span=cell.span.source.span(start, cell.span.end)
            )
            return made(_type(inner, boxes))
    return boxes.types.named(cell.text, cell.span).type

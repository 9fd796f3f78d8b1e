"""Boxed expressions to code (clause 7 and 8 of the standard)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import assert_never

from kaidah.feel.failure import Failure
from kaidah.feel.lower import (
    Code,
    Frame,
    Layout,
    Test,
    control,
    functions,
    is_constant,
    lower,
    lower_call,
    lower_tests,
)
from kaidah.feel.lower.frame import Value, failing
from kaidah.feel.lower.select import by_condition, items
from kaidah.feel.types import ANY, FunctionType
from kaidah.feel.values import Function
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
from kaidah.plan.item import ItemPlan, allowed_values, item_plan
from kaidah.plan.settle import settle
from kaidah.plan.table import ClausePlan, Inputs, TablePlan
from kaidah.plan.table_trace import traced
from kaidah_dsl.feel import tree
from kaidah_dsl.source import Span


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where an expression stands: `owner` is the element it belongs to, `within` the part of its logic."""

    owner: str
    within: str = ""

    def inside(self, part: str) -> Place:
        return replace(self, within=part)


def lower_boxed(boxed: BoxedExpression, layout: Layout, place: Place, *, noted: bool = False) -> Code:
    """The code of a boxed expression, its value made to fit the type that is declared for it.

    `noted`: where it is a context, the values of its entries are the steps of a trace.
    """
    code = _lower(boxed, layout, place, noted)
    if boxed.item is None or isinstance(boxed, FunctionExpression):
        return code
    return fitted(code, item_plan(boxed.item), f"`{place.within or place.owner}`", boxed.span)


def _lower(boxed: BoxedExpression, layout: Layout, place: Place, noted: bool) -> Code:
    match boxed:
        case LiteralExpression():
            return lower(boxed.tree, layout)
        case DecisionTable():
            return _table(boxed, layout, place)
        case Context():
            return _context(boxed, layout, place, noted)
        case Invocation():
            return _invocation(boxed, layout, place)
        case ListExpression():
            return control.sequence(tuple(lower_boxed(item, layout, place) for item in boxed.items))
        case Relation():
            return _relation(boxed, layout, place)
        case Conditional():
            return _conditional(boxed, layout, place)
        case FilterExpression():
            return _filter(boxed, layout, place)
        case IteratorExpression():
            return _iterator(boxed, layout, place)
        case FunctionExpression():
            return lower_function(boxed, layout, place)
    assert_never(boxed)


def fitted(code: Code, item: ItemPlan, whose: str, span: Span) -> Code:
    """The value as one of a declared type; K513 where it is none."""
    if item.type is ANY and item.allowed is None and item.constraint is None:
        return code

    def fitting(frame: Frame) -> Value:
        value = code(frame)
        try:
            return item.result(value)
        except Failure as failure:
            message = f"{failure.message}, as {whose} must be"
            return frame[0].failed(Failure(failure.code, message, failure.help), span)

    return fitting


# --- decision tables ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Cells:
    """Lowers cells; equal constant ones of a clause once, which in a table of many rules is most of them.

    Others may fail or read what is missing, and must then say where.
    """

    layout: Layout
    tests: dict[tuple[int, tree.UnaryTests], Test] = field(default_factory=dict)
    entries: dict[tuple[int, tree.Expression], Code] = field(default_factory=dict)

    def test(self, clause: int, cell: tree.UnaryTests) -> Test:
        if not all(map(is_constant, cell.tests)):
            return lower_tests(cell, self.layout)
        found = self.tests.get((clause, cell))
        if found is None:
            found = self.tests[clause, cell] = lower_tests(cell, self.layout)
        return found

    def entry(self, clause: int, cell: tree.Expression) -> Code:
        if not is_constant(cell):
            return lower(cell, self.layout)
        found = self.entries.get((clause, cell))
        if found is None:
            found = self.entries[clause, cell] = lower(cell, self.layout)
        return found


def _table(table: DecisionTable, layout: Layout, place: Place) -> Code:
    cells = _Cells(layout=layout)
    rules = tuple(
        tuple(
            (clause, cells.test(clause, cell)) for clause, cell in enumerate(entries) if not cell.irrelevant
        )
        for entries in (rule.input_entries for rule in table.rules)
    )
    plan = TablePlan(
        table=table,
        owner=place.owner,
        within=place.within,
        inputs=tuple(
            ClausePlan(code=lower(clause.expression, layout), allowed=allowed_values(clause.values))
            for clause in table.inputs
        ),
        outputs=tuple(
            ClausePlan(
                code=None if clause.default is None else lower(clause.default, layout),
                allowed=allowed_values(clause.values),
                ranks=_ranks(clause.values, layout),
            )
            for clause in table.outputs
        ),
        rules=rules,
        entries=tuple(
            tuple(cells.entry(clause, cell) for clause, cell in enumerate(rule.output_entries))
            for rule in table.rules
        ),
    )
    return _decide(plan)


def _decide(plan: TablePlan) -> Code:
    def code(frame: Frame) -> Value:
        inputs = Inputs(len(plan.inputs))
        if frame[0].tables is None:
            return settle(plan, frame, inputs, plan.match(frame, inputs)).value
        return traced(plan, frame, inputs)

    return code


def _ranks(values: tree.UnaryTests | None, layout: Layout) -> tuple[Test, ...]:
    """The output values one by one: their order is the priority."""
    if values is None or values.irrelevant:
        return ()
    return tuple(lower_tests(replace(values, tests=(test,)), layout) for test in values.tests)


# --- contexts, invocations, functions -------------------------------------------------------------


def _context(context: Context, layout: Layout, place: Place, noted: bool) -> Code:
    names = [entry.name for entry in context.entries]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        return failing(Failure("K508", f"the context has two entries `{twice}`"), context.span)
    parts = []
    for entry in context.entries:
        inner, slot = layout.with_local(entry.name)
        inside = place.inside(entry.name)
        if isinstance(entry.expression, FunctionExpression):
            code = lower_function(entry.expression, inner, inside, own=slot)
        else:
            code = lower_boxed(entry.expression, layout, inside)
        if entry.item is not None and not isinstance(entry.item.type, FunctionType):
            code = fitted(code, item_plan(entry.item), f"`{entry.name}`", entry.expression.span)
        parts.append((entry.name, slot, _noting(entry.name, code) if noted else code))
        layout = inner
    entries = control.entries(tuple(parts))
    if context.result is None:
        return entries
    result = lower_boxed(context.result, layout, place)

    def code_of_result(frame: Frame) -> Value:
        entries(frame)
        return result(frame)

    return code_of_result


def _noting(name: str, code: Code) -> Code:
    """The value of an entry, noted as a step where the run is traced; a function is no step."""

    def noting(frame: Frame) -> Value:
        value = code(frame)
        steps = frame[0].steps
        if steps is not None and not isinstance(value, Function):
            steps.append((name, value))
        return value

    return noting


def _invocation(invocation: Invocation, layout: Layout, place: Place) -> Code:
    arguments = tuple(
        lower_boxed(binding.expression, layout, place.inside(binding.parameter))
        for binding in invocation.bindings
    )
    names = tuple(binding.parameter for binding in invocation.bindings)
    return lower_call(invocation.function, arguments, names, invocation.span, layout)


def lower_function(
    function: FunctionExpression, layout: Layout, place: Place, *, own: int | None = None
) -> Code:
    """The code that makes the function value."""
    if function.kind != "FEEL":
        return _external(function, layout, place)
    parameters = []
    for parameter in function.parameters:
        layout, slot = layout.with_local(parameter.name)
        check = None if parameter.item is None else item_plan(parameter.item).result
        parameters.append(
            functions.Parameter(name=parameter.name, type=parameter.type, slot=slot, check=check)
        )
    body = lower_boxed(function.body, layout, place)
    result = function.type.result if isinstance(function.type, FunctionType) else ANY
    name = place.within or place.owner
    gives = function.body.type
    return functions.function(tuple(parameters), body, name=name, own=own, result=result, gives=gives)


def _external(function: FunctionExpression, layout: Layout, place: Place) -> Code:
    """A function of another language: its body is a context that names it."""
    body = lower_boxed(function.body, layout, place)
    names = tuple(parameter.name for parameter in function.parameters)

    def mapping(frame: Frame) -> Value:
        return {function.kind.lower(): body(frame)}

    return functions.external(names, mapping, place.within or place.owner, function.span)


# --- relations, conditionals, filters, iterators --------------------------------------------------


def _relation(relation: Relation, layout: Layout, place: Place) -> Code:
    rows = tuple(
        tuple(
            (column, lower_boxed(cell, layout, place.inside(column)))
            for column, cell in zip(relation.columns, row, strict=True)
        )
        for row in relation.rows
    )

    def code(frame: Frame) -> Value:
        return tuple([{column: cell(frame) for column, cell in row} for row in rows])

    return code


def _conditional(boxed: Conditional, layout: Layout, place: Place) -> Code:
    condition = lower_boxed(boxed.condition, layout, place.inside("if"))
    then = lower_boxed(boxed.then, layout, place.inside("then"))
    otherwise = lower_boxed(boxed.otherwise, layout, place.inside("else"))
    return control.conditional(condition, then, otherwise, boxed.condition.span)


def _filter(boxed: FilterExpression, layout: Layout, place: Place) -> Code:
    source = lower_boxed(boxed.source, layout, place.inside("in"))
    inner, slot = layout.with_item()
    match = lower_boxed(boxed.match, inner, place.inside("match"))
    holding = by_condition(match, slot, boxed.match.span)
    return lambda frame: holding(frame, items(source(frame)))


def _iterator(boxed: IteratorExpression, layout: Layout, place: Place) -> Code:
    source = lower_boxed(boxed.source, layout, place.inside("in"))
    loops = control.domain(source, None, boxed.source.span)
    inner, slot = layout.with_local(boxed.variable)
    if boxed.kind != "for":
        condition = lower_boxed(boxed.result, inner, place.inside("satisfies"))
        return control.quantified(boxed.kind == "every", ((slot, loops),), condition, boxed.result.span)
    inner, partial = inner.with_local("partial")
    result = lower_boxed(boxed.result, inner, place.inside("return"))
    return control.iteration(((slot, loops),), result, partial, partial in layout.body.used)


__all__ = ["Place", "lower_boxed", "lower_function"]

"""FEEL trees to code: names become slots, constants their values, and no tree is walked afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from kaidah.feel.builtins import BUILTINS
from kaidah.feel.failure import Failure
from kaidah.feel.lower import call, control, functions, names, operate, unary_tests
from kaidah.feel.lower.frame import Code, Constant, Frame, Test, Value, failing
from kaidah.feel.lower.layout import Layout
from kaidah.feel.lower.resolve import resolve
from kaidah.feel.lower.select import select
from kaidah.feel.temporal import parse_temporal
from kaidah.feel.types import ANY, NumberType, Type
from kaidah.feel.values import Range, instance_of
from kaidah_dsl.feel import tree
from kaidah_dsl.source import Span


def lower(node: tree.Expression, layout: Layout) -> Code:
    """The code of an expression: called with a frame of its body, it gives the value."""
    match node:
        case tree.NumberLiteral() | tree.StringLiteral() | tree.BooleanLiteral():
            return Constant(node.value)
        case tree.Unreadable():
            return failing(Failure(node.code, node.message, node.help), node.span)
        case tree.NullLiteral():
            return Constant(None)
        case tree.AtLiteral():
            return _temporal(node)
        case tree.Name():
            return names.name(layout, node.name, node.span)
        case tree.ListLiteral():
            return control.sequence(tuple(lower(item, layout) for item in node.items))
        case tree.ContextLiteral():
            return _context(node, layout)
        case tree.Interval():
            return _interval(node, layout)
        case tree.UnaryComparison():
            return operate.half_line(node.operator, lower(node.value, layout), node.span)
        case tree.FunctionDefinition():
            return _function(node, layout)
        case tree.Path():
            return _path(node, layout)
        case tree.Filter():
            return _filter(node, layout)
        case tree.Call():
            return _call(node, layout)
        case tree.If():
            return _if(node, layout)
        case tree.For():
            return _for(node, layout)
        case tree.Quantified():
            return _quantified(node, layout)
        case _:
            return _operation(node, layout)


def _operation(
    node: tree.Negation
    | tree.Arithmetic
    | tree.Comparison
    | tree.Between
    | tree.In
    | tree.Conjunction
    | tree.Disjunction
    | tree.InstanceOf,
    layout: Layout,
) -> Code:
    match node:
        case tree.Negation():
            return operate.negation(lower(node.operand, layout), node.span)
        case tree.Arithmetic():
            left, right = lower(node.left, layout), lower(node.right, layout)
            return operate.arithmetic(node.operator, left, right, node.span)
        case tree.Comparison():
            left, right = lower(node.left, layout), lower(node.right, layout)
            return operate.comparison(node.operator, left, right, node.span)
        case tree.Conjunction():
            left, right = lower(node.left, layout), lower(node.right, layout)
            return operate.conjunction(left, right, node.left.span, node.right.span)
        case tree.Disjunction():
            left, right = lower(node.left, layout), lower(node.right, layout)
            return operate.disjunction(left, right, node.left.span, node.right.span)
        case tree.Between():
            value, low, high = (lower(part, layout) for part in (node.value, node.low, node.high))
            return operate.between(value, low, high, node.span)
        case tree.In():
            checks = tuple(_test(test, layout) for test in node.tests)
            return unary_tests.membership(lower(node.value, layout), checks)
        case tree.InstanceOf():
            return _instance_of(node, layout)
    assert_never(node)


def lower_tests(node: tree.UnaryTests, layout: Layout) -> Test:
    """The test of an input entry: called with a frame and a value, it says whether the value passes."""
    if node.irrelevant:
        return unary_tests.irrelevant
    checks = tuple(_test(test, layout) for test in node.tests)
    return unary_tests.none_of(checks) if node.negated else unary_tests.any_of(checks)


def _test(node: tree.Expression, layout: Layout) -> Test:
    match node:
        case tree.UnaryComparison():
            return unary_tests.comparison_test(node.operator, lower(node.value, layout), node.span)
        case tree.Interval():
            return unary_tests.range_test(_interval(node, layout), node.span)
        case _ if is_constant(node):
            return unary_tests.value_test(lower(node, layout), node.span)
        case _:
            inner, slot = layout.with_local("?")
            code = lower(node, inner)
            if slot in layout.body.used:
                return unary_tests.verdict_test(code, slot, node.span)
            return unary_tests.value_test(code, node.span)


def is_constant(node: tree.Expression) -> bool:
    """Whether an expression is written without names: equal ones then are the same everywhere."""
    match node:
        case tree.NumberLiteral() | tree.StringLiteral() | tree.BooleanLiteral() | tree.NullLiteral():
            return True
        case tree.AtLiteral():
            return True
        case tree.Negation():
            return is_constant(node.operand)
        case tree.UnaryComparison():
            return is_constant(node.value)
        case tree.Interval():
            return all(end is None or is_constant(end) for end in (node.start, node.end))
        case _:
            return False


def _temporal(node: tree.AtLiteral) -> Code:
    try:
        return Constant(parse_temporal(node.text))
    except Failure as failure:
        return failing(failure, node.span)


def _interval(node: tree.Interval, layout: Layout) -> Code:
    if node.start is None and node.end is None:
        return Constant(Range(None, None, False, False))
    if node.start is None or node.end is None:
        return _half_line(node, layout)
    start, end = lower(node.start, layout), lower(node.end, layout)
    return operate.interval(start, end, node.start_closed, node.end_closed, node.span)


def _half_line(node: tree.Interval, layout: Layout) -> Code:
    """An interval that tools have written with one side open."""
    if node.start is not None:
        start = lower(node.start, layout)
        return operate.half_line(">=" if node.start_closed else ">", start, node.span)
    assert node.end is not None
    end = lower(node.end, layout)
    return operate.half_line("<=" if node.end_closed else "<", end, node.span)


def _context(node: tree.ContextLiteral, layout: Layout) -> Code:
    keys = [entry.key for entry in node.entries]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        return failing(Failure("K508", f"the context has two entries `{twice}`"), node.span)
    parts = []
    for entry in node.entries:
        layout, slot = layout.with_local(entry.key)  # its own function may call itself
        parts.append((entry.key, slot, _entry(entry, layout, slot)))
    return control.entries(tuple(parts))


def _entry(entry: tree.ContextEntry, layout: Layout, slot: int) -> Code:
    if isinstance(entry.value, tree.FunctionDefinition):
        return _function(entry.value, layout, name=entry.key, own=slot)
    return lower(entry.value, replace(layout, bindings=layout.bindings[:-1]))


def _function(
    node: tree.FunctionDefinition, layout: Layout, *, name: str = "", own: int | None = None
) -> Code:
    if node.external:
        names_of_parameters = tuple(parameter.name for parameter in node.parameters)
        return functions.external(names_of_parameters, lower(node.body, layout), name, node.span)
    parameters = []
    for parameter in node.parameters:
        layout, slot = layout.with_local(parameter.name)
        type = ANY if parameter.type is None else resolve(parameter.type, layout.types) or ANY
        parameters.append(functions.Parameter(name=parameter.name, type=type, slot=slot))
    gives = _type_of(node.body, {parameter.name: parameter.type for parameter in parameters}, layout)
    return functions.function(tuple(parameters), lower(node.body, layout), name=name, own=own, gives=gives)


def _type_of(body: tree.Expression, names: Mapping[str, Type], layout: Layout) -> Type:
    """What is known of the values of a function before it is called."""
    from kaidah.feel.infer import Scope, infer  # which needs this package itself

    return infer(body, Scope(names=names, types=layout.types, open=True)).type


def dotted(node: tree.Expression) -> str | None:
    """`Tax.VAT rate`, where the node is nothing but names behind each other."""
    match node:
        case tree.Name():
            return node.name
        case tree.Path():
            source = dotted(node.source)
            return None if source is None else f"{source}.{node.name}"
    return None


def _path(node: tree.Path, layout: Layout) -> Code:
    whole = dotted(node)
    if whole is not None and layout.slot(whole) is not None and not layout.knows(whole.partition(".")[0]):
        return names.name(layout, whole, node.span)
    return names.path(lower(node.source, layout), node.name, node.span)


def _filter(node: tree.Filter, layout: Layout) -> Code:
    source = lower(node.source, layout)
    inner, slot = layout.with_item()
    return select(source, lower(node.condition, inner), slot, node)


def _call(node: tree.Call, layout: Layout) -> Code:
    arguments = tuple(lower(argument.value, layout) for argument in node.arguments)
    keywords = tuple(argument.name for argument in node.arguments)
    return lower_call(node.function, arguments, keywords, node.span, layout)


def lower_call(
    function: tree.Expression,
    arguments: tuple[Code, ...],
    keywords: call.Keywords,
    span: Span,
    layout: Layout,
) -> Code:
    """A call of `function`: of a variable's value, else of a builtin, else a type's name as in `USD(x)`."""
    name = dotted(function)
    if name is not None and not layout.knows(name):
        builtin = BUILTINS.get(name)
        if builtin is not None:
            return call.call_builtin(builtin, arguments, keywords, span)
        if len(arguments) == 1 and isinstance(layout.types.get(name), NumberType):
            return arguments[0]  # a matter of units, which were checked before
    return call.call_value(lower(function, layout), arguments, keywords, span)


def _instance_of(node: tree.InstanceOf, layout: Layout) -> Code:
    value, type = lower(node.value, layout), resolve(node.type, layout.types)
    if type is None:
        return failing(Failure("K508", "there is no such type"), node.type.span)

    def code(frame: Frame) -> Value:
        return instance_of(value(frame), type)

    return code


def _if(node: tree.If, layout: Layout) -> Code:
    condition, then, otherwise = (lower(part, layout) for part in (node.condition, node.then, node.otherwise))
    return control.conditional(condition, then, otherwise, node.condition.span)


def _loops(iterators: tuple[tree.Iterator, ...], layout: Layout) -> tuple[tuple[control.Loop, ...], Layout]:
    loops = []
    for iterator in iterators:
        start = lower(iterator.domain, layout)
        end = None if iterator.end is None else lower(iterator.end, layout)
        layout, slot = layout.with_local(iterator.name)
        loops.append((slot, control.domain(start, end, iterator.span)))
    return tuple(loops), layout


def _for(node: tree.For, layout: Layout) -> Code:
    loops, inner = _loops(node.iterators, layout)
    inner, partial = inner.with_local("partial")
    result = lower(node.result, inner)
    return control.iteration(loops, result, partial, partial in layout.body.used)


def _quantified(node: tree.Quantified, layout: Layout) -> Code:
    loops, inner = _loops(node.iterators, layout)
    condition = lower(node.condition, inner)
    return control.quantified(node.quantifier == "every", loops, condition, node.condition.span)

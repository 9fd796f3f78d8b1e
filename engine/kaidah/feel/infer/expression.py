"""The type of any expression, by its kind (DMN 1.5, clause 10.3.2)."""

from __future__ import annotations

from typing import assert_never

from kaidah.feel.failure import Failure
from kaidah.feel.infer.allowed import outside_allowed, strings
from kaidah.feel.infer.call import call_type
from kaidah.feel.infer.check import Check, merged
from kaidah.feel.infer.declared import declared_type
from kaidah.feel.infer.names import name_type, path_as_name, text_wanted
from kaidah.feel.infer.operators import arithmetic, boolean, comparison, interval, negation, single
from kaidah.feel.infer.paths import component, components
from kaidah.feel.infer.unary import check_test
from kaidah.feel.temporal import parse_temporal
from kaidah.feel.typed import Typed
from kaidah.feel.types import (
    ANY,
    BOOLEAN,
    LITERAL_NUMBER,
    NULL,
    STRING,
    AnyType,
    ContextType,
    FunctionType,
    ListType,
    NumberType,
    RangeType,
    Type,
)
from kaidah.feel.values import type_of
from kaidah_dsl.feel import tree as feel


def typed(node: feel.Expression, check: Check) -> Typed:
    """An expression with its type."""
    return Typed(node.span, expression_type(node, check))


def expression_type(node: feel.Expression, check: Check) -> Type:
    """The type of any expression, by its kind."""
    match node:
        case feel.NumberLiteral():
            return LITERAL_NUMBER
        case feel.StringLiteral():
            return STRING
        case feel.BooleanLiteral():
            return BOOLEAN
        case feel.NullLiteral():
            return NULL
        case feel.AtLiteral():
            return _at_literal(node, check)
        case feel.Name():
            return name_type(node, check)
        case feel.Negation(operand=operand):
            return negation(typed(operand, check), check)
        case feel.Arithmetic(left=left, right=right):
            return arithmetic(node, typed(left, check), typed(right, check), check)
        case feel.Comparison() | feel.Between() | feel.In() | feel.Conjunction() | feel.Disjunction():
            return _verdict(node, check)
        case feel.InstanceOf() | feel.Quantified():
            return _verdict(node, check)
        case feel.Interval() | feel.UnaryComparison():
            return _range(node, check)
        case feel.ListLiteral() | feel.ContextLiteral() | feel.FunctionDefinition():
            return _constructed(node, check)
        case feel.Path():
            return _path(node, check)
        case feel.Filter():
            return _filter(node, check)
        case feel.Call():
            return _call(node, check)
        case feel.If():
            return _if(node, check)
        case feel.For():
            return _for(node, check)
        case _:
            assert_never(node)


def _at_literal(node: feel.AtLiteral, check: Check) -> Type:
    try:
        return type_of(parse_temporal(node.text))
    except Failure:
        written = node.text if node.bare else f'@"{node.text}"'
        kind = "a date" if node.bare else "a date, time, date and time or duration"
        check.report("K107", f"`{written}` is not {kind}", node.span)
        return ANY


def _verdict(
    node: feel.Comparison
    | feel.Between
    | feel.In
    | feel.Conjunction
    | feel.Disjunction
    | feel.InstanceOf
    | feel.Quantified,
    check: Check,
) -> Type:
    """Looks into an expression whose type is boolean whatever it is made of."""
    match node:
        case feel.Comparison(left=left, right=right):
            _comparison(node, typed(left, check), typed(right, check), check)
        case feel.Between(value=value, low=low, high=high):
            subject = typed(value, check)
            comparison("<=", subject, typed(low, check), check)
            comparison("<=", subject, typed(high, check), check)
        case feel.In(value=value, tests=tests):
            _in(value, tests, check)
        case feel.Conjunction(left=left, right=right):
            boolean(typed(left, check), check, "`and` needs booleans")
            boolean(typed(right, check), check, "`and` needs booleans")
        case feel.Disjunction(left=left, right=right):
            boolean(typed(left, check), check, "`or` needs booleans")
            boolean(typed(right, check), check, "`or` needs booleans")
        case feel.InstanceOf(value=value, type=type):
            expression_type(value, check)
            declared_type(type, check)
        case feel.Quantified(iterators=iterators, condition=condition):
            inner = _iterated(iterators, check)
            boolean(typed(condition, inner), inner, f"`{node.quantifier}` needs a boolean")
        case _:
            assert_never(node)
    return BOOLEAN


def _comparison(node: feel.Comparison, left: Typed, right: Typed, check: Check) -> None:
    """Also K213 where a name is compared with a constant that its allowed values leave out."""
    comparison(node.operator, left, right, check)
    if node.operator not in ("=", "!="):
        return
    for name, known, other in ((node.left, left, node.right), (node.right, right, node.left)):
        allowed = check.scope.allowed_values(name.name) if isinstance(name, feel.Name) else None
        check.problems.extend(outside_allowed(other, allowed))
        if known.type == STRING:
            text_wanted(other, check, strings(allowed))


def _in(value: feel.Expression, tests: tuple[feel.Expression, ...], check: Check) -> None:
    subject = typed(value, check)
    inner = check.within({"?": subject.type})
    for node in tests:
        check_test(subject, node, typed(node, inner), check, code="K212")
        allowed = check.scope.allowed_values(value.name) if isinstance(value, feel.Name) else None
        check.problems.extend(outside_allowed(node, allowed))
        if subject.type == STRING:
            text_wanted(node, check, strings(allowed))


def _range(node: feel.Interval | feel.UnaryComparison, check: Check) -> Type:
    match node:
        case feel.Interval(start=start, end=end):
            bounds = [typed(bound, check) if bound else None for bound in (start, end)]
            return interval(bounds[0], bounds[1], check)
        case feel.UnaryComparison(value=value):
            return RangeType(expression_type(value, check))
        case _:
            assert_never(node)


def _if(node: feel.If, check: Check) -> Type:
    boolean(typed(node.condition, check), check, "`if` needs a boolean")
    then, otherwise = typed(node.then, check), typed(node.otherwise, check)
    check.common_unit((then, otherwise))
    return merged(then.type, otherwise.type)


# --- lists, contexts, functions -------------------------------------------------------------------


def _constructed(
    node: feel.ListLiteral | feel.ContextLiteral | feel.FunctionDefinition, check: Check
) -> Type:
    match node:
        case feel.ListLiteral(items=items):
            return _list(items, check)
        case feel.ContextLiteral(entries=entries):
            return _context(entries, check)
        case feel.FunctionDefinition():
            return _function(node, check, ())
        case _:
            assert_never(node)


def _list(nodes: tuple[feel.Expression, ...], check: Check) -> Type:
    items = tuple(typed(node, check) for node in nodes)
    check.common_unit(items)
    if not items:
        return ListType(ANY)
    result = items[0].type
    for item in items[1:]:
        result = merged(result, item.type)
    return ListType(result)


def _context(entries: tuple[feel.ContextEntry, ...], check: Check) -> Type:
    """A context's entries are in scope for those behind them."""
    types: dict[str, Type] = {}
    for entry in entries:
        types[entry.key] = expression_type(entry.value, check.within(dict(types)))
    return ContextType(tuple(types.items()))


def _function(node: feel.FunctionDefinition, check: Check, hints: tuple[Type, ...]) -> Type:
    """`hints` are the types of parameters that do not say theirs, where the place of the function tells."""
    names = tuple(parameter.name for parameter in node.parameters)
    hinted = (*hints, *(ANY for _ in names))
    types = tuple(
        declared_type(parameter.type, check) if parameter.type else hint
        for parameter, hint in zip(node.parameters, hinted, strict=False)
    )
    if node.external:
        return FunctionType(types, ANY, names)
    result = expression_type(node.body, check.within(dict(zip(names, types, strict=True))))
    return FunctionType(types, result, names)


def _path(node: feel.Path, check: Check) -> Type:
    """A component, or a name with a point in it (`Tax.VAT rate`, of a used model)."""
    whole = path_as_name(node, check)
    if whole is not None:
        return whole
    return component(node, typed(node.source, check), check)


def _filter(node: feel.Filter, check: Check) -> Type:
    """Items of a list, by a condition or (a number) one item by its place."""
    source = typed(node.source, check)
    item = single(source.type)
    names = {"item": item, **(components(item) if isinstance(item, ContextType) else {})}
    condition = typed(node.condition, check.within(names, open=_may_have_entries(item)))
    match condition.type:
        case NumberType():
            return item
        case AnyType():
            return ANY
        case _:
            message = f"a filter needs a boolean or a number, but {condition.quoted} is {condition.described}"
            check.expect(condition, BOOLEAN, message)
            return ListType(item)


def _may_have_entries(item: Type) -> bool:
    """Whether an item may have entries that are not known here."""
    return item == ANY or (isinstance(item, ContextType) and not item.entries)


def _call(node: feel.Call, check: Check) -> Type:
    """Arguments first; functions written as arguments last, as the others tell what they get."""
    arguments: dict[int, Typed] = {}
    for index, argument in enumerate(node.arguments):
        if not isinstance(argument.value, feel.FunctionDefinition):
            arguments[index] = typed(argument.value, check)
    hint = next((single(argument.type) for argument in arguments.values()), ANY)
    for index, argument in enumerate(node.arguments):
        if isinstance(argument.value, feel.FunctionDefinition):
            hints = tuple(hint for _ in argument.value.parameters) if _is_sort(node) else ()
            arguments[index] = Typed(argument.span, _function(argument.value, check, hints))
    in_order = tuple(arguments[index] for index in range(len(node.arguments)))
    return call_type(node, in_order, check, lambda function: expression_type(function, check))


def _is_sort(node: feel.Call) -> bool:
    return isinstance(node.function, feel.Name) and node.function.name == "sort"


# --- iteration ------------------------------------------------------------------------------------


def _for(node: feel.For, check: Check) -> Type:
    inner = _iterated(node.iterators, check).within({"partial": ListType(ANY)})
    return ListType(expression_type(node.result, inner))


def _iterated(iterators: tuple[feel.Iterator, ...], check: Check) -> Check:
    """The check for what is done with each item; an iterator is in scope for those behind it."""
    for iterator in iterators:
        check = check.within({iterator.name: _item(iterator, check)})
    return check


def _item(iterator: feel.Iterator, check: Check) -> Type:
    domain = typed(iterator.domain, check)
    if iterator.end is not None:
        bounds = interval(domain, typed(iterator.end, check), check)
        return single(bounds.item) if isinstance(bounds, RangeType) else ANY
    return domain.type.item if isinstance(domain.type, ListType | RangeType) else domain.type

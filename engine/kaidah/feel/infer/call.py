"""Types of function calls: functions of the model, type names as conversions, builtins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kaidah.feel.assign import assignment, fits
from kaidah.feel.builtins import BUILTINS
from kaidah.feel.infer.builtin import builtin_type
from kaidah.feel.infer.check import Check, unit_of
from kaidah.feel.infer.names import dotted_name, parameter_meant
from kaidah.feel.infer.operators import single
from kaidah.feel.typed import Typed, described, quoted
from kaidah.feel.types import ANY, LITERAL_NUMBER, AnyType, FunctionType, NullType, NumberType, Type
from kaidah.feel.units import conversion
from kaidah_dsl.diagnostics import Label
from kaidah_dsl.feel import tree as feel


def call_type(
    node: feel.Call,
    arguments: tuple[Typed, ...],
    check: Check,
    infer_function: Callable[[feel.Expression], Type],
) -> Type:
    """The type of a call whose arguments have these types.

    A name in scope wins, then a builtin, then the name of a type.
    """
    function = node.function
    known = _in_scope(function, check)
    name = dotted_name(function)
    if known is None and name in BUILTINS:
        return builtin_type(node, BUILTINS[name], arguments, check)
    type = check.scope.named_type(name)
    if known is None and type is not None:
        return _convert(node, arguments, type, check)
    return _call_function(node, arguments, infer_function(function) if known is None else known, check)


def _in_scope(function: feel.Expression, check: Check) -> Type | None:
    match function:
        case feel.Name(name=name):
            return check.scope.lookup(name)
        case feel.Path():
            return check.scope.lookup(dotted_name(function))
        case _:
            return None


# --- functions of the model -----------------------------------------------------------------------


def _call_function(node: feel.Call, arguments: tuple[Typed, ...], function: Type, check: Check) -> Type:
    match function:
        case AnyType() | NullType():
            return ANY
        case FunctionType():
            _check_arguments(node, arguments, function, check)
            return function.result
        case _:
            name = quoted(node.function.span)
            message = f"{name} is {described(function)}, not a function"
            check.report("K210", message, node.function.span, help=_multiply(function))
            return ANY


def _multiply(function: Type) -> str:
    return "to multiply write `*`" if isinstance(function, NumberType) else ""


def _check_arguments(
    node: feel.Call, arguments: tuple[Typed, ...], function: FunctionType, check: Check
) -> None:
    if any(argument.name is not None for argument in node.arguments):
        if function.names:
            _check_named(node, arguments, function, check)
        return
    if len(arguments) != len(function.parameters):
        _wrong_number(node, function, check)
        return
    names = function.names or tuple("" for _ in arguments)
    for argument, wanted, name in zip(arguments, function.parameters, names, strict=True):
        _check_argument(node, argument, wanted, name, check)


def _check_named(node: feel.Call, arguments: tuple[Typed, ...], function: FunctionType, check: Check) -> None:
    wanted = dict(zip(function.names, function.parameters, strict=True))
    for argument, typed in zip(node.arguments, arguments, strict=True):
        name = argument.name or ""
        if name in wanted:
            _check_argument(node, typed, wanted[name], name, check)
        else:
            _unknown_parameter(node, argument, function.names, check)
    given = {argument.name for argument in node.arguments}
    missing = [name for name in function.names if name not in given | function.optional]
    if missing and given <= set(function.names):
        _left_out(node, missing, function, check)


def _unknown_parameter(
    node: feel.Call, argument: feel.Argument, names: tuple[str, ...], check: Check
) -> None:
    check.report(
        "K208",
        f"{quoted(node.function.span)} has no parameter `{argument.name}`",
        argument.span,
        help=parameter_meant(argument.name or "", names) or f"its parameters are {', '.join(names)}",
    )


def _wrong_number(node: feel.Call, function: FunctionType, check: Check) -> None:
    wanted, given = len(function.parameters), len(node.arguments)
    check.report(
        "K207",
        f"{quoted(node.function.span)} takes {wanted} argument{'' if wanted == 1 else 's'}, not {given}",
        node.span,
        help=_signature_help(node, function),
    )


def _left_out(node: feel.Call, missing: list[str], function: FunctionType, check: Check) -> None:
    if not function.optional:
        _wrong_number(node, function, check)
        return
    check.report(
        "K207",
        f"{quoted(node.function.span)} is not given {', '.join(f'`{name}`' for name in missing)}",
        node.span,
        help=f"add `{missing[0]}: ...` to its arguments",
    )


def _signature_help(node: feel.Call, function: FunctionType) -> str:
    if not function.names:
        return ""
    return f"it is used as `{node.function.span.text}({', '.join(function.names)})`"


def _check_argument(node: feel.Call, argument: Typed, wanted: Type, name: str, check: Check) -> None:
    """K205, K206 or K207, with the function as the second place."""
    for problem in assignment(argument.type, wanted, argument.span, scope=check.scope, code="K207"):
        takes = f"`{name}` is {described(wanted)}" if name else f"takes {described(wanted)} here"
        place = Label(span=node.function.span, message=takes)
        check.problems.append(replace(problem, others=(place,)))


# --- type names -----------------------------------------------------------------------------------


def _convert(node: feel.Call, arguments: tuple[Typed, ...], type: Type, check: Check) -> Type:
    """`USD(x)`: a plain number becomes one in USD; a number in USD may stay; another unit is K205."""
    name = quoted(node.function.span)
    if not isinstance(type, NumberType):
        check.report("K210", f"{name} is a type without a unit, not a function", node.function.span)
        return type
    if len(arguments) != 1:
        check.report("K207", f"{name} takes 1 argument, not {len(arguments)}", node.span)
        return type
    argument = arguments[0]
    if not fits(argument.type, LITERAL_NUMBER):
        message = f"{name} takes a number, but {argument.quoted} is {argument.described}"
        check.report("K207", message, argument.span, label=argument.described)
        return type
    unit = unit_of(single(argument.type))
    if unit is not None and not unit.is_plain and type.unit is not None and unit != type.unit:
        check.report(
            "K205",
            f"{argument.quoted} is in {unit}, and {name} converts plain numbers only",
            argument.span,
            label=f"in {unit}",
            help=f"convert it, e.g. {conversion(unit, type.unit)}",
        )
    return type

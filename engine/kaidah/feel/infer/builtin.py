"""Types of calls of builtin functions (DMN 1.5, clause 10.3.4)."""

from __future__ import annotations

from dataclasses import dataclass

from kaidah.feel.assign import fits
from kaidah.feel.builtins.call import call
from kaidah.feel.builtins.signature import Builtin, Parameter, Signature
from kaidah.feel.failure import Failure
from kaidah.feel.infer.builtin_items import check_items
from kaidah.feel.infer.builtin_units import with_unit
from kaidah.feel.infer.check import Check
from kaidah.feel.infer.names import parameter_meant
from kaidah.feel.typed import Typed, described
from kaidah.feel.types import ANY, NULL, ListType, Type
from kaidah.feel.values import type_of
from kaidah_dsl.feel import tree as feel

_CONVERSIONS = ("date", "time", "date and time", "duration")


def builtin_type(node: feel.Call, builtin: Builtin, arguments: tuple[Typed, ...], check: Check) -> Type:
    """The type of a call of a builtin; K207 or K208 (and then any) if no signature takes these arguments."""
    plans = [plan for signature in builtin.overloads if (plan := _plan(node, signature, arguments))]
    accepting = [
        plan for plan in plans if all(fits(typed.type, parameter.type) for typed, parameter in plan.taken)
    ]
    if not accepting:
        _not_accepted(node, builtin, plans, check)
        return ANY
    exact = [
        plan for plan in accepting if all(_as_it_is(typed, parameter) for typed, parameter in plan.taken)
    ]
    check_items(builtin.name, arguments, check)
    result = _constant(node, builtin, check) or _result(exact or accepting, arguments)
    return with_unit(builtin.name, result, arguments, check)


def _constant(node: feel.Call, builtin: Builtin, check: Check) -> Type | None:
    """What `date("2022-04-01")` and its kin give; K107 where the text is none."""
    values = [argument.value for argument in node.arguments]
    if builtin.name not in _CONVERSIONS or len(values) != 1 or not isinstance(values[0], feel.StringLiteral):
        return None
    try:
        return type_of(call(builtin, [values[0].value]))
    except Failure as failure:
        check.report("K107", failure.message, values[0].span, help=failure.help)
        return ANY


def _result(accepting: list[_Plan], arguments: tuple[Typed, ...]) -> Type:
    """The result of the first signature; any where an argument is not known and signatures differ."""
    results = [plan.signature.result_type(plan.types) for plan in accepting]
    if len(set(results)) > 1 and any(argument.type == ANY for argument in arguments):
        return ANY
    return results[0]


def _as_it_is(typed: Typed, parameter: Parameter) -> bool:
    """Whether an argument that fits does so without a conversion between list and item."""
    if ANY in (typed.type, parameter.type):
        return True
    return isinstance(typed.type, ListType) == isinstance(parameter.type, ListType)


# --- which parameter takes which argument ---------------------------------------------------------


@dataclass(frozen=True)
class _Plan:
    """A signature, each argument with its parameter, and their types in the order of the parameters."""

    signature: Signature
    taken: tuple[tuple[Typed, Parameter], ...]
    types: tuple[Type, ...]

    @property
    def fits(self) -> bool:
        return all(fits(typed.type, parameter.type) for typed, parameter in self.taken)


def _plan(node: feel.Call, signature: Signature, arguments: tuple[Typed, ...]) -> _Plan | None:
    """How a signature takes the arguments; None if their number or names do not fit."""
    if any(argument.name is not None for argument in node.arguments):
        return _plan_by_name(node, signature, arguments)
    parameters = list(signature.parameters)
    needed = sum(not parameter.optional for parameter in parameters)
    if parameters and parameters[-1].variadic:
        parameters += [parameters[-1]] * (len(arguments) - len(parameters))
    if not needed <= len(arguments) <= len(parameters):
        return None
    taken = tuple(zip(arguments, parameters, strict=False))
    return _Plan(signature, taken, tuple(argument.type for argument in arguments))


def _plan_by_name(node: feel.Call, signature: Signature, arguments: tuple[Typed, ...]) -> _Plan | None:
    by_name = {parameter.name: parameter for parameter in signature.parameters}
    given = {argument.name or "": typed for argument, typed in zip(node.arguments, arguments, strict=True)}
    needed = {parameter.name for parameter in signature.parameters if not parameter.optional}
    if not needed <= set(given) <= set(by_name):
        return None
    types = [given[name].type if name in given else NULL for name in by_name]
    while types and list(by_name)[len(types) - 1] not in given:
        types.pop()
    return _Plan(signature, tuple((typed, by_name[name]) for name, typed in given.items()), tuple(types))


# --- what is said ---------------------------------------------------------------------------------


def _not_accepted(node: feel.Call, builtin: Builtin, plans: list[_Plan], check: Check) -> None:
    names = tuple(dict.fromkeys(p.name for signature in builtin.overloads for p in signature.parameters))
    unknown = [argument for argument in node.arguments if argument.name not in (None, *names)]
    if unknown:
        _unknown_parameter(builtin, unknown[0], names, check)
    elif plans:
        _wrong_kind(builtin, plans[0], check)
    else:
        given = len(node.arguments)
        check.report(
            "K207",
            f"`{builtin.name}` does not take {given} argument{'' if given == 1 else 's'}",
            node.span,
            help=_signatures(builtin),
        )


def _unknown_parameter(
    builtin: Builtin, argument: feel.Argument, names: tuple[str, ...], check: Check
) -> None:
    check.report(
        "K208",
        f"`{builtin.name}` has no parameter `{argument.name}`",
        argument.span,
        help=parameter_meant(argument.name or "", names) or _signatures(builtin),
    )


def _wrong_kind(builtin: Builtin, plan: _Plan, check: Check) -> None:
    typed, parameter = next(pair for pair in plan.taken if not fits(pair[0].type, pair[1].type))
    if len(builtin.overloads) == 1:
        message = (
            f"`{parameter.name}` of `{builtin.name}` is {described(parameter.type)}, "
            f"but {typed.quoted} is {typed.described}"
        )
    else:
        message = f"`{builtin.name}` does not take {typed.quoted}, {typed.described}, here"
    check.report("K207", message, typed.span, label=typed.described, help=_signatures(builtin))


def _signatures(builtin: Builtin) -> str:
    """`decimal(n, scale)`, or `max(list)` or `max(n, ...)`."""
    return "it is used as " + " or ".join(
        f"`{builtin.name}({', '.join(_parameter(parameter) for parameter in signature.parameters)})`"
        for signature in builtin.overloads
    )


def _parameter(parameter: Parameter) -> str:
    if parameter.variadic:
        return f"{parameter.name}, ..."
    return f"[{parameter.name}]" if parameter.optional else parameter.name

"""Functions as values (clause 10.3.2.13.3): defined in FEEL, or the bodies of business knowledge models."""

from __future__ import annotations

from collections.abc import Callable

from kaidah.feel.external import external_function
from kaidah.feel.failure import Failure
from kaidah.feel.lower.coerce import coerce
from kaidah.feel.lower.frame import Code, Frame, Value
from kaidah.feel.types import ANY, FunctionType, Type
from kaidah.feel.values import Function
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span


@frozen
class Parameter:
    """A formal parameter, and the slot its argument goes to. `check` makes an argument fit where more than a
    type is declared; it raises Failure."""

    name: str
    type: Type = ANY
    slot: int
    check: Callable[[Value], Value] | None = None


def function(
    parameters: tuple[Parameter, ...],
    body: Code,
    *,
    name: str = "",
    own: int | None = None,
    result: Type = ANY,
    gives: Type = ANY,
) -> Code:
    """A function value that sees the variables as they are when it is made, and in `own` itself.

    `result` is the type that its values are made to fit; `gives` what is known of them where none is declared.
    """
    names = tuple(parameter.name for parameter in parameters)
    gives = gives if result is ANY else result
    type = FunctionType(tuple(parameter.type for parameter in parameters), gives, names)

    def code(frame: Frame) -> Value:
        captured = frame.copy()

        def called(*arguments: Value) -> Value:
            inner = captured.copy()
            for parameter, argument in zip(parameters, arguments, strict=True):
                inner[parameter.slot] = _argument(argument, parameter, name)
            run = inner[0]
            run.enter()
            try:
                value = body(inner)
            finally:
                run.leave()
            return value if result is ANY else fitting(value, result, f"what `{name}` gives")

        made = Function(names, called, name, type)
        if own is not None:
            captured[own] = made
        return made

    return code


def external(parameters: tuple[str, ...], mapping: Code, name: str, span: Span) -> Code:
    """A function of another language, where it is one of those that may be called."""

    def code(frame: Frame) -> Value:
        try:
            return external_function(parameters, mapping(frame), name)
        except Failure as failure:
            return frame[0].failed(failure, span)

    return code


def _argument(argument: Value, parameter: Parameter, function: str) -> Value:
    if parameter.type is ANY and parameter.check is None:
        return argument
    place = f"`{parameter.name}` of `{function or 'the function'}`"
    return fitting(argument, parameter.type, place, parameter.check)


def fitting(value: Value, type: Type, place: str, check: Callable[[Value], Value] | None = None) -> Value:
    """`value` as a value of the type of its place; raises Failure K509."""
    try:
        return coerce(value, type) if check is None else check(value)
    except Failure as failure:
        raise Failure("K509", f"{failure.message}, as {place} must be", f"give it a {type}") from None

"""Calling a builtin function: its overload by number and names of arguments, its parameters by type.

`bind` is asked once for a call as it is written; what it gives is asked for each evaluation of that call.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kaidah.feel import types
from kaidah.feel.builtins.fitting import MISFIT, Check, Fitting, type_name
from kaidah.feel.builtins.signature import Builtin, Clock, Signature
from kaidah.feel.failure import Failure
from kaidah.feel.values import Function, Value, described

Bound: TypeAlias = Callable[[Sequence[Value], Clock | None], Value]
"""Takes the values in the order they are written; raises Failure."""


def bind(builtin: Builtin, count: int, names: Sequence[str] | None = None) -> Bound:
    """A call of `count` arguments, or of arguments with these names; raises Failure K509 if there is none."""
    plans = [
        plan
        for signature in builtin.overloads
        if (plan := _by_name(signature, names) if names is not None else _by_place(signature, count))
    ]
    if not plans:
        raise Failure("K509", f"`{builtin.name}` does not take these arguments", f"it takes {usage(builtin)}")
    if (
        names is not None
    ):  # `before(range: r, point: p)` and `before(point: p, range: r)` differ only in order
        plans.sort(
            key=lambda plan: [parameter.name for parameter in plan.signature.parameters] != list(names)
        )
    return _Call(builtin, tuple(plans))


def call(builtin: Builtin, values: Sequence[Value], clock: Clock | None = None) -> Value:
    """The result for these values, in order; raises Failure."""
    return bind(builtin, len(values))(values, clock)


def as_function(builtin: Builtin, clock: Clock | None = None) -> Function:
    """A builtin as a value, to be passed to another function: with all its overloads."""
    first = builtin.overloads[0]
    names = tuple(parameter.name for parameter in first.parameters)

    def takes(count: int) -> bool:
        return any(_by_place(overload, count) is not None for overload in builtin.overloads)

    return Function(names, lambda *values: call(builtin, values, clock), builtin.name, takes=takes)


def usage(builtin: Builtin) -> str:
    """`(string: string, match: string)`, all overloads of it."""
    return " or ".join(dict.fromkeys(_usage(signature) for signature in builtin.overloads))


def _usage(signature: Signature) -> str:
    shown = []
    for parameter in signature.parameters:
        text = (
            parameter.name
            if parameter.type == types.ANY
            else f"{parameter.name}: {type_name(parameter.type)}"
        )
        text = f"{text}, ..." if parameter.variadic else text
        shown.append(f"[{text}]" if parameter.optional else text)
    return f"`({', '.join(shown)})`"


# --- which argument goes where --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    """`places[i]` is the argument of parameter i; None for one left out; a slice for a variadic one."""

    signature: Signature
    places: tuple[int | slice | None, ...]


def _by_place(signature: Signature, count: int) -> _Plan | None:
    parameters = signature.parameters
    needed = sum(not parameter.optional for parameter in parameters)
    variadic = bool(parameters) and parameters[-1].variadic
    if count < needed or (count > len(parameters) and not variadic):
        return None
    places: list[int | slice | None] = []
    for index, parameter in enumerate(parameters):
        if parameter.variadic:
            places.append(slice(index, None))
        else:
            places.append(index if index < count else None)
    return _Plan(signature, tuple(places))


def _by_name(signature: Signature, names: Sequence[str]) -> _Plan | None:
    parameters = signature.parameters
    known = {parameter.name for parameter in parameters if not parameter.variadic}
    if len(set(names)) != len(names) or not set(names) <= known:
        return None
    if any(parameter.name not in names for parameter in parameters if not parameter.optional):
        return None
    found = (names.index(parameter.name) if parameter.name in names else None for parameter in parameters)
    return _Plan(signature, tuple(found))


# --- evaluating it --------------------------------------------------------------------------------

_Slots: TypeAlias = tuple[tuple[Fitting, int | slice | None], ...]
_Form: TypeAlias = tuple[Signature, _Slots, tuple[Check, ...] | None]


class _Call:
    """The forms of a call, in the order of the overloads: exact fits first, then those with a conversion."""

    __slots__ = ("_builtin", "_forms")

    def __init__(self, builtin: Builtin, plans: tuple[_Plan, ...]) -> None:
        self._builtin = builtin
        self._forms = tuple(map(_form, plans))

    def __call__(self, values: Sequence[Value], clock: Clock | None = None) -> Value:
        for signature, slots, checks in self._forms:
            if checks is not None:  # by far the most calls
                for check, value in zip(checks, values, strict=True):
                    if not check(value):
                        break
                else:
                    return signature.call(*values)
                continue
            fitted = [fitting.exactly(_taken(values, place)) for fitting, place in slots]
            if MISFIT not in fitted:
                return self._run(signature, fitted, clock)
        for signature, slots, _ in self._forms:
            fitted = [fitting.converted(_taken(values, place)) for fitting, place in slots]
            if MISFIT not in fitted:
                return self._run(signature, fitted, clock)
        raise self._misfit(values)

    def _run(self, signature: Signature, values: list[Value], clock: Clock | None) -> Value:
        if not signature.needs_clock:
            return signature.call(*values)
        if clock is None:
            fact = f"`{self._builtin.name}` asks for the present moment, and none was given"
            raise Failure("K509", fact, "pass the day in as an input, or run with a clock")
        return signature.call(clock, *values)

    def _misfit(self, values: Sequence[Value]) -> Failure:
        help = f"it takes {usage(self._builtin)}"
        if len(self._forms) == 1:
            for fitting, place in self._forms[0][1]:
                wrong = fitting.wrong(_taken(values, place))
                if wrong:
                    return Failure("K509", f"`{self._builtin.name}` has no result: {wrong}", help)
        given = " and ".join(described(value) for value in values)
        return Failure("K509", f"`{self._builtin.name}` has no result for {given}", help)


def _form(plan: _Plan) -> _Form:
    """The checks are those of a call that gives every parameter one argument, in order."""
    signature = plan.signature
    fittings = tuple(map(Fitting, signature.parameters))
    variadic = any(parameter.variadic for parameter in signature.parameters)
    plain = plan.places == tuple(range(len(fittings))) and not signature.needs_clock
    checks = tuple(fitting.check for fitting in fittings) if plain and not variadic else None
    return signature, tuple(zip(fittings, plan.places, strict=True)), checks


def _taken(values: Sequence[Value], place: int | slice | None) -> Value:
    if place is None:
        return None
    return tuple(values[place]) if isinstance(place, slice) else values[place]

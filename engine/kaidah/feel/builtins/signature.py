"""What a builtin function takes and gives."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from kaidah.feel import types
from kaidah.feel.types import Type
from kaidah.feel.values import Value

Clock: TypeAlias = Callable[[], datetime.datetime]
"""Gives the present moment, with its zone. Injected; only `now` and `today` ask for it."""

Result: TypeAlias = Type | Callable[[tuple[Type, ...]], Type]
"""The type of a result, or how it follows from the types of the arguments, in their order."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """`optional`: may be left out or null. `variadic` (the last): takes all that follow, at least one."""

    name: str
    type: Type
    optional: bool = False
    variadic: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """`call` takes values that fit the parameters, in their order; None for an optional one that is left out.

    The arguments of a variadic parameter arrive as one tuple. With `needs_clock` the clock comes first.
    """

    parameters: tuple[Parameter, ...]
    result: Result
    call: Callable[..., Value] = field(repr=False)
    needs_clock: bool = False

    def result_type(self, arguments: tuple[Type, ...]) -> Type:
        """The type of the result for arguments of these types, in the order of the parameters.

        A variadic parameter has the types of all its arguments; optional ones may be missing at the end.
        """
        return self.result(arguments) if callable(self.result) else self.result


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function of the standard; the first overload that takes the arguments is called."""

    name: str
    overloads: tuple[Signature, ...]
    clause: str


def one(name: str, type: Type = types.ANY) -> Parameter:
    return Parameter(name, type)


def optional(name: str, type: Type = types.ANY) -> Parameter:
    return Parameter(name, type, optional=True)


def many(name: str, type: Type = types.ANY) -> Parameter:
    return Parameter(name, type, variadic=True)


def signature(*parameters: Parameter, gives: Result, call: Callable[..., Any]) -> Signature:
    return Signature(parameters, gives, call)


LIST = types.ListType(types.ANY)
CONTEXT = types.ContextType(())
RANGE = types.RangeType(types.ANY)

"""Function calls (clause 10.3.2.13.4), with arguments by place or by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from kaidah.feel.builtins import Builtin
from kaidah.feel.builtins.call import bind
from kaidah.feel.failure import Failure
from kaidah.feel.lower.frame import PENDING, Code, Frame, Value, failing, fold
from kaidah.feel.values import Function, described
from kaidah_dsl.source import Span

Keywords: TypeAlias = tuple[str | None, ...]


def call_builtin(builtin: Builtin, arguments: tuple[Code, ...], keywords: Keywords, span: Span) -> Code:
    """A call of a builtin function: which of its overloads can be meant is settled here."""
    try:
        bound = bind(builtin, len(arguments), [str(name) for name in keywords] if any(keywords) else None)
    except Failure as failure:
        return failing(failure, span)

    def code(frame: Frame) -> Value:
        values = [argument(frame) for argument in arguments]
        run = frame[0]
        try:
            return bound(values, run.clock)
        except Failure as failure:
            return run.failed(failure, span)

    return fold(code, *arguments)


def call_value(function: Code, arguments: tuple[Code, ...], keywords: Keywords, span: Span) -> Code:
    """A call of whatever function `function` gives."""

    def code(frame: Frame) -> Value:
        called = function(frame)
        values = [argument(frame) for argument in arguments]
        frame[0].call = span
        try:
            return invoke(called, keywords, values)
        except Failure as failure:
            return frame[0].failed(failure, span)

    return code


def invoke(function: Value, keywords: Keywords, arguments: Sequence[Value]) -> Value:
    """Call a function value; raises Failure when it is none or the arguments do not fit."""
    if not isinstance(function, Function):
        raise Failure("K508", f"{described(function)} is not a function", "call a function")
    return function.call(*_in_order(function, keywords, arguments))


def _in_order(function: Function, keywords: Keywords, arguments: Sequence[Value]) -> Sequence[Value]:
    names = function.parameters
    if any(keywords):
        given = dict(zip(keywords, arguments, strict=True))
        missing = set(names) - given.keys()
        if len(given) == len(arguments) == len(names) - len(missing) and missing <= function.optional:
            return [given.get(name, PENDING) for name in names]
    elif function.accepts(len(arguments)):
        return arguments
    form = f"{function.name or 'function'}({', '.join(names)})"
    raise Failure("K509", f"the arguments do not fit `{form}`", f"write `{form}`")

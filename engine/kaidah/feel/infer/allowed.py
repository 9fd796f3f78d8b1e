"""Constants against the allowed values of a clause or a type (DMN 1.5, clause 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kaidah.feel.failure import Failure
from kaidah.feel.temporal import parse_temporal
from kaidah.feel.typed import quoted
from kaidah_dsl.diagnostics import Diagnostic, Edit, Fix, Label
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.source import Span
from kaidah_dsl.suggest import nearest

_NOT_CONSTANT = object()


def outside_allowed(
    tree: feel.Expression, allowed: feel.UnaryTests | None, *, declared: Span | None = None
) -> tuple[Diagnostic, ...]:
    """K213 for each constant in `tree` (in its branches and items too) that the allowed values leave out.

    Silent wherever the allowed values are not constants themselves. `declared` is the place of the allowed
    values, where it is not their own.
    """
    if allowed is None or allowed.irrelevant:
        return ()
    place = declared or allowed.span
    return tuple(
        _outside(node, allowed, place) for node in _constants(tree) if not _may_be(_value(node), allowed)
    )


def _constants(tree: feel.Expression) -> Iterator[feel.Expression]:
    """The constants that an expression may give."""
    match tree:
        case feel.If(then=then, otherwise=otherwise):
            yield from _constants(then)
            yield from _constants(otherwise)
        case feel.ListLiteral(items=items):
            for item in items:
                yield from _constants(item)
        case _ if _value(tree) is not _NOT_CONSTANT:
            yield tree
        case _:
            return


def _value(node: feel.Expression) -> Any:
    match node:
        case (
            feel.NumberLiteral(value=value)
            | feel.StringLiteral(value=value)
            | feel.BooleanLiteral(value=value)
        ):
            return value
        case feel.Negation(operand=feel.NumberLiteral(value=value)):
            return -value
        case feel.AtLiteral(text=text):
            return _temporal(text)
        case _:
            return _NOT_CONSTANT


def _temporal(text: str) -> Any:
    try:
        return parse_temporal(text)
    except Failure:
        return _NOT_CONSTANT


def strings(allowed: feel.UnaryTests | None) -> tuple[str, ...]:
    """The strings among allowed values."""
    if allowed is None or allowed.negated:
        return ()
    return tuple(test.value for test in allowed.tests if isinstance(test, feel.StringLiteral))


def _may_be(value: Any, allowed: feel.UnaryTests) -> bool:
    if not allowed.negated and (type(value), value) in _listed(_Identity(allowed)):
        return True
    verdicts = [_holds(value, test) for test in allowed.tests]
    if None in verdicts:
        return True
    return any(verdicts) != allowed.negated


@dataclass(frozen=True, eq=False)
class _Identity:
    """Allowed values as the key of a cache: the same object, without a look at each of its values."""

    tests: feel.UnaryTests

    def __hash__(self) -> int:
        return id(self.tests)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and self.tests is other.tests


@lru_cache(maxsize=64)
def _listed(allowed: _Identity) -> frozenset[tuple[type, Any]]:
    """The constants that are listed as allowed, each with its class; a long list is asked for each rule."""
    values = (_value(test) for test in allowed.tests.tests)
    return frozenset((type(value), value) for value in values if value is not _NOT_CONSTANT)


def _holds(value: Any, test: feel.Expression) -> bool | None:
    """Whether a constant passes a test; None where that cannot be said from the text alone."""
    match test:
        case feel.Interval(start=start, end=end):
            lower = _compared(">=" if test.start_closed else ">", value, start)
            upper = _compared("<=" if test.end_closed else "<", value, end)
            return None if lower is None or upper is None else lower and upper
        case feel.UnaryComparison(operator=operator, value=bound):
            return _compared(operator, value, bound)
        case _:
            return _compared("=", value, test)


def _compared(operator: str, value: Any, bound: feel.Expression | None) -> bool | None:
    """`value operator bound`; an open bound holds; None unless both are constants of one kind."""
    if bound is None:
        return True
    other = _value(bound)
    if type(other) is not type(value):
        return None
    match operator:
        case "=":
            return bool(value == other)
        case "!=":
            return bool(value != other)
        case "<":
            return bool(value < other)
        case "<=":
            return bool(value <= other)
        case ">":
            return bool(value > other)
        case _:
            return bool(value >= other)


def _outside(node: feel.Expression, allowed: feel.UnaryTests, declared: Span) -> Diagnostic:
    near = _nearest(node, allowed)
    return Diagnostic(
        code="K213",
        message=f"{quoted(node.span)} is not among {_allowed_text(allowed)}",
        span=node.span,
        label="not allowed here",
        others=(Label(span=declared, message="the allowed values"),),
        help=f'did you mean `"{near}"`?' if near else "",
        fix=Fix(message=f'write "{near}"', edits=(Edit(span=node.span, text=f'"{near}"'),)) if near else None,
    )


def _nearest(node: feel.Expression, allowed: feel.UnaryTests) -> str | None:
    if not isinstance(node, feel.StringLiteral):
        return None
    return nearest(node.value, strings(allowed))


def _allowed_text(allowed: feel.UnaryTests) -> str:
    return f"the allowed values {quoted(allowed.span)}"

"""Unary tests against the type of what they test (DMN 1.5, clauses 7.3.3 and 8.3.3)."""

from __future__ import annotations

from kaidah.feel.infer.check import Check
from kaidah.feel.infer.operators import comparable, comparison, not_comparable
from kaidah.feel.typed import Typed
from kaidah.feel.types import BOOLEAN, ListType, RangeType, Type
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.walk import walk


def check_test(subject: Typed, node: feel.Expression, test: Typed, check: Check, *, code: str) -> None:
    """Reports a test that can never hold for the kind of value of the subject.

    A test is a value to equal, a list or range to be in, a comparison, or a verdict of its own.
    """
    if _is_verdict(node, test.type) or _equals_whole(node, subject.type, test.type):
        return
    operator, tested = _operator(node), _tested(test.type)
    ordering = operator not in ("=", "!=")
    shown = Typed(node.value.span, tested) if isinstance(node, feel.UnaryComparison) else test
    if comparable(subject.type, tested, ordering=ordering):
        comparison(operator, subject, Typed(shown.span, tested), check)
    else:
        not_comparable(subject, shown, check, ordering=ordering, code=code)


def _operator(node: feel.Expression) -> str:
    match node:
        case feel.UnaryComparison(operator=operator):
            return operator
        case feel.Interval():
            return "<"
        case _:
            return "="


def _is_verdict(node: feel.Expression, type: Type) -> bool:
    """A boolean that asks about the subject (`? > 3 and ...`) rather than a value to compare it with."""
    return type == BOOLEAN and any(isinstance(part, feel.Name) and part.name == "?" for part in walk(node))


def _equals_whole(node: feel.Expression, subject: Type, test: Type) -> bool:
    """A list tested against a list, or a range against a range, is compared as a whole."""
    if isinstance(node, feel.UnaryComparison | feel.Interval):
        return False
    return isinstance(subject, ListType | RangeType) and comparable(subject, test, ordering=False)


def _tested(type: Type) -> Type:
    """What a value is compared with by a test of this type: the items of a list, the bounds of a range."""
    while isinstance(type, ListType | RangeType):
        type = type.item
    return type

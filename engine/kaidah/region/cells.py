"""Input entries to value sets: what a unary test asks of the value, as far as that is known before any case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from kaidah.feel.values import Range
from kaidah.region.constant import NOT_CONSTANT, Constants
from kaidah.region.domain import (
    EVERY,
    KIND_OF,
    NOTHING,
    AllOf,
    Exactly,
    OneOf,
    Outside,
    Stretch,
    ValueSet,
)
from kaidah_dsl.feel import tree as feel

Operator: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True)
class Compared:
    """The value stands so to another expression, which is known only in a case."""

    operator: Operator
    other: feel.Expression


@dataclass(frozen=True)
class Unread:
    """A test that only a case can decide; not `holds`: it must fail."""

    test: feel.Expression
    holds: bool = True


@dataclass(frozen=True)
class Every:
    """Several things at once."""

    parts: tuple[Cell, ...]


Cell: TypeAlias = ValueSet | Compared | Unread | Every
SETS = (Stretch, Exactly, Outside, OneOf, AllOf)
_OPPOSITE: dict[str, Operator] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_MIRRORED: dict[str, Operator] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True)
class CellReader:
    """Reads cells; `constants` are the names whose values are known."""

    constants: Constants = field(default_factory=Constants)

    def cell(self, tests: feel.UnaryTests) -> Cell:
        """What the tests of an entry ask for."""
        if tests.irrelevant:
            return EVERY
        parts = [self.test(test) for test in tests.tests]
        if len(parts) == 1:
            return self._negated(parts[0], tests) if tests.negated else parts[0]
        if all(isinstance(part, SETS) for part in parts):
            some = OneOf(tuple(parts))  # type: ignore[arg-type]
            return Outside(some) if tests.negated else some
        return Unread(_positive(tests), not tests.negated)

    def _negated(self, part: Cell, tests: feel.UnaryTests) -> Cell:
        match part:
            case Compared(operator=operator, other=other):
                return Compared(_OPPOSITE[operator], other)
            case Unread(test=test, holds=holds):
                return Unread(test, not holds)
            case Every():
                return Unread(_positive(tests), False)
            case _:
                return Outside(part)

    def test(self, test: feel.Expression) -> Cell:
        """One test."""
        match test:
            case feel.UnaryComparison(operator=operator, value=bound):
                return self._comparison(operator, bound)
            case feel.Interval():
                return self._interval(test)
            case _:
                value = self.constants.value(test)
                if value is NOT_CONSTANT:
                    return self._verdict(test)
                return _of_value(value) or Unread(test)

    def _comparison(self, operator: Operator, bound: feel.Expression) -> Cell:
        value = self.constants.value(bound)
        if value is NOT_CONSTANT:
            return Compared(operator, bound)
        return _compared(operator, value) or Unread(
            feel.UnaryComparison(operator=operator, value=bound, span=bound.span)
        )

    def _interval(self, test: feel.Interval) -> Cell:
        start = None if test.start is None else self.constants.value(test.start)
        end = None if test.end is None else self.constants.value(test.end)
        if start is not NOT_CONSTANT and end is not NOT_CONSTANT:
            ends = [value for value in (start, end) if value is not None]
            missing = (test.start is not None and start is None) or (test.end is not None and end is None)
            if missing or any(type(value) not in KIND_OF for value in ends):
                return Unread(test)
            if len(ends) == 2 and (type(start) is not type(end) or _reversed(start, end)):
                return NOTHING
            return Stretch(start, end, test.start_closed, test.end_closed)
        parts: list[Cell] = []
        if test.start is not None:
            parts.append(self._comparison(">=" if test.start_closed else ">", test.start))
        if test.end is not None:
            parts.append(self._comparison("<=" if test.end_closed else "<", test.end))
        return Every(tuple(parts)) if len(parts) > 1 else parts[0]

    # --- conditions about `?` -------------------------------------------------------------------------

    def _verdict(self, test: feel.Expression) -> Cell:
        """A condition about `?`, where it is made of comparisons with constants; else a value to equal."""
        found = self._condition(test)
        if found is not None:
            return found
        if isinstance(test, feel.Name | feel.Path) and not _is_subject(test):
            return Compared("=", test)
        if isinstance(test, feel.Call) and test.function == feel.Name(name="not", span=test.span):
            inner = self.test(test.arguments[0].value) if len(test.arguments) == 1 else None
            if isinstance(inner, Unread):
                return Unread(inner.test, not inner.holds)
        return Unread(test)

    def _condition(self, node: feel.Expression) -> Cell | None:
        match node:
            case feel.Comparison(operator=operator, left=left, right=right):
                if _is_subject(left):
                    return self._comparison(operator, right)
                if _is_subject(right):
                    return self._comparison(_MIRRORED[operator], left)
                return None
            case feel.Conjunction(left=left, right=right):
                return self._joint(AllOf, left, right)
            case feel.Disjunction(left=left, right=right):
                return self._joint(OneOf, left, right)
            case feel.Between(value=value, low=low, high=high) if _is_subject(value):
                return self._interval(
                    feel.Interval(start=low, end=high, start_closed=True, end_closed=True, span=node.span)
                )
            case feel.In(value=value, tests=tests) if _is_subject(value):
                return self._sets([self.test(each) for each in tests])
            case feel.Call(function=feel.Name(name="not"), arguments=(argument,)):
                inner = self._condition(argument.value)
                return Outside(inner) if isinstance(inner, SETS) else None
            case _:
                return None

    def _joint(
        self, kind: type[AllOf] | type[OneOf], left: feel.Expression, right: feel.Expression
    ) -> Cell | None:
        one, other = self._condition(left), self._condition(right)
        if isinstance(one, SETS) and isinstance(other, SETS):
            return kind((one, other))
        return None

    def _sets(self, parts: Sequence[Cell]) -> Cell | None:
        return OneOf(tuple(parts)) if all(isinstance(part, SETS) for part in parts) else None  # type: ignore[arg-type]


def _is_subject(node: feel.Expression) -> bool:
    return isinstance(node, feel.Name) and node.name == "?"


def _positive(tests: feel.UnaryTests) -> feel.Expression:
    """The tests without their `not`, as one condition."""
    return feel.In(value=feel.Name(name="?", span=tests.span), tests=tests.tests, span=tests.span)


def _of_value(value: Any) -> ValueSet | None:
    """What equals a value, or is in it when it is a list or a range; None for other kinds."""
    if isinstance(value, Range):
        if value.operator:
            return _compared("=" if value.operator == "=" else "!=", value.start)
        return Stretch(value.start, value.end, value.start_closed, value.end_closed)
    if isinstance(value, tuple):
        parts = [_of_value(item) for item in value]
        return None if None in parts else OneOf(tuple(part for part in parts if part is not None))
    return Exactly(value) if value is None or type(value) in KIND_OF else None


def _compared(operator: Operator, value: Any) -> ValueSet | None:
    if operator == "=":
        return _of_single(value)
    if operator == "!=":
        equal = _of_single(value)
        return None if equal is None else Outside(equal)
    if value is None or type(value) not in KIND_OF or isinstance(value, bool):
        return None
    if operator in ("<", "<="):
        return Stretch(None, value, False, operator == "<=")
    return Stretch(value, None, operator == ">=", False)


def _of_single(value: Any) -> ValueSet | None:
    return Exactly(value) if value is None or type(value) in KIND_OF else None


def _reversed(start: Any, end: Any) -> bool:
    from kaidah.feel.equality import less
    from kaidah.feel.failure import Failure

    try:
        return less(end, start)
    except Failure:
        return True

"""Operators over lowered operands (DMN 1.5, clauses 10.3.2.10 to 10.3.2.14)."""

from __future__ import annotations

from collections.abc import Callable

from kaidah.feel import operators
from kaidah.feel.failure import Failure
from kaidah.feel.lower.frame import Code, Frame, Value, fold
from kaidah.feel.values import to_literal
from kaidah_dsl.feel import tree
from kaidah_dsl.source import Span

ARITHMETIC: dict[tree.ArithmeticOperator, Callable[[Value, Value], Value]] = {
    "+": operators.add,
    "-": operators.subtract,
    "*": operators.multiply,
    "/": operators.divide,
    "**": operators.power,
}


def arithmetic(operator: tree.ArithmeticOperator, left: Code, right: Code, span: Span) -> Code:
    """`left operator right`."""
    operate = ARITHMETIC[operator]

    def code(frame: Frame) -> Value:
        a, b = left(frame), right(frame)
        try:
            return operate(a, b)
        except Failure as failure:
            return frame[0].failed(failure, span)

    return fold(code, left, right)


def negation(operand: Code, span: Span) -> Code:
    """`-operand`."""

    def code(frame: Frame) -> Value:
        value = operand(frame)
        try:
            return operators.negate(value)
        except Failure as failure:
            return frame[0].failed(failure, span)

    return fold(code, operand)


def comparison(operator: tree.ComparisonOperator, left: Code, right: Code, span: Span) -> Code:
    """`left operator right`."""
    compare = operators.comparison(operator)

    def code(frame: Frame) -> Value:
        a, b = left(frame), right(frame)
        try:
            return compare(a, b)
        except Failure as failure:
            return frame[0].failed(failure, span)

    return fold(code, left, right)


def between(value: Code, low: Code, high: Code, span: Span) -> Code:
    """`value between low and high`, both ends included."""

    def code(frame: Frame) -> Value:
        a, b, c = value(frame), low(frame), high(frame)
        try:
            return operators.less_or_equal(b, a) and operators.less_or_equal(a, c)
        except Failure as failure:
            return frame[0].failed(failure, span)

    return fold(code, value, low, high)


def both(a: Value, b: Value) -> bool | None:
    """Conjunction in three values (clause 10.3.2.10, table 50): what is not boolean counts as null."""
    if a is False or b is False:
        return False
    return True if a is True and b is True else None


def either(a: Value, b: Value) -> bool | None:
    """Disjunction in three values (clause 10.3.2.10, table 50)."""
    if a is True or b is True:
        return True
    return False if a is False and b is False else None


def conjunction(left: Code, right: Code, left_span: Span, right_span: Span) -> Code:
    """`left and right`; the right one is not evaluated when the left one is false."""

    def code(frame: Frame) -> Value:
        a = left(frame)
        if a is False:
            return False
        b = right(frame)
        if a is True and b is True:
            return True
        return both(truth(frame, a, left_span), truth(frame, b, right_span))

    return fold(code, left, right)


def disjunction(left: Code, right: Code, left_span: Span, right_span: Span) -> Code:
    """`left or right`; the right one is not evaluated when the left one is true."""

    def code(frame: Frame) -> Value:
        a = left(frame)
        if a is True:
            return True
        b = right(frame)
        if b is True:
            return True
        return either(truth(frame, a, left_span), truth(frame, b, right_span))

    return fold(code, left, right)


def truth(frame: Frame, value: Value, span: Span) -> bool | None:
    """A truth value; anything else is reported."""
    if value is None or value is True or value is False:
        return value
    failure = Failure("K508", f"{to_literal(value)} is not a truth value", "compare it with something")
    return frame[0].failed(failure, span)  # type: ignore[no-any-return]


def interval(start: Code, end: Code, start_closed: bool, end_closed: bool, span: Span) -> Code:
    """`[start..end]`: a range value."""

    def code(frame: Frame) -> Value:
        a, b = start(frame), end(frame)
        try:
            return operators.interval(a, b, start_closed, end_closed)
        except Failure as failure:
            return frame[0].failed(failure, span)

    return fold(code, start, end)


def half_line(operator: tree.ComparisonOperator, end: Code, span: Span) -> Code:
    """`(< end)`: the range of all that is smaller; also a side of an interval that is left open."""

    def code(frame: Frame) -> Value:
        value = end(frame)
        try:
            return operators.comparison_range(operator, value)
        except Failure as failure:
            return frame[0].failed(failure, span)

    return fold(code, end)

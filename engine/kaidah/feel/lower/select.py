"""Filters (clause 10.3.2.5): the item at a place, or the items for which a condition holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from kaidah.feel.failure import Failure
from kaidah.feel.lower.frame import Code, Constant, Frame, Undecided, Value
from kaidah.feel.lower.operate import truth
from kaidah_dsl.feel import tree
from kaidah_dsl.source import Span

CONDITIONS = (
    tree.Comparison,
    tree.Between,
    tree.In,
    tree.Conjunction,
    tree.Disjunction,
    tree.InstanceOf,
    tree.Quantified,
    tree.BooleanLiteral,
)


def select(source: Code, condition: Code, slot: int, node: tree.Filter) -> Code:
    """`source[condition]`, with the item in `slot`. One value counts as a list of itself, null as none."""
    if isinstance(condition, Constant) and isinstance(condition.value, Decimal):
        return _by_index(source, condition, node.span)
    holding = by_condition(condition, slot, node.condition.span)
    if isinstance(node.condition, CONDITIONS):
        return lambda frame: holding(frame, items(source(frame)))
    return _by_either(source, condition, slot, node.span)


def items(value: Value) -> tuple[Value, ...]:
    if value.__class__ is tuple:
        return value
    return () if value is None else (value,)


def _by_index(source: Code, index: Code, span: Span) -> Code:
    def code(frame: Frame) -> Value:
        return _at(frame, items(source(frame)), index(frame), span)

    return code


def _at(frame: Frame, values: tuple[Value, ...], index: Decimal, span: Span) -> Value:
    """The item at `index`, counted from 1, or from -1 backwards."""
    place = int(index)
    if place == index and place != 0 and abs(place) <= len(values):
        return values[place - 1 if place > 0 else place]
    failure = Failure("K511", f"no item {index} in a list of {len(values)}", "ask for fewer, or use `count`")
    return frame[0].failed(failure, span)


def by_condition(condition: Code, slot: int, span: Span) -> Callable[[Frame, Sequence[Value]], Value]:
    """The items for which the condition holds; null when it gives no truth value."""

    def holding(frame: Frame, values: Sequence[Value]) -> Value:
        kept = []
        for item in values:
            frame[slot] = item
            verdict = condition(frame)
            if verdict is True:
                kept.append(item)
            elif verdict is not False and verdict is not None:
                return truth(frame, verdict, span)  # which it is not
        return tuple(kept)

    return holding


def _by_either(source: Code, condition: Code, slot: int, span: Span) -> Code:
    """Whether it is an index shows with the first item."""
    holding = by_condition(condition, slot, span)

    def code(frame: Frame) -> Value:
        values = items(source(frame))
        frame[slot] = values[0] if values else None
        first = condition(frame) if values else _quietly(frame, condition)
        if first.__class__ is Decimal:
            return _at(frame, values, first, span)
        return holding(frame, values)

    return code


def _quietly(frame: Frame, code: Code) -> Value:
    """The value for no item at all: what goes wrong with it is nobody's mistake."""
    reported = len(frame[0].diagnostics)
    try:
        return code(frame)
    except Undecided:
        return None
    finally:
        del frame[0].diagnostics[reported:]

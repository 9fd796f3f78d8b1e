"""Conditions, iterations and quantifiers (clauses 10.3.2.14 and 10.3.2.15), contexts and lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kaidah.feel.failure import Failure
from kaidah.feel.lower.domain import values_between, values_of
from kaidah.feel.lower.frame import Code, Frame, Value, fold
from kaidah.feel.lower.operate import truth
from kaidah_dsl.source import Span

Values = Callable[[Frame], Sequence[Value] | None]
Loop = tuple[int, Values]


def conditional(condition: Code, then: Code, otherwise: Code, span: Span) -> Code:
    """`if condition then ... else ...`; null counts as false. `span` is the condition's."""

    def code(frame: Frame) -> Value:
        verdict = condition(frame)
        if verdict is True:
            return then(frame)
        if verdict is False or verdict is None:
            return otherwise(frame)
        return truth(frame, verdict, span)  # which it is not

    return code


def sequence(items: tuple[Code, ...]) -> Code:
    """A list of values."""

    def code(frame: Frame) -> Value:
        return tuple([item(frame) for item in items])

    return fold(code, *items)


def entries(parts: tuple[tuple[str, int, Code], ...]) -> Code:
    """A context: each entry's value goes to its slot, where the entries behind it find it."""

    def code(frame: Frame) -> Value:
        context = {}
        for key, slot, value in parts:
            frame[slot] = context[key] = value(frame)
        return context

    return code


def domain(values: Code, end: Code | None, span: Span) -> Values:
    """What one iterator runs over: a list, a range, or from `values` to `end`; None when it has no result."""

    def code(frame: Frame) -> Sequence[Value] | None:
        start = values(frame)
        last = None if end is None else end(frame)
        try:
            found = values_of(start) if end is None else values_between(start, last)
            frame[0].iterate(len(found))
            return found
        except Failure as failure:
            frame[0].failed(failure, span)
            return None

    return code


def iteration(loops: tuple[Loop, ...], result: Code, partial: int, uses_partial: bool) -> Code:
    """`for ... return result`, with the results so far in the slot `partial` where they are used."""

    def code(frame: Frame) -> Value:
        results: list[Value] = []
        if uses_partial:
            frame[partial] = ()
        for complete in _each(frame, loops, 0):
            if not complete:
                return None
            results.append(result(frame))
            if uses_partial:
                frame[partial] = tuple(results)
        return tuple(results)

    return code


def _each(frame: Frame, loops: tuple[Loop, ...], depth: int) -> Iterable[bool]:
    """Put each combination of values into the slots; False when a domain is missing."""
    slot, values = loops[depth]
    found = values(frame)
    if found is None:
        yield False
        return
    for value in found:
        frame[slot] = value
        if depth + 1 == len(loops):
            yield True
        else:
            yield from _each(frame, loops, depth + 1)


def quantified(every: bool, loops: tuple[Loop, ...], condition: Code, span: Span) -> Code:
    """`some` or `every`, in three values: null when a null could make the difference."""

    def code(frame: Frame) -> Value:
        settled: bool | None = every
        for complete in _each(frame, loops, 0):
            verdict = truth(frame, condition(frame), span) if complete else None
            if verdict is (not every):
                return verdict
            if verdict is None:
                settled = None
            if not complete:
                break
        return settled

    return code

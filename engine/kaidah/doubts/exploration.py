"""Every answer that logic can give: inputs are tried cell by cell, and only those that the logic reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import localcontext
from typing import Any, TypeAlias

from kaidah.doubts.cells import Cell
from kaidah.feel.lower.frame import Absent, Undecided, Unknown
from kaidah.feel.number import CONTEXT
from kaidah.plan.plan import DecisionPlan, InputPlan, Plan
from kaidah.plan.run import CaseRun
from kaidah_dsl.source import Span

MOST_CASES = 2000


@dataclass(frozen=True)
class NoAnswer:
    """In place of a value: the logic gives none for these inputs."""


NO_ANSWER = NoAnswer()
Question: TypeAlias = Callable[["Probe"], Any]


class Blocked(Exception):
    """A value that must be known before there is an answer, by slot."""

    def __init__(self, slot: int) -> None:
        super().__init__(slot)
        self.slot = slot


class TooMany(Exception):
    """More cases than are tried."""


class Unlisted(Exception):
    """An input, by slot, whose values cannot be tried one by one."""

    def __init__(self, slot: int) -> None:
        super().__init__(slot)
        self.slot = slot


class Probe(CaseRun):
    """A case in which nothing is assumed: inputs with a default are unknown too, and so are the decisions in
    `cuts`, which are tried value by value like inputs."""

    def __init__(self, plan: Plan, given: dict[int, Any], cuts: frozenset[int]) -> None:
        super().__init__(plan, given)
        self.cuts = cuts

    def _input(self, part: InputPlan, span: Span) -> Any:
        raise Unknown(((part.slot, span),))

    def _decision(self, part: DecisionPlan, span: Span) -> Any:
        if part.slot in self.cuts:
            raise Unknown(((part.slot, span),))
        return super()._decision(part, span)

    def decision(self, slot: int) -> Any:
        """The value of a decision; raises Blocked where an input is missing."""
        if self.values[slot].__class__ is not Absent:
            return self.values[slot]
        record = self.ask(slot)
        if record.decided:
            return record.value
        self._block(record.blame)
        return NO_ANSWER

    def value(self, body: Callable[[CaseRun], Any]) -> Any:
        """The value of a piece of logic; raises Blocked where an input is missing."""
        try:
            return self.from_the_top(lambda: body(self))
        except Unknown as unknown:
            self._block(tuple(slot for slot, _ in unknown.reads))
        except (Undecided, RecursionError):
            pass
        return NO_ANSWER

    def decided(self) -> dict[int, Any]:
        """The decisions that are known already, whatever the inputs that are still missing."""
        return {slot: record.value for slot, record in self.records.items() if record.decided}

    def _block(self, slots: tuple[int, ...]) -> None:
        """Raise Blocked for the first value that was missing, here or in a decision that is needed."""
        for slot in slots:
            record = self.records.get(slot)
            if record is None:
                raise Blocked(slot)
            self._block(record.blame)


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """Cells by slot (one index each; the inputs that do not matter are left out), and what they lead to."""

    cells: Mapping[int, int]
    answer: Any


def explore(
    plan: Plan,
    question: Question,
    cells: Callable[[int], tuple[Cell, ...]],
    cuts: frozenset[int],
    most: int = MOST_CASES,
) -> Iterator[Leaf]:
    """Every combination of cells that the question tells apart, with its answer.

    Raises TooMany behind the first `most` of them, Unlisted for an input that has no cells.
    """
    waiting: list[tuple[dict[int, int], dict[int, Any]]] = [({}, {})]
    count = 0
    while waiting:
        chosen, known = waiting.pop()
        given = {slot: cells(slot)[index].witness for slot, index in chosen.items()}
        probe = Probe(plan, known | given, cuts)
        try:
            with localcontext(CONTEXT):
                answer = question(probe)
        except Blocked as blocked:
            further = range(len(cells(blocked.slot)))
            if not further:
                raise Unlisted(blocked.slot) from None
            known = known | probe.decided()
            waiting += [({**chosen, blocked.slot: index}, known) for index in reversed(further)]
            continue
        count += 1
        if count > most:
            raise TooMany
        yield Leaf(cells=chosen, answer=answer)

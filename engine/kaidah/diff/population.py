"""Real cases before and after: how many answers change, and what the numbers add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from kaidah.diff.trial import Given
from kaidah.feel.number import CONTEXT


@dataclass(frozen=True, kw_only=True)
class CaseAnswers:
    """A case by its name, with the answers to each asked decision before and after."""

    name: str
    answers: tuple[tuple[str, Given, Given], ...]

    @property
    def changed(self) -> tuple[tuple[str, Given, Given], ...]:
        return tuple(each for each in self.answers if each[1].differs(each[2]))


@dataclass(frozen=True, kw_only=True)
class Total:
    """One decision over all cases: `old` and `new` add up its numbers (None where it gives none); `undecided` are
    the cases without an answer before and after."""

    decision: str
    changed: int
    old: Given | None
    new: Given | None
    undecided: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Population:
    """`shown` are the first cases that change."""

    cases: int
    changed: int
    unusable: int
    totals: tuple[Total, ...]
    shown: tuple[CaseAnswers, ...]


MOST_SHOWN = 10


def population(cases: Iterable[CaseAnswers], unusable: int = 0) -> Population:
    """Counts the cases that change; `unusable` cases could not be read."""
    all_cases = list(cases)
    changed = [case for case in all_cases if case.changed]
    names = dict.fromkeys(name for case in all_cases for name, _, _ in case.answers)
    return Population(
        cases=len(all_cases),
        changed=len(changed),
        unusable=unusable,
        totals=tuple(_total(name, all_cases) for name in names),
        shown=tuple(changed[:MOST_SHOWN]),
    )


def _total(name: str, cases: list[CaseAnswers]) -> Total:
    pairs = [(old, new) for case in cases for each, old, new in case.answers if each == name]
    olds, news = [old for old, _ in pairs], [new for _, new in pairs]
    return Total(
        decision=name,
        changed=sum(old.differs(new) for old, new in pairs),
        old=_sum(olds),
        new=_sum(news),
        undecided=(sum(not each.decided for each in olds), sum(not each.decided for each in news)),
    )


def _sum(answers: list[Given]) -> Given | None:
    numbers = [each for each in answers if each.decided and isinstance(each.value, Decimal)]
    if not numbers:
        return None
    with localcontext(CONTEXT):
        total = sum((each.value for each in numbers), Decimal(0))
    return Given(value=total, type=numbers[0].type, decided=True)

"""An explanation: what a trace says, in the words of the model. The writers only read it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from kaidah.feel.types import Type
from kaidah.model.elements import Citation, Edition, HitPolicy, RuleAnnotation
from kaidah.trace import Match
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.frozen import frozen

DEEPEST = 12


class Origin(StrEnum):
    """Where a value came from."""

    GIVEN = "given"
    ASSUMED = "assumed"
    DECIDED = "decided"
    UNDECIDED = "undecided"
    MISSING = "not given"


@frozen
class Fact:
    """A value that was read: of input data, or of a decision."""

    name: str
    value: Any
    type: Type
    origin: Origin
    about: str = ""


@frozen
class Entry:
    """An input entry: the input expression, the test as written, the actual value, and how they compare."""

    clause: str
    test: str
    value: Any
    type: Type
    missing: bool
    match: Match


@frozen
class Output:
    """An output entry as written. `name` is "" for a single nameless output; `constant`: a literal."""

    name: str
    text: str
    constant: bool


@frozen
class Rule:
    """`matched`: all its input entries hold; `kept`: the hit policy used it."""

    number: int
    name: str
    entries: tuple[Entry, ...]
    outputs: tuple[Output, ...]
    matched: bool
    kept: bool
    annotations: tuple[RuleAnnotation, ...]
    citations: tuple[Citation, ...]

    @property
    def obstacle(self) -> Entry | None:
        """The first entry that failed; else the first that could not be told."""
        failed = (entry for entry in self.entries if entry.match is Match.FAILS)
        unknown = (entry for entry in self.entries if entry.match is Match.UNKNOWN)
        return next(failed, None) or next(unknown, None)


@frozen
class Table:
    """A table evaluated once. `within` says where it stands in the logic ("" at the top)."""

    within: str
    hit_policy: HitPolicy
    rules: tuple[Rule, ...]
    defaulted: bool
    defaults: tuple[Output, ...]
    value: Any
    type: Type

    @property
    def fired(self) -> tuple[Rule, ...]:
        """The rules the hit policy kept; if it kept none (an error), those that matched."""
        kept = tuple(rule for rule in self.rules if rule.kept)
        return kept or tuple(rule for rule in self.rules if rule.matched)

    @property
    def idle(self) -> tuple[Rule, ...]:
        """The other rules."""
        any_kept = any(rule.kept for rule in self.rules)
        return tuple(rule for rule in self.rules if not (rule.kept if any_kept else rule.matched))


@frozen
class Formula:
    """An expression of the logic as written. `name` is that of a context entry, or ""; `result` is what
    the entry came to in this case, where the trace has it."""

    name: str
    text: str
    result: Fact | None = None


@frozen
class UsedFunction:
    """A business knowledge model that the logic calls: its head, its logic, and what it rests on."""

    name: str
    parameters: tuple[str, ...]
    formulas: tuple[Formula, ...]
    citations: tuple[Citation, ...]

    @property
    def head(self) -> str:
        return f"{self.name}({', '.join(self.parameters)})"


@frozen
class Reading:
    """What another reading of a decision gives for this case; `changes` are the asked decisions that would
    come out otherwise by it."""

    name: str
    value: Any
    type: Type
    decided: bool
    differs: bool
    formulas: tuple[Formula, ...]
    citations: tuple[Citation, ...]
    changes: tuple[Fact, ...] = ()


@frozen
class ExplainedDecision:
    """One decision: its value, and all that made it."""

    name: str
    label: str
    about: str
    value: Any
    type: Type
    decided: bool
    formulas: tuple[Formula, ...]
    uses: tuple[Fact, ...]
    tables: tuple[Table, ...]
    functions: tuple[UsedFunction, ...]
    citations: tuple[Citation, ...]
    readings: tuple[Reading, ...]
    because: str
    diagnostics: tuple[Diagnostic, ...]

    @property
    def doubts(self) -> tuple[Reading, ...]:
        """The readings that give another value for this case."""
        return tuple(reading for reading in self.readings if reading.differs)

    @property
    def other_uses(self) -> tuple[Fact, ...]:
        """The values read besides those that the entries of the tables show."""
        shown = {entry.clause for table in self.tables for rule in table.rules for entry in rule.entries}
        return tuple(fact for fact in self.uses if fact.name not in shown)


@frozen
class Explanation:
    """`decisions` in the order they were decided; `asked` names those asked for; `inputs` were given, or
    assumed because they have a default."""

    model: str
    edition: Edition | None
    asked: tuple[str, ...]
    inputs: tuple[Fact, ...]
    decisions: tuple[ExplainedDecision, ...]

    @property
    def roots(self) -> tuple[ExplainedDecision, ...]:
        by_name = {decision.name: decision for decision in self.decisions}
        return tuple(by_name[name] for name in self.asked if name in by_name)

    def tree(self) -> tuple[Branch, ...]:
        """The decisions from the asked ones down; a decision that is needed twice is shown in full once.

        What would hang deeper than `DEEPEST` levels stands in a tree of its own behind the asked ones.
        """
        grower = _Grower({decision.name: decision for decision in self.decisions})
        branches = [grower.grow(root, 1) for root in self.roots]
        while grower.later:
            decision = grower.later.pop(0)
            if decision.name not in grower.seen:
                branches.append(grower.grow(decision, 1))
        return tuple(branches)

    def citations(self) -> tuple[Citation, ...]:
        """All that was relied on, each once, from the asked decisions down."""
        found = (cite for branch in self.tree() for cite in _citations(branch))
        return tuple({(cite.law.identifier, cite.place): cite for cite in found}.values())


@frozen
class Branch:
    """A decision with those it needs below it. `repeated`: it stands in full further up."""

    decision: ExplainedDecision
    repeated: bool
    below: tuple[Branch, ...]

    def walk(self) -> Iterator[ExplainedDecision]:
        """Every decision of the branch that is shown in full, from the top down."""
        if not self.repeated:
            yield self.decision
        for branch in self.below:
            yield from branch.walk()


class _Grower:
    """Grows branches, each decision in full at its first place."""

    def __init__(self, by_name: dict[str, ExplainedDecision]) -> None:
        self.by_name = by_name
        self.seen: set[str] = set()
        self.later: list[ExplainedDecision] = []

    def grow(self, decision: ExplainedDecision, depth: int) -> Branch:
        if decision.name in self.seen:
            return Branch(decision=decision, repeated=True, below=())
        self.seen.add(decision.name)
        needed = [self.by_name[fact.name] for fact in decision.uses if fact.name in self.by_name]
        if depth >= DEEPEST:
            self.later += [other for other in needed if other.name not in self.seen]
            needed = [other for other in needed if other.name in self.seen]
        below = tuple(self.grow(other, depth + 1) for other in needed)
        return Branch(decision=decision, repeated=False, below=below)


def _citations(branch: Branch) -> Iterator[Citation]:
    for decision in branch.walk():
        yield from decision.citations
        for table in decision.tables:
            for rule in table.fired:
                yield from rule.citations
        for function in decision.functions:
            yield from function.citations

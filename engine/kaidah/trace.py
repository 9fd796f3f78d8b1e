"""What happened in an evaluation: one record per evaluated decision (or called function with a table)."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Any

from kaidah.model.elements import Citation, DecisionRule, DecisionTable
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.frozen import frozen


class Match(StrEnum):
    """Whether an input entry holds. `not tried`: an earlier entry of the rule failed, or the rule was not reached
    (under F an earlier rule matched; or an earlier rule could not be told)."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"
    IRRELEVANT = "irrelevant"
    NOT_TRIED = "not tried"


@frozen
class RuleTrace:
    """One rule of a table: its entries in order. `matched`: all hold; `kept`: the hit policy used it."""

    rule: DecisionRule
    entries: tuple[Match, ...]
    matched: bool
    kept: bool = False

    @property
    def first_failing(self) -> int | None:
        """Index of the first input entry that failed."""
        return next((i for i, match in enumerate(self.entries) if match is Match.FAILS), None)


@frozen
class TableTrace:
    """A decision table evaluated once. `inputs` are the values of its input clauses in order (None also where
    a value was missing: `missing` has those indices). `within` says where in the decision's logic it stands
    ("" at the top; a context entry's or a function's name)."""

    table: DecisionTable
    within: str
    inputs: tuple[Any, ...]
    missing: frozenset[int]
    rules: tuple[RuleTrace, ...]
    defaulted: bool
    value: Any

    @property
    def fired(self) -> tuple[RuleTrace, ...]:
        return tuple(rule for rule in self.rules if rule.kept)


@frozen
class ReadingTrace:
    """What another reading of the decision gives for this case; `diagnostics` where it has no result.

    `changes` are the asked decisions that would come out otherwise if it were applied: name, value, decided.
    """

    name: str
    value: Any
    differs: bool
    citations: tuple[Citation, ...]
    decided: bool = True
    diagnostics: tuple[Diagnostic, ...] = ()
    changes: tuple[tuple[str, Any, bool], ...] = ()


@frozen
class DecisionTrace:
    """`uses` are the values the logic read, by name, in the order of first use (inputs and decisions).
    `steps` are the values of the entries, where the logic is a context, in their order."""

    decision: str
    value: Any
    decided: bool
    uses: tuple[tuple[str, Any], ...]
    tables: tuple[TableTrace, ...]
    citations: tuple[Citation, ...]
    readings: tuple[ReadingTrace, ...] = ()
    because: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    steps: tuple[tuple[str, Any], ...] = ()


@frozen
class Trace:
    """`decisions` in the order they were decided; `inputs` the values given; `assumed` the defaults of inputs
    that were read and not given."""

    model: str
    edition: str
    asked: tuple[str, ...]
    inputs: dict[str, Any]
    decisions: dict[str, DecisionTrace]
    assumed: dict[str, Any] = field(default_factory=dict)

"""What the cases of a model leave untried: rules that never fired, defaults never used, decisions never made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from kaidah.cases.case import CaseResult
from kaidah.model.elements import Decision, DecisionRule, DecisionTable, Model
from kaidah.trace import Match, TableTrace
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span

Key: TypeAlias = tuple[Path, int]
_SIDES = (Match.HOLDS, Match.FAILS)


@frozen
class UnfiredRule:
    """A rule that no case has fired, and the decision or function it belongs to."""

    element: str
    rule: DecisionRule

    @property
    def title(self) -> str:
        """`rule 3 "other" of Exemption (line 17)`."""
        return f"{self.rule.title} of {self.element} (line {self.rule.span.line})"


@frozen
class HalfTried:
    """An input entry that has not both held and failed in some case: `missing` is "holds", "fails" or both."""

    rule: DecisionRule
    clause: str
    missing: tuple[str, ...]

    @property
    def title(self) -> str:
        """`rule 2 "other", Weight (line 17)`."""
        return f"{self.rule.title}, {self.clause} (line {self.rule.span.line})"


@frozen
class TableCoverage:
    """A table of a decision or function. `unused_default`: it has default outputs that no case has needed;
    `entries` are its input entries that test something, `half_tried` those tried from one side, or none."""

    element: str
    table: DecisionTable
    unfired: tuple[UnfiredRule, ...]
    unused_default: bool
    entries: int = 0
    half_tried: tuple[HalfTried, ...] = ()

    @property
    def tried(self) -> int:
        """How many entries have both held and failed."""
        return self.entries - len(self.half_tried)

    @property
    def rules(self) -> int:
        return len(self.table.rules)

    @property
    def fired(self) -> int:
        return self.rules - len(self.unfired)

    @property
    def title(self) -> str:
        """`Exemption (line 17)`."""
        return f"{self.element} (line {self.table.span.line})"


@frozen
class Coverage:
    """The tables of a model in the order of its text, and its decisions that no case has decided. What belongs
    to used models does not count."""

    tables: tuple[TableCoverage, ...] = ()
    undecided: tuple[Decision, ...] = ()

    @property
    def rules(self) -> int:
        return sum(table.rules for table in self.tables)

    @property
    def unfired(self) -> tuple[UnfiredRule, ...]:
        return tuple(rule for table in self.tables for rule in table.unfired)

    @property
    def fired(self) -> int:
        return self.rules - len(self.unfired)

    @property
    def entries(self) -> int:
        return sum(table.entries for table in self.tables)

    @property
    def tried(self) -> int:
        return sum(table.tried for table in self.tables)

    @property
    def unused_defaults(self) -> tuple[TableCoverage, ...]:
        return tuple(table for table in self.tables if table.unused_default)


@frozen
class Exercised:
    """What some case has reached, by place in the text: rules, tables by default, decisions, and entries
    (by rule and clause) with what they came to."""

    rules: frozenset[Key]
    defaults: frozenset[Key]
    decisions: frozenset[Key]
    entries: frozenset[tuple[Key, int, Match]] = frozenset()


NOTHING_COVERED = Coverage()


def exercised(results: Iterable[CaseResult]) -> Exercised:
    """What the cases have reached, in their models and in those that these use."""
    rules: set[Key] = set()
    defaults: set[Key] = set()
    decisions: set[Key] = set()
    entries: set[tuple[Key, int, Match]] = set()
    for answer in (result.answer for result in results if result.answer):
        trace, model = answer.trace, answer.model
        if trace is None or model is None:
            continue
        places = {decision.name: decision.span for decision in model.decisions}
        for done in trace.decisions.values():
            if done.decided:
                decisions.add(_key(places[done.decision]))
            for table in done.tables:
                rules.update(_key(traced.rule.span) for traced in table.fired)
                entries.update(_entries(table))
                if table.defaulted:
                    defaults.add(_key(table.table.span))
    return Exercised(
        rules=frozenset(rules),
        defaults=frozenset(defaults),
        decisions=frozenset(decisions),
        entries=frozenset(entries),
    )


def _entries(table: TableTrace) -> Iterator[tuple[Key, int, Match]]:
    """The entries that a case has tried."""
    for traced in table.rules:
        key = _key(traced.rule.span)
        for clause, match in enumerate(traced.entries):
            if match in _SIDES:
                yield key, clause, match


def coverage(models: Sequence[Model], reached: Exercised) -> Coverage:
    """What has been tried of a model in all its editions."""
    tables = {_key(table.span): (element, table) for model in models for element, table in _own(model)}
    decisions = {
        _key(decision.span): decision
        for model in models
        for decision in model.decisions
        if decision.span.source.name == model.path and decision.expression is not None
    }
    return Coverage(
        tables=tuple(
            _table(element, table, reached) for _, (element, table) in sorted(tables.items(), key=_first)
        ),
        undecided=tuple(
            decision
            for key, decision in sorted(decisions.items(), key=_first)
            if key not in reached.decisions
        ),
    )


def percent(fired: int, rules: int) -> Decimal:
    """A share in percent, to one decimal, rounded down so that only all is 100."""
    share = Decimal(100 * fired) / rules if rules else Decimal(100)
    return share.quantize(Decimal("0.1"), ROUND_FLOOR)


def _first(item: tuple[Key, object]) -> Key:
    return item[0]


def _table(element: str, table: DecisionTable, reached: Exercised) -> TableCoverage:
    has_default = any(clause.default is not None for clause in table.outputs)
    return TableCoverage(
        element=element,
        table=table,
        unfired=tuple(
            UnfiredRule(element=element, rule=rule)
            for rule in table.rules
            if _key(rule.span) not in reached.rules
        ),
        unused_default=has_default and _key(table.span) not in reached.defaults,
        entries=sum(not entry.irrelevant for rule in table.rules for entry in rule.input_entries),
        half_tried=tuple(_half_tried(table, reached)),
    )


def _half_tried(table: DecisionTable, reached: Exercised) -> Iterator[HalfTried]:
    for rule in table.rules:
        key = _key(rule.span)
        for place, entry in enumerate(rule.input_entries):
            missing = tuple(str(side) for side in _SIDES if (key, place, side) not in reached.entries)
            if missing and not entry.irrelevant:
                clause = " ".join(table.inputs[place].text.split())
                yield HalfTried(rule=rule, clause=clause, missing=missing)


def _own(model: Model) -> Iterator[tuple[str, DecisionTable]]:
    """The tables in the model's own text, with the decision or function each belongs to."""
    logic = [(decision.name, decision.expression) for decision in model.decisions]
    functions = [(function.name, function.function) for function in model.knowledge_models]
    for element, expression in (*logic, *functions):
        for table in _tables(expression):
            if table.span.source.name == model.path:
                yield element, table


def _tables(logic: object) -> Iterator[DecisionTable]:
    """The decision tables in a piece of logic, however deep in its boxes."""
    if isinstance(logic, DecisionTable):
        yield logic
    elif isinstance(logic, tuple):
        for part in logic:
            yield from _tables(part)
    elif is_dataclass(logic) and type(logic).__module__ == DecisionTable.__module__:
        for part in fields(logic):
            yield from _tables(getattr(logic, part.name))


def _key(span: Span) -> Key:
    return _resolved(span.source.name), span.start


@lru_cache
def _resolved(name: str) -> Path:
    """A file may be named in several ways, by different models."""
    return Path(name).resolve()

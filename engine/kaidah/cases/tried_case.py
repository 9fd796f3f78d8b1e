"""Cases of a model, in its inputs, for cells of its tables: worked out, then tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from kaidah.api import ExplainedAnswer, LoadedModel
from kaidah.cases.case import CaseResult
from kaidah.cases.mutated import Cell, Mutated
from kaidah.cases.noticed import differing, unread
from kaidah.cases.outcome import Outcome
from kaidah.cases.reach import Given, Goal, Reach
from kaidah.cases.run import same
from kaidah.cases.table_variants import key_of
from kaidah.cases.wanted import Within, axis_of_values
from kaidah.feel.temporal import Date
from kaidah.feel.types import ListType
from kaidah.model.elements import ItemDefinition, Model
from kaidah.plan.from_model import from_model
from kaidah.plan.plan import InputPlan, Plan
from kaidah.verify.surroundings import Surroundings
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.walk import free_names
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Source, Span

_MOST_BASES = 8
_MOST_SOLUTIONS = 10
_SPAN = Span(Source(name="", text=""), 0, 0)


@frozen
class Tried:
    """A case that has been tried: what is given, on which day, which decision is asked, the mutants of the table
    that it notices, and the rules of it (by place) that fire."""

    given: Mapping[str, Any]
    on: Date | None
    asked: str
    answer: ExplainedAnswer
    noticed: Mapping[int, Outcome]
    fired: frozenset[int]


@dataclass(kw_only=True, eq=False)
class CaseFinder:
    """Finds cases for one edition of a model. `results` are cases there are: what these give is taken for the inputs
    that do not matter."""

    loaded: LoadedModel
    model: Model
    results: Sequence[CaseResult] = ()
    _bases: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _reaches: dict[int, Reach] = field(default_factory=dict)
    _plain_tables: dict[int, bool] = field(default_factory=dict)

    def find(
        self, mutated: Mutated, cell: Cell, accept: Callable[[Mapping[int, Outcome]], bool]
    ) -> Tried | None:
        """A case that reaches a table in a cell, or near it, so that what it notices is accepted."""
        asked = self._asked(mutated)
        if asked is None:
            return None
        reach = self._reach(mutated)
        for found in islice(reach.solutions(_goals(mutated, cell)), _MOST_SOLUTIONS):
            for base in islice(self._bases_of(asked), 2 if self.is_plain(mutated) else _MOST_BASES):
                tried = self._try(mutated, _completed(base, found), asked, cell)
                if tried is not None and accept(tried.noticed):
                    return tried
        return None

    def is_plain(self, mutated: Mutated) -> bool:
        """Whether the inputs of a table are inputs of the model, and its geometry says all there is to say."""
        if id(mutated) not in self._plain_tables:
            self._plain_tables[id(mutated)] = self._is_plain(mutated)
        return self._plain_tables[id(mutated)]

    def _is_plain(self, mutated: Mutated) -> bool:
        reach = self._reach(mutated)
        paths = [reach.path(clause.expression) for clause in mutated.table.inputs]
        direct = mutated.owner in {decision.name for decision in self.model.decisions}
        return direct and not mutated.within and not mutated.grid.assumed and None not in paths

    def _reach(self, mutated: Mutated) -> Reach:
        return self._reaches.setdefault(id(mutated), Reach(surroundings=mutated.surroundings))

    def _try(self, mutated: Mutated, given: dict[str, Any], asked: str, cell: Cell) -> Tried | None:
        on = None if self.loaded.date_input in given else self._day
        plain = self.is_plain(mutated)
        answer = self.loaded.evaluate(given, [asked], on=on, trace=not plain)
        if answer.model is not self.model:
            return None
        if plain and _is_as_foreseen(answer, asked, mutated, cell):
            noticed: Mapping[int, Outcome] = mutated.noticed(cell)
            fired = mutated.outcomes.fired(mutated.matching(cell))
        else:
            read = self._read_by(mutated)
            again = plain or bool(read)
            traced = self.loaded.evaluate(given, [*read, asked], on=on) if again else answer
            noticed, fired = _seen(traced, mutated)
        return Tried(given=given, on=on, asked=asked, answer=answer, noticed=noticed, fired=fired)

    def _read_by(self, mutated: Mutated) -> list[str]:
        """The decisions that the input clauses of a table read: they are to be known also where a table that
        stops at its first rule would not ask for them."""
        names = {name.name for clause in mutated.table.inputs for name in free_names(clause.expression)}
        return [each.name for each in self.model.decisions if each.name in names]

    @cached_property
    def _day(self) -> Date | None:
        """A day on which this edition is in force, where that must be said."""
        days: list[Date | None] = [result.answer.on for result in self.results if result.answer]
        edition = self.model.edition
        if edition is not None:
            days += [edition.in_force.end, edition.in_force.start]
        return next((day for day in (None, *days) if self.loaded.on(day).model is self.model), None)

    @cached_property
    def _plan(self) -> Plan:
        return self.loaded.on(self._day).plan or from_model(self.model)

    def _asked(self, mutated: Mutated) -> str | None:
        """The decision whose answer shows what the table gives: its own, or one that reads its function."""
        names = [decision.name for decision in self.model.decisions]
        if mutated.owner in names:
            return mutated.owner
        slot = self._plan.slots.get(mutated.owner)
        users = (name for name in names if slot in self._plan.needed((self._plan.slots[name],)))
        return next(users, None)

    def needed(self, asked: str) -> tuple[InputPlan, ...]:
        """The inputs that a decision may read."""
        slots = self._plan.needed((self._plan.slots[asked],))
        parts = (self._plan.parts[slot] for slot in sorted(slots))
        return tuple(part for part in parts if isinstance(part, InputPlan))

    def _bases_of(self, asked: str) -> Iterable[dict[str, Any]]:
        if asked not in self._bases:
            needed = self.needed(asked)
            plain = {part.name: self._plain(part) for part in needed if part.default is None}
            if self._day is not None and self.loaded.date_input in plain:
                plain[self.loaded.date_input] = self._day
            found = []
            for result in self.results:
                answer = result.answer
                if answer is None or answer.model is not self.model or answer.trace is None:
                    continue
                given = {name: value for name, value in answer.trace.inputs.items() if name in plain}
                if given:
                    found.append({**plain, **given})
            distinct = [each for n, each in enumerate(found) if each not in found[:n]][: _MOST_BASES - 1]
            self._bases[asked] = [*distinct[: _MOST_BASES // 2], plain, *distinct[_MOST_BASES // 2 :]]
        return self._bases[asked]

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(model=self.model)

    def _plain(self, part: InputPlan) -> Any:
        return self._plain_value(feel.Name(name=part.name, span=_SPAN), part.data.item)

    def _plain_value(self, tree: feel.Expression, item: ItemDefinition) -> Any:
        """Some value that an item definition allows."""
        if item.components:
            return {
                each.name: self._plain_value(feel.Path(source=tree, name=each.name, span=_SPAN), each)
                for each in item.components
            }
        if isinstance(item.type, ListType):
            return ()
        axis = axis_of_values(tree, (), self._surroundings, item.type)
        return axis.sample(0) if axis.size else None


def _is_as_foreseen(answer: ExplainedAnswer, asked: str, mutated: Mutated, cell: Cell) -> bool:
    """Whether the answer is that of the rules which the geometry says match."""
    outcome = mutated.outcomes.of(mutated.matching(cell))
    if not outcome.certain:
        return False
    if outcome.code:
        return not answer.decided
    return answer.decided and same(answer.outputs[asked], outcome.value)


def _seen(answer: ExplainedAnswer, mutated: Mutated) -> tuple[dict[int, Outcome], frozenset[int]]:
    """What the trace of an answer says of a table: the mutants that it notices, the rules that fired."""
    noticed: dict[int, Outcome] = {}
    fired: set[int] = set()
    if answer.trace is None:
        return noticed, frozenset()
    places = {rule.span.start: place for place, rule in enumerate(mutated.table.rules)}
    names = {**answer.trace.inputs, **{name: each.value for name, each in answer.trace.decisions.items()}}
    for done in answer.trace.decisions.values():
        for traced in done.tables:
            if key_of(traced.table) == key_of(mutated.table) and not unread(mutated, traced):
                noticed |= differing(mutated, traced, {**names, **dict(done.uses)})
                fired |= {places[rule.rule.span.start] for rule in traced.fired}
    return noticed, frozenset(fired)


def _goals(mutated: Mutated, cell: Cell) -> list[Goal]:
    axes = mutated.grid.axes
    return [
        (subject, Within(axis=axes[place], mask=1 << cell[place]))
        for place, subject in enumerate(mutated.grid.subjects)
    ]


def _completed(base: Mapping[str, Any], found: Given) -> dict[str, Any]:
    """What is given besides, with what was found put in."""
    given = deepcopy(dict(base))
    for path, value in found.items():
        at: dict[str, Any] = given
        for name in path[:-1]:
            inner = at.get(name)
            at[name] = inner = dict(inner) if isinstance(inner, Mapping) else {}
            at = inner
        at[path[-1]] = value
    return given

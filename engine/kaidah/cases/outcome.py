"""What a table gives where a set of its rules matches, worked out by the engine's own hit policies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import localcontext
from typing import Any, TypeAlias

from kaidah.cases.run import same
from kaidah.feel.failure import Failure
from kaidah.feel.number import CONTEXT
from kaidah.model.elements import DecisionTable, HitPolicy
from kaidah.plan.hit_policy import LISTS, OF_NO_RULE, POLICIES, Clash, Matches
from kaidah.region.constant import NOT_CONSTANT, Constants
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.printer import to_text
from kaidah_dsl.frozen import frozen

Places: TypeAlias = Sequence[int]
NO_RESULT = "K507"


@frozen
class Outcome:
    """A value, or the code of why there is none. `certain` False: the value stands for one that depends on the
    case."""

    value: Any = None
    code: str = ""
    certain: bool = True

    def is_same(self, other: Outcome) -> bool:
        return self.code == other.code and (bool(self.code) or same(self.value, other.value))


class Outcomes:
    """The outcomes of one table."""

    def __init__(self, table: DecisionTable, constants: Constants, *, lenient: bool = False) -> None:
        self.table = table
        self.lenient = lenient
        self.constants = constants
        self._values: dict[feel.Expression, Any] = {}
        self._known: dict[tuple[int, ...], Outcome] = {}
        self.outputs = [self.values(rule.output_entries) for rule in table.rules]
        self.has_default = any(clause.default is not None for clause in table.outputs)
        self.certain = all(
            constants.value(entry) is not NOT_CONSTANT
            for entry in dict.fromkeys(entry for rule in table.rules for entry in rule.output_entries)
        )
        self._priorities = [self._priority(place) for place in range(len(table.outputs))]
        self.ranks = [self._rank(values) for values in self.outputs]

    def values(self, entries: tuple[feel.Expression, ...]) -> tuple[Any, ...]:
        """The values of output entries; one that depends on the case is stood for by its text."""
        return tuple(self._value(entry) for entry in entries)

    def _value(self, entry: feel.Expression) -> Any:
        if entry not in self._values:
            found = self.constants.value(entry)
            self._values[entry] = f"\x00{to_text(entry)}" if found is NOT_CONSTANT else found
        return self._values[entry]

    def _priority(self, place: int) -> list[Any]:
        values = self.table.outputs[place].values
        return [self.constants.value(test) for test in values.tests] if values is not None else []

    def _rank(self, values: tuple[Any, ...]) -> tuple[int, ...]:
        return tuple(
            next((n for n, other in enumerate(order) if same(other, value)), len(order))
            for value, order in zip(values, self._priorities, strict=True)
        )

    def order(self) -> tuple[int, ...] | None:
        """The rules in the order in which they are asked, under F and P; None under other policies."""
        places = range(len(self.table.rules))
        match self.table.hit_policy:
            case HitPolicy.FIRST:
                return tuple(places)
            case HitPolicy.PRIORITY:
                return tuple(sorted(places, key=lambda place: (self.ranks[place], place)))
            case _:
                return None

    def of(self, rules: tuple[int, ...]) -> Outcome:
        """What the table as it is gives where these rules match."""
        found = self._known.get(rules)
        if found is None:
            found = self._known[rules] = self.changed(rules)
        return found

    def changed(
        self,
        rules: Places,
        *,
        policy: HitPolicy | None = None,
        outputs: Mapping[int, tuple[Any, ...]] | None = None,
        without_default: bool = False,
    ) -> Outcome:
        """What the table gives with a change."""
        used = policy or self.table.hit_policy
        if not rules:
            return self._of_no_rule(used, without_default)
        changed = outputs or {}
        matches = Matches(
            rules=list(rules),
            outputs=lambda place: changed.get(place) or self.outputs[place],
            rank=self._rank,
            shape=self._shape,
        )
        try:
            with localcontext(CONTEXT):
                found = POLICIES[used](matches)
        except Failure as failure:
            return self._none(failure.code)
        if isinstance(found, Clash):
            return self._none(found.code)
        return Outcome(value=found.value, certain=self.certain)

    def fired(self, rules: Places) -> frozenset[int]:
        """The rules that the hit policy uses, of those that match."""
        if not rules:
            return frozenset()
        matches = Matches(
            rules=list(rules), outputs=self.outputs.__getitem__, rank=self._rank, shape=self._shape
        )
        try:
            with localcontext(CONTEXT):
                found = POLICIES[self.table.hit_policy](matches)
        except Failure:
            return frozenset()
        return frozenset() if isinstance(found, Clash) else frozenset(found.rules)

    def _of_no_rule(self, policy: HitPolicy, without_default: bool) -> Outcome:
        if self.has_default and not without_default:
            defaults = tuple(
                None if clause.default is None else self._value(clause.default)
                for clause in self.table.outputs
            )
            value = self._shape(defaults)
            return Outcome(value=(value,) if policy in LISTS else value, certain=self.certain)
        if policy in OF_NO_RULE:
            return Outcome(value=OF_NO_RULE[policy])
        return self._none(NO_RESULT)

    def _none(self, code: str) -> Outcome:
        """No result; for models of other tools that is null."""
        return Outcome() if self.lenient else Outcome(code=code, certain=self.certain or code != "K506")

    def _shape(self, outputs: tuple[Any, ...]) -> Any:
        if len(outputs) == 1:
            return outputs[0]
        return {clause.name: value for clause, value in zip(self.table.outputs, outputs, strict=True)}

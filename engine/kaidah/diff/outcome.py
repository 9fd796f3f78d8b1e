"""What a table answers where certain rules match: a key by which two answers can be told to be the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Any, TypeAlias

from kaidah.feel.number import CONTEXT
from kaidah.feel.values import Value, to_literal
from kaidah.model.elements import DecisionTable, HitPolicy
from kaidah.region.constant import NOT_CONSTANT
from kaidah.region.from_table import TableCells, Values, read_table
from kaidah.verify.surroundings import Surroundings
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.walk import free_names

Key: TypeAlias = tuple[Any, ...]
SINGLE = (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.FIRST, HitPolicy.PRIORITY)
_FOLDED = (HitPolicy.COLLECT_SUM, HitPolicy.COLLECT_MIN, HitPolicy.COLLECT_MAX)


@dataclass(frozen=True)
class Outcome:
    """`rules` by place. Outcomes with one key are the same answer; others may be the same all the same. `constant`:
    the answer is the same wherever these rules match, so that one case decides."""

    key: Key
    rules: tuple[int, ...]
    constant: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Side:
    """A table of the old or the new model."""

    owner: str
    table: DecisionTable
    surroundings: Surroundings

    @cached_property
    def cells(self) -> TableCells:
        """The entries; what other decisions can give does not count, only what is allowed."""
        around = self.surroundings
        known = around.values(self.table)
        allowed = {place: Values(allowed=each.allowed, exact=each.exact) for place, each in known.items()}
        return read_table(self.table, constants=around.constants, scales=around.scale, values=allowed)

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """The answer of each rule."""
        known: dict[feel.Expression, Key] = {}
        return tuple(
            tuple(self._entry(entry, known) for entry in rule.output_entries) for rule in self.table.rules
        )

    def _entry(self, entry: feel.Expression, known: dict[feel.Expression, Key]) -> Key:
        found = known.get(entry)
        if found is None:
            found = known[entry] = self._key(entry)
        return found

    def _key(self, entry: feel.Expression) -> Key:
        key = key_of(entry, self.surroundings.constants.value(entry))
        if is_value(key):
            return key
        known = self.surroundings.constants.known
        read = sorted({name.name for name in free_names(entry)} & known.keys())
        return (*key, *((name, to_literal(known[name])) for name in read))

    @cached_property
    def default(self) -> Outcome:
        """The answer where no rule matches."""
        if self.table.hit_policy not in SINGLE and not any(each.default for each in self.table.outputs):
            return Outcome(("none of", str(self.table.hit_policy)), (), True)
        trees = [output.default for output in self.table.outputs]
        if all(tree is None for tree in trees):
            return Outcome(("no answer",), (), True)
        keys = [("no default",) if tree is None else self._key(tree) for tree in trees]
        return Outcome(self._single(tuple(keys)), (), all(map(is_value, keys)))

    def _single(self, keys: Key) -> Key:
        return ("answer", keys)

    def one(self, rule: int) -> Outcome:
        """The answer where this rule alone matches."""
        return self.outcome((rule,))

    def outcome(self, rules: Sequence[int]) -> Outcome:
        """The answer where just these rules match, given in order."""
        if not rules:
            return self.default
        policy = self.table.hit_policy
        keys = [self.keys[rule] for rule in rules]
        constant = all(is_value(part) for key in keys for part in key)
        if policy is HitPolicy.FIRST or (policy in SINGLE and len(rules) == 1):
            first = self.keys[rules[0]]
            return Outcome(self._single(first), tuple(rules[:1]), all(map(is_value, first)))
        if policy is HitPolicy.UNIQUE:
            return Outcome(("several rules match",), tuple(rules), True)
        if policy is HitPolicy.ANY:
            if len(set(keys)) == 1:
                return Outcome(self._single(keys[0]), tuple(rules), constant)
            if constant:
                return Outcome(("rules disagree",), tuple(rules), True)
            return self._unsure(keys, rules, constant)
        if policy is HitPolicy.COLLECT_COUNT:
            return Outcome(("count", len(rules)), tuple(rules), True)
        if policy in _FOLDED and constant and (folded := _folded(policy, keys)) is not None:
            return Outcome(("answer", (("Decimal", folded),)), tuple(rules), True)
        if policy in (HitPolicy.COLLECT, HitPolicy.RULE_ORDER):
            return Outcome(("list", tuple(keys)), tuple(rules), constant)
        return self._unsure(keys, rules, constant)

    def _unsure(self, keys: list[Key], rules: Sequence[int], constant: bool) -> Outcome:
        """An answer that is only known when a case is evaluated."""
        return Outcome((str(self.table.hit_policy), tuple(keys)), tuple(rules), constant)


def key_of(tree: feel.Expression, value: Value) -> Key:
    """The key of an output entry, where `value` is that of a constant."""
    if value is NOT_CONSTANT:
        return ("formula", tree)
    kind = type(value).__name__
    if isinstance(value, Decimal | str | bool | None):
        return (kind, value)
    return (kind, to_literal(value))


def is_value(key: Key) -> bool:
    return bool(key[0] != "formula")


def _folded(policy: HitPolicy, keys: list[Key]) -> Decimal | None:
    values = [key[0][1] for key in keys if len(key) == 1 and key[0][0] == "Decimal"]
    if len(values) != len(keys):
        return None
    match policy:
        case HitPolicy.COLLECT_SUM:
            with localcontext(CONTEXT):
                return sum(values, Decimal(0))
        case HitPolicy.COLLECT_MIN:
            return Decimal(min(values))
        case _:
            return Decimal(max(values))


__all__ = ["SINGLE", "Key", "Outcome", "Side", "is_value", "key_of"]

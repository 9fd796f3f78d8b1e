"""Hit policies (clause 8.2.8): which of the rules that match are kept, and what the table then gives.

Each policy is a function of the matching rules and their outputs. `Outputs` are the values of a rule's output
entries in order; they are worked out only for the rules a policy looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import reduce
from typing import TypeAlias

from kaidah.feel import operators
from kaidah.feel.lower.frame import Value
from kaidah.model.elements import HitPolicy
from kaidah_dsl.frozen import frozen

Outputs: TypeAlias = tuple[Value, ...]


@frozen
class Matches:
    """The rules that match (indices in order), how to get a rule's outputs, and their rank where outputs have
    priorities (smaller comes first)."""

    rules: Sequence[int]
    outputs: Callable[[int], Outputs]
    rank: Callable[[Outputs], tuple[int, ...]]
    shape: Callable[[Outputs], Value]


@frozen
class Kept:
    """The rules that were used, and the value."""

    rules: tuple[int, ...]
    value: Value


@frozen
class Clash:
    """Two rules that must not match together: the code says why."""

    code: str
    first: int
    second: int


Policy: TypeAlias = Callable[[Matches], Kept | Clash]


def unique(matches: Matches) -> Kept | Clash:
    """U: no two rules may match."""
    if len(matches.rules) > 1:
        return Clash(code="K505", first=matches.rules[0], second=matches.rules[1])
    return first(matches)


def first(matches: Matches) -> Kept:
    """F: the first rule, whatever matches behind it."""
    rule = matches.rules[0]
    return Kept(rules=(rule,), value=matches.shape(matches.outputs(rule)))


def any_(matches: Matches) -> Kept | Clash:
    """A: several rules may match if their outputs are the same."""
    rule = matches.rules[0]
    outputs = matches.outputs(rule)
    for other in matches.rules[1:]:
        if not operators.same(matches.outputs(other), outputs):
            return Clash(code="K506", first=rule, second=other)
    return Kept(rules=tuple(matches.rules), value=matches.shape(outputs))


def priority(matches: Matches) -> Kept:
    """P: the outputs with the highest priority; of several rules with them the first."""
    ranked = _ranked(matches)
    _, rule, outputs = ranked[0]
    return Kept(rules=(rule,), value=matches.shape(outputs))


def output_order(matches: Matches) -> Kept:
    """O: all outputs, those of the highest priority first."""
    ranked = _ranked(matches)
    rules = tuple(rule for _, rule, _ in ranked)
    return Kept(rules=rules, value=tuple(matches.shape(outputs) for _, _, outputs in ranked))


def _ranked(matches: Matches) -> list[tuple[tuple[int, ...], int, Outputs]]:
    found = [(rule, matches.outputs(rule)) for rule in matches.rules]
    ranked = [(matches.rank(outputs), rule, outputs) for rule, outputs in found]
    return sorted(ranked, key=lambda entry: entry[:2])


def rule_order(matches: Matches) -> Kept:
    """R and C: all outputs, in the order of the rules (any order would do for C)."""
    value = tuple(matches.shape(matches.outputs(rule)) for rule in matches.rules)
    return Kept(rules=tuple(matches.rules), value=value)


def count(matches: Matches) -> Kept:
    """C#: how many rules match."""
    return Kept(rules=tuple(matches.rules), value=Decimal(len(matches.rules)))


def total(matches: Matches) -> Kept:
    """C+: the sum of the outputs."""
    outputs = [matches.outputs(rule) for rule in matches.rules]
    return Kept(rules=tuple(matches.rules), value=matches.shape(_each(outputs, operators.add)))


def smallest(matches: Matches) -> Kept:
    """C<: the smallest of the outputs."""
    return _extreme(matches, lambda a, b: b if operators.less(b, a) else a)


def largest(matches: Matches) -> Kept:
    """C>: the largest of the outputs."""
    return _extreme(matches, lambda a, b: b if operators.less(a, b) else a)


def _extreme(matches: Matches, choose: Callable[[Value, Value], Value]) -> Kept:
    outputs = {rule: matches.outputs(rule) for rule in matches.rules}
    found = _each(list(outputs.values()), choose)
    rules = tuple(rule for rule, values in outputs.items() if operators.same(values, found))
    return Kept(rules=rules, value=matches.shape(found))


def _each(outputs: Sequence[Outputs], combine: Callable[[Value, Value], Value]) -> Outputs:
    """Combine the outputs of all rules, clause by clause."""
    return tuple(reduce(combine, values) for values in zip(*outputs, strict=True))


POLICIES: dict[HitPolicy, Policy] = {
    HitPolicy.UNIQUE: unique,
    HitPolicy.ANY: any_,
    HitPolicy.PRIORITY: priority,
    HitPolicy.FIRST: first,
    HitPolicy.RULE_ORDER: rule_order,
    HitPolicy.OUTPUT_ORDER: output_order,
    HitPolicy.COLLECT: rule_order,
    HitPolicy.COLLECT_SUM: total,
    HitPolicy.COLLECT_MIN: smallest,
    HitPolicy.COLLECT_MAX: largest,
    HitPolicy.COLLECT_COUNT: count,
}

OF_NO_RULE: dict[HitPolicy, Value] = {
    HitPolicy.RULE_ORDER: (),
    HitPolicy.OUTPUT_ORDER: (),
    HitPolicy.COLLECT: (),
    HitPolicy.COLLECT_COUNT: Decimal(0),
}
"""What a table without default gives when no rule matches; under the other policies it has no result then."""

LISTS = (HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER, HitPolicy.COLLECT)
"""The policies that give a list; a default is then the one item of it."""

"""Mutants: small changes of a decision table, each of which some case should notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kaidah.cases.moved_bound import moved
from kaidah.feel.equality import less
from kaidah.feel.failure import Failure
from kaidah.model.elements import DecisionTable, HitPolicy
from kaidah.region.constant import NOT_CONSTANT, Constants
from kaidah.region.domain import KIND_OF
from kaidah.region.from_table import ClauseCells, TableCells
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.printer import to_text
from kaidah_dsl.frozen import frozen

_CLOSED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}

_POLICIES = {
    HitPolicy.UNIQUE: (HitPolicy.FIRST, HitPolicy.ANY),
    HitPolicy.ANY: (HitPolicy.UNIQUE, HitPolicy.FIRST),
    HitPolicy.FIRST: (HitPolicy.UNIQUE, HitPolicy.ANY),
    HitPolicy.PRIORITY: (HitPolicy.UNIQUE, HitPolicy.FIRST),
    HitPolicy.OUTPUT_ORDER: (HitPolicy.RULE_ORDER,),
    HitPolicy.COLLECT_SUM: (HitPolicy.COLLECT_MIN, HitPolicy.COLLECT_MAX, HitPolicy.COLLECT_COUNT),
    HitPolicy.COLLECT_MIN: (HitPolicy.COLLECT_MAX, HitPolicy.COLLECT_SUM),
    HitPolicy.COLLECT_MAX: (HitPolicy.COLLECT_MIN, HitPolicy.COLLECT_SUM),
}
"""What a hit policy may be taken for: those that give results of the same shape."""


@frozen
class Mutant:
    """One change. `rule` and `clause` are places from 0 (None where the change is of the whole table); `change`
    says it in the analyst's words.

    One of these has changed: `tests` of the entry, `removed` (the rule is not there), `outputs` of rules by place,
    `policy`, `without_default`.
    """

    kind: str
    change: str
    rule: int | None = None
    clause: int | None = None
    tests: feel.UnaryTests | None = None
    removed: bool = False
    outputs: tuple[tuple[int, tuple[feel.Expression, ...]], ...] = ()
    policy: HitPolicy | None = None
    without_default: bool = False

    def applied(self, table: DecisionTable) -> DecisionTable:
        """The table with the change."""
        if self.policy is not None:
            return replace(table, hit_policy=self.policy)
        if self.without_default:
            return replace(table, outputs=tuple(replace(each, default=None) for each in table.outputs))
        rules = list(table.rules)
        for place, outputs in self.outputs:
            rules[place] = replace(rules[place], output_entries=outputs)
        if self.rule is not None and self.tests is not None and self.clause is not None:
            entries = list(rules[self.rule].input_entries)
            entries[self.clause] = self.tests
            rules[self.rule] = replace(rules[self.rule], input_entries=tuple(entries))
        if self.rule is not None and self.removed:
            del rules[self.rule]
        return replace(table, rules=tuple(rules))


def mutants(cells: TableCells, constants: Constants) -> Iterator[Mutant]:
    """Every mutant of a table, rule by rule."""
    table = cells.table
    for place, rule in enumerate(table.rules):
        yield Mutant(kind="rule removed", change="the rule is taken away", rule=place, removed=True)
        for clause, entry in enumerate(rule.input_entries):
            known = dict.fromkeys([entry])
            for kind, tests, change in _entries(entry, cells.clauses[clause], constants):
                if tests not in known:
                    known[tests] = None
                    yield Mutant(kind=kind, change=change, rule=place, clause=clause, tests=tests)
        yield from _swapped(table, place)
    if any(output.default is not None for output in table.outputs):
        yield Mutant(kind="default removed", change="the default is taken away", without_default=True)
    for policy in _POLICIES.get(table.hit_policy, ()):
        change = f"hit policy {table.hit_policy} becomes {policy}"
        yield Mutant(kind="hit policy", change=change, policy=policy)


# --- entries --------------------------------------------------------------------------------------

_Changed = tuple[str, feel.UnaryTests, str]


def _entries(entry: feel.UnaryTests, clause: ClauseCells, constants: Constants) -> Iterator[_Changed]:
    """The changes of one input entry."""
    if entry.irrelevant:
        return
    for place, test in enumerate(entry.tests):
        for kind, changed in _tests(test, entry, clause, constants):
            tests = (*entry.tests[:place], changed, *entry.tests[place + 1 :])
            yield _changed(kind, entry, replace(entry, tests=tests))
        if len(entry.tests) > 1:
            rest = (*entry.tests[:place], *entry.tests[place + 1 :])
            yield _changed("alternative removed", entry, replace(entry, tests=rest))
    if entry.negated or (clause.entries and _is_condition(entry)):
        yield _changed("negated", entry, replace(entry, negated=not entry.negated))
    yield _changed("entry removed", entry, replace(entry, tests=(), negated=False, irrelevant=True))


def _changed(kind: str, old: feel.UnaryTests, new: feel.UnaryTests) -> _Changed:
    before, after = (to_text(each, document=True) for each in (old, new))
    return kind, new, f"`{before}` becomes `{after}`"


def _is_condition(entry: feel.UnaryTests) -> bool:
    """Whether an entry is a condition about `?`."""
    kinds = (
        feel.Comparison,
        feel.Conjunction,
        feel.Disjunction,
        feel.Between,
        feel.In,
        feel.Call,
        feel.Quantified,
    )
    return len(entry.tests) == 1 and isinstance(entry.tests[0], kinds)


def _tests(
    test: feel.Expression, entry: feel.UnaryTests, clause: ClauseCells, constants: Constants
) -> Iterator[tuple[str, feel.Expression]]:
    """The changes of one test of an entry."""
    match test:
        case feel.UnaryComparison(operator=operator, value=bound):
            if operator in _CLOSED:
                yield "bound closed or open", replace(test, operator=_CLOSED[operator])  # type: ignore[arg-type]
            for other in _moved(bound, clause, constants):
                yield "bound moved", replace(test, value=other)
        case feel.Interval(start=start, end=end):
            if start is not None:
                yield "bound closed or open", replace(test, start_closed=not test.start_closed)
                for other in _moved(start, clause, constants):
                    if _is_forward(other, end, constants):
                        yield "bound moved", replace(test, start=other)
            if end is not None:
                yield "bound closed or open", replace(test, end_closed=not test.end_closed)
                for other in _moved(end, clause, constants):
                    if _is_forward(start, other, constants):
                        yield "bound moved", replace(test, end=other)
        case feel.BooleanLiteral(value=value):
            yield "negated", replace(test, value=not value)
        case feel.StringLiteral(value=value):
            other_text = _other_text(value, entry, clause)
            if other_text is not None:
                yield "value exchanged", replace(test, value=other_text)
        case _:
            for other in _moved(test, clause, constants):
                yield "value moved", other


def _is_forward(start: feel.Expression | None, end: feel.Expression | None, constants: Constants) -> bool:
    """Whether a range does not end before it starts (it would be a mistake, not another range)."""
    if start is None or end is None:
        return True
    low, high = constants.value(start), constants.value(end)
    try:
        return low is NOT_CONSTANT or high is NOT_CONSTANT or not less(high, low)
    except Failure:
        return False


def _moved(bound: feel.Expression, clause: ClauseCells, constants: Constants) -> Iterator[feel.Expression]:
    value = constants.value(bound)
    if value is NOT_CONSTANT or clause.kind is None or KIND_OF.get(type(value)) is not clause.kind:
        return
    for steps in (-1, 1):
        found = moved(value, clause.kind, clause.scale, steps, bound)
        if found is not None:
            yield found


def _other_text(value: str, entry: feel.UnaryTests, clause: ClauseCells) -> str | None:
    """The next of the texts that the entries of the clause name, and this entry does not."""
    named: dict[str, None] = {}
    for tests in dict.fromkeys(clause.tests):
        named.update((test.value, None) for test in tests.tests if isinstance(test, feel.StringLiteral))
    mine = {test.value for test in entry.tests if isinstance(test, feel.StringLiteral)}
    texts = list(named)
    behind = (*texts[texts.index(value) + 1 :], *texts[: texts.index(value)])
    return next((text for text in behind if text not in mine), None)


# --- outputs --------------------------------------------------------------------------------------


def _swapped(table: DecisionTable, place: int) -> Iterator[Mutant]:
    """The output entries of a rule exchanged with those of the next rule that has others."""
    if table.hit_policy is HitPolicy.COLLECT_COUNT:
        return
    mine = table.rules[place].output_entries
    for clause in range(len(mine)):
        other = next(
            (
                n
                for n in range(place + 1, len(table.rules))
                if table.rules[n].output_entries[clause] != mine[clause]
            ),
            None,
        )
        if other is None:
            continue
        theirs = table.rules[other].output_entries
        here, there = (to_text(each, document=True) for each in (mine[clause], theirs[clause]))
        yield Mutant(
            kind="outputs swapped",
            change=f"output `{here}` is swapped with `{there}` of {table.rules[other].title}",
            rule=place,
            outputs=((place, _with(mine, clause, theirs)), (other, _with(theirs, clause, mine))),
        )


def _with(
    entries: tuple[feel.Expression, ...], clause: int, others: tuple[feel.Expression, ...]
) -> tuple[feel.Expression, ...]:
    return (*entries[:clause], others[clause], *entries[clause + 1 :])


__all__ = ["Mutant", "mutants"]

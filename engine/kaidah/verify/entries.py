"""K408: entries that nothing satisfies. K409: values outside the allowed ones. K413: what cannot come about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kaidah.region.cells import SETS
from kaidah.region.domain import EVERY, AllOf, Exactly, OneOf, Outside, Stretch, ValueSet
from kaidah.region.from_table import ClauseCells, Values, axis_of
from kaidah.region.words import literal
from kaidah.verify.examined import Examined
from kaidah.verify.finding import Finding
from kaidah_dsl.diagnostics import Severity

EMPTY, OUTSIDE, UNREACHABLE = "K408", "K409", "K413"


def entry_findings(table: Examined) -> Iterator[Finding]:
    """Each input entry that no value passes, by the reason why."""
    for place, clause in enumerate(table.cells.clauses):
        yield from _of_clause(table, place, clause)


def _of_clause(table: Examined, place: int, clause: ClauseCells) -> Iterator[Finding]:
    axis = table.grid.axis_of(clause.expression)
    assert axis is not None
    free = axis_of([replace(clause, values=Values())])
    allowed = axis_of([replace(clause, values=replace(clause.values, possible=EVERY))])
    for rule, entry in enumerate(clause.entries):
        if not isinstance(entry, SETS):
            continue
        outside = [value for value in _listed(entry) if not allowed.mask(Exactly(value))]
        if table.grid.mask(axis, entry, clause.tests[rule]):
            outside = [value for value in outside if free.mask(Exactly(value))]
            if outside and clause.values.allowed != EVERY:
                yield _outside(table, rule, place, ", ".join(map(literal, outside)))
        elif not free.mask(entry):
            yield _empty(table, rule, place)
        elif not allowed.mask(entry):
            yield _outside(table, rule, place, clause.tests[rule].span.text)
        else:
            yield _unreachable(table, rule, place)


def _listed(found: ValueSet) -> Iterator[object]:
    """The values that a set lists one by one."""
    match found:
        case Exactly(value=value):
            if value is not None:
                yield value
        case OneOf(sets=sets):
            for each in sets:
                yield from _listed(each)
        case Stretch() | Outside() | AllOf():
            return


def _finding(
    table: Examined, rule: int, place: int, code: str, kind: str, message: str, help: str
) -> Finding:
    return Finding(
        code=code,
        kind=kind,
        severity=Severity.WARNING,
        table=table.name,
        message=message,
        span=table.rule(rule).input_entries[place].span,
        label=table.rule(rule).title,
        rules=(table.rule(rule).number,),
        region=table.region_of(rule, but=place),
        help=help,
    )


def _empty(table: Examined, rule: int, place: int) -> Finding:
    clause = table.cells.clauses[place]
    text = " ".join(clause.tests[rule].span.text.split())
    message = f"no value of `{clause.label}` passes `{text}`, so {table.rule(rule).title} never matches"
    return _finding(
        table, rule, place, EMPTY, "empty-test", message, "mend the bounds, or take the rule away"
    )


def _outside(table: Examined, rule: int, place: int, values: str) -> Finding:
    clause = table.cells.clauses[place]
    message = f"`{values}` is not among the allowed values of `{clause.label}`"
    help = "mend it, or add it to the allowed values"
    return _finding(table, rule, place, OUTSIDE, "entry-outside-allowed-values", message, help)


def _unreachable(table: Examined, rule: int, place: int) -> Finding:
    clause = table.cells.clauses[place]
    text = " ".join(clause.tests[rule].span.text.split())
    message = (
        f"`{clause.label}` is never `{text}`, so {table.rule(rule).title} of `{table.name}` never matches"
    )
    help = "look at what gives this value, or take the rule away"
    return _finding(table, rule, place, UNREACHABLE, "unreachable-rule", message, help)

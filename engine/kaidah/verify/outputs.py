"""K414: output values that no rule gives. K415: outputs outside the output values."""

from __future__ import annotations

from collections.abc import Iterator

from kaidah.model.elements import OutputClause
from kaidah.region.cells import CellReader
from kaidah.region.constant import NOT_CONSTANT
from kaidah.region.domain import EVERY, KIND_OF, Exactly, ValueSet
from kaidah.region.from_table import allowed_values
from kaidah.region.words import literal
from kaidah.verify.examined import Examined
from kaidah.verify.finding import Finding
from kaidah_dsl.diagnostics import Severity

NEVER, OUTSIDE = "K414", "K415"


def output_findings(table: Examined) -> Iterator[Finding]:
    for place, clause in enumerate(table.table.outputs):
        yield from _outside(table, place, clause)
        yield from _never(table, place, clause)


def _outside(table: Examined, place: int, clause: OutputClause) -> Iterator[Finding]:
    item = clause.item.allowed if clause.item else None
    reader = CellReader(table.surroundings.constants)
    for allowed in (allowed_values(clause.values, reader), allowed_values(item, reader)):
        if allowed is None or allowed == EVERY:
            continue
        for rule, outputs in enumerate(table.outputs):
            value = outputs[place]
            if value is NOT_CONSTANT or value is None or _within(value, allowed):
                continue
            title = table.rule(rule).title
            yield Finding(
                code=OUTSIDE,
                kind="output-outside-allowed-values",
                severity=Severity.WARNING,
                table=table.name,
                message=f"{literal(value)} of {title} of `{table.name}` is not among the output values",
                span=table.rule(rule).output_entries[place].span,
                label=title,
                rules=(table.rule(rule).number,),
                region=table.grid.text(table.boxes[rule]),
                help="mend it, or add it to the output values",
            )
        return


def _within(value: object, allowed: ValueSet) -> bool:
    from kaidah.region.axis import cut_line, cut_names
    from kaidah.region.domain import Kind, Line, values_named

    kind = KIND_OF.get(type(value))
    if kind is None or any(KIND_OF[type(each)] is not kind for each in values_named(allowed)):
        return kind is None
    one = Exactly(value)
    if kind in (Kind.STRING, Kind.BOOLEAN):
        return bool(
            cut_names("", kind, [one, allowed], None).mask(allowed)
            & cut_names("", kind, [one, allowed], None).mask(one)
        )
    axis = cut_line("", Line(kind), [one, allowed], EVERY)
    return bool(axis.mask(allowed) & axis.mask(one))


def _never(table: Examined, place: int, clause: OutputClause) -> Iterator[Finding]:
    """Where all outputs are constants: the listed output values that none of them is."""
    constants = table.surroundings.constants
    if clause.values is None or clause.values.irrelevant or clause.values.negated:
        return
    given = {outputs[place] for outputs in table.outputs if _is_plain(outputs[place])}
    if any(not _is_plain(outputs[place]) for outputs in table.outputs):
        return
    if clause.default is not None:
        default = constants.value(clause.default)
        if not _is_plain(default):
            return
        given.add(default)
    reader = CellReader(constants)
    listed = [found.value for test in clause.values.tests if isinstance(found := reader.test(test), Exactly)]
    missing = [value for value in listed if value is not None and value not in given]
    if not missing or len(listed) < len(clause.values.tests):
        return
    name = f"`{clause.name}` of `{table.name}`" if clause.name else f"`{table.name}`"
    yield Finding(
        code=NEVER,
        kind="output-never-produced",
        severity=Severity.INFORMATION,
        table=table.name,
        message=f"no rule gives {name} the value {', '.join(map(literal, missing))}",
        span=clause.span,
        help="add a rule for it, or take it out of the output values",
    )


def _is_plain(value: object) -> bool:
    return value is not NOT_CONSTANT and (value is None or type(value) in KIND_OF)

"""K419: decisions that only rules use which never match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kaidah.model.elements import DecisionTable, Model
from kaidah.model.requirements import logic_of, with_logic
from kaidah.model.used_names import used_names
from kaidah.verify.finding import Finding
from kaidah_dsl.diagnostics import Severity
from kaidah_dsl.feel.walk import free_names
from kaidah_dsl.source import Source, Span

CODE, KIND = "K419", "dead-decision"
NEVER = ("shadowed-rule", "empty-test", "unreachable-rule")
"""The flaws of rules that never decide."""


def dead_decisions(
    models: Sequence[Model], source: Source | None, findings: Iterable[Finding]
) -> Iterator[Finding]:
    """Decisions of a text whose every use is in such a rule, in each edition they belong to, and that are neither
    asked nor served. What nothing uses at all can still be asked by its name, and is not dead."""
    barren = {(finding.table, finding.rules[0]) for finding in findings if finding.kind in NEVER}
    dead: dict[str, Finding] = {}
    alive: set[str] = set()
    for model in models:
        anyhow, living = _uses(model, barren)
        served = {name for service in model.services for name in service.outputs}
        for decision in model.decisions:
            name = decision.name
            if source is not None and decision.span.source is not source:
                continue
            if name in living or name not in anyhow or name in served or name in model.asked:
                alive.add(name)
            else:
                dead[name] = _finding(name, decision.span)
    yield from (finding for name, finding in dead.items() if name not in alive)


def _uses(model: Model, barren: set[tuple[str, int]]) -> tuple[set[str], set[str]]:
    """The names that any logic uses, and those that logic uses which can come to pass."""
    anyhow: set[str] = set()
    living: set[str] = set()
    for element in with_logic(model):
        logic = logic_of(element)
        if logic is None:
            continue
        names = {name.name for name in used_names(logic)}
        anyhow |= names
        living |= _living(logic, element.name, barren) if isinstance(logic, DecisionTable) else names
    return anyhow, living


def _living(table: DecisionTable, owner: str, barren: set[tuple[str, int]]) -> set[str]:
    trees = [clause.expression for clause in table.inputs]
    trees += [clause.default for clause in table.outputs if clause.default is not None]
    for rule in table.rules:
        if (owner, rule.number) not in barren:
            trees += [test for entry in rule.input_entries for test in entry.tests]
            trees += rule.output_entries
    return {name.name for tree in trees for name in free_names(tree)}


def _finding(name: str, span: Span) -> Finding:
    return Finding(
        code=CODE,
        kind=KIND,
        severity=Severity.WARNING,
        table=name,
        message=f"`{name}` is used only by rules that never decide",
        span=span,
        help="mend these rules, or take both away",
    )

"""Static types of decision tables (DMN 1.5, clause 8), and whether the hit policy fits the outputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kaidah.feel.assign import assignment
from kaidah.feel.infer import Scope, infer, infer_tests, outside_allowed
from kaidah.feel.typed import described
from kaidah.feel.types import (
    ANY,
    BOOLEAN,
    NULL,
    NUMBER,
    STRING,
    AnyType,
    ContextType,
    ListType,
    NumberType,
    SimpleType,
    Type,
)
from kaidah.model.elements import DecisionRule, DecisionTable, HitPolicy, InputClause, OutputClause
from kaidah.model.settled import joined, settled
from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.source import Span

_AGGREGATING = (HitPolicy.COLLECT_SUM, HitPolicy.COLLECT_MIN, HitPolicy.COLLECT_MAX)
_LISTING = (HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER, HitPolicy.COLLECT)
_BY_VALUES = (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER)


@dataclass(frozen=True, kw_only=True)
class TableInference:
    """Types one table. A cell like one before it in its clause is not looked at again, unless that had
    problems."""

    scope: Scope
    diagnostics: list[Diagnostic]

    def typed(self, table: DecisionTable, expected: Type | None, declared: Span | None) -> DecisionTable:
        """The table with the types of its clauses and of its value, which stands where `expected` is
        declared."""
        inputs = tuple(self._input(index, table) for index in range(len(table.inputs)))
        outputs = tuple(self._output(index, table) for index in range(len(table.outputs)))
        typed = replace(table, inputs=inputs, outputs=outputs)
        typed = replace(typed, type=result_type(typed))
        self.diagnostics.extend(hit_policy_problems(typed))
        if expected is not None and outputs:
            place = outputs[0].span.to(outputs[-1].span)
            problems = assignment(typed.type, expected, place, scope=self.scope, declared=declared)
            self.diagnostics.extend(problems)
        return typed

    def _input(self, index: int, table: DecisionTable) -> InputClause:
        clause = table.inputs[index]
        wanted = None if clause.type == ANY else clause.type
        type_ = wanted or settled(self._feel(clause.expression, None, None))
        if wanted:
            self._feel(clause.expression, wanted, None)
        if clause.values is not None and _within(clause.span, clause.values.span, table):
            self.diagnostics.extend(infer_tests(clause.values, type_, self.scope, declared=clause.span))
        self._entries(index, table.rules, replace(clause, type=type_))
        return replace(clause, type=type_)

    def _entries(self, index: int, rules: tuple[DecisionRule, ...], clause: InputClause) -> None:
        clean: set[feel.UnaryTests] = set()
        for rule in rules:
            entry = rule.input_entries[index] if index < len(rule.input_entries) else None
            if entry is None or entry.irrelevant or entry in clean:
                continue
            problems = infer_tests(
                entry, clause.type, self.scope, allowed=clause.values, declared=clause.span
            )
            self.diagnostics.extend(problems)
            if not problems:
                clean.add(entry)

    def _output(self, index: int, table: DecisionTable) -> OutputClause:
        clause = table.outputs[index]
        wanted = None if clause.type == ANY else clause.type
        entries = [rule.output_entries[index] for rule in table.rules if index < len(rule.output_entries)]
        if clause.default is not None:
            entries.append(clause.default)
        found: dict[feel.Expression, Type] = {}
        for entry in entries:
            if entry not in found:
                count = len(self.diagnostics)
                type_ = self._feel(entry, wanted, clause.span)
                self.diagnostics.extend(outside_allowed(entry, clause.values))
                if len(self.diagnostics) == count:
                    found[entry] = type_
        return replace(
            clause, type=wanted or settled(joined(type_ for type_ in found.values() if type_ != NULL))
        )

    def _feel(self, tree: feel.Expression, expected: Type | None, declared: Span | None) -> Type:
        inference = infer(tree, self.scope, expected=expected, declared=declared)
        self.diagnostics.extend(inference.diagnostics)
        return inference.type


def _within(heading: Span, values: Span, table: DecisionTable) -> bool:
    """Whether the allowed values stand in the table, and not in the type of what it reads."""
    return values.source is table.span.source and heading.end <= values.start < table.span.end


def result_type(table: DecisionTable) -> Type:
    """The type of a table's value, by its outputs and its hit policy (DMN 1.5, clause 8.2.11)."""
    if table.hit_policy is HitPolicy.COLLECT_COUNT:
        return NUMBER
    one: Type = ANY
    if len(table.outputs) == 1:
        one = table.outputs[0].type
    elif table.outputs:
        one = ContextType(tuple((output.name, output.type) for output in table.outputs))
    return ListType(one) if table.hit_policy in _LISTING else one


def hit_policy_problems(table: DecisionTable) -> Iterator[Diagnostic]:
    """K215 where the hit policy cannot work with the outputs, K216 where it needs their values in order."""
    policy, outputs = table.hit_policy, table.outputs
    if policy in _AGGREGATING and len(outputs) > 1:
        yield error(
            "K215",
            f"hit policy `{policy}` works on a single output, but this table has {len(outputs)}",
            outputs[1].span,
            help="use `C` and work on its list, or a table for each output",
        )
    elif policy in _AGGREGATING and outputs and not _aggregates(policy, outputs[0].type):
        output = f"`{outputs[0].name or 'the output'}` is {described(outputs[0].type)}"
        what = "sums numbers" if policy is HitPolicy.COLLECT_SUM else "needs values that have an order"
        yield error(
            "K215",
            f"hit policy `{policy}` {what}, but {output}",
            outputs[0].span,
            help="use `C`, which gives the list of all outputs",
        )
    if policy in _BY_VALUES and all(output.values is None for output in outputs):
        yield error(
            "K216",
            f"hit policy `{policy}` needs the values of its outputs in their order",
            outputs[0].span if outputs else table.span,
            help="list them, the most important first, in a `values` row below the header",
        )


def _aggregates(policy: HitPolicy, type_: Type) -> bool:
    match type_:
        case NumberType() | AnyType():
            return True
        case SimpleType():
            return policy is not HitPolicy.COLLECT_SUM and type_ not in (BOOLEAN, STRING)
        case _:
            return False

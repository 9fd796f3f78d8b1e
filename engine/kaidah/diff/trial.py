"""A table evaluated by itself: its input expressions are given, and so is every name that its entries read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import islice, product
from typing import Any

from kaidah.diff.outcome import Side
from kaidah.evaluate import Answer, evaluate
from kaidah.feel.equality import same
from kaidah.feel.temporal import Date
from kaidah.feel.types import ANY, BOOLEAN, DATE, STRING, NumberType, Type
from kaidah.feel.values import Value
from kaidah.model.elements import Decision, InputData, ItemDefinition, LiteralExpression, Model
from kaidah.plan.from_model import from_model
from kaidah.plan.plan import Plan
from kaidah.region.axis import cut_line
from kaidah.region.constant import NOT_CONSTANT
from kaidah.region.domain import EVERY, Kind, Line, values_named
from kaidah_dsl.diagnostics import Diagnostic, Severity
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.walk import free_names

_TABLE = "the table"
_MOST_FILLED = 12


@dataclass(frozen=True, kw_only=True)
class Given:
    """An answer as the engine gave it; `problem` says why there is none."""

    value: Value
    type: Type
    decided: bool
    problem: str = ""

    def differs(self, other: Given) -> bool:
        if self.decided and other.decided:
            return not same(self.value, other.value)
        return self.decided is not other.decided or self.problem != other.problem


@dataclass(frozen=True, kw_only=True, eq=False)
class TableTrial:
    """One side's table, to be evaluated."""

    side: Side
    type: Type = ANY
    item: ItemDefinition | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The inputs and decisions that entries read, which must be given besides the input expressions."""
        table, model = self.side.table, self.side.surroundings.model
        trees: list[feel.Node] = [entry for rule in table.rules for entry in rule.output_entries]
        trees += [test for rule in table.rules for entry in rule.input_entries for test in entry.tests]
        trees += [output.default for output in table.outputs if output.default is not None]
        read = {name.name for tree in dict.fromkeys(trees) for name in free_names(tree)}
        elements = {each.name for each in (*model.inputs, *model.decisions)}
        return tuple(sorted(read & (elements | self.side.surroundings.local)))

    @cached_property
    def constants(self) -> Mapping[str, Value]:
        """The names whose values are known before any case."""
        known = self.side.surroundings.constants.known
        return {name: known[name] for name in self.names if name in known}

    @cached_property
    def _plan(self) -> Plan:
        table, model = self.side.table, self.side.surroundings.model
        span = table.span
        names = (*map(_name, range(len(table.inputs))), *self.names)
        decision = Decision(
            name=_TABLE,
            span=span,
            expression=replace(
                table,
                inputs=tuple(
                    replace(clause, expression=feel.Name(name=_name(place), span=clause.span))
                    for place, clause in enumerate(table.inputs)
                ),
            ),
            type=self.type,
            item=self.item,
        )
        return from_model(
            Model(
                name=model.name,
                path=model.path,
                item_definitions=model.item_definitions,
                inputs=tuple(
                    InputData(name=name, span=span, item=ItemDefinition(name=name, type=ANY, span=span))
                    for name in names
                ),
                decisions=(decision, *self._needed_by_functions(model)),
                knowledge_models=model.knowledge_models,
                lenient=model.lenient,
            )
        )

    def _needed_by_functions(self, model: Model) -> tuple[Decision, ...]:
        """Constants that functions may read."""
        if not model.knowledge_models:
            return ()
        return tuple(
            each
            for each in model.decisions
            if each.name not in self.names
            and isinstance(each.expression, LiteralExpression)
            and self.side.surroundings.constants.value(each.expression.tree) is not NOT_CONSTANT
        )

    def answer(self, case: Mapping[feel.Expression, Value], names: Mapping[str, Value]) -> Given:
        """What the table answers; `case` are the values of the input expressions."""
        given: dict[str, Value] = {**names, **self.constants}
        for place, clause in enumerate(self.side.table.inputs):
            given[_name(place)] = case[clause.expression]
        plan = self._plan
        given = {name: value for name, value in given.items() if name in plan.slots}
        lenient = self.side.surroundings.model.lenient
        return given_by(evaluate(plan, given, [_TABLE], trace=False, lenient=lenient), _TABLE, self.type)


def given_by(answer: Answer, name: str, type: Type) -> Given:
    """One output of an answer."""
    decided = answer.decided and name in answer.outputs
    return Given(
        value=answer.outputs.get(name),
        type=type,
        decided=decided,
        problem="" if decided else _reason(answer.diagnostics),
    )


_REASONS = {
    "K505": "several rules match",
    "K506": "the rules that match disagree",
    "K507": "no rule matches",
}


def _reason(diagnostics: tuple[Diagnostic, ...]) -> str:
    errors = [each for each in diagnostics if each.severity is Severity.ERROR]
    first = next(iter(errors), None)
    return "" if first is None else _REASONS.get(first.code, first.message)


def fillings(names: Mapping[str, Side], known: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    """Values for names that are read and not known yet, a few of each."""
    open_names = [name for name in names if name not in known]
    choices = [some_values(names[name], name) for name in open_names]
    for values in islice(product(*choices), _MOST_FILLED):
        yield {**known, **dict(zip(open_names, values, strict=True))}


_KINDS = {kind.value: kind for kind in Kind}
_PLAIN: dict[Type, tuple[Any, ...]] = {BOOLEAN: (True, False), STRING: ("text",), DATE: (Date(2020, 1, 1),)}


def some_values(side: Side, name: str) -> tuple[Any, ...]:
    """A few values that a name can have."""
    around = side.surroundings
    tree = feel.Name(name=name, span=side.table.span)
    possible = around.values_of(tree) if name not in around.local else EVERY
    item = around.item(tree)
    type = item.type if item else ANY
    if isinstance(type, NumberType):
        axis = cut_line(name, Line(Kind.NUMBER, type.scale), [], possible)
        found = [axis.sample(place) for place in range(axis.size)]
        far = [Decimal(1000), Decimal(7)]
        return tuple(dict.fromkeys([*far, *found])) if possible == EVERY else tuple(found)
    named = tuple(dict.fromkeys(values_named(possible)))
    return named[:4] or _PLAIN.get(type, (Decimal(7),))


def _name(place: int) -> str:
    return f"input clause {place + 1}"

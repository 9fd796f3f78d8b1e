"""From what is wanted at a table to the inputs of its model: through the tables, conditions and sums on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from functools import cached_property
from itertools import islice
from typing import Any, TypeAlias

from kaidah.cases.outcome import Outcomes
from kaidah.cases.wanted import Precisely, Wanted, Within, passing
from kaidah.feel.number import CONTEXT
from kaidah.model.elements import (
    BoxedExpression,
    Conditional,
    DecisionTable,
    HitPolicy,
    LiteralExpression,
    Model,
)
from kaidah.region.box import Box, between
from kaidah.region.constant import NOT_CONSTANT
from kaidah.verify.examined import Examined
from kaidah.verify.surroundings import Surroundings, dotted
from kaidah_dsl.feel import tree as feel

InputPath: TypeAlias = tuple[str, ...]
Given: TypeAlias = Mapping[InputPath, Any]
Goal: TypeAlias = tuple[feel.Expression, Wanted]
_DEEPEST = 8
_MOST_STEPS = 600
_MOST_SAMPLES = 4
_MOST_RULES = 12
_SINGLE = (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.FIRST, HitPolicy.PRIORITY)


@dataclass(kw_only=True, eq=False)
class Reach:
    """Finds values of inputs for which expressions of a model have the values that are wanted.

    What cannot be looked through (calls, loops, products of inputs) is left to chance: a solution is to be tried.
    """

    surroundings: Surroundings
    _examined: dict[str, Examined] = field(default_factory=dict)
    _steps: int = 0

    @property
    def model(self) -> Model:
        return self.surroundings.model

    @cached_property
    def _inputs(self) -> frozenset[str]:
        return frozenset(data.name for data in self.model.inputs)

    @cached_property
    def _logic(self) -> dict[str, BoxedExpression]:
        return {each.name: each.expression for each in self.model.decisions if each.expression is not None}

    def solutions(self, goals: Sequence[Goal]) -> Iterator[Given]:
        """Values of inputs for which the goals may all be met."""
        self._steps = 0
        direct = [goal for goal in goals if self.path(goal[0]) is not None]
        others = [goal for goal in goals if self.path(goal[0]) is None]
        yield from self._all([*direct, *others], {}, 0)

    def _all(self, goals: Sequence[Goal], given: Given, depth: int) -> Iterator[Given]:
        if not goals:
            yield given
            return
        (tree, wanted), *rest = goals
        for found in self._one(tree, wanted, given, depth):
            yield from self._all(rest, found, depth)

    def path(self, tree: feel.Expression) -> InputPath | None:
        """The input, and the component of it, that an expression names."""
        match tree:
            case feel.Name(name=name) if name in self._inputs and name not in self.surroundings.local:
                return (name,)
            case feel.Path(source=source, name=name):
                if dotted(tree) in self._inputs:
                    return (dotted(tree),)
                inner = self.path(source)
                return None if inner is None else (*inner, name)
            case _:
                return None

    def _one(self, tree: feel.Expression, wanted: Wanted, given: Given, depth: int) -> Iterator[Given]:
        self._steps += 1
        if self._steps > _MOST_STEPS or depth > _DEEPEST:
            return
        path = self.path(tree)
        if path is not None:
            yield from self._input(path, wanted, given)
            return
        constant = self.surroundings.constants.value(tree)
        if constant is not NOT_CONSTANT:
            if wanted.accepts(constant):
                yield given
            return
        match tree:
            case feel.Name() | feel.Path() if dotted(tree) in self._logic:
                yield from self._boxed(dotted(tree), self._logic[dotted(tree)], wanted, given, depth + 1)
            case feel.Conjunction() | feel.Disjunction() | feel.Comparison() | feel.In() | feel.Between():
                for holds in (True, False):
                    if wanted.accepts(holds):
                        yield from self._condition(tree, holds, given, depth + 1)
            case feel.Call(function=feel.Name(name="not"), arguments=(argument,)):
                for holds in (True, False):
                    if wanted.accepts(not holds):
                        yield from self._one(argument.value, Precisely(value=holds), given, depth + 1)
            case feel.If(condition=condition, then=then, otherwise=otherwise):
                for holds, branch in ((True, then), (False, otherwise)):
                    goals = [(condition, Precisely(value=holds)), (branch, wanted)]
                    yield from self._all(goals, given, depth + 1)
            case feel.Arithmetic():
                yield from self._sum(tree, wanted, given, depth + 1)
            case _:
                yield given

    def _input(self, path: InputPath, wanted: Wanted, given: Given) -> Iterator[Given]:
        if path in given:
            if wanted.accepts(given[path]):
                yield given
            return
        for value in islice(wanted.samples(), _MOST_SAMPLES):
            yield {**given, path: value}

    # --- conditions and sums --------------------------------------------------------------------------

    def _condition(self, tree: feel.Expression, holds: bool, given: Given, depth: int) -> Iterator[Given]:
        match tree:
            case feel.Conjunction(left=left, right=right) | feel.Disjunction(left=left, right=right):
                goals = [(left, Precisely(value=holds)), (right, Precisely(value=holds))]
                if isinstance(tree, feel.Conjunction) is holds:
                    yield from self._all(goals, given, depth)
                else:
                    for each, wanted in goals:
                        yield from self._one(each, wanted, given, depth)
            case feel.Comparison(operator=operator, left=left, right=right):
                test = feel.UnaryComparison(operator=operator, value=right, span=right.span)
                yield from self._passing(left, (test,), holds, given, depth)
            case feel.In(value=value, tests=tests):
                yield from self._passing(value, tests, holds, given, depth)
            case feel.Between(value=value, low=low, high=high):
                test2 = feel.Interval(start=low, end=high, start_closed=True, end_closed=True, span=low.span)
                yield from self._passing(value, (test2,), holds, given, depth)
            case _:
                yield given

    def _passing(
        self,
        subject: feel.Expression,
        tests: tuple[feel.Expression, ...],
        holds: bool,
        given: Given,
        depth: int,
    ) -> Iterator[Given]:
        wanted = passing(subject, feel.UnaryTests(tests=tests, span=subject.span), holds, self.surroundings)
        if wanted is None:
            yield given
        else:
            yield from self._one(subject, wanted, given, depth)

    def _sum(self, tree: feel.Arithmetic, wanted: Wanted, given: Given, depth: int) -> Iterator[Given]:
        """Sums, differences, products and shares: one side is taken as it is known, the other worked out."""
        for value in islice(wanted.samples(), _MOST_SAMPLES):
            if not isinstance(value, Decimal):
                return
            for known, open_side, on_left in (
                (tree.right, tree.left, True),
                (tree.left, tree.right, False),
            ):
                number = self._number(known, given)
                solved = None if number is None else _solved(tree.operator, value, number, on_left)
                if solved is not None:
                    yield from self._one(open_side, Precisely(value=solved), given, depth)

    def _number(self, tree: feel.Expression, given: Given) -> Decimal | None:
        """The value of an expression as far as it is known; of an input that is open, nothing."""
        path = self.path(tree)
        found = given.get(path, Decimal(0)) if path is not None else self.surroundings.constants.value(tree)
        return found if isinstance(found, Decimal) else None

    # --- decisions ------------------------------------------------------------------------------------

    def _boxed(
        self, name: str, logic: BoxedExpression, wanted: Wanted, given: Given, depth: int
    ) -> Iterator[Given]:
        match logic:
            case LiteralExpression(tree=tree):
                yield from self._one(tree, wanted, given, depth)
            case Conditional(condition=condition, then=then, otherwise=otherwise):
                for holds, branch in ((True, then), (False, otherwise)):
                    for found in self._boxed(name, condition, Precisely(value=holds), given, depth):
                        yield from self._boxed(name, branch, wanted, found, depth)
            case DecisionTable() if len(logic.outputs) == 1 and logic.hit_policy in _SINGLE:
                yield from self._table(name, logic, wanted, given, depth)
            case _:
                yield given

    def _table(
        self, name: str, table: DecisionTable, wanted: Wanted, given: Given, depth: int
    ) -> Iterator[Given]:
        examined = self._examined.get(name)
        if examined is None:
            examined = Examined(owner=name, within="", table=table, surroundings=self.surroundings)
            self._examined[name] = examined
        tried = 0
        for place, rule in enumerate(table.rules):
            output = rule.output_entries[0]
            value = self.surroundings.constants.value(output)
            if (value is not NOT_CONSTANT and not wanted.accepts(value)) or tried > _MOST_RULES:
                continue
            tried += 1
            extra = [] if value is not NOT_CONSTANT else [(output, wanted)]
            for box in islice(deciding(examined, place), 3):
                yield from self._all([*_goals(examined, box), *extra], given, depth)
        default = table.outputs[0].default
        if default is not None and wanted.accepts(self.surroundings.constants.value(default)):
            for box in islice(examined.uncovered.boxes, 3):
                yield from self._all(_goals(examined, box), given, depth)


def _goals(examined: Examined, box: Box) -> list[Goal]:
    axes = examined.grid.axes
    return [
        (subject, Within(axis=axes[place], mask=box[place]))
        for place, subject in enumerate(examined.grid.subjects)
        if box[place] != axes[place].full
    ]


def deciding(examined: Examined, place: int) -> Iterator[Box]:
    """Boxes in which a rule decides."""
    box = examined.boxes[place]
    policy = examined.table.hit_policy
    if policy is HitPolicy.FIRST:
        yield from examined.cover.uncovered(box, between(0, place), budget=500).boxes
        return
    if policy is HitPolicy.PRIORITY:
        outcomes = Outcomes(examined.table, examined.surroundings.constants)
        before = 0
        order = outcomes.order() or ()
        for rule in order[: order.index(place)]:
            before |= 1 << rule
        yield from examined.cover.uncovered(box, before, budget=500).boxes
        return
    if all(box):
        yield box


def _solved(operator: str, value: Decimal, known: Decimal, on_left: bool) -> Decimal | None:
    """The side of a sum that is open, where the whole is to be `value`."""
    with localcontext(CONTEXT):
        match operator:
            case "+":
                return value - known
            case "-":
                return value + known if on_left else known - value
            case "*":
                return value / known if known else None
            case "/" if on_left:
                return value * known
            case _:
                return None

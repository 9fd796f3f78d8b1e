"""From a region of a table to a case of its model: inputs that make the decisions before it give such values."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import islice, product
from math import prod
from typing import TypeAlias

from kaidah.evaluate import evaluate
from kaidah.feel.types import ANY, BOOLEAN, STRING, NumberType
from kaidah.feel.values import Value
from kaidah.model.elements import Decision, DecisionTable, InputData, LiteralExpression, Model
from kaidah.model.requirements import logic_of, with_logic
from kaidah.model.used_names import used_names
from kaidah.plan.from_model import from_model
from kaidah.plan.plan import Plan
from kaidah.region.axis import Axis
from kaidah.region.box import Box
from kaidah.region.constant import NOT_CONSTANT
from kaidah.region.from_table import ClauseCells, Grid, axis_of, read_table
from kaidah.verify.surroundings import Surroundings, tables_of
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.walk import free_names, walk

MOST_CASES = 1_500
_MOST_VALUES = 40


Cell: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case of the model: its inputs, and what they make of the input expressions of the table."""

    inputs: Mapping[str, Value]
    values: Mapping[str, Value]


@dataclass(frozen=True, kw_only=True)
class Realiser:
    """Looks for cases of a model in which the input expressions of a table have values of a box."""

    surroundings: Surroundings
    grid: Grid

    @property
    def model(self) -> Model:
        return self.surroundings.model

    @cached_property
    def needed(self) -> tuple[frozenset[str], ...]:
        """For each axis the inputs that its expression needs, directly or not."""
        return tuple(self._inputs_of(subject) for subject in self.grid.subjects)

    def are_apart(self, box: Box) -> bool:
        """Whether no two restricted axes need the same input."""
        seen: set[str] = set()
        for needed, mask, axis in zip(self.needed, box, self.grid.axes, strict=False):
            if mask == axis.full:
                continue
            if seen & needed:
                return False
            seen |= needed
        return True

    def reached_in(self, box: Box) -> Iterator[tuple[Cell, Case]]:
        """The cells of a box that were reached, with a case for each."""
        for cell, case in self.reached.items():
            if all(mask >> piece & 1 for mask, piece in zip(box, cell, strict=False)):
                yield cell, case

    def narrowed(self, box: Box) -> Box:
        """The box around the cells of a box that were reached; the box itself where none was."""
        masks = [0] * len(self.grid.subjects)
        for cell, _ in self.reached_in(box):
            masks = [mask | 1 << piece for mask, piece in zip(masks, cell, strict=True)]
        return (*masks, *box[len(masks) :]) if all(masks) else box

    @cached_property
    def reached(self) -> dict[Cell, Case]:
        """The cells of the table that cases of the model come to."""
        found: dict[Cell, Case] = {}
        for inputs in islice(self._cases(), MOST_CASES):
            answer = evaluate(self._plan, inputs, self._clauses, trace=False, lenient=self.model.lenient)
            cell = self._cell(answer.outputs) if answer.decided else None
            if cell is not None:
                found.setdefault(cell, Case(inputs=inputs, values=answer.outputs))
        return found

    def _cell(self, outputs: Mapping[str, Value]) -> Cell | None:
        pieces = []
        for place, name in enumerate(self._clauses):
            try:
                piece = self.grid.axes[place].piece_of(outputs[name])
            except (TypeError, AttributeError):
                return None
            if piece is None:
                return None
            pieces.append(piece)
        return tuple(pieces)

    @cached_property
    def is_proof(self) -> bool:
        """Whether what was not reached cannot be: only tables of constants lie between inputs and table, and
        every combination of the pieces of their inputs was tried."""
        return self._count <= MOST_CASES and all(map(self._is_stepwise, self.grid.subjects))

    def _is_stepwise(self, tree: feel.Expression) -> bool:
        if not isinstance(tree, feel.Name):
            return self.surroundings.constants.value(tree) is not NOT_CONSTANT
        if any(data.name == tree.name for data in self.model.inputs):
            return tree.name in self._clauses_of
        decision = next((each for each in self.model.decisions if each.name == tree.name), None)
        table = decision.expression if decision else None
        if not isinstance(table, DecisionTable):
            return self.surroundings.constants.value(tree) is not NOT_CONSTANT
        entries = [entry for rule in table.rules for entry in rule.output_entries]
        entries += [output.default for output in table.outputs if output.default is not None]
        return all(self._is_stepwise(clause.expression) for clause in table.inputs) and all(
            self.surroundings.constants.value(entry) is not NOT_CONSTANT for entry in entries
        )

    # --- cases ----------------------------------------------------------------------------------------

    @cached_property
    def _choices(self) -> dict[str, list[Value]]:
        return {
            data.name: self._values(data)
            for data in self.model.inputs
            if any(data.name in needed for needed in self.needed)
        }

    @property
    def _count(self) -> int:
        return prod(map(len, self._choices.values()))

    def _cases(self) -> Iterator[dict[str, Value]]:
        """Inputs to try: every combination where these are few, else some by a fixed die."""
        names, choices = [*self._choices], [*self._choices.values()]
        if self._count <= MOST_CASES:
            for chosen in product(*choices):
                yield dict(zip(names, chosen, strict=True))
            return
        die = random.Random(0)
        while True:
            yield {name: die.choice(values) for name, values in zip(names, choices, strict=True)}

    @cached_property
    def _clauses_of(self) -> dict[str, list[ClauseCells]]:
        """The input clauses in all tables that are about an input itself."""
        names = {data.name for data in self.model.inputs}
        found: dict[str, list[ClauseCells]] = {}
        around = self.surroundings
        for _, _, table, local in tables_of(self.model):
            subjects = {c.expression.name for c in table.inputs if isinstance(c.expression, feel.Name)}
            if local or not subjects & names:
                continue
            cells = read_table(
                table, constants=around.constants, scales=around.scale, values=around.values(table)
            )
            for clause in cells.clauses:
                if isinstance(clause.expression, feel.Name) and clause.expression.name in names:
                    found.setdefault(clause.expression.name, []).append(clause)
        return found

    def _values(self, data: InputData) -> list[Value]:
        """Values of an input that may make a difference: one of each piece that all tables cut it into."""
        found: dict[Value, None] = {}
        clauses = self._clauses_of.get(data.name)
        if clauses:
            found.update(_samples(axis_of(clauses)))
        elif data.type == BOOLEAN:
            found.update({True: None, False: None})
        elif isinstance(data.type, NumberType):
            found.update(dict.fromkeys(self._constants[Decimal]))
        elif data.type == STRING:
            found.update(dict.fromkeys(self._constants[str]))
        return [*found][:_MOST_VALUES] or [None]

    @cached_property
    def _constants(self) -> dict[type, list[Value]]:
        """The constants of all logic, and for numbers their neighbours."""
        numbers: dict[Value, None] = {Decimal(0): None, Decimal(1): None}
        texts: dict[Value, None] = {}
        for element in with_logic(self.model):
            logic = logic_of(element)
            if isinstance(logic, LiteralExpression):
                for node in walk(logic.tree):
                    if isinstance(node, feel.NumberLiteral):
                        numbers.update({node.value: None, node.value + 1: None, node.value - 1: None})
                    elif isinstance(node, feel.StringLiteral):
                        texts[node.value] = None
        return {Decimal: [*numbers], str: [*texts, "any other"]}

    # --- the model ------------------------------------------------------------------------------------

    @cached_property
    def _clauses(self) -> list[str]:
        return [f"input clause {place + 1}" for place in range(len(self.grid.subjects))]

    @cached_property
    def _plan(self) -> Plan:
        """The model with a decision for each input expression of the table."""
        decisions = tuple(
            Decision(
                name=name,
                span=subject.span,
                type=ANY,
                expression=LiteralExpression(tree=subject, type=ANY, span=subject.span),
            )
            for name, subject in zip(self._clauses, self.grid.subjects, strict=True)
        )
        return from_model(replace(self.model, decisions=(*self.model.decisions, *decisions)))

    @cached_property
    def _uses(self) -> dict[str, frozenset[str]]:
        return {
            element.name: frozenset(name.name for name in used_names(logic))
            for element in with_logic(self.model)
            if (logic := logic_of(element)) is not None
        }

    def _inputs_of(self, tree: feel.Expression) -> frozenset[str]:
        inputs = {data.name for data in self.model.inputs}
        waiting = [name.name for name in free_names(tree)]
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(self._uses.get(name, ()))
        return frozenset(seen & inputs)


def _samples(axis: Axis) -> dict[Value, None]:
    return {axis.sample(piece): None for piece in range(min(axis.size, _MOST_VALUES))}

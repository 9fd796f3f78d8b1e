"""Logic that goes in steps: its answer changes only where an input passes a bound, so that finitely many cases
show all of it.

The bounds are noted while it is found out whether logic goes in steps; `_all` therefore looks at every part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from kaidah.doubts.cells import Cell, chosen_cells, is_ordered, ordered_cells
from kaidah.doubts.exploration import NO_ANSWER, Probe, TooMany, Unlisted, explore
from kaidah.feel.lower import Layout, lower
from kaidah.feel.lower.frame import Undecided
from kaidah.feel.types import BASE_TYPES, BOOLEAN, STRING, NumberType, Type
from kaidah.feel.values import Range, instance_of
from kaidah.model.elements import (
    BoxedExpression,
    Context,
    DecisionTable,
    FunctionExpression,
    IteratorExpression,
    LiteralExpression,
    Model,
)
from kaidah.plan.item import ItemPlan, of_type
from kaidah.plan.plan import DecisionPlan, FunctionPlan, InputPlan, Plan
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.walk import children, walk

MOST_VALUES = 200
MOST_WHOLE = 60


def _all(verdicts: list[bool]) -> bool:
    return all(verdicts)


Locals = Mapping[str, bool]
"""Local names, and whether their values go in steps."""


class Steps:
    """What is found of the logic of one model. `bounds` are the values, by slot, that inputs (and decisions whose
    own logic does not go in steps, or that are `taken` as they are) are compared with."""

    def __init__(self, plan: Plan, taken: frozenset[int] = frozenset()) -> None:
        self.plan = plan
        self.model: Model = plan.model
        self.bounds: dict[int, dict[Any, None]] = {}
        self.samples: dict[int, list[Any]] = {}
        self._cells: dict[int, tuple[Cell, ...]] = {}
        self._known: dict[int, bool] = dict.fromkeys(taken, False)
        self._types = {**BASE_TYPES, **{item.name: item.type for item in self.model.item_definitions}}

    # --- inputs -----------------------------------------------------------------------------------

    @property
    def cuts(self) -> frozenset[int]:
        """The decisions that are tried like inputs."""
        return frozenset(slot for slot, stepwise in self._known.items() if not stepwise)

    def item(self, slot: int) -> ItemPlan:
        part = self.plan.parts[slot]
        if isinstance(part, InputPlan):
            return part.item
        assert isinstance(part, DecisionPlan)
        return part.item or of_type(part.decision.type, part.name)

    def cells(self, slot: int) -> tuple[Cell, ...]:
        """The cells of an input: those of its allowed values that the bounds tell apart. None where its values
        cannot be listed."""
        if slot not in self._cells:
            self._cells[slot] = self._cut(slot)
        return self._cells[slot]

    def usual(self, slot: int) -> int:
        """The cell that is taken where nothing else is wanted: that of the default, else the first."""
        default = self._default(slot)
        cells = self.cells(slot)
        return next((index for index, cell in enumerate(cells) if default and cell.witness == default[0]), 0)

    def _cut(self, slot: int) -> tuple[Cell, ...]:
        item = self.item(slot)
        bounds = [*self.bounds.get(slot, ()), *self._allowed(slot)]
        if item.type == BOOLEAN:
            return chosen_cells((True, False))
        if is_ordered(item.type):
            found = ordered_cells((bound for bound in bounds if _of(bound, item.type)), item.type)
        elif item.type == STRING:
            texts = [bound for bound in bounds if isinstance(bound, str)]
            found = chosen_cells(texts, others=not self._enumerated(item))
        else:
            found = chosen_cells([*self.samples.get(slot, ()), *self._default(slot)])
        return tuple(cell for cell in found if self._may_be(slot, cell.witness))

    def _may_be(self, slot: int, value: Any) -> bool:
        item, edition = self.item(slot), self.model.edition
        if edition and slot == self.plan.slots.get(self.model.date_input) and value not in edition.in_force:
            return False
        return item.allowed is None or value in item.allowed

    def finite(self, slot: int) -> bool:
        """Whether the values of an input can be listed one by one."""
        item = self.item(slot)
        return item.type == BOOLEAN or self._enumerated(item) or bool(self._whole(item))

    def _enumerated(self, item: ItemPlan) -> bool:
        """Whether the allowed values are written one by one."""
        tests = item.allowed.tests if item.allowed else None
        kind = feel.StringLiteral if item.type == STRING else feel.NumberLiteral
        return tests is not None and not tests.negated and all(isinstance(test, kind) for test in tests.tests)

    def _whole(self, item: ItemPlan) -> range:
        """The whole numbers between two bounds, where nothing else is allowed and they are not too many."""
        tests = item.allowed.tests.tests if item.allowed and not item.allowed.tests.negated else ()
        if not isinstance(item.type, NumberType) or item.type.scale != 0 or len(tests) != 1:
            return range(0)
        match tests[0]:
            case feel.Interval(start=feel.NumberLiteral(value=low), end=feel.NumberLiteral(value=high)):
                return range(int(low), int(high) + 1) if high - low <= MOST_WHOLE else range(0)
            case _:
                return range(0)

    def _allowed(self, slot: int) -> Iterator[Any]:
        """The bounds of the allowed values, and the default."""
        item = self.item(slot)
        yield from self._default(slot)
        if self.model.edition and slot == self.plan.slots.get(self.model.date_input):
            period = self.model.edition.in_force
            yield from (day for day in (period.start, period.end) if day)
        yield from map(Decimal, self._whole(item))
        for test in item.allowed.tests.tests if item.allowed else ():
            for bound in _ends(test):
                yield from self.values(bound)

    def has_default(self, slot: int) -> bool:
        return bool(self._default(slot))

    def _default(self, slot: int) -> tuple[Any, ...]:
        part = self.plan.parts[slot]
        return (part.default or ()) if isinstance(part, InputPlan) else ()

    # --- logic ------------------------------------------------------------------------------------

    def decision(self, slot: int) -> bool:
        """Whether a decision goes in steps; notes its bounds."""
        if slot not in self._known:
            part = self.plan.parts[slot]
            assert isinstance(part, DecisionPlan)
            logic = part.decision.expression
            self._known[slot] = logic is None or self.boxed(logic, {})
        return self._known[slot]

    def boxed(self, box: BoxedExpression, local: Locals) -> bool:
        match box:
            case LiteralExpression(tree=tree):
                return self.tree(tree, local)
            case DecisionTable():
                return self._table(box, local)
            case Context(entries=entries, result=result):
                for entry in entries:
                    local = {**local, entry.name: self.boxed(entry.expression, local)}
                if result is not None:
                    return self.boxed(result, local)
                return all(local[entry.name] for entry in entries)
            case FunctionExpression(parameters=parameters, body=body):
                return self.boxed(body, {**local, **dict.fromkeys((p.name for p in parameters), True)})
            case IteratorExpression(variable=variable, source=source, result=result):
                stepwise = self.boxed(source, local)
                return self.boxed(result, {**local, variable: stepwise, "partial": stepwise}) and stepwise
            case _:
                return _all([self._part(part, local) for part in _parts(box)])

    def _part(self, part: Any, local: Locals) -> bool:
        return self.tree(part, local) if isinstance(part, feel.Node) else self.boxed(part, local)

    def _table(self, table: DecisionTable, local: Locals) -> bool:
        stepwise = [
            self._compared(clause.expression, [part for test in tests.tests for part in _ends(test)], local)
            for rule in table.rules
            for clause, tests in zip(table.inputs, rule.input_entries, strict=True)
            if not tests.irrelevant
        ]
        outputs = [entry for rule in table.rules for entry in rule.output_entries]
        outputs += [clause.default for clause in table.outputs if clause.default is not None]
        return _all([*stepwise, *(self.tree(output, local) for output in outputs)])

    def tree(self, node: feel.Node, local: Locals) -> bool:
        """Whether an expression goes in steps; notes its bounds."""
        match node:
            case feel.Name(name=name):
                return self._name(name, local)
            case feel.Comparison(left=left, right=right):
                return self._compared(left, [right], local) or self._compared(right, [left], local)
            case feel.Between(value=value, low=low, high=high):
                return self._compared(value, [low, high], local)
            case feel.In(value=value, tests=tests):
                return self._compared(value, [part for test in tests for part in _ends(test)], local)
            case feel.Call(function=feel.Name(name=name), arguments=arguments):
                return _all([*(self.tree(each.value, local) for each in arguments), self._function(name)])
            case feel.For(iterators=iterators) | feel.Quantified(iterators=iterators):
                for iterator in iterators:
                    ends = [part for part in (iterator.domain, iterator.end) if part is not None]
                    local = {**local, iterator.name: _all([self.tree(end, local) for end in ends])}
                body = node.result if isinstance(node, feel.For) else node.condition
                return self.tree(body, {**local, "partial": True}) and all(
                    local[iterator.name] for iterator in iterators
                )
            case feel.ContextLiteral(entries=entries):
                for entry in entries:
                    local = {**local, entry.key: self.tree(entry.value, local)}
                return all(local[entry.key] for entry in entries)
            case _:
                return _all([self.tree(child, local) for child in children(node)])

    def _name(self, name: str, local: Locals) -> bool:
        if name in local:
            return local[name]
        slot = self.plan.slots.get(name)
        match self.plan.part(name):
            case InputPlan() if slot is not None:
                return self.finite(slot)
            case DecisionPlan() if slot is not None:
                return self.decision(slot) or self.finite(slot)
            case _:
                return True

    def _function(self, name: str) -> bool:
        """Whether a function goes in steps if its arguments do."""
        part = self.plan.part(name)
        if not isinstance(part, FunctionPlan):
            return True
        if part.slot not in self._known:
            self._known[part.slot] = True  # it may call itself
            function = part.model.function
            self._known[part.slot] = function is None or self.boxed(function, {})
        return self._known[part.slot]

    def _compared(self, subject: feel.Expression, others: list[feel.Expression], local: Locals) -> bool:
        """A comparison goes in steps where both sides do, and where an input is compared with what does."""
        slot = self._variable(subject, local)
        within = local if slot is None else {**local, "?": False}
        if slot is None:
            within = {**local, "?": self.tree(subject, local)}
        stepwise = _all([self._test(other, slot, within) for other in others])
        if slot is None:
            return within["?"] and stepwise
        if stepwise:
            self._bound(slot, (value for other in others for value in self.values(other)))
        return stepwise

    def _test(self, node: feel.Expression, slot: int | None, local: Locals) -> bool:
        if slot is not None and any(isinstance(each, feel.Name) and each.name == "?" for each in walk(node)):
            return False
        return self.tree(node, local) and (slot is None or self.listed(node))

    def _variable(self, node: feel.Expression, local: Locals) -> int | None:
        """The slot of an input that has more values than can be listed, where a node is its name."""
        if not isinstance(node, feel.Name) or node.name in local:
            return None
        part = self.plan.part(node.name)
        if isinstance(part, InputPlan):
            return None if self.finite(part.slot) else part.slot
        if isinstance(part, DecisionPlan):
            return None if self.decision(part.slot) or self.finite(part.slot) else part.slot
        return None

    def _bound(self, slot: int, values: Iterable[Any]) -> None:
        self.bounds.setdefault(slot, {}).update(dict.fromkeys(values))
        self._cells.pop(slot, None)

    # --- values -----------------------------------------------------------------------------------

    def listed(self, node: feel.Expression) -> bool:
        """Whether all values of an expression that goes in steps can be worked out."""
        try:
            self.values(node)
        except (Undecided, TooMany, Unlisted):
            return False
        return True

    def values(self, node: feel.Expression) -> tuple[Any, ...]:
        """Every value that an expression that goes in steps can have; of lists and ranges their parts."""
        layout = Layout(shared=self.plan.slots, types=self._types)
        code = lower(node, layout)
        size = layout.body.size

        def question(probe: Probe) -> Any:
            return probe.value(lambda run: code([run, *[None] * (size - 1)]))

        found: dict[Any, None] = {}
        for leaf in explore(self.plan, question, self.cells, self.cuts, MOST_VALUES):
            found.update(dict.fromkeys(_flat(leaf.answer)))
        found.pop(NO_ANSWER, None)
        return tuple(found)

    # --- other logic ------------------------------------------------------------------------------

    def guess(self, box: object) -> None:
        """Take what a piece of logic works with as bounds of its inputs: constants, and the values of decisions
        that go in steps."""
        nodes = list(_nodes(box))
        names = {node.name: node for node in nodes if isinstance(node, feel.Name)}
        constants = [node for node in nodes if isinstance(node, (feel.NumberLiteral, feel.AtLiteral))]
        values = [value for node in constants for value in self.values(node)]
        for name in names:
            part = self.plan.part(name)
            if isinstance(part, InputPlan) and not self.finite(part.slot):
                self._bound(part.slot, (value for value in values if _of(value, part.item.type)))
                self._bound(part.slot, self._beside(part, names.values()))

    def _beside(self, data: InputPlan, names: Iterable[feel.Name]) -> Iterator[Any]:
        """The values of the decisions that stand beside an input and are of its unit."""
        for node in names:
            part = self.plan.part(node.name)
            if not isinstance(part, DecisionPlan) or _unit(part.decision.type) != _unit(data.item.type):
                continue
            if self.decision(part.slot) and self.listed(node):
                yield from self.values(node)


def _unit(type: Type) -> object:
    return type.unit if isinstance(type, NumberType) else type


def _of(value: Any, type: Type) -> bool:
    """Whether a bound is a value of the type, so that it can be compared with others."""
    return instance_of(value, type)


def _ends(test: feel.Expression) -> Iterator[feel.Expression]:
    """What a unary test compares with."""
    match test:
        case feel.Interval(start=start, end=end):
            yield from (end for end in (start, end) if end is not None)
        case feel.UnaryComparison(value=value):
            yield value
        case _:
            yield test


def _flat(value: Any) -> Iterator[Any]:
    match value:
        case tuple():
            for part in value:
                yield from _flat(part)
        case Range():
            yield from (end for end in (value.start, value.end) if end is not None)
        case dict() | None:
            return
        case _:
            yield value


def _parts(box: object) -> Iterator[Any]:
    """The expressions directly in a box."""
    assert is_dataclass(box)
    for field in fields(box):
        if field.name not in ("span", "type", "item"):
            yield from _expressions(getattr(box, field.name))


def _expressions(part: object) -> Iterator[Any]:
    if isinstance(part, tuple):
        for each in part:
            yield from _expressions(each)
    elif isinstance(part, feel.Node) or hasattr(part, "type"):
        yield part
    elif is_dataclass(part) and hasattr(part, "expression"):
        yield part.expression


def _nodes(box: object) -> Iterator[feel.Node]:
    """Every FEEL node in a piece of logic."""
    if isinstance(box, feel.Node):
        yield from walk(box)
    elif isinstance(box, tuple):
        for part in box:
            yield from _nodes(part)
    elif is_dataclass(box) and type(box).__module__ == DecisionTable.__module__:
        for field in fields(box):
            yield from _nodes(getattr(box, field.name))

"""What a model says of the values around a table: which names are constant, which values an expression can have.

All of it errs on the side of more: a value that is left out cannot occur. Null counts only where a table names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from kaidah.feel.types import NumberType
from kaidah.model.elements import (
    BoxedExpression,
    BusinessKnowledgeModel,
    Conditional,
    Context,
    Decision,
    DecisionTable,
    HitPolicy,
    InputData,
    Invocation,
    ItemDefinition,
    LiteralExpression,
    Model,
)
from kaidah.plan.item import digits_behind_point
from kaidah.region.cells import CellReader
from kaidah.region.constant import NOT_CONSTANT, Constants
from kaidah.region.domain import EVERY, AllOf, Exactly, OneOf, Stretch, ValueSet
from kaidah.region.from_table import Values, allowed_values
from kaidah.verify.arithmetic import WHOLE, Known, absolute, combined, hull_union, negated, rounded
from kaidah_dsl.feel import tree as feel

_SINGLE = (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.FIRST, HitPolicy.PRIORITY)
UNKNOWN = Known()


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """A model, asked about. `local` are names that mean something else where the table stands, `parameters` what
    is declared of some of them."""

    model: Model
    local: frozenset[str] = frozenset()
    parameters: Mapping[str, ItemDefinition] = field(default_factory=dict)
    _known: dict[str, Known] = field(default_factory=dict, repr=False)

    def of(self, owner: str) -> Surroundings:
        """The same inside a function, whose parameters may have types with allowed values."""
        element = self._elements.get(owner)
        function = element.function if isinstance(element, BusinessKnowledgeModel) else None
        known = function.parameters if function else ()
        items = {parameter.name: parameter.item for parameter in known if parameter.item is not None}
        return replace(self, parameters=items) if items else self

    def within(self, names: frozenset[str]) -> Surroundings:
        """The same where some names are bound to something local."""
        return replace(self, local=self.local | names) if names else self

    @cached_property
    def constants(self) -> Constants:
        """The decisions that need no input, with their values."""
        return Constants({k: v for k, v in self._constant_decisions.items() if k not in self.local})

    @cached_property
    def _constant_decisions(self) -> Mapping[str, object]:
        """Literal expressions of constants, in the order in which they use each other."""
        waiting = {
            decision.name: decision.expression.tree
            for decision in self.model.decisions
            if isinstance(decision.expression, LiteralExpression)
        }
        found: dict[str, object] = {}
        before = -1
        while before != len(found):
            before = len(found)
            constants = Constants(found)
            for name, tree in list(waiting.items()):
                value = constants.value(tree)
                if value is not NOT_CONSTANT:
                    found[name] = value
                    del waiting[name]
        return found

    @cached_property
    def _elements(self) -> dict[str, InputData | Decision | BusinessKnowledgeModel]:
        found: dict[str, InputData | Decision | BusinessKnowledgeModel] = {}
        found.update((data.name, data) for data in self.model.inputs)
        found.update((decision.name, decision) for decision in self.model.decisions)
        found.update((function.name, function) for function in self.model.knowledge_models)
        return found

    # --- for the clauses of a table -------------------------------------------------------------------

    def scale(self, tree: feel.Expression) -> int | None:
        """The most digits behind the point of an expression's values."""
        return self.known(tree).scale

    def values(self, table: DecisionTable) -> dict[int, Values]:
        """What is known of the values of each input clause."""
        return {place: self._values(clause.expression) for place, clause in enumerate(table.inputs)}

    def _values(self, tree: feel.Expression) -> Values:
        item = self.item(tree)
        possible = self.known(tree).values
        allowed = allowed_values(item.allowed if item else None, CellReader(self.constants))
        return Values(allowed=allowed or EVERY, possible=possible, exact=allowed is not None)

    def values_of(self, tree: feel.Expression) -> ValueSet:
        """The values that an expression can have."""
        known = self._values(tree)
        return both(known.allowed, known.possible)

    def item(self, tree: feel.Expression) -> ItemDefinition | None:
        """The item definition of what an expression names: an input, a decision, a component of one."""
        match tree:
            case feel.Name(name=name):
                if name in self.local:
                    return self.parameters.get(name)
                element = self._elements.get(name)
                return element.item if isinstance(element, InputData | Decision) else None
            case feel.Path(source=source, name=name):
                whole = dotted(tree)
                if whole in self._elements:
                    return self.item(feel.Name(name=whole, span=tree.span))
                item = self.item(source)
                return next((part for part in item.components if part.name == name), None) if item else None
            case _:
                return None

    # --- expressions ----------------------------------------------------------------------------------

    def known(self, tree: feel.Expression) -> Known:
        """The values that an expression can have."""
        value = self.constants.value(tree)
        if value is not NOT_CONSTANT:
            return of_value(value)
        match tree:
            case feel.Name(name=name):
                if name not in self.local:
                    return self.named(name)
                item = self.parameters.get(name)
                return self._of_item(item, given=False) if item else UNKNOWN
            case feel.Path(source=source, name=name):
                whole = dotted(tree)
                if whole in self._elements:
                    return self.named(whole)
                return self._component(tree, source, name)
            case feel.Negation(operand=operand):
                return negated(self.known(operand))
            case feel.Arithmetic(operator=operator, left=left, right=right):
                return combined(operator, self.known(left), self.known(right))
            case feel.If(then=then, otherwise=otherwise):
                return either(self.known(then), self.known(otherwise))
            case feel.Call(function=feel.Name(name=name)) if name not in self.local:
                return self._call(tree, name)
            case _:
                return UNKNOWN

    def _component(self, tree: feel.Path, source: feel.Expression, name: str) -> Known:
        item = self.item(tree)
        if item is not None:
            return self._of_item(item, given=self._is_given(source))
        if isinstance(source, feel.Name) and source.name not in self.local:
            element = self._elements.get(source.name)
            if isinstance(element, Decision) and isinstance(element.expression, DecisionTable):
                return self._output(element.expression, name)
        return UNKNOWN

    def _is_given(self, tree: feel.Expression) -> bool:
        match tree:
            case feel.Name(name=name):
                return isinstance(self._elements.get(name), InputData)
            case feel.Path(source=source):
                return self._is_given(source)
            case _:
                return False

    def named(self, name: str) -> Known:
        """The values of an input or decision."""
        found = self._known.get(name)
        if found is None:
            self._known[name] = UNKNOWN  # for a circle
            found = self._known[name] = self._named(name)
        return found

    def _named(self, name: str) -> Known:
        match self._elements.get(name):
            case InputData() as data:
                return self._of_item(data.item, given=True)
            case Decision(expression=None):
                return UNKNOWN
            case Decision() as decision:
                assert decision.expression is not None
                outside = replace(self, local=frozenset())
                found = outside.boxed(decision.expression)
                if decision.item is None:
                    return found
                allowed = self._of_item(decision.item, given=False).values
                return Known(both(found.values, allowed), found.scale)
            case _:
                return UNKNOWN

    def _of_item(self, item: ItemDefinition, *, given: bool) -> Known:
        """What a type says. Only given values are held to their scale."""
        allowed = allowed_values(item.allowed, CellReader(self.constants))
        scale = item.type.scale if given and isinstance(item.type, NumberType) else None
        return Known(allowed or EVERY, scale)

    def boxed(self, boxed: BoxedExpression) -> Known:
        match boxed:
            case LiteralExpression():
                return self.known(boxed.tree)
            case DecisionTable():
                return self._output(boxed, None)
            case Conditional():
                return either(self.boxed(boxed.then), self.boxed(boxed.otherwise))
            case Context() if boxed.result is not None:
                names = frozenset(entry.name for entry in boxed.entries)
                return self.within(names).boxed(boxed.result)
            case Invocation(function=feel.Name(name=name)):
                return self._function(name)
            case _:
                return UNKNOWN

    def _output(self, table: DecisionTable, name: str | None) -> Known:
        """The values of a table's output (of the one that is named, where there are several)."""
        if name is None and len(table.outputs) != 1:
            return UNKNOWN
        places = [n for n, output in enumerate(table.outputs) if name is None or output.name == name]
        if not places:
            return UNKNOWN
        if table.hit_policy is HitPolicy.COLLECT_COUNT:
            return Known(Stretch(Decimal(0), Decimal(len(table.rules)), True, True), 0)
        entries = [rule.output_entries[places[0]] for rule in table.rules]
        default = table.outputs[places[0]].default
        if default is not None:
            entries.append(default)
        found = [self.known(entry) for entry in dict.fromkeys(entries)]
        if table.hit_policy in (*_SINGLE, HitPolicy.COLLECT_MIN, HitPolicy.COLLECT_MAX):
            return union(found)
        if table.hit_policy is HitPolicy.COLLECT_SUM:
            return hull_union(found)
        return UNKNOWN

    # --- functions ------------------------------------------------------------------------------------

    def _call(self, call: feel.Call, name: str) -> Known:
        if name in self._elements:
            return self._function(name)
        arguments = [argument.value for argument in call.arguments]
        first = arguments[0] if arguments else None
        types = {item.name for item in self.model.item_definitions}
        match name:
            case "count" | "string length":
                return Known(Stretch(Decimal(0), None, True, False), 0)
            case "floor" | "ceiling" | "round half up" | "round half down" | "round up" | "round down":
                return self._rounded(arguments)
            case "abs" if first is not None:
                return absolute(self.known(first))
            case "min" | "max" if len(arguments) > 1:
                return self._extreme(name, arguments)
            case _ if name in types and len(arguments) == 1 and first is not None:
                return self.known(first)
            case "day of year" | "week of year":
                return Known(Stretch(Decimal(1), Decimal(366), True, True), 0)
            case _:
                return UNKNOWN

    def _rounded(self, arguments: list[feel.Expression]) -> Known:
        digits = Decimal(0) if len(arguments) < 2 else self.constants.value(arguments[1])
        if isinstance(digits, Decimal) and digits == digits.to_integral_value() and arguments:
            return rounded(self.known(arguments[0]), int(digits))
        return UNKNOWN

    def _extreme(self, name: str, arguments: list[feel.Expression]) -> Known:
        return combined(name, *[self.known(each) for each in arguments])

    def _function(self, name: str) -> Known:
        element = self._elements.get(name)
        if not isinstance(element, BusinessKnowledgeModel) or element.function is None:
            return UNKNOWN
        key = f"{name}()"
        found = self._known.get(key)
        if found is None:
            self._known[key] = UNKNOWN
            names = frozenset(parameter.name for parameter in element.function.parameters)
            inside = replace(self, local=names)
            found = self._known[key] = inside.boxed(element.function.body)
        return found


def dotted(tree: feel.Expression) -> str:
    """`Tax.VAT rate`, where the node is nothing but names behind each other; else ""."""
    match tree:
        case feel.Name(name=name):
            return name
        case feel.Path(source=source, name=name):
            whole = dotted(source)
            return f"{whole}.{name}" if whole else ""
        case _:
            return ""


def of_value(value: object) -> Known:
    if isinstance(value, Decimal):
        return Known(Exactly(value), digits_behind_point(value))
    if value is None or isinstance(value, tuple | dict):
        return UNKNOWN if value is not None else Known(Exactly(None), WHOLE)
    return Known(Exactly(value))


def both(one: ValueSet, other: ValueSet) -> ValueSet:
    if one == EVERY or other == EVERY:
        return other if one == EVERY else one
    return AllOf((one, other))


def either(one: Known, other: Known) -> Known:
    return union([one, other])


def union(found: list[Known]) -> Known:
    """The values of any of them."""
    if not found or any(each.values == EVERY for each in found):
        values: ValueSet = EVERY
    else:
        values = OneOf(tuple(dict.fromkeys(each.values for each in found)))
    scales = [each.scale for each in found]
    return Known(values, None if None in scales or not scales else max(s for s in scales if s is not None))


def tables_of(model: Model) -> Iterator[tuple[str, str, DecisionTable, frozenset[str]]]:
    """Every table of a model: its element, the part of it where it stands, and the local names there."""
    for decision in model.decisions:
        if decision.expression is not None:
            yield from _tables_in(decision.name, "", decision.expression, frozenset())
    for function in model.knowledge_models:
        if function.function is not None:
            yield from _tables_in(function.name, "", function.function, frozenset())


def _tables_in(
    owner: str, within: str, boxed: BoxedExpression, local: frozenset[str]
) -> Iterator[tuple[str, str, DecisionTable, frozenset[str]]]:
    from kaidah.verify.nested import parts

    if isinstance(boxed, DecisionTable):
        yield owner, within, boxed, local
        return
    for name, part, names in parts(boxed):
        yield from _tables_in(owner, name or within, part, local | names)

"""Item definitions made ready to judge values: kind, components, allowed values, scale."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Context, Decimal
from functools import lru_cache

from kaidah.feel.failure import Failure
from kaidah.feel.lower import Layout, Run, Test, lower_tests
from kaidah.feel.lower.coerce import coerce
from kaidah.feel.lower.frame import Undecided, Value
from kaidah.feel.types import ContextType, FunctionType, ListType, NumberType, Type
from kaidah.feel.values import to_literal
from kaidah.model.elements import ItemDefinition
from kaidah_dsl.feel import tree
from kaidah_dsl.frozen import frozen


@frozen
class Allowed:
    """Allowed values: whether one is among them, and how they are written."""

    tests: tree.UnaryTests
    test: Test
    size: int

    def __contains__(self, value: Value) -> bool:
        frame = [Run([]), *[None] * (self.size - 1)]
        try:
            return self.test(frame, value) is True
        except Undecided:
            return False

    @property
    def text(self) -> str:
        from kaidah_dsl.feel.printer import to_text  # only needed when a value is refused

        return to_text(self.tests, document=True)


def allowed_values(tests: tree.UnaryTests | None) -> Allowed | None:
    """The allowed values, made ready; None where every value is allowed."""
    if tests is None or tests.irrelevant:
        return None
    layout = Layout()
    test = lower_tests(tests, layout)
    return Allowed(tests=tests, test=test, size=layout.body.size)


@frozen
class ItemPlan:
    """An item definition made ready. `components` by name for a structure, `item` for the items of a list.
    `constraint` restricts the value as a whole."""

    name: str
    type: Type
    allowed: Allowed | None = None
    components: tuple[tuple[str, ItemPlan], ...] = ()
    item: ItemPlan | None = None
    constraint: Allowed | None = None

    @property
    def scale(self) -> int | None:
        """The most digits behind the point a given value may have."""
        return self.type.scale if isinstance(self.type, NumberType) else None

    def result(self, value: Value) -> Value:
        """`value` as a value of this item; raises Failure K513 when it is none."""
        fitting = coerce(value, self.type)
        for where, part, plan in self._parts(fitting, ""):
            for allowed in (plan.allowed, plan.constraint):
                if allowed is not None and part is not None and part not in allowed:
                    whose = f" in `{where}`" if where else ""
                    raise Failure("K513", f"{to_literal(part)}{whose} is not among {allowed.text}")
        return fitting

    def _parts(self, value: Value, where: str) -> Iterator[tuple[str, Value, ItemPlan]]:
        """The value and what is inside it, each with its item."""
        yield where, value, self
        if isinstance(value, dict):
            for name, plan in self.components:
                yield from plan._parts(value.get(name), f"{where}.{name}" if where else name)
        elif isinstance(value, tuple) and self.item is not None:
            for item in value:
                yield from self.item._parts(item, where)


def item_plan(item: ItemDefinition) -> ItemPlan:
    """The item definition made ready, with all it is made of."""
    parts = of_type(item.type, item.name)
    components = tuple((component.name, item_plan(component)) for component in item.components)
    return ItemPlan(
        name=item.name,
        type=item.type,
        allowed=allowed_values(item.allowed),
        components=components or parts.components,
        item=item_plan(item.item) if item.item else parts.item,
        constraint=allowed_values(item.constraint),
    )


def result_item(item: ItemDefinition) -> ItemPlan:
    """What the variable of a function declares of its result: it has a function type, or (as older files
    write it) that of the result."""
    return of_type(item.type.result) if isinstance(item.type, FunctionType) else item_plan(item)


def of_type(type: Type, name: str = "") -> ItemPlan:
    """What a type alone says of its values."""
    match type:
        case ListType():
            return ItemPlan(name=name, type=type, item=of_type(type.item))
        case ContextType():
            components = tuple((entry, of_type(of_entry, entry)) for entry, of_entry in type.entries)
            return ItemPlan(name=name, type=type, components=components)
        case _:
            return ItemPlan(name=name, type=type)


remembered_item_plan = lru_cache(maxsize=1024)(item_plan)


_WIDE = Context(prec=10_000)


def digits_behind_point(number: Decimal) -> int:
    """How many digits behind the point say something: 2 for `1.250`."""
    exponent = number.normalize(_WIDE).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0

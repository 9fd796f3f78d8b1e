"""Where names are found: resolved to slots once, when an expression is lowered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from kaidah.feel.types import BASE_TYPES, Type
from kaidah_dsl.frozen import frozen


@dataclass(kw_only=True)
class Body:
    """What a body turns out to need while it is lowered.

    `size` of its frame (slot 0 is the run), shared slots it may read, local slots it does use.
    """

    size: int = 1
    reads: set[int] = field(default_factory=set)
    used: set[int] = field(default_factory=set)

    def new_slot(self) -> int:
        self.size += 1
        return self.size - 1


@frozen
class Local:
    """A variable in a slot of the frame."""

    name: str
    slot: int


@frozen
class Item:
    """The item of a filter: any name may be one of its entries."""

    slot: int


Binding: TypeAlias = Local | Item


@frozen
class Layout:
    """The names in scope. `shared` gives slots of the run (but for `hidden`), `bindings` the local ones,
    innermost last."""

    shared: Mapping[str, int] = field(default_factory=dict)
    types: Mapping[str, Type] = field(default_factory=lambda: BASE_TYPES)
    bindings: tuple[Binding, ...] = ()
    body: Body = field(default_factory=Body)
    hidden: str = ""

    def with_local(self, name: str) -> tuple[Layout, int]:
        """A layout in which `name` is a new local variable, and its slot."""
        slot = self.body.new_slot()
        return replace(self, bindings=(*self.bindings, Local(name=name, slot=slot))), slot

    def with_item(self) -> tuple[Layout, int]:
        """A layout for the condition of a filter: `item` and the entries of the item."""
        layout, slot = self.with_local("item")
        return replace(layout, bindings=(*layout.bindings, Item(slot=slot))), slot

    def knows(self, name: str) -> bool:
        """Whether `name` certainly is a variable here."""
        return self.slot(name) is not None or any(
            isinstance(binding, Local) and binding.name == name for binding in self.bindings
        )

    def slot(self, name: str) -> int | None:
        """The slot of a shared variable."""
        return None if name == self.hidden else self.shared.get(name)

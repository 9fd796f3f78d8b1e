"""The sort function (DMN 1.5, clause 10.3.4.9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kaidah.feel import types
from kaidah.feel.builtins import units
from kaidah.feel.builtins.signature import LIST, Builtin, one, signature
from kaidah.feel.failure import Failure
from kaidah.feel.values import Function, Value, described


def _sort(list: tuple[Value, ...], precedes: Function) -> tuple[Value, ...]:
    """Stable: items of which neither precedes the other stay in their order."""
    if not precedes.accepts(2):
        fact = f"the function that orders the items takes {len(precedes.parameters)} arguments"
        raise Failure("K509", fact, "it takes two, and says whether the first precedes the second")
    return tuple(sorted(list, key=_order(precedes)))


def _order(precedes: Function) -> Callable[[Value], Any]:
    class Ordered:
        __slots__ = ("item",)

        def __init__(self, item: Value) -> None:
            self.item = item

        def __lt__(self, other: Ordered) -> bool:
            verdict = precedes.call(self.item, other.item)
            if not isinstance(verdict, bool):
                fact = f"the function that orders the items gave {described(verdict)}, not true or false"
                raise Failure("K509", fact)
            return verdict

    return Ordered


_PRECEDES = types.FunctionType((types.ANY, types.ANY), types.BOOLEAN)

BUILTINS = (
    Builtin(
        "sort",
        (signature(one("list", LIST), one("precedes", _PRECEDES), gives=units.first, call=_sort),),
        "10.3.4.9",
    ),
)

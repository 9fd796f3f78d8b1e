"""Date and time functions (DMN 1.5, clause 10.3.4.6)."""

from __future__ import annotations

from kaidah.feel import types
from kaidah.feel.builtins.signature import Builtin, one, optional, signature
from kaidah.feel.values import Range, Value


def _is(first: Value, second: Value) -> bool:
    """One and the same element of the semantic domain: `+00:00` is not the zone `Etc/GMT`."""
    if type(first) is not type(second):
        return False
    match first:
        case tuple():
            return len(first) == len(second) and all(map(_is, first, second))
        case dict():
            return first.keys() == second.keys() and all(_is(first[key], second[key]) for key in first)
        case Range():
            parts = (first.start, first.end, first.start_closed, first.end_closed, first.operator)
            return _is(
                parts, (second.start, second.end, second.start_closed, second.end_closed, second.operator)
            )
    return bool(first == second)


BUILTINS = (
    Builtin(
        "is",
        (signature(one("value1"), optional("value2"), gives=types.BOOLEAN, call=_is),),
        "10.3.4.6",
    ),
)

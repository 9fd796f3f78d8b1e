"""List functions (DMN 1.5, clause 10.3.4.4), but for those that reduce a list: see `reduction`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kaidah.feel import types
from kaidah.feel.builtins import units
from kaidah.feel.builtins.signature import LIST, Builtin, many, one, optional, signature
from kaidah.feel.equality import same
from kaidah.feel.failure import Failure
from kaidah.feel.number import number_text
from kaidah.feel.temporal import Date, DaysAndTimeDuration, YearsAndMonthsDuration
from kaidah.feel.types import FunctionType
from kaidah.feel.values import Function, Value, described

_CLAUSE = "10.3.4.4"
_Items = tuple[Value, ...]


def _list_contains(list: _Items, element: Value) -> bool:
    return any(same(item, element) for item in list)


def _sublist(list: _Items, start: Decimal, length: Decimal | None) -> _Items:
    first = place(list, start)
    if length is None:
        return list[first:]
    last = first + int(length)
    if int(length) < 1 or last > len(list):
        fact = f"a list of {len(list)} has no {number_text(length)} items from position {number_text(start)}"
        raise Failure("K509", fact, "leave the length out for all the rest")
    return list[first:last]


def place(list: _Items, position: Decimal) -> int:
    """The index of a position, which counts from 1, or from the end when negative; raises Failure K511."""
    number = int(position) if abs(position) <= len(list) else 0
    if number == 0:
        fact = f"there is no position {number_text(position)} in a list of {len(list)}"
        raise Failure("K511", fact, "positions count from 1, or with a minus from the end")
    return number - 1 if number > 0 else len(list) + number


def _append(list: _Items, items: _Items) -> _Items:
    return (*list, *items)


def _concatenate(lists: tuple[_Items, ...]) -> _Items:
    return tuple(item for list in lists for item in list)


def _insert_before(list: _Items, position: Decimal, new_item: Value) -> _Items:
    index = place(list, position)
    return (*list[:index], new_item, *list[index:])


def _remove(list: _Items, position: Decimal) -> _Items:
    index = place(list, position)
    return (*list[:index], *list[index + 1 :])


def _list_replace(list: _Items, position: Decimal, new_item: Value) -> _Items:
    index = place(list, position)
    return (*list[:index], new_item, *list[index + 1 :])


def _list_replace_matching(list: _Items, match: Function, new_item: Value) -> _Items:
    if not match.accepts(2):
        fact = f"the function that finds the items takes {len(match.parameters)} arguments"
        raise Failure("K509", fact, "it takes two: an item and the new item")
    return tuple(new_item if _matches(match, item, new_item) else item for item in list)


def _matches(match: Function, item: Value, new_item: Value) -> bool:
    verdict = match.call(item, new_item)
    if not isinstance(verdict, bool):
        raise Failure(
            "K509", f"the function that finds the items gave {described(verdict)}, not true or false"
        )
    return verdict


def _index_of(list: _Items, match: Value) -> _Items:
    return tuple(Decimal(index) for index, item in enumerate(list, 1) if same(item, match))


_HASHED = frozenset((Decimal, str, bool, Date, DaysAndTimeDuration, YearsAndMonthsDuration, type(None)))


def distinct(items: Iterable[Value]) -> _Items:
    """Each value once, at its first place."""
    seen: set[tuple[type, Value]] = set()
    found: list[Value] = []
    others: list[Value] = []
    for item in items:
        if type(item) in _HASHED:
            if (type(item), item) in seen:
                continue
            seen.add((type(item), item))
        elif any(same(item, other) for other in others):
            continue
        else:
            others.append(item)
        found.append(item)
    return tuple(found)


def _flatten(list: _Items) -> _Items:
    found = []
    waiting = [iter(list)]
    while waiting:
        for item in waiting[-1]:
            if isinstance(item, tuple):
                waiting.append(iter(item))
                break
            found.append(item)
        else:
            waiting.pop()
    return tuple(found)


_LIST = one("list", LIST)
_POSITION = one("position", types.NUMBER)
_ITEM = one("newItem")
_MATCH = one("match", FunctionType((types.ANY, types.ANY), types.BOOLEAN))


def _replaced(arguments: tuple[types.Type, ...]) -> types.Type:
    return units.appended((arguments[0], *arguments[2:])) if arguments else LIST


BUILTINS = (
    Builtin(
        "list contains",
        (signature(_LIST, one("element"), gives=types.BOOLEAN, call=_list_contains),),
        _CLAUSE,
    ),
    Builtin(
        "sublist",
        (
            signature(
                _LIST,
                one("start position", types.NUMBER),
                optional("length", types.NUMBER),
                gives=units.first,
                call=_sublist,
            ),
        ),
        _CLAUSE,
    ),
    Builtin("append", (signature(_LIST, many("item"), gives=units.appended, call=_append),), _CLAUSE),
    Builtin("concatenate", (signature(many("list", LIST), gives=units.lists, call=_concatenate),), _CLAUSE),
    Builtin(
        "insert before",
        (signature(_LIST, _POSITION, _ITEM, gives=_replaced, call=_insert_before),),
        _CLAUSE,
    ),
    Builtin("remove", (signature(_LIST, _POSITION, gives=units.first, call=_remove),), _CLAUSE),
    Builtin(
        "list replace",
        (
            signature(_LIST, _POSITION, _ITEM, gives=_replaced, call=_list_replace),
            signature(_LIST, _MATCH, _ITEM, gives=_replaced, call=_list_replace_matching),
        ),
        _CLAUSE,
    ),
    Builtin("reverse", (signature(_LIST, gives=units.first, call=lambda list: list[::-1]),), _CLAUSE),
    Builtin(
        "index of",
        (signature(_LIST, one("match"), gives=types.ListType(types.NUMBER), call=_index_of),),
        _CLAUSE,
    ),
    Builtin(
        "union",
        (signature(many("list", LIST), gives=units.lists, call=lambda lists: distinct(_concatenate(lists))),),
        _CLAUSE,
    ),
    Builtin("distinct values", (signature(_LIST, gives=units.first, call=distinct),), _CLAUSE),
    Builtin("flatten", (signature(_LIST, gives=units.flattened, call=_flatten),), _CLAUSE),
)

"""Kinds of values that the builtin functions on lists take, of which their signatures say nothing."""

from __future__ import annotations

from kaidah.feel.assign import fits
from kaidah.feel.infer.check import Check
from kaidah.feel.infer.operators import comparable, comparison
from kaidah.feel.typed import Typed
from kaidah.feel.types import (
    DAYS_AND_TIME_DURATION,
    NUMBER,
    YEARS_AND_MONTHS_DURATION,
    ListType,
    Type,
)

_AMOUNTS = (NUMBER, DAYS_AND_TIME_DURATION, YEARS_AND_MONTHS_DURATION)


def check_items(name: str, arguments: tuple[Typed, ...], check: Check) -> None:
    """K207 or K212 for items that the function has no result for, such as contexts in `sum`."""
    items = tuple(Typed(argument.span, _item(argument.type)) for argument in arguments)
    match name:
        case "sum" | "mean":
            _need(name, items, _AMOUNTS, "numbers or durations", check)
        case "median" | "stddev" | "mode" | "product":
            _need(name, items, (NUMBER,), "numbers", check)
        case "min" | "max":
            _need_order(name, items, check)
        case "list contains" | "index of" if len(items) == 2:
            comparison("=", *items, check) if not _same_kind(items) else None


def _item(type: Type) -> Type:
    while isinstance(type, ListType):
        type = type.item
    return type


def _same_kind(items: tuple[Typed, ...]) -> bool:
    return comparable(items[0].type, items[1].type, ordering=False)


def _need(name: str, items: tuple[Typed, ...], wanted: tuple[Type, ...], words: str, check: Check) -> None:
    for item in items:
        if not any(fits(item.type, type) for type in wanted):
            message = f"`{name}` takes {words}, but {item.quoted} has {item.described}"
            check.report("K207", message, item.span, label=item.described)
            return


def _need_order(name: str, items: tuple[Typed, ...], check: Check) -> None:
    for item in items:
        if not comparable(item.type, item.type, ordering=True):
            message = f"`{name}` compares its values, and {item.described} has no order: {item.quoted}"
            check.report("K207", message, item.span, label=item.described)
            return
        if not comparable(items[0].type, item.type, ordering=True):
            comparison("<", items[0], item, check)
            return

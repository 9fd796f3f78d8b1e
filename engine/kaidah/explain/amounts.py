"""Values as people read them: with unit and scale, exact, never rounded."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kaidah.explain.language import ENGLISH, Language
from kaidah.feel.types import ANY, ContextType, ListType, NumberType, RangeType, Type, Unit
from kaidah.feel.values import Function, Range, to_literal, to_text


def show(value: Any, type: Type = ANY, spoken: Language = ENGLISH) -> str:
    """The text of a FEEL value of a type: `USD 45.00`, `0.11`, `"crew"`, `[1, 2]`, `2022-04-01`.

    A number is padded with zeros to its scale and never rounded: digits beyond the scale are shown. Units of
    three capital letters (currencies) stand before the number, others behind it. `spoken` has the numerals.
    """
    match value:
        case Decimal():
            return spoken.number(_number(value, type if isinstance(type, NumberType) else NumberType()))
        case tuple() | list():
            item = type.item if isinstance(type, ListType) else ANY
            return f"[{_between(spoken).join(show(part, item, spoken) for part in value)}]"
        case dict():
            return _context(value, type, spoken)
        case Range():
            return _range(value, type.item if isinstance(type, RangeType) else ANY, spoken)
        case Function():
            return spoken.say("a function")
        case str():
            return to_literal(value)
        case bool():
            return spoken.say("true" if value else "false")
        case _:
            return to_text(value)


def _between(spoken: Language) -> str:
    """What separates the items of a list: no comma where that is the decimal mark."""
    return "; " if spoken.number(".") == "," else ", "


def digits(value: Decimal, scale: int | None = None, *, grouped: bool = False) -> str:
    """A number in plain digits: no exponent, no needless zeros, but those up to `scale`."""
    text = f"{value:,f}" if grouped else f"{value:f}"
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0").ljust(scale or 0, "0")
    if not value and whole.startswith("-"):
        whole = whole[1:]
    return f"{whole}.{fraction}" if fraction else whole


def _number(value: Decimal, type: NumberType) -> str:
    if type.percent:
        return f"{digits(value.scaleb(2))}%"
    if type.unit is None or type.unit.is_plain:
        return digits(value, type.scale)
    text = digits(value, type.scale, grouped=True)
    return f"{type.unit} {text}" if is_currency(type.unit) else f"{text} {type.unit}"


def is_currency(unit: Unit) -> bool:
    """Whether a unit is one currency code, such as USD."""
    match unit.powers:
        case ((name, 1),):
            return len(name) == 3 and name.isalpha() and name.isupper()
        case _:
            return False


def _context(value: dict[str, Any], type: Type, spoken: Language) -> str:
    types = dict(type.entries) if isinstance(type, ContextType) else {}
    entries = (f"{name}: {show(part, types.get(name, ANY), spoken)}" for name, part in value.items())
    return f"{{{_between(spoken).join(entries)}}}"


def _range(value: Range, item: Type, spoken: Language) -> str:
    left, right = "[" if value.start_closed else "(", "]" if value.end_closed else ")"
    start = "" if value.start is None else show(value.start, item, spoken)
    end = "" if value.end is None else show(value.end, item, spoken)
    return f"{left}{start}..{end}{right}"

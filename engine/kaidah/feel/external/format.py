"""`java.lang.String.format` for FEEL's values: %s, %d, %f, %b, %c, %n and %%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from kaidah.feel.failure import Failure, shown
from kaidah.feel.values import Value, described, to_text

_CONVERSION = re.compile(r"%(?:(\d+)\$)?([-+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])")
_WIDEST = 10_000


def java_format(pattern: str, *arguments: Value) -> str:
    """The text with each conversion replaced by its argument; raises Failure K509."""
    if len(arguments) == 1 and isinstance(arguments[0], tuple):
        arguments = arguments[0]
    upcoming = iter(arguments)

    def replaced(match: re.Match[str]) -> str:
        index, flags, width, precision, kind = match.groups()
        if kind in "n%":
            return "\n" if kind == "n" else "%"
        value = _chosen(index, arguments, upcoming)
        if int(width or 0) > _WIDEST or int(precision or 0) > _WIDEST:
            raise Failure("K509", f"{shown(match.group())} is too wide")
        return _padded(_one(value, kind, flags, precision), flags, int(width or 0), kind)

    text = _CONVERSION.sub(replaced, pattern)
    if "%" in _CONVERSION.sub("", pattern):
        raise Failure("K509", f"{shown(pattern)} is not a pattern that is known")
    return text


def _chosen(index: str | None, arguments: tuple[Value, ...], upcoming: Iterator[Value]) -> Value:
    try:
        return arguments[int(index) - 1] if index and int(index) else next(upcoming)
    except (IndexError, StopIteration):
        raise Failure("K509", "the pattern asks for more values than are given") from None


def _one(value: Value, kind: str, flags: str, precision: str | None) -> str:
    match kind:
        case "s" | "S":
            text = to_text(value)[: int(precision) if precision else None]
            return text.upper() if kind == "S" else text
        case "b" | "B":
            text = "true" if value is True or (value is not None and value is not False) else "false"
            return text.upper() if kind == "B" else text
        case "c" if isinstance(value, str) and len(value) == 1:
            return value
        case "d" if isinstance(value, Decimal) and value == value.to_integral_value():
            return _signed(value, f"{abs(value):{',' if ',' in flags else ''}.0f}", flags)
        case "f" if isinstance(value, Decimal):
            places = Decimal(1).scaleb(-int(precision or 6))
            rounded = abs(value).quantize(places, rounding=ROUND_HALF_UP)
            return _signed(value, f"{rounded:{',' if ',' in flags else ''}f}", flags)
    raise Failure("K509", f"{described(value)} cannot be written as `%{kind}`")


def _signed(value: Decimal, digits: str, flags: str) -> str:
    if value < 0:
        return f"({digits})" if "(" in flags else f"-{digits}"
    return f"{'+' if '+' in flags else ' ' if ' ' in flags else ''}{digits}"


def _padded(text: str, flags: str, width: int, kind: str) -> str:
    if "-" in flags:
        return text.ljust(width)
    if "0" in flags and kind in "df":
        sign = text[:1] if text[:1] in "+-(" else ""
        return sign + text[len(sign) :].rjust(width - len(sign), "0")
    return text.rjust(width)

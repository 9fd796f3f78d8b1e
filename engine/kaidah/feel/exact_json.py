"""JSON of FEEL values, exactly: numbers are Decimals in and plain digits out, never floats."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn


def from_json(text: str) -> Any:
    """The value of a JSON text. Numbers become Decimals; raises `json.JSONDecodeError` for what is not JSON,
    a name given twice in one object and the non-numbers (NaN, Infinity) included."""
    decoder = json.JSONDecoder(
        parse_float=_read_number, parse_int=_read_number, parse_constant=_refuse, object_pairs_hook=_object
    )
    try:
        return decoder.decode(text)
    except _Refused as refused:
        position = max(text.find(refused.words), 0)
        raise json.JSONDecodeError(str(refused), text, position) from None
    except RecursionError:
        raise json.JSONDecodeError("nested too deeply", text, 0) from None


def to_json(value: Any, *, indent: int = 2) -> str:
    """JSON text of a FEEL value, or of mappings and lists of them. Dates, times and durations are ISO text,
    ranges and functions the text FEEL writes for them."""
    return _write(value, "\n", " " * indent)


FARTHEST = 6144


class _Refused(ValueError):
    def __init__(self, message: str, words: str) -> None:
        super().__init__(message)
        self.words = words


def _refuse(constant: str) -> NoReturn:
    raise _Refused(f"{constant} is not a number of JSON", constant)


def _read_number(text: str) -> Decimal:
    """A number of FEEL's range (34 digits, exponents to 6144)."""
    number = Decimal(text)
    if number and not -FARTHEST < number.adjusted() <= FARTHEST:
        raise _Refused(f"{text} is beyond every number of FEEL", text)
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Refused(f"the name {name} is given twice", json.dumps(name, ensure_ascii=False))
        found[name] = value
    return found


def _write(value: Any, line: str, indent: str) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return _number(value)
        case str():
            return json.dumps(str(value), ensure_ascii=False)
        case Mapping():
            return _entries(value, line, indent)
        case list() | tuple():
            return _items(value, line, indent)
        case _:
            return json.dumps(_text(value), ensure_ascii=False)


def _number(value: Decimal) -> str:
    """Plain digits without needless zeros: one number has one text, however it was computed."""
    if not value.is_finite():
        return json.dumps(str(value))
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _entries(value: Mapping[Any, Any], line: str, indent: str) -> str:
    if not value:
        return "{}"
    deeper = line + indent
    entries = (
        f"{json.dumps(str(key), ensure_ascii=False)}: {_write(entry, deeper, indent)}"
        for key, entry in value.items()
    )
    return "{" + deeper + ("," + deeper).join(entries) + line + "}"


def _items(value: list[Any] | tuple[Any, ...], line: str, indent: str) -> str:
    if not value:
        return "[]"
    deeper = line + indent
    return "[" + deeper + ("," + deeper).join(_write(item, deeper, indent) for item in value) + line + "]"


def _text(value: Any) -> str:
    from kaidah.feel.values import to_text  # only temporal values, ranges and functions come here

    return to_text(value)

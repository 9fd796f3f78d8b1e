"""String functions (DMN 1.5, clause 10.3.4.3). Positions and lengths count Unicode code points."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from kaidah.feel import types
from kaidah.feel.builtins import pattern
from kaidah.feel.builtins.signature import LIST, Builtin, one, optional, signature
from kaidah.feel.failure import Failure
from kaidah.feel.number import number_text
from kaidah.feel.values import Value, described

_CLAUSE = "10.3.4.3"


def _substring(string: str, start: Decimal, length: Decimal | None) -> str:
    first = int(start) if abs(start) <= len(string) else 0
    if first == 0:
        fact = f"there is no position {number_text(start)} in a string of {len(string)} characters"
        raise Failure("K509", fact, "positions count from 1, or with a minus from the end")
    if length is not None and length < 1:
        raise Failure("K509", f"a substring cannot be {number_text(length)} characters long")
    first = first - 1 if first > 0 else len(string) + first
    last = len(string) if length is None or length > len(string) else first + int(length)
    return string[first:last]


def _substring_before(string: str, match: str) -> str:
    found = string.find(match)
    return "" if found < 0 else string[:found]


def _substring_after(string: str, match: str) -> str:
    found = string.find(match)
    return "" if found < 0 else string[found + len(match) :]


def _string_join(list: tuple[Value, ...], delimiter: str | None) -> str:
    for index, item in enumerate(list, 1):
        if item is not None and not isinstance(item, str):
            raise Failure("K509", f"`string join` takes strings, and item {index} is {described(item)}")
    return (delimiter or "").join(item for item in list if item is not None)


_STRING = one("string", types.STRING)
_MATCH = one("match", types.STRING)


def _of_string(name: str, gives: types.Type, call: Callable[[str], Value]) -> Builtin:
    return Builtin(name, (signature(_STRING, gives=gives, call=call),), _CLAUSE)


def _of_match(name: str, gives: types.Type, call: Callable[[str, str], Value]) -> Builtin:
    return Builtin(name, (signature(_STRING, _MATCH, gives=gives, call=call),), _CLAUSE)


_INPUT = one("input", types.STRING)
_PATTERN = one("pattern", types.STRING)
_FLAGS = optional("flags", types.STRING)

BUILTINS = (
    Builtin(
        "substring",
        (
            signature(
                _STRING,
                one("start position", types.NUMBER),
                optional("length", types.NUMBER),
                gives=types.STRING,
                call=_substring,
            ),
        ),
        _CLAUSE,
    ),
    _of_string("string length", types.NUMBER, lambda string: Decimal(len(string))),
    _of_string("upper case", types.STRING, str.upper),
    _of_string("lower case", types.STRING, str.lower),
    _of_match("substring before", types.STRING, _substring_before),
    _of_match("substring after", types.STRING, _substring_after),
    _of_match("contains", types.BOOLEAN, lambda string, match: match in string),
    _of_match("starts with", types.BOOLEAN, str.startswith),
    _of_match("ends with", types.BOOLEAN, str.endswith),
    Builtin(
        "matches",
        (signature(_INPUT, _PATTERN, _FLAGS, gives=types.BOOLEAN, call=pattern.matches),),
        _CLAUSE,
    ),
    Builtin(
        "replace",
        (
            signature(
                _INPUT,
                _PATTERN,
                one("replacement", types.STRING),
                _FLAGS,
                gives=types.STRING,
                call=pattern.replace,
            ),
        ),
        _CLAUSE,
    ),
    Builtin(
        "split",
        (
            signature(
                _STRING,
                one("delimiter", types.STRING),
                gives=types.ListType(types.STRING),
                call=pattern.split,
            ),
        ),
        _CLAUSE,
    ),
    Builtin(
        "string join",
        (
            signature(
                one("list", LIST),
                optional("delimiter", types.STRING),
                gives=types.STRING,
                call=_string_join,
            ),
        ),
        _CLAUSE,
    ),
)

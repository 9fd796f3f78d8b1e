"""The function `range` (DMN 1.5, clause 10.3.4.1): a range from its text, `range("[1..3]")`."""

from __future__ import annotations

import decimal
import re

from kaidah.feel import types
from kaidah.feel.builtins.signature import RANGE, Builtin, one, signature
from kaidah.feel.equality import interval
from kaidah.feel.failure import Failure, shown
from kaidah.feel.number import CONTEXT
from kaidah.feel.temporal import parse_date, parse_date_and_time, parse_duration, parse_temporal, parse_time
from kaidah.feel.values import Range, Value
from kaidah_dsl.feel.literals import has_lone_surrogate, string_content

_STRING = r'"(?:[^"\\]|\\.)*"'
_END = rf"""
    -?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?
    | {_STRING}
    | @{_STRING}
    | (?:date\ and\ time|date|time|duration)\(\s*{_STRING}\s*\)
"""
_RANGE = re.compile(rf"\s*([\[\](])\s*({_END})?\s*\.\.\s*({_END})?\s*([\])\[])\s*", re.VERBOSE | re.DOTALL)
_CALL = re.compile(rf"([a-z ]+)\(\s*({_STRING})\s*\)", re.DOTALL)

_CONVERSIONS = {
    "date": parse_date,
    "time": parse_time,
    "date and time": parse_date_and_time,
    "duration": parse_duration,
}


def _range(text: str) -> Range:
    """Its ends are literals, in ascending order; raises Failure K509.

    One end may be left out where its bracket is open, as in `(..3]` (grammar rule 66).
    """
    match = _RANGE.fullmatch(text)
    if match is None:
        raise _refused(text)
    opening, start, end, closing = match.groups()
    starts, ends = opening == "[", closing == "]"
    if start is not None and end is not None:
        return interval(_literal(start), _literal(end), starts, ends)
    if start is None and end is not None and not starts:
        return Range(None, _literal(end), False, ends)
    if start is not None and end is None and not ends:
        return Range(_literal(start), None, starts, False)
    raise _refused(text)


def _literal(text: str) -> Value:
    if text.startswith('"'):
        return _unquoted(text)
    if text.startswith("@"):
        return parse_temporal(_unquoted(text[1:]))
    call = _CALL.fullmatch(text)
    if call is not None:
        return _CONVERSIONS[call[1]](_unquoted(call[2]))
    try:
        return CONTEXT.create_decimal(text)
    except decimal.DecimalException:
        raise Failure("K516", f"{shown(text)} is more than a number can hold") from None


def _unquoted(text: str) -> str:
    content = string_content(text[1:-1])
    if has_lone_surrogate(content):
        raise Failure("K509", f"`{text}` holds half of a character")
    return content


def _refused(text: str) -> Failure:
    return Failure("K509", f"{shown(text)} is not a range", "write `[1..3]`, with literals at both ends")


BUILTINS = (Builtin("range", (signature(one("from", types.STRING), gives=RANGE, call=_range),), "10.3.4.1"),)

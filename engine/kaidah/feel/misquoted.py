"""Constants in quotes that they should not have, or without those that they should have."""

from __future__ import annotations

import re

from kaidah.feel.failure import Failure
from kaidah.feel.temporal import parse_temporal
from kaidah.feel.typed import Typed
from kaidah.feel.types import BOOLEAN, STRING, NumberType, Type
from kaidah.feel.values import type_of

_NUMBER = re.compile(r"-?\d*\.?\d+")


def misquoted(expression: Typed, wanted: Type) -> str:
    """The help for a constant whose quotes, or lack of them, give it another type than `wanted`; else ""."""
    text = expression.span.text
    if expression.type == STRING and len(text) > 2 and text[0] == text[-1] == '"':
        return _without_quotes(text[1:-1], wanted)
    if wanted == STRING and isinstance(expression.type, NumberType) and _NUMBER.fullmatch(text):
        return f'write it in quotes: `"{text}"`'
    return ""


def _without_quotes(text: str, wanted: Type) -> str:
    if isinstance(wanted, NumberType):
        return f"write the number without quotes: `{text}`" if _NUMBER.fullmatch(text) else ""
    if wanted == BOOLEAN:
        return f"write it without quotes: `{text}`" if text in ("true", "false") else ""
    try:
        found = type_of(parse_temporal(text))
    except Failure:
        return ""
    return f'write `@` before it: `@"{text}"`' if found == wanted else ""

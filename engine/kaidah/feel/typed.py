"""An expression with its type, and how to speak of both in a message."""

from __future__ import annotations

from dataclasses import dataclass

from kaidah.feel.types import NULL, Type
from kaidah_dsl.source import Span

_LONGEST_QUOTE = 48


@dataclass(frozen=True)
class Typed:
    """An expression's place and its type. `name` is what it is called where its text is not at hand."""

    span: Span
    type: Type
    name: str = ""

    @property
    def quoted(self) -> str:
        """The expression as written, in backticks."""
        return self.name or quoted(self.span)

    @property
    def described(self) -> str:
        return described(self.type)


def quoted(span: Span) -> str:
    """The text of a span on one line, in backticks, shortened when long."""
    text = " ".join(span.text.split())
    if len(text) > _LONGEST_QUOTE:
        text = text[: _LONGEST_QUOTE - 3].rstrip() + "..."
    return f"`{text}`"


def described(type: Type) -> str:
    """A type with its article: `a number in USD`, `an Item`, `a list of string`."""
    if type == NULL:
        return "null"
    text = str(type)
    return f"{'an' if text[:1] in 'aeioAEIO' else 'a'} {text}"

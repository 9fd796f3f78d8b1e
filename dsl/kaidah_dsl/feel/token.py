"""The tokens of FEEL."""

from __future__ import annotations

from kaidah_dsl.source import Span


class Token:
    """A word, sign or literal: its terminal in the grammar (`type`), its text and its place.

    `text` is the content of a string, a name with single spaces, otherwise as written.
    """

    __slots__ = ("span", "text", "type")

    # Lark copies these to its end-of-text token; our places are spans.
    start_pos = end_pos = line = column = end_line = end_column = None

    def __init__(self, type: str, text: str, span: Span) -> None:
        self.type = type
        self.text = text
        self.span = span

    def __repr__(self) -> str:
        return f"Token({self.type}, {self.text!r})"


#: Tokens that the grammar does not know: the parser stops there, and mistakes.py says what is wrong.
UNKNOWN = "UNKNOWN"
MISTAKEN = "MISTAKEN"
SINGLE_QUOTED = "SINGLE_QUOTED"
CURLY_QUOTED = "CURLY_QUOTED"
UNCLOSED_STRING = "UNCLOSED_STRING"
UNCLOSED_COMMENT = "UNCLOSED_COMMENT"
BAD_ESCAPE = "BAD_ESCAPE"
BAD_NUMBER = "BAD_NUMBER"
FOREIGN_DATE = "FOREIGN_DATE"
LOOSE_PERCENT = "LOOSE_PERCENT"
TOO_DEEP = "TOO_DEEP"

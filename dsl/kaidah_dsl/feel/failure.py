"""Where the parser stopped, and the questions that mistakes.py asks about the place."""

from __future__ import annotations

from kaidah_dsl.feel.signs import CLOSING, ENDS_OPERAND, OPENING, STARTS_OPERAND
from kaidah_dsl.feel.token import Token
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span

_PARTNERS = {
    "LEFT_PARENTHESIS": "RIGHT_PARENTHESIS",
    "LEFT_BRACKET": "RIGHT_BRACKET",
    "LEFT_BRACE": "RIGHT_BRACE",
    "INTERVAL_START": "RIGHT_BRACKET",
}


@frozen
class Failure:
    """The token that the grammar did not take, and what it would have taken (terminals of grammar.lark)."""

    tokens: list[Token]
    index: int
    expected: frozenset[str]

    @property
    def token(self) -> Token | None:
        """The token, or None at the end of the text."""
        return self.tokens[self.index] if self.index < len(self.tokens) else None

    @property
    def kind(self) -> str:
        """The token's type, empty at the end of the text."""
        return self.tokens[self.index].type if self.index < len(self.tokens) else ""

    @property
    def previous(self) -> Token | None:
        return self.tokens[self.index - 1] if self.index else None

    @property
    def place(self) -> Span:
        """The span of the token, or of the last one if the text ended too soon."""
        return (self.token or self.tokens[-1]).span

    @property
    def misses_operand(self) -> bool:
        """Whether a value should come, and something else does."""
        return "NUMBER" in self.expected and not self.starts_operand

    @property
    def starts_operand(self) -> bool:
        return self.kind in STARTS_OPERAND

    @property
    def follows_operand(self) -> bool:
        return self.previous is not None and self.previous.type in ENDS_OPERAND

    @property
    def innermost_open(self) -> Token | None:
        """The last bracket before the place that is still open."""
        opened: list[Token] = []
        for token in self.tokens[: self.index]:
            if token.type in OPENING or token.type == "TYPE_OPEN":
                opened.append(token)
            elif (token.type in CLOSING or token.type == "TYPE_CLOSE") and opened:
                opened.pop()
        return opened[-1] if opened else None

    def last(self, *types: str) -> Token | None:
        """The last token before the place that has one of these types."""
        return next((token for token in reversed(self.tokens[: self.index]) if token.type in types), None)

    def closes(self, opened: Token) -> bool:
        """Whether the grammar would have taken the bracket that closes `opened`."""
        return _PARTNERS.get(opened.type, "TYPE_CLOSE") in self.expected

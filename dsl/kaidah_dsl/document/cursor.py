"""Moving along one line: blanks and comments, strings, FEEL, and the tokens found so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lark import Token

from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.document import mistakes
from kaidah_dsl.document.scan import COMMENT, pieces
from kaidah_dsl.source import Source

SIGNS = {
    "=": "EQUAL",
    ":": "COLON",
    "(": "LPAR",
    ")": "RPAR",
    ",": "COMMA",
    ";": "SEMICOLON",
    "|": "VBAR",
}
WORD = re.compile(r'(?:(?!(?<!:)//|/\*)[^\s"=:(),;\[\]|<>{}@?!“”„])+')

_BLANK = re.compile(r"(?:\s|(?<!:)//[^\n]*|/\*(?s:.*?)\*/)+")
_STRING = re.compile(r'"(?:[^"\\\n\r]|\\[^\n\r])*"')
_OPEN_STRING = re.compile(r'"[^\n\r]*')
_OPERAND_END = re.compile(r'[\w")\]}%]$')
_NOT_OPERAND = {"in", "and", "or", "not", "between", "then", "else", "if", "return", "satisfies"}
_SMART_QUOTES = ("“", "”", "„")


@dataclass(frozen=True)
class TypeNames:
    """The names of the document's types; `odd` are those that hold a word which would end them otherwise."""

    all: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()


NO_TYPES = TypeNames()


@dataclass
class Cursor:
    """A place in a line of form `form` that ends at `end`, and what has been found before it."""

    source: Source
    form: str
    position: int
    end: int
    types: TypeNames = NO_TYPES
    tokens: list[Token] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def _more(self) -> bool:
        """Skip blanks and comments (kept for the line); whether anything is left."""
        if found := _BLANK.match(self.source.text, self.position, self.end):
            self.comments.extend(comment.group().rstrip() for comment in COMMENT.finditer(found.group()))
            self.position = found.end()
        return self.position < self.end

    def _take(self, kind: str, end: int, start: int | None = None) -> None:
        first = self.position if start is None else start
        self.tokens.append(Token(kind, self.source.text[first:end], start_pos=first, end_pos=end))
        self.position = max(self.position, end)

    def _sign(self, sign: str) -> bool:
        """Take a sign, where it is the next thing in the line."""
        if not self._more() or self.source.text[self.position] != sign:
            return False
        self._take(SIGNS[sign], self.position + 1)
        return True

    def _string(self) -> None:
        text, at = self.source.text, self.position
        if found := _STRING.match(text, at, self.end):
            return self._take("STRING", found.end())
        found = _OPEN_STRING.match(text, at, self.end)
        stop = found.end() if found else self.end
        self.diagnostics.append(mistakes.unclosed_string(self.source.span(at, stop)))
        return self._take("STRING", stop)

    # --- FEEL ---------------------------------------------------------------------------------

    def _tests(self, kind: str, stops: str, *, about: bool) -> None:
        """FEEL up to a sign of `stops`, to ` cite `, or to a string behind a complete test (`about`)."""
        if not self._more():
            return
        start = stop = self.position
        before = ""
        for piece, brackets in pieces(self.source.text, start, self.end):
            if piece.lastgroup == "comment":
                continue
            if not brackets.open and self._ends(piece, before, stops, about):
                break
            if piece.lastgroup == "unclosed":
                self.diagnostics.append(
                    mistakes.unclosed_string(self.source.span(piece.start(), piece.end()))
                )
            elif piece.group() in _SMART_QUOTES and not self.diagnostics:
                self.diagnostics.append(mistakes.smart_quotes(self.source.span(piece.start(), piece.end())))
            stop, before = piece.end(), piece.group()
        if stop > start:
            self._take(kind, stop)

    def _ends(self, piece: re.Match[str], before: str, stops: str, about: bool) -> bool:
        sign = piece.group()
        if len(sign) == 1 and sign in stops:
            return True
        if sign == "default" and self.form == "input":
            return bool(before)
        if sign == "cite" and before and self.source.text[piece.start() - 1].isspace():
            return True
        if not about or piece.lastgroup not in ("string", "unclosed"):
            return False
        return before not in _NOT_OPERAND and _OPERAND_END.search(before) is not None

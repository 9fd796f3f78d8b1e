"""From a line to tokens. What a stretch of text is depends on what stands before it: a name may hold nearly
anything, FEEL runs to the end of the line or to `cite`, a type to its tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lark import Token

from kaidah_dsl.document.cursor import SIGNS, WORD
from kaidah_dsl.document.scan import pieces
from kaidah_dsl.document.type_lexer import TypeLexer
from kaidah_dsl.document.words import BASE_TYPES

_SIGN = re.compile(r"[=:(),;|]")

STOP_WORDS: dict[str, tuple[str, ...]] = {
    "use": ("as", "from"),
    "law": ("in force",),
    "edition": ("in force",),
    "allow": ("because",),
    "function": ("cite",),
    "reading": ("cite",),
}
_LABELLED = ("type_statement", "input", "decision", "function", "service", "knowledge_source")
_FEEL_FORMS = ("decision", "function", "reading", "body", "boxed_function", "entry")
_WORD_TYPES = {"in force": "IN_FORCE"}


@dataclass
class LineLexer(TypeLexer):
    """The tokens of one line, whose keyword has been read up to `position`."""

    # --- the line -----------------------------------------------------------------------------

    def run(self) -> list[Token]:
        """Read the line to its end."""
        special: dict[str, Callable[[], None]] = {
            "call": self._feel,
            "body": self._feel,
            "cite": self._citations,
            "on": self._date,
            "typed": lambda: self._type(""),
        }
        if self.form in special:
            special[self.form]()
        while self._more():
            self._next()
        return self.tokens

    def _next(self) -> None:
        text, at = self.source.text, self.position
        if text[at] == '"':
            return self._string()
        if sign := _SIGN.match(text, at, self.end):
            self._take(SIGNS[sign.group()], sign.end())
            return self._behind_sign(sign.group())
        if words := self._words():
            return words()
        return self._take("OTHER", at + 1)

    def _behind_sign(self, sign: str) -> None:
        if not self._more():
            return
        if sign == "=" and self.form in _FEEL_FORMS:
            self._feel()
        elif (sign == "=" and self.form == "type_statement") or (
            sign == ":" and self.form not in ("law", "source", "use")
        ):
            self._type(self._type_stops())

    def _type_stops(self) -> str:
        if self._in_parameters():
            return ",)"
        return "=" if self.form in _FEEL_FORMS else ""

    def _in_parameters(self) -> bool:
        kinds = [token.type for token in self.tokens]
        return kinds.count("LPAR") > kinds.count("RPAR")

    def _words(self) -> Callable[[], None] | None:
        """What to do with the words that begin here: read a name, or a keyword and what it brings."""
        stops = STOP_WORDS.get(self.form, ())
        if self.form == "input" and self._past_name():
            stops = (*stops, "default")
        before = [token.type for token in self.tokens]
        if before[1 if self.form in _LABELLED else 0 :] == ["STRING"] and self.form in (
            *_LABELLED,
            "component",
        ):
            stops = (*stops, "as")
        if self.form in _FEEL_FORMS and self._past_name():
            stops = (*stops, "cite")
        if stop := self._stop_word(self.position, stops):
            return lambda: self._keyword(stop)
        return self._name if WORD.match(self.source.text, self.position, self.end) else None

    def _past_name(self) -> bool:
        kinds = [token.type for token in self.tokens]
        return kinds[-1:] not in (["COMMA"], ["LPAR"]) and any(
            k in ("NAME", "STRING", "RPAR", "FEEL") for k in kinds
        )

    def _stop_word(self, at: int, stops: tuple[str, ...]) -> re.Match[str] | None:
        for word in stops:
            pattern = re.compile(word.replace(" ", r"\s+") + r"(?![\w\-.])")
            if found := pattern.match(self.source.text, at, self.end):
                return found
        return None

    def _keyword(self, found: re.Match[str]) -> None:
        word = " ".join(found.group().split())
        self._take(_WORD_TYPES.get(word, word.upper()), found.end())
        if word == "cite":
            self._citations()
        elif word == "default":
            self._tests("FEEL", "", about=True)
        elif word == "in force" and self._more():
            self._raw("PERIOD")

    def _name(self) -> None:
        text, start, stop = self.source.text, self.position, self.position
        stops = (*STOP_WORDS.get(self.form, ()), *(("cite",) if self.form == "decision" else ()))
        while word := WORD.match(text, self.position, self.end):
            if stop > start and self._stop_word(self.position, stops):
                break
            self.position = stop = word.end()
            self._more()
        self._take("NAME", stop, start)

    # --- periods, dates, citations, FEEL ---------------------------------------------------------

    def _raw(self, kind: str) -> None:
        """Everything up to a string, a comment or the end of the line."""
        stop = self.position
        for piece, _ in pieces(self.source.text, self.position, self.end):
            if piece.lastgroup in ("string", "unclosed", "comment"):
                break
            stop = piece.end()
        if stop > self.position:
            self._take(kind, stop)

    def _date(self) -> None:
        if self._more():
            self._raw("DATE")

    def _citations(self) -> None:
        """`LAW PLACE; LAW PLACE`: strings may stand in a place, and hold anything."""
        while self._more():
            start = stop = self.position
            for piece, _ in pieces(self.source.text, start, self.end):
                if piece.lastgroup == "comment" or piece.group() == ";":
                    break
                stop = piece.end()
            if stop > start:
                self._take("CITATION", stop)
            if self._more() and self.source.text[self.position] == ";":
                self._take("SEMICOLON", self.position + 1)

    def _feel(self) -> None:
        """An expression: to the end of the line or to ` cite `; comments at its end are not part of it."""
        self._tests("FEEL", "", about=False)

    # --- a sign left out before a type --------------------------------------------------------

    @property
    def sign_before_type(self) -> str:
        """The token that stands between a name and its type in lines of this form."""
        return {"type_statement": "EQUAL", "input": "COLON", "component": "COLON"}.get(self.form, "none")

    def with_type_divided(self) -> list[Token] | None:
        """The tokens when the last words of the name are read as a type, where they are the name of one."""
        at = next((i for i, token in enumerate(self.tokens) if token.type == "NAME"), None)
        if at is None:
            return None
        name = self.tokens[at]
        found = _type_at_end((*BASE_TYPES, *self.types.all), name)
        if found is None:
            return None
        start, cut = name.start_pos or 0, (name.start_pos or 0) + found
        other = LineLexer(self.source, self.form, start, self.end, self.types, self.tokens[:at])
        words = self.source.text[start:cut].rstrip()
        other._take("NAME", start + len(words))
        other.position = cut
        other.tokens.append(Token(self.sign_before_type, "", start_pos=cut, end_pos=cut))
        other._type("")
        return other.run()


def _type_at_end(types: Iterable[str], name: str) -> int | None:
    """Where in a name the name of a type begins, behind at least one other word."""
    places = [
        found.start(1)
        for type in types
        for found in re.finditer(rf"\s({re.escape(type)})(?:$|\s+(?:unit|scale|in)\b)", name)
    ]
    return min(places, default=None)

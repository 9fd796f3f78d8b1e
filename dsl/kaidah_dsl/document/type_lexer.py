"""From the text of a type to its tokens: where its name ends depends on the words behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaidah_dsl.document.cursor import WORD, Cursor

_DEEPEST = 60
"""Types within types that are read."""

_NUMBER = re.compile(r"\d+(?![\w.])")
_VALUE = re.compile(r'["\d@-]|\.\d|(?:true|false|null)\b')
_FACET = re.compile(r'(?:unit(?=\s*")|scale(?=\s*\d)|not(?=\s*\()|cite\b|default\b|in\b)')
_LIST_OR_RANGE = re.compile(r"(list|range)\s+of(?!\w)")
_FUNCTION = re.compile(r"function(?=\s*\()")
_STRUCTURE = re.compile(r"structure(?![\w\-.])")


@dataclass
class TypeLexer(Cursor):
    """Reads types; `stops` are the signs at which one ends besides the end of the line."""

    depth: int = 0

    def _type(self, stops: str) -> None:
        self.depth += 1
        if self.depth > _DEEPEST or not self._more():
            return None
        text, at = self.source.text, self.position
        if found := _LIST_OR_RANGE.match(text, at, self.end):
            self._take(found.group(1).upper() + "_OF", found.end())
            return self._list_item(stops)
        if found := _FUNCTION.match(text, at, self.end):
            self._take("FUNCTION", found.end())
            return self._function_type(stops)
        if found := _STRUCTURE.match(text, at, self.end):
            return self._take("STRUCTURE", found.end())
        if _VALUE.match(text, at, self.end):
            return self._values(stops)
        return self._named(stops)

    def _list_item(self, stops: str) -> None:
        if self._more() and self.source.text[self.position] == "(":
            self._take("LPAR", self.position + 1)
            self._type(")")
            if self._sign(")"):
                self._facets(stops)
        else:
            self._type(stops)

    def _function_type(self, stops: str) -> None:
        self._sign("(")
        while self._more() and self.source.text[self.position] != ")":
            before = self.position
            self._type(",)")
            if self._sign(":"):
                self._type(",)")
            if not self._sign(",") and self.position == before:
                break
        if self._sign(")") and self._sign(":"):
            self._type(stops)

    def _values(self, stops: str) -> None:
        """`"a" | "b"`: constants, then perhaps a string that says what they are."""
        while self._more():
            self._tests("VALUE", stops + "|", about=True)
            if not self._sign("|"):
                return

    def _named(self, stops: str) -> None:
        text, start, stop = self.source.text, self.position, self.position
        if known := self._known_type():
            stop = self.position = known
        else:
            while (word := WORD.match(text, self.position, self.end)) and not (
                stop > start and self._facet_at(self.position)
            ):
                self.position = stop = word.end()
                self._more()
        if stop > start:
            self._take("TYPE_NAME", stop, start)
            self._facets(stops)

    def _known_type(self) -> int | None:
        """The end of the longest known type that begins here, where its name holds words such as `in`."""
        text, at = self.source.text, self.position
        found = [name for name in self.types.odd if text.startswith(name, at)]
        ends = [at + len(name) for name in found if not text[at + len(name) : at + len(name) + 1].isalnum()]
        return max((end for end in ends if end <= self.end), default=None)

    def _facet_at(self, at: int) -> str:
        found = _FACET.match(self.source.text, at, self.end)
        return found.group() if found and (found.group() != "default" or self.form == "input") else ""

    def _facets(self, stops: str) -> None:
        """Unit, scale and allowed values behind the name of a type."""
        text = self.source.text
        while self._more():
            at = self.position
            word = self._facet_at(at)
            if text[at] in '"=:;|' + stops or word in ("cite", "default"):
                return
            if word == "unit":
                self._take("UNIT", at + len(word))
                if self._more():
                    self._string()
            elif word == "scale":
                self._take("SCALE", at + len(word))
                self._more()
                number = _NUMBER.match(text, self.position, self.end)
                self._take("NUMBER" if number else "OTHER", number.end() if number else self.position + 1)
            elif text[at] in ")}":
                self._take("OTHER", at + 1)
            else:
                if word == "in":
                    self._take("IN", at + len(word))
                self._tests("TESTS", stops, about=True)
                return

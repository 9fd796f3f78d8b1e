"""The pieces of raw text that matter everywhere: strings, comments, brackets, words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

PIECE = re.compile(
    r"""
      (?P<string>"(?:[^"\\\n\r]|\\[^\n\r])*")
    | (?P<unclosed>"[^\n\r]*)
    | (?P<comment>(?<!:)//[^\n\r]*|/\*(?s:.*?)\*/)
    | (?P<bracket>[()\[\]{}])
    | (?P<word>[^\W]+)
    | (?P<sign>\*\*|\.\.|<=|>=|!=|[^\s\w])
    """,
    re.VERBOSE,
)

COMMENT = re.compile(r"(?<!:)//[^\n]*|/\*(?s:.*?)\*/")

_CLOSERS = {")": "([]", "]": "([]", "}": "{"}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|.)")


def unquoted(literal: str) -> str:
    """The content of a quoted string (clause 10.3.1.2, string escape sequences)."""

    def character(found: re.Match[str]) -> str:
        code = found.group(1)
        if len(code) > 1:
            number = int(code[1:], 16)
            return chr(number) if number <= 0x10FFFF else found.group()
        return _ESCAPES.get(code, code)

    content = literal[1:-1] if len(literal) > 1 and literal.endswith('"') else literal[1:]
    return _ESCAPE.sub(character, content) if "\\" in content else content


def words_of(text: str) -> str:
    """The words of a name, with single blanks between them; comments inside it left out."""
    return " ".join((COMMENT.sub(" ", text) if "/" in text else text).split())


def one_line(text: str, width: int = 40) -> str:
    """A text as a message shows it: on one line, the end of a long one left out."""
    text = " ".join(text.split())
    return text if len(text) <= width else text[:width].rstrip() + "..."


def quoted(content: str) -> str:
    """A string literal with this content."""
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        content = content.replace(plain, escaped)
    return f'"{content}"'


@dataclass
class Brackets:
    """Which brackets are open. Ranges are written with brackets of either way: `(1..2]`, `]1..2[`."""

    open: list[tuple[str, int]] = field(default_factory=list)
    _dotted: list[bool] = field(default_factory=list)

    def see(self, text: str, piece: re.Match[str]) -> None:
        """Take one piece of the text into account."""
        sign = piece.group()
        if sign == ".." and self._dotted:
            self._dotted[-1] = True
        if piece.lastgroup != "bracket":
            return
        if self._closes(sign, text, piece.end()):
            self.open.pop()
            self._dotted.pop()
        elif sign in "([{" or (sign == "]" and not self.open):
            self.open.append((sign, piece.start()))
            self._dotted.append(False)

    def _closes(self, sign: str, text: str, end: int) -> bool:
        if not self.open:
            return False
        if sign == "[":
            # `[1..3[` ends a range; `[1..xs[2]]` filters a list inside one.
            following = text[end : end + 1]
            return self._dotted[-1] and (not following or following in " \t\r\n,)]}|")
        return self.open[-1][0] in _CLOSERS.get(sign, "")


def pieces(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], Brackets]]:
    """The pieces from `start` to `end`, each with the brackets open before it."""
    brackets = Brackets()
    for piece in PIECE.finditer(text, start, end):
        yield piece, brackets
        brackets.see(text, piece)


def has_equals(text: str) -> bool:
    """Whether `=` stands in the text outside strings, comments and brackets."""
    if "=" not in text:
        return False
    return any(p.group() == "=" and not b.open for p, b in pieces(text, 0, len(text)))

"""From XPath 3.1 patterns (F&O 5.6.1, XML Schema part 2 appendix G) to those of the `regex` package.

What the standard does not know raises InvalidPattern, though the package might take it.
"""

from __future__ import annotations

import re

_WHITESPACE = " \t\n\r"
_NAME_START = r"\p{L}\p{Nl}_:"
_NAME = rf"{_NAME_START}\p{{M}}\p{{Nd}}\-.\u00B7"
_CLASSES = {
    "s": r"[ \t\n\r]",
    "S": r"[^ \t\n\r]",
    "d": r"\p{Nd}",
    "D": r"\P{Nd}",
    "w": r"[^\p{P}\p{Z}\p{C}]",
    "W": r"[\p{P}\p{Z}\p{C}]",
    "i": f"[{_NAME_START}]",
    "I": f"[^{_NAME_START}]",
    "c": f"[{_NAME}]",
    "C": f"[^{_NAME}]",
}
_SINGLE = frozenset(r"nrt\|.?*+(){}-[]^$")
_PROPERTY = re.compile(r"[pP]\{(Is)?([A-Za-z0-9-]+)\}")
_COUNT = re.compile(r"\{([0-9]+)(?:,([0-9]*))?\}")

# a short pattern can ask for any amount of memory: `(a{9999}){9999}`
_LONGEST, _DEEPEST, _MOST_REPETITIONS = 10_000, 50, 10_000


class InvalidPattern(ValueError):
    """The pattern is not one of XPath; the message says why."""


def translated(pattern: str, flags: str) -> str:
    """The same pattern for `regex`; case (flag `i`) is left to its option."""
    if "q" in flags:
        return "".join(_literal(character) for character in pattern)
    if "x" in flags:
        pattern = _without_blanks(pattern)
    # simple case folding: one character matches one character
    return "(?-f)" + _Reader(pattern, flags).read() if "i" in flags else _Reader(pattern, flags).read()


def _literal(character: str) -> str:
    return character if character.isalnum() or ord(character) > 127 else f"\\{character}"


def _without_blanks(pattern: str) -> str:
    """Flag `x`: blanks outside of character classes do not count."""
    kept, depth, index = [], 0, 0
    while index < len(pattern):
        character = pattern[index]
        if character == "\\" and pattern[index + 1 : index + 2].strip():
            kept.append(pattern[index : index + 2])
            index += 2
            continue
        depth += (character == "[") - (character == "]" and depth > 0)
        if depth or character not in _WHITESPACE:
            kept.append(character)
        index += 1
    return "".join(kept)


class _Reader:
    """Reads a pattern once from left to right."""

    def __init__(self, pattern: str, flags: str) -> None:
        self._pattern = pattern
        self._index = 0
        self._groups = 0
        self._open: list[int] = []
        self._closed: set[int] = set()
        self._repetitions = [1]  # the most that any part repeats, for each open group
        self._last = 1
        if len(pattern) > _LONGEST:
            raise InvalidPattern(f"it is longer than {_LONGEST:,} characters")
        self._lines = "m" in flags
        self._all = "s" in flags

    def read(self) -> str:
        parts: list[str] = []
        repeatable = False
        while self._index < len(self._pattern):
            character = self._pattern[self._index]
            if character in "*+?{":
                if not repeatable:
                    raise InvalidPattern(f"there is nothing that `{character}` could repeat")
                parts.append(self._quantifier())
                repeatable = False
            else:
                parts.append(self._atom(character))
                repeatable = parts[-1] not in ("(", "(?:", "|") and character not in "^$"
        if self._open:
            raise InvalidPattern("a bracket is not closed")
        return "".join(parts)

    def _quantifier(self) -> str:
        match = _COUNT.match(self._pattern, self._index)
        text = match[0] if match else self._pattern[self._index]
        if match:
            self._repeat(*match.groups())
        elif text == "{":
            raise InvalidPattern("`{` starts no count")
        self._index += len(text)
        if self._pattern.startswith("?", self._index):
            self._index += 1
            text += "?"
        return text

    def _repeat(self, least: str, most: str | None) -> None:
        """Count the repetitions of what stands before, with those inside of it."""
        if max(len(least), len(most or "")) > 6:
            raise InvalidPattern(f"it repeats more than {_MOST_REPETITIONS:,} times")
        if most and int(most) < int(least):
            raise InvalidPattern("a count begins with the smaller number")
        self._note(self._last * max(int(least), int(most or 0), 1))

    def _note(self, repetitions: int) -> None:
        if repetitions > _MOST_REPETITIONS:
            raise InvalidPattern(f"it repeats more than {_MOST_REPETITIONS:,} times")
        self._repetitions[-1] = max(self._repetitions[-1], repetitions)

    def _atom(self, character: str) -> str:
        self._last = 1
        if character == "\\":
            return self._escape(in_class=False)
        if character == "[":
            return self._class()
        if character == "(":
            return self._opening()
        self._index += 1
        if character == ")":
            return self._closing()
        if character in "]}":
            raise InvalidPattern(f"`{character}` closes nothing")
        if character == "|":
            return "|"
        return self._anchor(character)

    def _anchor(self, character: str) -> str:
        if character == "^":
            return r"(?:\A|(?m:^)(?!\Z))" if self._lines else r"\A"
        if character == "$":
            return "(?m:$)" if self._lines else r"\Z"
        if character == ".":
            return "(?s:.)" if self._all else r"[^\n\r]"
        return _literal(character)

    def _opening(self) -> str:
        if len(self._open) == _DEEPEST:
            raise InvalidPattern(f"its brackets are more than {_DEEPEST} deep")
        self._repetitions.append(1)
        if self._pattern.startswith("(?:", self._index):
            self._index += 3
            self._open.append(0)
            return "(?:"
        self._index += 1
        if self._pattern.startswith("?", self._index):
            raise InvalidPattern("`(?` can only be `(?:`")
        self._groups += 1
        self._open.append(self._groups)
        return "("

    def _closing(self) -> str:
        if not self._open:
            raise InvalidPattern("`)` closes nothing")
        self._closed.add(self._open.pop())
        self._last = self._repetitions.pop()
        self._note(self._last)
        return ")"

    def _escape(self, *, in_class: bool) -> str:
        following = self._pattern[self._index + 1 : self._index + 2]
        if following.isdigit() and following.isascii() and not in_class:
            return self._back_reference()
        if following in ("p", "P"):
            return self._property()
        self._index += 2
        if following in _CLASSES and following:
            return _CLASSES[following]
        if not following or following not in _SINGLE:
            raise InvalidPattern(f"`\\{following}` means nothing")
        return f"\\{following}"

    def _back_reference(self) -> str:
        digits = re.match("[0-9]+", self._pattern[self._index + 1 :])
        assert digits is not None
        text = digits[0]
        while len(text) > 1 and int(text) > self._groups:
            text = text[:-1]
        if int(text) not in self._closed or text.startswith("0"):
            raise InvalidPattern(f"`\\{text}` refers to no group before it")
        self._index += 1 + len(text)
        return f"(?:\\{text})"

    def _property(self) -> str:
        match = _PROPERTY.match(self._pattern, self._index + 1)
        if match is None:
            raise InvalidPattern("a category is written `\\p{Lu}`")
        self._index = match.end()
        return f"\\{match[0][0]}{{{'In' if match[1] else ''}{match[2]}}}"

    def _class(self, depth: int = 0) -> str:
        """`[a-z]`, `[^a-z]`, `[a-z-[aeiou]]`."""
        if depth == _DEEPEST:
            raise InvalidPattern(f"its brackets are more than {_DEEPEST} deep")
        self._index += 1
        parts = ["["]
        if self._pattern.startswith("^", self._index):
            self._index += 1
            parts.append("^")
        first = len(parts)
        while not self._pattern.startswith("]", self._index) or len(parts) == first:
            if self._index >= len(self._pattern):
                raise InvalidPattern("`[` is not closed")
            if self._pattern.startswith("-[", self._index) and len(parts) > first:
                self._index += 1
                return self._subtracted(parts, depth)
            parts.append(self._class_item())
        self._index += 1
        return "".join((*parts, "]"))

    def _subtracted(self, parts: list[str], depth: int) -> str:
        other = self._class(depth + 1)
        if not self._pattern.startswith("]", self._index):
            raise InvalidPattern("a subtracted class must come last")
        self._index += 1
        whole = "".join((*parts, "]"))
        return f"[{whole}--{other}]"

    def _class_item(self) -> str:
        start = self._class_character()
        dashed = self._pattern.startswith("-", self._index)
        following = self._pattern[self._index + 1 : self._index + 2]
        if not dashed or following in ("]", "["):
            return start
        self._index += 1
        return f"{start}-{self._class_character()}"

    def _class_character(self) -> str:
        character = self._pattern[self._index : self._index + 1]
        if character == "\\":
            return self._escape(in_class=True)
        if character in ("[", "]", ""):
            raise InvalidPattern("`[` inside a class is written `\\[`")
        self._index += 1
        return _literal(character)

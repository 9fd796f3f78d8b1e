"""Names that FEEL cannot read without knowing them: those that hold a keyword, an operator or a number.

Every other name is simply a run of words, known or not. So only the special ones are indexed, by their first
piece, the longest first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from kaidah_dsl.feel.words import (
    BLANKS,
    INFIX_KEYWORDS,
    KEYWORDS,
    LOUD_KEYWORDS,
    NUMBER_WORD_AT,
    PART_AT,
    PIECE_AT,
    PREFIX_KEYWORDS,
    WHOLE_WORDS,
    WORD_AT,
    single_spaced,
)

#: The standard's own names that hold `and`; its other names are plain runs of words.
BUILTIN_NAMES = ("date and time", "days and time duration", "years and months duration")

_NEVER_INSIDE = INFIX_KEYWORDS | LOUD_KEYWORDS | {"instance"}
_NEVER_FIRST = PREFIX_KEYWORDS | WHOLE_WORDS


class KnownNames:
    """The special names in scope. Immutable; one serves every cell of a model."""

    __slots__ = ("_by_first", "has_numbers")

    def __init__(self, names: Iterable[str]) -> None:
        spaced = {single_spaced(name) for name in names}
        self.has_numbers = any(NUMBER_WORD_AT.fullmatch(word) for name in spaced for word in name.split(" "))
        self._by_first: dict[str, tuple[str, ...]] = {}
        for name in sorted(filter(is_special, spaced), key=len, reverse=True):
            first = _first_piece(name)
            self._by_first[first] = (*self._by_first.get(first, ()), name)

    def longest(self, text: str, start: int, end: int, others: Collection[str] = ()) -> int:
        """Where the longest known name at `start` ends, or `start` if there is none. `others` are special
        names that hold only here."""
        piece = PIECE_AT.match(text, start, end)
        if piece is None:
            return start
        first = piece.group()
        found = start
        for name in self._by_first.get(first, ()):
            found = _end_of(name, text, start, end)
            if found > start:
                break
        for name in others:
            if _first_piece(name) == first:
                found = max(found, _end_of(name, text, start, end))
        return found


@lru_cache(maxsize=64)
def known_names(names: frozenset[str]) -> KnownNames:
    """The index of a set of names, kept for the next cell."""
    return KnownNames((*names, *BUILTIN_NAMES))


def is_special(name: str) -> bool:
    """Whether a name is more than a run of plain words."""
    words = name.split(" ")
    if words[0] in _NEVER_FIRST or not _NEVER_INSIDE.isdisjoint(words):
        return name not in KEYWORDS
    return not all(map(WORD_AT.fullmatch, words)) and bool(name)


def _first_piece(name: str) -> str:
    piece = PIECE_AT.match(name)
    return piece.group() if piece else ""


def _end_of(name: str, text: str, start: int, end: int) -> int:
    """Where `name` ends if it stands at `start` (blanks may be wider in the text), otherwise `start`."""
    position = start
    for index, word in enumerate(name.split(" ")):
        if index:
            blanks = BLANKS.match(text, position, end)
            if blanks is None:
                return start
            position = blanks.end()
        if not text.startswith(word, position, end):
            return start
        position += len(word)
    # A name ends where its last word does: `a-b` is not the start of `a-bc`.
    inside = PART_AT.match(name, len(name) - 1) and PART_AT.match(text, position, end)
    return start if inside else position

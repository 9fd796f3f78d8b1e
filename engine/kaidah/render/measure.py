"""How wide a text is, and where to break it, in the font our pictures are set in (DejaVu Sans Condensed).

Arial, Helvetica and Liberation Sans, which a viewer of an SVG may have instead, are as wide or narrower.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# Advance widths of U+0020 to U+007E in thousandths of the font size.
_WIDTHS = (
    286, 360, 414, 754, 572, 855, 702, 247, 351, 351, 450, 754, 286, 325, 286, 303,
    572, 572, 572, 572, 572, 572, 572, 572, 572, 572, 303, 303, 754, 754, 754, 478,
    900, 615, 617, 628, 693, 568, 518, 697, 677, 265, 265, 590, 501, 776, 673, 708,
    542, 708, 625, 571, 549, 659, 615, 890, 616, 549, 616, 351, 303, 351, 754, 450,
    450, 551, 571, 495, 571, 554, 316, 571, 570, 250, 250, 521, 250, 876, 570, 550,
    571, 571, 370, 469, 353, 570, 532, 736, 532, 532, 472, 572, 303, 572, 754,
)  # fmt: skip
_WIDE = 1000
_OTHER = 650


def width(text: str, size: float) -> float:
    """The width of a text in a font size; accented letters count as their base."""
    return sum(map(_advance, text)) * size / 1000


def _advance(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    base = unicodedata.normalize("NFD", character)[0]
    if " " <= base <= "~":
        return _WIDTHS[ord(base) - 32]
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER


def wrap(text: str, size: float, most: float) -> tuple[str, ...]:
    """The text in lines that are no wider than `most`; a longer word is cut, behind `/` or `-` if it can be.
    Lines are made of even length, for the look of it."""
    words = [part for word in text.split() for part in _parts(word, size, most)]
    lines = tuple(_lines(words, size, most))
    for share in range(60, 100, 5):
        narrower = tuple(_lines(words, size, most * share / 100))
        if len(narrower) == len(lines) and all(width(line, size) <= most for line in narrower):
            return narrower
    return lines


def _lines(words: list[str], size: float, most: float) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and width(longer, size) > most:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _parts(word: str, size: float, most: float) -> Iterator[str]:
    """A word cut into pieces that fit."""
    while width(word, size) > most:
        end = max((at for at in range(1, len(word)) if width(word[:at], size) <= most), default=1)
        seam = max(word.rfind(mark, 0, end) for mark in "/-._")
        end = seam + 1 if seam > 0 else end
        yield word[:end]
        word = word[end:]
    yield word

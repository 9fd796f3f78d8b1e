"""A tree of texts drawn in a given width: wrapped, with box characters or plain ASCII."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from kaidah_dsl.frozen import frozen

Style: TypeAlias = Literal["plain", "heading", "good", "bad", "quiet", "doubt"]


@frozen
class Line:
    """One logical line; when it is too long it goes on `hanging` further in. `aside` stands behind it."""

    text: str
    indent: int = 0
    hanging: int = 2
    aside: str = ""
    style: Style = "plain"


@frozen
class Twig:
    """A heading, lines that belong to it, and what hangs below."""

    heading: Line
    body: tuple[Line, ...] = ()
    below: tuple[Twig, ...] = ()


_COLOURS: dict[Style, str] = {
    "heading": "1",
    "good": "32",
    "bad": "31",
    "quiet": "2",
    "doubt": "33",
}

# What is read as one word: an amount with its currency, an article with its number, a mark with its text.
_TOGETHER = re.compile(r"(\b[A-Z]{3}|\b[Pp]asal|\b[Aa]rt\.|\b[Aa]rticle|\brule) (?=-?\d)|(?<=[✓✗?▷!]) ")

_ASCII = str.maketrans(
    {
        "│": "|",
        "├": "+",
        "└": "`",
        "─": "-",
        "✓": "+",
        "✗": "x",
        "·": ".",
        "“": '"',
        "”": '"',
        "–": "-",
        "▷": ">",
    }
)


def aligned(lines: Sequence[Line], most: int = 60) -> list[Line]:
    """The lines with their asides in one column, as far as the texts are not too long for that."""
    wide = max((len(line.text) for line in lines if line.aside and len(line.text) <= most), default=0)
    return [replace(line, text=line.text.ljust(wide)) if line.aside else line for line in lines]


def draw(twig: Twig, width: int, *, colour: bool = False) -> list[str]:
    """The lines of a tree, none wider than `width` (unless a single word is)."""
    return _draw(twig, "", "", width, colour)


def to_ascii(text: str) -> str:
    """The same with plain characters for our own marks and boxes (names keep their letters)."""
    return text.translate(_ASCII)


def wrap(line: Line, width: int, *, colour: bool = False) -> list[str]:
    """A line, cut where it does not fit."""
    start = " " * line.indent
    text = f"{line.text}   {line.aside}" if line.aside else line.text
    parts = textwrap.wrap(
        _TOGETHER.sub("\\1\N{NO-BREAK SPACE}", text),
        max(width, line.indent + line.hanging + 20),
        initial_indent=start,
        subsequent_indent=start + " " * line.hanging,
        break_on_hyphens=False,
        break_long_words=False,
        drop_whitespace=True,
        replace_whitespace=False,
    )
    parts = [part.replace("\N{NO-BREAK SPACE}", " ") for part in parts]
    return [_paint(part, line.style) for part in parts] if colour else parts


def _paint(text: str, style: Style) -> str:
    return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if style in _COLOURS else text


def _draw(twig: Twig, first: str, rest: str, width: int, colour: bool) -> list[str]:
    inside = rest + ("│ " if twig.below else "  ")
    top, *more = wrap(twig.heading, width - len(first), colour=colour)
    lines = [first + top, *((inside + part).rstrip() for part in more)]
    for line in twig.body:
        lines += [inside + part for part in wrap(line, width - len(inside), colour=colour)]
    for index, below in enumerate(twig.below):
        last = index == len(twig.below) - 1
        lines += _draw(
            below, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  "), width, colour
        )
    return lines

"""Lines: width, padding, filling, and comments around them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from kaidah_dsl.document.scan import quoted
from kaidah_dsl.document.tree import Comments

WIDTH = 110
BEHIND = "  "


def width(text: str) -> int:
    """How many columns a text takes on a screen."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, columns: int) -> str:
    """A text with blanks up to a width."""
    return text + " " * (columns - width(text))


def hung(text: str, indent: int) -> str:
    """A text whose further lines are indented."""
    if "\n" not in text:
        return text
    first, *others = text.split("\n")
    return "\n".join([first, *(" " * indent + line if line else "" for line in others)])


def filled(prefix: str, items: Sequence[str], separator: str, *, leading: bool = False) -> str:
    """Items behind a prefix, on as many lines as they need, all lines beginning in the same column.

    The separator ends a line, or begins the next one (`leading`).
    """
    indent = width(prefix)
    lines, line = [], ""
    for index, item in enumerate(items):
        piece = item if leading or index == len(items) - 1 else item + separator.rstrip()
        joined = f"{line}{separator if leading else ' '}{piece}" if line else piece
        if line and indent + width(joined) > WIDTH:
            lines.append(line)
            line = separator.lstrip() + piece if leading else piece
        else:
            line = joined
    shift = len(separator.lstrip()) if leading else 0
    first, *others = [*lines, line]
    return "\n".join([prefix + first, *(" " * (indent - shift) + other for other in others)])


def texts(prefix: str, content: str) -> str:
    """A text in quotation marks; a long one in several, one on each line."""
    room = max(WIDTH - width(prefix) - 2, 40)
    return "\n".join(
        (prefix if index == 0 else " " * width(prefix)) + quoted(part)
        for index, part in enumerate(_parts(content, room))
    )


def _parts(content: str, room: int) -> list[str]:
    """Pieces of a text that give it back when they are joined with a blank."""
    if width(content) <= room:
        return [content]
    parts = [""]
    for word in content.split(" "):
        joined = f"{parts[-1]} {word}" if parts[-1] else word
        if parts[-1] and word and width(joined) > room:
            parts.append(word)
        elif not word and not parts[-1]:
            return [content]
        else:
            parts[-1] = joined
    return parts


def comment_lines(comments: Iterable[str], indent: int) -> list[str]:
    """Comment lines at an indentation, single blank lines between them kept."""
    lines: list[str] = []
    inside = False
    for text in comments:
        if not text and not inside and (not lines or not lines[-1]):
            continue
        margin = indent + 3 if inside else indent
        lines.append(" " * margin + text if text else "")
        inside = ("*/" not in text) if inside else (text.startswith("/*") and "*/" not in text[2:])
    return lines


def around(text: str, comments: Comments, indent: int) -> list[str]:
    """The lines of a text with the comments before and behind it."""
    behind = BEHIND + comments.behind if comments.behind else ""
    before = comment_lines(comments.before, indent)
    return [*without_blanks(before), *(text + behind).split("\n")]


def without_blanks(lines: Sequence[str]) -> list[str]:
    """Lines without blank ones at their start and end."""
    start, end = 0, len(lines)
    while start < end and not lines[start]:
        start += 1
    while end > start and not lines[end - 1]:
        end -= 1
    return list(lines[start:end])

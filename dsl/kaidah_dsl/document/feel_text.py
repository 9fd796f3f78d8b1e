"""FEEL that is kept as text."""

from __future__ import annotations

from kaidah_dsl.document.tree import FeelText
from kaidah_dsl.source import Span


def feel_text(span: Span) -> FeelText:
    """The FEEL in `span`, its further lines without the indentation they share."""
    return FeelText(span=span, text=dedented(span.text))


def missing(span: Span) -> FeelText:
    """FEEL that is not there, or that cannot be read: it has been reported."""
    return FeelText(span=span, text="")


def dedented(text: str) -> str:
    """A text whose lines behind the first have lost the indentation they share, and their trailing blanks."""
    if "\n" not in text:
        return text
    first, *others = (_spaced(line.rstrip()) for line in text.split("\n"))
    margin = min((len(line) - len(line.lstrip()) for line in others if line), default=0)
    return "\n".join([first, *(line[margin:] for line in others)])


def _spaced(line: str) -> str:
    content = line.lstrip()
    return line[: len(line) - len(content)].expandtabs(2) + content

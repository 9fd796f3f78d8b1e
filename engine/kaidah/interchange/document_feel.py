"""Pieces of a document's tree that have no place in a text yet."""

from __future__ import annotations

from kaidah.interchange.feel_text import unreadable_text
from kaidah.model.unreadable import WORD
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.literals import string_literal
from kaidah_dsl.feel.printer import to_text
from kaidah_dsl.source import Source

NOWHERE = Source(name="", text="").span()


def document_feel(node: feel.Expression | feel.UnaryTests) -> str:
    """FEEL as a document writes it; what another tool wrote and FEEL cannot read is kept as a text."""
    unreadable = unreadable_text(node)
    return to_text(node, document=True) if unreadable is None else f"{WORD}({string_literal(unreadable)})"


def feel_of(node: feel.Expression | feel.UnaryTests) -> syntax.FeelText:
    return syntax.FeelText(text=document_feel(node), span=NOWHERE)


def cell(text: str) -> syntax.Cell:
    return syntax.Cell(text=text, span=NOWHERE)


def name(text: str) -> syntax.NameText:
    return syntax.NameText(text=text, span=NOWHERE)


def names(texts: tuple[str, ...]) -> tuple[syntax.NameText, ...]:
    return tuple(map(name, texts))

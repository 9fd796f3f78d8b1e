"""`python -m kaidah_dsl.tables` stores the tables of the grammars anew. To be run when a grammar changes."""

from __future__ import annotations

from kaidah_dsl.document import forms
from kaidah_dsl.feel import parse

GRAMMARS = (parse.GRAMMAR, forms.GRAMMAR)


def store() -> None:
    """Write the tables that are not those of their grammar; the others stay as they are."""
    for grammar in GRAMMARS:
        if grammar.stored() is None:
            grammar.tables.write_text(grammar.to_text(), encoding="utf-8")


if __name__ == "__main__":
    store()

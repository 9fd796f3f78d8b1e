"""FEEL as the author wrote it; for readers of another language with the labels of what it names."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

from kaidah.explain.language import ENGLISH, Language, called
from kaidah.model.elements import InputClause, Model
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.walk import free_names, walk

SPOKEN = (feel.NumberLiteral, feel.BooleanLiteral)


class Written:
    """How a model's expressions are shown. `names` are what its elements are called."""

    def __init__(self, model: Model | None = None, spoken: Language = ENGLISH) -> None:
        self.names: Mapping[str, str] = called(model, spoken) if model else {}
        self._spoken = spoken
        self._bound: frozenset[str] = frozenset()

    def within(self, *names: str) -> Written:
        """The same where these names mean local values."""
        inner = copy(self)
        inner._bound = self._bound | frozenset(names)
        return inner

    def of(self, node: feel.Expression | feel.UnaryTests) -> str:
        """The text of an expression or test as the author wrote it, on one line."""
        text = node.span.text
        if not text.strip() or "//" in text or "/*" in text:
            from kaidah_dsl.feel.printer import to_text

            return to_text(node, document=True)
        if self._spoken.labelled:
            text = self._translated(node)
        return " ".join(text.split()) if "\n" in text else text.strip()

    def heading(self, clause: InputClause) -> str:
        """What an input clause tests."""
        return self.of(clause.expression) if self._spoken.labelled else clause.text

    def _translated(self, node: feel.Node) -> str:
        """The text with labels for names; the numbers of tests and constants in the language's numerals."""
        changes = {name.span: self.names.get(name.name, name.name) for name in free_names(node, self._bound)}
        if not changes:
            changes = {each.span: self._constant(each) for each in walk(node) if isinstance(each, SPOKEN)}
        text, start = node.span.text, node.span.start
        for span, new in sorted(changes.items(), key=lambda change: -change[0].start):
            text = f"{text[: span.start - start]}{new}{text[span.end - start :]}"
        return text

    def _constant(self, literal: feel.Node) -> str:
        text = literal.span.text
        return (
            self._spoken.say(text) if isinstance(literal, feel.BooleanLiteral) else self._spoken.number(text)
        )


AS_WRITTEN = Written()

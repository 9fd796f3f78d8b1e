"""FEEL texts to trees, where the names in scope are known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from kaidah.model.moved import moved
from kaidah.model.unreadable import unreadable
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.parse import parse_expression, parse_unary_tests

Names: TypeAlias = frozenset[str]
FeelSource: TypeAlias = syntax.FeelText | syntax.Cell
NO_NAMES: Names = frozenset()

_CONTEXT_KEY = re.compile(r"[{,]\s*([^\W\d][\w'. -]*?)\s*:")


@dataclass(kw_only=True)
class FeelReader:
    """Parses FEEL and gathers what is wrong with it. A text that was read without problems is read only once.

    `names` are all names of elements and components; a text whose box declares more is read with those too.
    What cannot be read becomes null (or an irrelevant test), so that the rest is still checked. `lenient`: it
    is `Unreadable`, as in files of other tools, whose unreadable texts are written `unreadable("...")`.
    """

    names: Names
    diagnostics: list[Diagnostic]
    lenient: bool = False
    _expressions: dict[tuple[str, Names], tuple[feel.Expression, int]] = field(default_factory=dict)
    _tests: dict[tuple[str, Names], tuple[feel.UnaryTests, int]] = field(default_factory=dict)

    def expression(self, text: FeelSource, local: Names = NO_NAMES) -> feel.Expression:
        """The tree of an expression; `local` are names that only its box knows."""
        start = text.span.start
        if not text.text.strip():  # an empty cell, which the parser has reported
            return feel.NullLiteral(span=text.span)
        if known := self._expressions.get((text.text, local)):
            return moved(known[0], start - known[1])
        parsed = parse_expression(text.span, self._in_scope(local), document=True)
        if self.lenient and (kept := unreadable(parsed.tree, parsed.diagnostics, self._in_scope(local))):
            self.diagnostics.extend(kept.diagnostics)
            return kept.tree
        self.diagnostics.extend(parsed.diagnostics)
        if parsed.tree is None:
            return feel.NullLiteral(span=text.span)
        if not parsed.diagnostics:
            self._expressions[text.text, local] = parsed.tree, start
        return parsed.tree

    def tests(self, text: FeelSource, local: Names = NO_NAMES) -> feel.UnaryTests:
        """The tree of an input entry or of allowed values."""
        start = text.span.start
        if not text.text.strip():
            return feel.UnaryTests(span=text.span, tests=(), irrelevant=True)
        if known := self._tests.get((text.text, local)):
            return moved(known[0], start - known[1])
        parsed = parse_unary_tests(text.span, self._in_scope(local), document=True)
        only = parsed.tree.tests[0] if parsed.tree is not None and len(parsed.tree.tests) == 1 else None
        if self.lenient and (kept := unreadable(only, parsed.diagnostics, self._in_scope(local), tests=True)):
            self.diagnostics.extend(kept.diagnostics)
            return feel.UnaryTests(span=text.span, tests=(kept.tree,))
        self.diagnostics.extend(parsed.diagnostics)
        if parsed.tree is None:
            return feel.UnaryTests(span=text.span, tests=(), irrelevant=True)
        if not parsed.diagnostics:
            self._tests[text.text, local] = parsed.tree, start
        return parsed.tree

    def _in_scope(self, local: Names) -> Names:
        return self.names | local if local else self.names


def context_keys(source: str) -> set[str]:
    """Names that FEEL contexts in a text (`{Base amount: 1}`) may declare: readable behind a dot anywhere."""
    return set(_CONTEXT_KEY.findall(source)) if "{" in source else set()

"""Citations: `PMK-203 pasal 12(1); guide L98`, in clauses and in the cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.document.scan import one_line, pieces
from kaidah_dsl.document.tree import Citation
from kaidah_dsl.source import Span

_IDENTIFIER = re.compile(r"[\w][\w.\-]*")
_FORM = "a citation is the short name of a law or source and a place in it: `PMK-203 pasal 12(1)`"


def citation(span: Span) -> tuple[Citation | None, list[Diagnostic]]:
    """The citation in `span`; without a place it cites the law as a whole."""
    text = span.text
    found = _IDENTIFIER.match(text)
    if not found:
        return None, [error("K114", f"`{one_line(text)}` is not a citation", span, help=_FORM)]
    place = " ".join(text[found.end() :].split())
    return Citation(span=span, law=found.group(), place=place), []


def citations(span: Span) -> tuple[tuple[Citation, ...], list[Diagnostic]]:
    """All citations in `span`, separated by `;` (a cell of an annotation clause `cite`)."""
    cited: list[Citation] = []
    diagnostics: list[Diagnostic] = []
    for part in _parts(span):
        one, problems = citation(part)
        cited += [one] if one else []
        diagnostics += problems
    return tuple(cited), diagnostics


def _parts(span: Span) -> Iterator[Span]:
    start = span.start
    ends = [p.start() for p, _ in pieces(span.source.text, span.start, span.end) if p.group() == ";"]
    for end in (*ends, span.end):
        text = span.source.text[start:end]
        if text.strip():
            first = start + len(text) - len(text.lstrip())
            yield span.source.span(first, start + len(text.rstrip()))
        start = end + 1

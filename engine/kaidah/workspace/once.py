"""The findings of all models of a regulation, each once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from kaidah.model.elements import Model
from kaidah.model.from_syntax import ModelResult
from kaidah_dsl.diagnostics import Diagnostic, Severity, has_errors
from kaidah_dsl.document.tree import Document

UNUSED_INPUT, UNUSED_ALLOW, NO_LOGIC, NO_CITATION = "K410", "K411", "K412", "K401"
UNCLOSED = "K103"
HIDDEN = (UNUSED_INPUT, UNUSED_ALLOW, NO_LOGIC)
_SYNTAX = "K1"


def once(
    first: Iterable[Diagnostic], results: Sequence[ModelResult], document: Document
) -> tuple[Diagnostic, ...]:
    """All diagnostics in the order of the text. What is unused must be so in every model that has it; nothing
    is said to be missing or unused where the text has errors, as they may have hidden it."""
    found = dict.fromkeys(first)
    hidden = HIDDEN if has_errors(tuple(found)) else ()
    for result in results:
        kept = (d for d in result.diagnostics if d.code not in hidden and not _used_elsewhere(d, results))
        found.update(dict.fromkeys(kept))
    told = _without_what_errors_hide(tuple(found), document)
    return tuple(sorted(told, key=lambda diagnostic: diagnostic.sort_key))


def _without_what_errors_hide(found: tuple[Diagnostic, ...], document: Document) -> Iterable[Diagnostic]:
    """Without the citations and the logic that are missing in statements whose errors may have hidden them."""
    starts = [statement.span.start for statement in document.statements]

    def statement_of(diagnostic: Diagnostic) -> int:
        span = diagnostic.span
        here = span is not None and span.source is document.source
        return bisect_right(starts, span.start) if span is not None and here else -1

    errors = [problem for problem in found if problem.severity is Severity.ERROR]
    wrong = {statement_of(problem) for problem in errors} - {-1}
    unread = {statement_of(problem) for problem in errors if problem.code.startswith(_SYNTAX)} - {-1}
    may_be_hidden = {NO_LOGIC: wrong, NO_CITATION: unread}
    return (d for d in _unclosed_once(found) if statement_of(d) not in may_be_hidden.get(d.code, ()))


def _unclosed_once(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What is never closed is found by the reader of documents, and again by the one of FEEL."""
    places: set[tuple[object, int]] = set()
    for problem in found:
        place = (id(problem.span.source), problem.span.start) if problem.span else None
        if problem.code == UNCLOSED and place is not None:
            if place in places:
                continue
            places.add(place)
        yield problem


def _used_elsewhere(diagnostic: Diagnostic, results: Iterable[ModelResult]) -> bool:
    if diagnostic.code not in (UNUSED_INPUT, UNUSED_ALLOW):
        return False
    return any(
        result.model is not None
        and _has(result.model, diagnostic)
        and not any(d.code == diagnostic.code and d.span == diagnostic.span for d in result.diagnostics)
        for result in results
    )


def _has(model: Model, diagnostic: Diagnostic) -> bool:
    places = model.inputs if diagnostic.code == UNUSED_INPUT else model.allowances
    return any(place.span == diagnostic.span for place in places)

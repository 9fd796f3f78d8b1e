"""K412: decisions and functions that have no logic yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kaidah.model.elements import BusinessKnowledgeModel, Decision
from kaidah.model.requirements import logic_of
from kaidah_dsl.diagnostics import Diagnostic, warning


def without_logic(elements: Iterable[Decision | BusinessKnowledgeModel]) -> Iterator[Diagnostic]:
    """Each decision or function that cannot be answered because nothing says how."""
    for element in elements:
        if logic_of(element) is None:
            message = f"`{element.name}` has no logic yet"
            yield warning("K412", message, element.span, help="add `= EXPRESSION`, a table or a box below it")

"""K401: logic that cites no law and no source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kaidah.model.elements import BusinessKnowledgeModel, Decision, DecisionRule, DecisionTable
from kaidah.model.requirements import logic_of
from kaidah_dsl.diagnostics import Diagnostic, Label, Severity, warning

_MOST_LABELS = 5


def missing_citations(elements: Iterable[Decision | BusinessKnowledgeModel]) -> Iterator[Diagnostic]:
    """Each decision or function without a citation of its own, unless all rules of its table have one.

    It does not matter how small the logic is: a constant has a source too. One finding for a table, which
    shows the rules.
    """
    for element in elements:
        logic = logic_of(element)
        if logic is None or element.citations:
            continue
        if isinstance(element, BusinessKnowledgeModel) and element.function:
            logic = element.function.body
        if not isinstance(logic, DecisionTable):
            help = 'add `cite LAW PLACE`, or say why there is none: `allow K401 because "..."`'
            yield warning("K401", f"`{element.name}` cites no law or source", element.span, help=help)
        elif uncited := [rule for rule in logic.rules if not rule.citations]:
            yield _rules(element, uncited)


def _rules(element: Decision | BusinessKnowledgeModel, rules: list[DecisionRule]) -> Diagnostic:
    shown = ", ".join(rule.title for rule in rules[:_MOST_LABELS])
    more = f" and {len(rules) - _MOST_LABELS} more" if len(rules) > _MOST_LABELS else ""
    verb = "cites" if len(rules) == 1 else "cite"
    return Diagnostic(
        code="K401",
        severity=Severity.WARNING,
        message=f"{shown}{more} of `{element.name}` {verb} no law or source",
        span=rules[0].span,
        others=tuple(Label(span=rule.span) for rule in rules[1:_MOST_LABELS]),
        help="fill the annotation `cite`, or cite for the whole table: `cite LAW PLACE` above it",
    )

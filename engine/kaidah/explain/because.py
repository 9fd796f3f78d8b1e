"""The shortest reason for an output: the rule that fired and what it cites."""

from __future__ import annotations

from kaidah.explain.explanation import ExplainedDecision, Table
from kaidah.explain.words import IN_ENGLISH, Words


def because(decision: ExplainedDecision, words: Words = IN_ENGLISH) -> list[str]:
    """One line for each rule that fired in the decision's own tables; else what the decision cites."""
    if not decision.decided:
        return []
    rules = [line for table in decision.tables for line in _fired(words, table, decision)]
    cited = words.citations(decision.citations)
    return rules or ([cited] if cited else [])


def _fired(words: Words, table: Table, decision: ExplainedDecision) -> list[str]:
    lines = []
    for rule in table.fired:
        cited = words.citations(rule.citations or decision.citations)
        title, standing = words.title(rule), words.say(words.standing(rule))
        if table.within:
            title = words.say("{rule} of {table}", rule=title, table=table.within)
        lines.append(", ".join(part for part in (title, cited, standing) if part))
    return lines or [words.heading(table)]

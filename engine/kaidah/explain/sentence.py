"""The shortest explanation: a sentence per asked decision, to be read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from kaidah.explain.explanation import ExplainedDecision, Explanation, Fact, Origin, Reading, Rule, Table
from kaidah.explain.words import Words
from kaidah.trace import Match
from kaidah_dsl.diagnostics import Severity


def sentences(words: Words, explanation: Explanation) -> tuple[str, ...]:
    """One sentence per asked decision, and one per reading, of any decision, that gives another value."""
    by_name = {decision.name: decision for decision in explanation.decisions}
    below = [decision for decision in explanation.decisions if decision.name not in explanation.asked]
    return (
        *(_sentence(words, decision, by_name) for decision in explanation.roots),
        *(_doubt(words, decision, reading) for decision in below for reading in decision.doubts),
    )


def _sentence(words: Words, decision: ExplainedDecision, others: dict[str, ExplainedDecision]) -> str:
    doubts = [_doubt(words, decision, reading) for reading in decision.doubts]
    said = words.equals(decision.name, decision.value, words.spoken(decision))
    return " ".join([f"{said}{_reason(words, decision, others)}.", *doubts])


def _reason(words: Words, decision: ExplainedDecision, others: dict[str, ExplainedDecision]) -> str:
    if not decision.decided:
        causes = "; ".join(dict.fromkeys(_causes(decision, others)))
        return f": {causes}" if causes else ""
    if decision.tables and not decision.formulas:
        reason = by_table(words, decision.tables[-1], decision)
        return f" {words.say('because {reason}', reason=reason)}"
    facts = words.listed(_fact(words, fact, others) for fact in decision.uses)
    if len(decision.formulas) == 1:
        how = words.say(" by the formula {formula}", formula=decision.formulas[0].text)
    else:
        how = words.say(", worked out in {count} steps", count=len(decision.formulas))
    where = words.say(", where {facts}", facts=facts) if facts else ""
    return f"{how}{cited(words, decision)}{where}"


def _causes(decision: ExplainedDecision, others: dict[str, ExplainedDecision]) -> Iterator[str]:
    """What kept a decision from being decided: its own problems, and those of what it needs."""
    waiting, seen = [decision], {decision.name}
    while waiting:
        decision = waiting.pop()
        yield from (found.message for found in decision.diagnostics if found.severity is Severity.ERROR)
        needed = [fact.name for fact in decision.uses if fact.origin is Origin.UNDECIDED]
        needed = [name for name in needed if name in others and name not in seen]
        seen.update(needed)
        waiting += [others[name] for name in reversed(needed)]


def basis(words: Words, decision: ExplainedDecision) -> str:
    """The shortest reason: the rules that apply, or the formula."""
    if not decision.decided:
        return "; ".join(found.message for found in decision.diagnostics)
    if decision.tables and not decision.formulas:
        return words.heading(decision.tables[-1])
    return "; ".join(f"{part.name} = {part.text}" if part.name else part.text for part in decision.formulas)


def by_table(words: Words, table: Table, decision: ExplainedDecision) -> str:
    """What a table's answer rests on: its rules, their citations, and what they looked at."""
    if not table.fired:
        return f"{words.heading(table)}{cited(words, decision)}"
    tested = words.listed(dict.fromkeys(part for rule in table.fired for part in _tested(words, rule)))
    return f"{_rules(words, table, decision)}{': ' if tested else ''}{tested}"


def _rules(words: Words, table: Table, decision: ExplainedDecision) -> str:
    """`rule 1 “personal” applies (…)`, or several rules, each with its citation."""
    if len(table.fired) == 1:
        rule = table.fired[0]
        under = _of_rule(words, rule) or cited(words, decision)
        return words.say("{rule} applies", rule=words.title(rule)) + under
    of_decision = "" if any(rule.citations for rule in table.fired) else cited(words, decision)
    rules = words.listed(f"{words.title(rule)}{_of_rule(words, rule)}" for rule in table.fired)
    return words.say("{rules} apply", rules=rules) + of_decision


def cited(words: Words, decision: ExplainedDecision) -> str:
    return f" ({words.citations(decision.citations)})" if decision.citations else ""


def _of_rule(words: Words, rule: Rule) -> str:
    parts = (words.citations(rule.citations), words.say(words.standing(rule)))
    behind = ", ".join(part for part in parts if part)
    return f" ({behind})" if behind else ""


def _tested(words: Words, rule: Rule) -> list[str]:
    held = (entry for entry in rule.entries if entry.match is Match.HOLDS)
    return [words.equals(entry.clause, entry.value, words.actual_value(entry)) for entry in held]


def _fact(words: Words, fact: Fact, others: dict[str, ExplainedDecision]) -> str:
    if fact.origin is Origin.MISSING:
        return words.say("{name} is not given", name=fact.name)
    if fact.origin is Origin.UNDECIDED:
        return words.say("{name} is {value}", name=fact.name, value=words.say("undecided"))
    said = words.equals(fact.name, fact.value, words.show(fact.value, fact.type))
    return said + _rule_behind(words, others.get(fact.name))


def _rule_behind(words: Words, decision: ExplainedDecision | None) -> str:
    """` by rule 1 “personal” (203/PMK.04/2017 pasal 24(1))`, where a table decided the value."""
    if decision is None or decision.formulas or not decision.tables or not decision.tables[-1].fired:
        return ""
    rules = words.listed(f"{words.title(rule)}{_of_rule(words, rule)}" for rule in decision.tables[-1].fired)
    return words.say(" by {rules}", rules=rules)


def _doubt(words: Words, decision: ExplainedDecision, reading: Reading) -> str:
    return words.say(
        "This is disputed: another reading of {decision}, “{name}”{source}, {result}{changes}.",
        decision=decision.name,
        name=reading.name,
        source=f" ({words.citations(reading.citations)})" if reading.citations else "",
        result=words.result(reading),
        changes=f", {words.changes(reading)}" if reading.changes else "",
    )

"""The phrases that every kind of explanation shares, so that all of them read alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any

from kaidah.explain import amounts
from kaidah.explain.explanation import (
    Entry,
    ExplainedDecision,
    Explanation,
    Fact,
    Formula,
    Origin,
    Reading,
    Rule,
    Table,
)
from kaidah.explain.language import ENGLISH, Language, language
from kaidah.feel.types import ANY, ContextType, Type
from kaidah.model.elements import Citation, Edition, HitPolicy, Period, RuleAnnotation
from kaidah.trace import Match
from kaidah_dsl.diagnostics import Diagnostic, Severity

MARKS = {
    Match.HOLDS: "✓",
    Match.FAILS: "✗",
    Match.UNKNOWN: "?",
    Match.IRRELEVANT: "-",
    Match.NOT_TRIED: "·",
}

_SEVERAL = {
    HitPolicy.UNIQUE: "and give the same",
    HitPolicy.ANY: "and agree",
    HitPolicy.PRIORITY: "by priority",
    HitPolicy.FIRST: "in order",
    HitPolicy.RULE_ORDER: "listed in the order of the rules",
    HitPolicy.OUTPUT_ORDER: "listed in the order of priority",
    HitPolicy.COLLECT: "collected",
    HitPolicy.COLLECT_SUM: "added up",
    HitPolicy.COLLECT_MIN: "of which the smallest counts",
    HitPolicy.COLLECT_MAX: "of which the largest counts",
    HitPolicy.COLLECT_COUNT: "counted",
}

_DROPPED = {
    HitPolicy.UNIQUE: "matches too, which a unique table forbids",
    HitPolicy.PRIORITY: "matches too, but another output has priority",
    HitPolicy.FIRST: "matches too, but an earlier rule comes first",
}

_SETTLED = "confirmed"


class Words:
    """The phrases in one language. Its methods take what is explained and give text."""

    MARKS = MARKS

    def __init__(self, spoken: Language) -> None:
        self.language = spoken
        self.say = spoken.say

    def show(self, value: Any, type: Type = ANY) -> str:
        """A value with its unit, in the numerals of the language."""
        return amounts.show(value, type, self.language)

    # --- decisions --------------------------------------------------------------------------------

    def answer(self, decision: ExplainedDecision) -> str:
        """`Import duty is USD 45.00`, or `Import duty is undecided`."""
        return self.equals(decision.name, decision.value, self.value(decision))

    def equals(self, name: str, value: Any, shown: str) -> str:
        """`Import duty is USD 45.00`; `shown` is the value as text."""
        if isinstance(value, bool):
            return self.say("{name} is {truth}", name=name, truth=shown)
        return self.say("{name} is {value}", name=name, value=shown)

    def value(self, decision: ExplainedDecision) -> str:
        return self.show(decision.value, decision.type) if decision.decided else self.say("undecided")

    def formula(self, of: Formula) -> str:
        """`= max(Goods value - Exemption, 0)`, or of a context entry `Base = Value * 2`."""
        return f"{of.name} = {of.text}".lstrip()

    def outcome(self, of: Formula) -> str:
        """What a context entry came to in this case: `gives USD 40.00`; "" where that is not known."""
        if of.result is None:
            return ""
        return self.say("gives {value}", value=self.show(of.result.value, of.result.type))

    def spoken(self, decision: ExplainedDecision) -> str:
        """The value as one would say it: the entries of a context one after the other."""
        if decision.decided and isinstance(decision.value, dict):
            types = dict(decision.type.entries) if isinstance(decision.type, ContextType) else {}
            entries = decision.value.items()
            return self.listed(f"{name} {self.show(part, types.get(name, ANY))}" for name, part in entries)
        return self.value(decision)

    def problems(self, decision: ExplainedDecision) -> tuple[str, ...]:
        """Why a decision is undecided, or what to know about it, each with its code."""
        return tuple(map(self.problem, decision.diagnostics))

    def problem(self, found: Diagnostic) -> str:
        phrase = "problem {code}: {message}"
        if found.severity is not Severity.ERROR:
            phrase = "note {code}: {message}"
        return self.say(phrase, code=found.code, message=found.message)

    # --- readings ---------------------------------------------------------------------------------

    def result(self, reading: Reading) -> str:
        """What another reading gives: `would give USD 95.00`."""
        if not reading.decided:
            return self.say("has no result")
        phrase = "would give {value}" if reading.differs else "gives the same, {value}"
        return self.say(phrase, value=self.show(reading.value, reading.type))

    def changes(self, reading: Reading) -> str:
        """What else would come out otherwise: `Total taxes would be USD 0.58`; "" where nothing would."""
        if not reading.changes:
            return ""
        changed = (
            self.say("{name} {value}", name=fact.name, value=self.fact_value(fact))
            for fact in reading.changes
        )
        return self.say("which would make {changes}", changes=self.listed(changed))

    def fact_value(self, of: Fact) -> str:
        if of.origin is Origin.UNDECIDED:
            return self.say("undecided")
        return self.show(of.value, of.type)

    # --- tables -----------------------------------------------------------------------------------

    def title(self, rule: Rule) -> str:
        """`rule 2 “crew”`, or `rule 2`."""
        if rule.name:
            return self.say("rule {number} “{name}”", number=rule.number, name=rule.name)
        return self.say("rule {number}", number=rule.number)

    def heading(self, table: Table) -> str:
        """What came of a table: which of how many rules apply, and by which policy."""
        fired, count = table.fired, len(table.rules)
        if not fired:
            return self._none(table)
        if len(fired) == 1:
            return self._single(table)
        if not fired[0].kept:
            phrase = "{fired} of {count} rules match, and none could be chosen"
            return self.say(phrase, fired=len(fired), count=count)
        how = self.say(_SEVERAL[table.hit_policy])
        return self.say("{fired} of {count} rules apply, {how}", fired=len(fired), count=count, how=how)

    def _none(self, table: Table) -> str:
        count = len(table.rules)
        if count == 1:
            none = self.say("the only rule does not apply")
        else:
            none = self.say("none of {count} rules applies", count=count)
        return self.say("{none}; the default holds", none=none) if table.defaulted else none

    def _single(self, table: Table) -> str:
        rule, count = self.title(table.fired[0]), len(table.rules)
        if count == 1:
            return self.say("{rule} applies", rule=rule) + self._alone(table)
        return self.say("{rule} of {count} applies", rule=rule, count=count) + self._alone(table)

    def _alone(self, table: Table) -> str:
        others = any(rule.matched and not rule.kept for rule in table.rules)
        if others and table.hit_policy is HitPolicy.FIRST:
            return self.say(", the first that matches")
        if others and table.hit_policy is HitPolicy.PRIORITY:
            return self.say(", which has priority")
        return ""

    def idle(self, rule: Rule, table: Table) -> str:
        """A rule that did not fire and why: `rule 2 “crew”: Traveller role is "passenger", needs "crew"`."""
        if rule.matched:
            return f"{self.title(rule)} {self.say(_DROPPED.get(table.hit_policy, 'matches too, but is not used'))}"
        if rule.obstacle:
            return f"{self.title(rule)}: {self.compared(rule.obstacle)}"
        return self.say("{rule} was not tried", rule=self.title(rule))

    def compared(self, entry: Entry) -> str:
        """`Goods value is USD 950.00, needs > 500`; without the need where it repeats the value."""
        if entry.match is Match.IRRELEVANT:
            return self.say("{name} does not matter", name=entry.clause)
        if entry.missing:
            actual = self.say("{name} is not given", name=entry.clause)
        else:
            actual = self.equals(entry.clause, entry.value, self.actual_value(entry))
        if entry.match is Match.HOLDS and self.repeats(entry):
            return actual
        return self.say("{actual}, needs {test}", actual=actual, test=entry.test)

    def repeats(self, entry: Entry) -> bool:
        """Whether the test of an entry is just its value."""
        return entry.test in (
            self.actual_value(entry),
            self.show(entry.value),
            amounts.show(entry.value, entry.type),
            amounts.show(entry.value),
        )

    def actual_value(self, entry: Entry) -> str:
        return self.show(entry.value, entry.type)

    def annotations(self, rule: Rule, *, everything: bool = False) -> tuple[RuleAnnotation, ...]:
        """The annotations to show: that a rule is confirmed goes without saying, that it is not does not."""
        return tuple(
            note
            for note in rule.annotations
            if note.text and (everything or note.clause != "status" or note.text.casefold() != _SETTLED)
        )

    def standing(self, rule: Rule) -> str:
        """`recalled`, `seed`: what a rule rests on where it is not confirmed; else ""."""
        return next((note.text for note in self.annotations(rule) if note.clause == "status"), "")

    # --- where things come from -------------------------------------------------------------------

    def origin(self, of: Fact, above: Collection[str] = ()) -> str:
        """Where a value came from: `given`, `decided below`, or `decided above` for those named."""
        if of.origin is not Origin.DECIDED:
            return self.say(str(of.origin))
        return self.say("decided above" if of.name in above else "decided below")

    def period(self, of: Period) -> str:
        """`in force from 2018-01-01 to 2025-06-05`; "" when open at both ends."""
        match of.start, of.end:
            case None, None:
                return ""
            case start, None:
                return self.say("in force from {start}", start=start)
            case None, end:
                return self.say("in force to {end}", end=end)
            case start, end:
                return self.say("in force from {start} to {end}", start=start, end=end)

    def edition(self, of: Edition) -> str:
        """`edition P2, in force from 2018-01-01 to 2025-06-05 (as first issued)`."""
        named = self.say("edition {identifier}", identifier=of.identifier)
        dated = ", ".join(part for part in (named, self.period(of.in_force)) if part)
        return f"{dated} ({of.about})" if of.about else dated

    def scope(self, explanation: Explanation) -> str:
        """The model and the edition that was applied, on one line."""
        edition = [self.edition(explanation.edition)] if explanation.edition else []
        return ", ".join([explanation.model, *edition])

    def citations(self, of: Sequence[Citation]) -> str:
        """`203/PMK.04/2017 pasal 12(1) and 24(1); …`: the places of one law together."""
        return "; ".join(self._law(list(group)) for _, group in groupby(of, lambda cite: cite.law.identifier))

    def _law(self, citations: list[Citation]) -> str:
        return f"{citations[0].law.title} {self.listed(cite.place for cite in citations)}".strip()

    def listed(self, parts: Iterable[str]) -> str:
        """`a`, `a and b`, `a, b and c`."""
        *first, last = [part for part in parts if part] or [""]
        return self.say("{first} and {last}", first=", ".join(first), last=last) if first else last


def of_decision(decision: ExplainedDecision) -> tuple[Citation, ...]:
    """What a decision itself rests on: its own citations, then those of the rules that fired."""
    of_rules = (cite for table in decision.tables for rule in table.fired for cite in rule.citations)
    found = {(cite.law.identifier, cite.place): cite for cite in (*decision.citations, *of_rules)}
    return tuple(found.values())


IN_ENGLISH = Words(ENGLISH)


def words_in(code: str) -> Words:
    """The phrases in the language of a code; raises ValueError where there is no such language."""
    return IN_ENGLISH if code == "en" else Words(language(code))

"""An explanation for the terminal: a sentence, the tables, or everything."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kaidah.explain.explanation import (
    Branch,
    Entry,
    ExplainedDecision,
    Explanation,
    Fact,
    Formula,
    Origin,
    Output,
    Reading,
    Rule,
    Table,
    UsedFunction,
)
from kaidah.explain.sentence import sentences
from kaidah.explain.tree_lines import Line, Style, Twig, aligned, draw, to_ascii, wrap
from kaidah.explain.words import IN_ENGLISH, Words
from kaidah.model.elements import Citation
from kaidah.trace import Match
from kaidah_dsl.diagnostics import Severity

DEPTHS = ("sentence", "table", "everything")

_STYLES: dict[Match, Style] = {Match.HOLDS: "good", Match.FAILS: "bad", Match.UNKNOWN: "bad"}


def to_text(
    explanation: Explanation,
    depth: str = "table",
    width: int = 100,
    colour: bool = False,
    ascii: bool = False,
    words: Words = IN_ENGLISH,
) -> str:
    """The explanation in one of `DEPTHS`, as lines of at most `width` characters, in the language of `words`.

    Colour and boxes carry no meaning of their own; `ascii` replaces the marks and boxes by plain characters.
    """
    if depth not in DEPTHS:
        raise ValueError(f"the depths are {', '.join(DEPTHS)}, not {depth!r}")
    if depth == "sentence":
        parts = [wrap(Line(text=text, hanging=0), width) for text in sentences(words, explanation)]
        text = "\n\n".join("\n".join(part) for part in parts)
    else:
        text = _trees(words, explanation, depth == "everything", width, colour)
    return to_ascii(text) if ascii else text


def _trees(words: Words, explanation: Explanation, everything: bool, width: int, colour: bool) -> str:
    blocks = ["\n".join(wrap(Line(text=words.scope(explanation)), width))]
    asked = set(explanation.asked)
    for branch in explanation.tree():
        if branch.repeated and branch.decision.name in asked:
            blocks.append("\n".join(wrap(_repeated(words, branch), width, colour=colour)))
        else:
            blocks.append("\n".join(draw(_twig(words, branch, everything), width, colour=colour)))
    if everything and explanation.inputs:
        blocks.append("\n".join(_given(words, explanation, width)))
    return "\n\n".join(blocks)


def _twig(words: Words, branch: Branch, everything: bool) -> Twig:
    """A decision with those it needs below it; what stands further up already is referred to in its body."""
    decision = branch.decision
    above = {below.decision.name for below in branch.below if below.repeated}
    return Twig(
        heading=Line(text=f"{decision.name} = {words.value(decision)}", style="heading"),
        body=tuple(_body(words, decision, above, everything)),
        below=tuple(_twig(words, below, everything) for below in branch.below if not below.repeated),
    )


def _repeated(words: Words, branch: Branch) -> Line:
    decision = branch.decision
    return Line(text=f"{decision.name} = {words.value(decision)}", aside=words.say("explained above"))


def _body(
    words: Words, decision: ExplainedDecision, above: Collection[str], everything: bool
) -> Iterator[Line]:
    if everything and decision.about:
        yield Line(text=decision.about, style="quiet")
    yield from _formulas(words, decision.formulas)
    if decision.formulas:
        yield from _facts(words, decision.other_uses, above)
    yield from (line for function in decision.functions for line in _function(words, function))
    origins = {fact.name: words.origin(fact, above) for fact in decision.uses}
    for table in decision.tables:
        yield from _table(words, table, origins, everything)
    if not decision.formulas:
        yield from _facts(words, decision.other_uses, above)
    if decision.citations:
        yield Line(text=_under(words, decision.citations))
    yield from _readings(words, decision, everything)
    for found in decision.diagnostics:
        style: Style = "bad" if found.severity is Severity.ERROR else "doubt"
        yield Line(text=words.problem(found), style=style)


def _under(words: Words, citations: Sequence[Citation]) -> str:
    return words.say("under {citations}", citations=words.citations(citations))


def _formulas(words: Words, formulas: Sequence[Formula]) -> Sequence[Line]:
    return aligned(
        [Line(text=words.formula(part), hanging=4, aside=words.outcome(part)) for part in formulas]
    )


def _function(words: Words, function: UsedFunction) -> Iterator[Line]:
    """A called function with its formula (its tables are told with their rules) and what it rests on."""
    if len(function.formulas) == 1:
        text = f"{function.head} = {function.formulas[0].text}"
        yield Line(text=words.say("by {function}", function=text), indent=2, hanging=4)
    else:
        yield Line(text=words.say("by {function}", function=function.head), indent=2, hanging=4)
        yield from (replace(line, indent=4) for line in _formulas(words, function.formulas))
    if function.citations:
        yield Line(text=_under(words, function.citations), indent=4)


def _facts(words: Words, facts: Sequence[Fact], above: Collection[str]) -> Iterator[Line]:
    """The values put in, and where each came from."""
    yield from aligned(
        [Line(text=_fact(words, fact), indent=4, aside=words.origin(fact, above)) for fact in facts]
    )


def _fact(words: Words, fact: Fact) -> str:
    if fact.origin in (Origin.MISSING, Origin.UNDECIDED):
        return fact.name
    return f"{fact.name} = {words.show(fact.value, fact.type)}"


def _table(words: Words, table: Table, origins: dict[str, str], everything: bool) -> Iterator[Line]:
    within = f"{table.within}: " if table.within else ""
    yield Line(text=within + words.heading(table))
    if table.defaulted:
        yield from _gives(words, table.defaults, indent=2, constants=True)
    several = len(table.fired) > 1
    for rule in table.fired:
        if several:
            yield Line(text=words.title(rule), indent=2)
        yield from _fired(
            words, rule, origins, indent=4 if several else 2, constants=several, everything=everything
        )
    if everything:
        indent = 0 if len(table.fired) == 1 else 2
        yield from (_idle(words, rule, table, indent) for rule in table.idle)


def _fired(
    words: Words, rule: Rule, origins: dict[str, str], *, indent: int, constants: bool, everything: bool
) -> Iterator[Line]:
    entries = (entry for entry in rule.entries if everything or entry.match is not Match.IRRELEVANT)
    yield from aligned([_entry(words, entry, indent, origins) for entry in entries])
    yield from _gives(words, rule.outputs, indent=indent, constants=constants or everything)
    for note in words.annotations(rule, everything=everything):
        yield Line(text=f"{words.say(note.clause)}: {words.say(note.text)}", indent=indent)
    if rule.citations:
        yield Line(text=_under(words, rule.citations), indent=indent)


def _entry(words: Words, entry: Entry, indent: int, origins: dict[str, str]) -> Line:
    told = entry.match is not Match.IRRELEVANT and not entry.missing
    return Line(
        text=f"{words.MARKS[entry.match]} {words.compared(entry)}",
        indent=indent,
        hanging=4,
        aside=origins.get(entry.clause, "") if told else "",
        style=_STYLES.get(entry.match, "plain"),
    )


def _gives(words: Words, outputs: Sequence[Output], *, indent: int, constants: bool) -> Iterator[Line]:
    """What a rule says is the output; a constant only where it is not the decision's value anyway."""
    for output in outputs:
        if constants or not output.constant:
            text = f"{output.name} = {output.text}" if output.name else output.text
            yield Line(text=words.say("gives {value}", value=text), indent=indent, hanging=4)


def _idle(words: Words, rule: Rule, table: Table, indent: int) -> Line:
    """A rule that did not fire, and why."""
    obstacle = rule.obstacle
    mark = "▷" if rule.matched else words.MARKS[obstacle.match if obstacle else Match.NOT_TRIED]
    return Line(text=f"{mark} {words.idle(rule, table)}", indent=indent, hanging=4, style="quiet")


def _readings(words: Words, decision: ExplainedDecision, everything: bool) -> Iterator[Line]:
    shown = decision.readings if everything else decision.doubts
    for reading in shown:
        yield from _reading(words, reading)
    if shown and decision.because:
        yield Line(text=words.say("because {reason}", reason=decision.because), indent=2)


def _reading(words: Words, reading: Reading) -> Iterator[Line]:
    cited = f" {_under(words, reading.citations)}" if reading.citations else ""
    phrase = "disputed: another reading, “{name}”, {result}"
    if not reading.differs:
        phrase = "another reading, “{name}”, {result}"
    said = words.say(phrase, name=reading.name, result=words.result(reading))
    yield Line(
        text=f"{'!' if reading.differs else '·'} {said}{cited}",
        style="doubt" if reading.differs else "quiet",
        hanging=4,
    )
    if reading.changes:
        yield Line(text=words.changes(reading), indent=4, hanging=4, style="doubt")
    for formula in reading.formulas:
        yield Line(text=f"{formula.name} = {formula.text}".lstrip(), indent=4, hanging=4, style="quiet")


def _given(words: Words, explanation: Explanation, width: int) -> Iterator[str]:
    """Every given value, with what it is and whether anything read it."""
    used = {fact.name for decision in explanation.decisions for fact in decision.uses}
    yield words.say("Given")
    for fact in explanation.inputs:
        aside = "" if fact.name in used else words.say("not read")
        text = _fact(words, fact) + (f", {fact.about}" if fact.about else "")
        yield from wrap(Line(text=text, indent=2, hanging=4, aside=aside), width)

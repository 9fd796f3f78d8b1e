"""An explanation as a memo in Markdown: the answer, how it came about, on which law and which facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kaidah.explain.explanation import (
    Entry,
    ExplainedDecision,
    Explanation,
    Fact,
    Origin,
    Output,
    Reading,
    Rule,
    Table,
    UsedFunction,
)
from kaidah.explain.sentence import basis, sentences
from kaidah.explain.to_text import DEPTHS
from kaidah.explain.words import IN_ENGLISH, Words, of_decision
from kaidah.model.elements import Citation
from kaidah.trace import Match


def to_markdown(explanation: Explanation, depth: str = "table", words: Words = IN_ENGLISH) -> str:
    """The memo. Decisions stand in the order in which they are relied on, the asked ones first.

    `depth` sentence gives the heading and the sentences, everything also the rules that did not
    apply and why.
    """
    if depth not in DEPTHS:
        raise ValueError(f"the depths are {', '.join(DEPTHS)}, not {depth!r}")
    blocks = [_title(words, explanation), f"{escaped(words.scope(explanation))}."]
    if depth == "sentence":
        blocks += map(escaped, sentences(words, explanation))
    else:
        blocks += _answers(words, explanation)
        blocks += _doubts(words, explanation)
        blocks += _facts(words, explanation)
        blocks += _decisions(words, explanation, depth == "everything")
        blocks += _law(words, explanation)
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Plain text with Markdown's marks made harmless."""
    for mark in "\\`*_[]<>|":
        text = text.replace(mark, f"\\{mark}")
    return text


def code(text: str) -> str:
    """FEEL as written; a bar inside would end the cell of a table."""
    fence = "``" if "`" in text else "`"
    padded = f" {text} " if "`" in text else text
    return fence + padded.replace("|", "\\|") + fence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _head(words: Words, *headings: str) -> tuple[str, ...]:
    return tuple(words.say(heading) for heading in headings)


def _title(words: Words, explanation: Explanation) -> str:
    match explanation.roots:
        case (single,):
            return f"# {escaped(words.answer(single))}"
        case _:
            count = words.say("{count} answers", count=len(explanation.roots))
            return f"# {escaped(explanation.model)}: {count}"


def _answers(words: Words, explanation: Explanation) -> Iterator[str]:
    rows = [
        (
            escaped(root.name),
            f"**{escaped(words.value(root))}**",
            escaped(basis(words, root)),
            escaped(words.citations(of_decision(root))),
        )
        for root in explanation.roots
    ]
    yield table(_head(words, "decision", "answer", "because", "under"), rows)


def _doubts(words: Words, explanation: Explanation) -> Iterator[str]:
    doubtful = [decision for decision in explanation.decisions if decision.doubts]
    if doubtful:
        yield f"## {words.say('Doubts')}"
        yield "\n".join(
            _doubt(words, decision, reading) for decision in doubtful for reading in decision.doubts
        )


def _doubt(words: Words, decision: ExplainedDecision, reading: Reading) -> str:
    source = f" ({words.citations(reading.citations)})" if reading.citations else ""
    said = words.say(
        "the reading “{name}”{source} {result} instead of {value}",
        name=reading.name,
        source=source,
        result=words.result(reading),
        value=words.value(decision),
    )
    changes = f", {words.changes(reading)}" if reading.changes else ""
    because = (
        words.say(" Not followed, because {reason}.", reason=decision.because) if decision.because else ""
    )
    return f"- **{escaped(decision.name)}**: {escaped(f'{said}{changes}.{because}')}"


def _facts(words: Words, explanation: Explanation) -> Iterator[str]:
    yield f"## {words.say('Facts given')}"
    if not explanation.inputs:
        yield words.say("None.")
        return
    used = {fact.name for decision in explanation.decisions for fact in decision.uses}
    yield table(
        _head(words, "input", "value", "what it is"),
        (
            (
                escaped(fact.name),
                escaped(words.show(fact.value, fact.type)),
                escaped(_what_it_is(words, fact, fact.name in used)),
            )
            for fact in explanation.inputs
        ),
    )


def _what_it_is(words: Words, fact: Fact, used: bool) -> str:
    """What an input means; and where that is so, that it was assumed or not read."""
    remarks = [words.say("assumed")] if fact.origin is Origin.ASSUMED else []
    remarks += [] if used else [words.say("not read")]
    return " ".join([*([fact.about] if fact.about else []), *(f"({remark})" for remark in remarks)])


def _decisions(words: Words, explanation: Explanation, everything: bool) -> Iterator[str]:
    yield f"## {words.say('How it was decided')}"
    for branch in explanation.tree():
        for decision in branch.walk():
            yield f"### {escaped(decision.name)}: {escaped(words.value(decision))}"
            yield from _decision(words, decision, everything)


def _decision(words: Words, decision: ExplainedDecision, everything: bool) -> Iterator[str]:
    if decision.about:
        yield escaped(decision.about)
    if decision.formulas:
        yield "\n".join(
            f"- {code(words.formula(part))} {escaped(words.outcome(part))}".rstrip()
            for part in decision.formulas
        )
    facts = decision.other_uses
    if facts:
        yield table(_head(words, "value read", "is", "from"), (_read(words, fact) for fact in facts))
    if decision.functions:
        yield "\n".join(_function(words, function) for function in decision.functions)
    for part in decision.tables:
        yield from _table(words, part)
        if everything:
            yield from _idle(words, part)
    if decision.citations:
        yield words.say("Under {citations}.", citations=escaped(words.citations(decision.citations)))
    if decision.diagnostics:
        yield "\n".join(f"- {escaped(problem)}" for problem in words.problems(decision))


def _function(words: Words, function: UsedFunction) -> str:
    logic = "; ".join(f"{part.name} = {part.text}".lstrip(" =") for part in function.formulas)
    said = code(f"{function.head} = {logic}" if logic else function.head)
    if not function.citations:
        return f"- {words.say('by {function}', function=said)}"
    under = escaped(words.citations(function.citations))
    return f"- {words.say('by {function}, under {citations}', function=said, citations=under)}"


def _read(words: Words, fact: Fact) -> tuple[str, str, str]:
    known = fact.origin in (Origin.GIVEN, Origin.DECIDED)
    return (
        escaped(fact.name),
        escaped(words.show(fact.value, fact.type)) if known else "",
        words.say(str(fact.origin)),
    )


def _table(words: Words, part: Table) -> Iterator[str]:
    within = f"{part.within}: " if part.within else ""
    said = f"{within}{words.heading(part)}."
    yield escaped(said[0].upper() + said[1:] if not within else said)
    if part.defaulted:
        yield "\n".join(
            f"- {words.say('default {value}', value=_gives(words, output))}" for output in part.defaults
        )
    if part.fired:
        shown = [
            index
            for index in range(len(part.fired[0].entries))
            if any(rule.entries[index].match is not Match.IRRELEVANT for rule in part.fired)
        ]
        clauses = [escaped(part.fired[0].entries[index].clause) for index in shown]
        notes = list(dict.fromkeys(note.clause for rule in part.fired for note in words.annotations(rule)))
        yield table(
            (
                words.say("rule"),
                *clauses,
                *_head(words, "gives", "under"),
                *(escaped(words.say(note)) for note in notes),
            ),
            (_row(words, rule, shown, notes) for rule in part.fired),
        )


def _idle(words: Words, part: Table) -> Iterator[str]:
    """The rules that did not apply, and why."""
    idle = [f"- {escaped(words.idle(rule, part))}" for rule in part.idle]
    if idle:
        yield "\n".join(idle)


def _row(words: Words, rule: Rule, shown: Sequence[int], notes: Sequence[str]) -> list[str]:
    annotations = {note.clause: note.text for note in words.annotations(rule)}
    return [
        escaped(f"{rule.number} {rule.name}".strip()),
        *(_entry(words, rule.entries[index]) for index in shown),
        ", ".join(_gives(words, output) for output in rule.outputs),
        escaped(words.citations(rule.citations)),
        *(escaped(words.say(annotations.get(note, ""))) for note in notes),
    ]


def _entry(words: Words, entry: Entry) -> str:
    if entry.match is Match.IRRELEVANT:
        return "–"
    actual = words.say("not given") if entry.missing else escaped(words.actual_value(entry))
    mark = words.MARKS[entry.match]
    return f"{actual} {mark}" if words.repeats(entry) else f"{actual} {mark} {code(entry.test)}"


def _gives(words: Words, output: Output) -> str:
    return code(f"{output.name} = {output.text}" if output.name else output.text)


def _law(words: Words, explanation: Explanation) -> Iterator[str]:
    """The laws and sources relied on, each with the places cited."""
    places: dict[str, list[Citation]] = {}
    for citation in explanation.citations():
        places.setdefault(citation.law.identifier, []).append(citation)
    if places:
        yield f"## {words.say('Law and sources')}"
        yield "\n".join(_relied_on(words, citations) for citations in places.values())


def _relied_on(words: Words, citations: Sequence[Citation]) -> str:
    law = citations[0].law
    named = f"[{escaped(law.title)}]({law.uri})" if law.uri else escaped(law.title)
    details = [escaped(part) for part in (words.period(law.in_force), law.file) if part]
    behind = f" ({', '.join(details)})" if details else ""
    return f"- {named}{behind}: {escaped(words.listed(citation.place for citation in citations))}"

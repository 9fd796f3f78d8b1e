"""`kaidah run MODEL NAME=VALUE ...`: the answer to a case."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kaidah.api import ExplainedAnswer
from kaidah.cli import case
from kaidah.cli.screen import Screen
from kaidah.explain.explanation import ExplainedDecision, Origin, Reading
from kaidah.explain.words import words_in
from kaidah.feel.exact_json import to_json
from kaidah_dsl.diagnostics import Severity, has_errors
from kaidah_dsl.report import finding, to_text

EXAMPLE = 'kaidah run passengers.kaidah "Goods value=950" traveller_role=passenger --on 2022-04-01'


def add_arguments(parser: ArgumentParser) -> None:
    case.add_arguments(parser)
    parser.add_argument(
        "--format", choices=("text", "json", "markdown"), default="text", help="default: text"
    )


def run(arguments: Namespace, screen: Screen) -> int:
    answer = case.answer(arguments)
    if isinstance(answer, case.Unusable):
        return answer.report(screen)
    match arguments.format:
        case "json":
            text = as_json(answer)
        case "markdown":
            text = _as_markdown(answer, arguments.lang)
        case _:
            text = _as_text(answer, arguments, screen)
    written = screen.deliver(text, arguments.output)
    return written or status(answer, arguments)


def status(answer: ExplainedAnswer, arguments: Namespace) -> int:
    """1 where something asked is undecided or the case is at fault: never because of what the answer is."""
    return int(has_errors(answer.diagnostics) and not arguments.exit_zero)


def as_json(answer: ExplainedAnswer) -> str:
    """`kaidah.answer/1`: outputs as exact JSON numbers, dates as ISO text."""
    return to_json(
        {
            "schema": "kaidah.answer/1",
            "model": answer.answer.model,
            "edition": answer.edition or None,
            "outputs": answer.outputs,
            "doubts": [_doubt(*doubtful) for doubtful in answer.doubts],
            "diagnostics": [finding(diagnostic) for diagnostic in answer.diagnostics],
        }
    )


def _as_text(answer: ExplainedAnswer, arguments: Namespace, screen: Screen) -> str:
    lang, paint = arguments.lang, screen.paint
    words = words_in(lang)
    lines = []
    for name, text in answer.shown(lang).items() if answer.trace else ():
        lines.append(f"{paint.bold(answer.called(name, lang))} = {text}")
        lines += [f"  {paint.dim(words.say('because'))} {reason}" for reason in answer.because(name, lang)]
    if answer.trace:
        lines += [f"  {paint.named('yellow', said)}" for said in _disputed(answer, lang)]
        lines.append(paint.dim(f"  {_rules_used(answer, lang)}"))
        command = words.say("for the whole reason: {command}", command=_explain_command(arguments))
        lines.append(paint.dim(f"  {command}"))
    # What follows from another problem (K514) is for `explain`; here the causes are enough.
    shown = tuple(d for d in answer.diagnostics if d.severity is not Severity.INFORMATION)
    if shown:
        lines += ["", to_text(shown, colour=screen.colour and not arguments.output)]
    return "\n".join(lines).strip("\n") + "\n"


def _disputed(answer: ExplainedAnswer, lang: str) -> Iterator[str]:
    """A line for each reading that gives another answer for this case."""
    words = words_in(lang)
    explanation = answer.explanation(lang)
    for decision in explanation.decisions if explanation else ():
        for reading in decision.doubts:
            cited = words.citations(reading.citations)
            named = words.say(
                "{decision}: “{name}” {result}",
                decision=decision.name,
                name=reading.name,
                result=words.result(reading),
            )
            changes = f", {words.changes(reading)}" if reading.changes else ""
            yield f"{words.say('disputed')}: {named}{changes}{f' ({cited})' if cited else ''}"


def _doubt(decision: ExplainedDecision, reading: Reading) -> dict[str, Any]:
    """A reading that gives another answer, as data."""
    return {
        "decision": decision.name,
        "applied": decision.value,
        "reading": reading.name,
        "value": reading.value,
        "citations": [str(cite) for cite in reading.citations],
        "because": decision.because,
        "changes": {
            fact.name: None if fact.origin is Origin.UNDECIDED else fact.value for fact in reading.changes
        },
    }


def _rules_used(answer: ExplainedAnswer, lang: str) -> str:
    words = words_in(lang)
    parts = [answer.answer.model]
    if answer.model and answer.model.edition:
        edition = answer.model.edition
        parts.append(words.edition(replace(edition, about="")))
    if answer.on:
        parts.append(words.say("on {day}", day=answer.on))
    return " · ".join(parts)


def _explain_command(arguments: Namespace) -> str:
    words = ["kaidah", "explain", arguments.model, *arguments.values]
    words += ["--input", arguments.input] if arguments.input else []
    words += [word for name in arguments.decision or () for word in ("--decision", name)]
    words += ["--on", arguments.on] if arguments.on else []
    words += ["--lang", arguments.lang] if arguments.lang != "en" else []
    return shlex.join(words)


def _as_markdown(answer: ExplainedAnswer, lang: str) -> str:
    rows = [
        f"| {_cell(answer.called(name, lang))} | {_cell(text)} | {_cell('; '.join(answer.because(name, lang)))} |"
        for name, text in answer.shown(lang).items()
    ]
    heads = " | ".join(map(words_in(lang).say, ("decision", "value", "because")))
    table = [f"| {heads} |", "|---|---|---|", *rows, ""] if rows else []
    remarks = [f"- {_cell(said)}" for said in _disputed(answer, lang)]
    remarks += [f"- **{d.code}** {d.message}" for d in answer.diagnostics]
    return "\n".join([*table, _rules_used(answer, lang), *(["", *remarks] if remarks else [])]) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")

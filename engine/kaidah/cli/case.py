"""The case of `run` and `explain`: values from the command line and from JSON, in the words of the model."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from kaidah.api import ExplainedAnswer, LoadedModel, find
from kaidah.cli.files import read_standard_input, read_text
from kaidah.cli.screen import Screen
from kaidah.explain.language import LANGUAGES
from kaidah.feel.exact_json import from_json
from kaidah.feel.failure import Failure
from kaidah.model.elements import Element
from kaidah.plan.given import from_text
from kaidah_dsl.diagnostics import Diagnostic, error, has_errors
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Source, Span
from kaidah_dsl.suggest import did_you_mean

NO_LABELS: Mapping[str, str] = MappingProxyType({})


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("model", metavar="MODEL", help="a .kaidah file, or the name of a shipped model")
    parser.add_argument(
        "values", metavar="NAME=VALUE", nargs="*", help="what is given; `goods_value=950` will do"
    )
    parser.add_argument(
        "--input", metavar="FILE", help="a JSON object of names to values; - reads it from stdin"
    )
    parser.add_argument("--decision", metavar="NAME", action="append", help="what is asked; may be repeated")
    parser.add_argument("--on", metavar="DATE", help="the day of the case, as 2022-04-01")
    add_language(parser)
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 also when the answer has problems")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file")


def add_language(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--lang", choices=LANGUAGES, default="en", help="names, words and numerals in English or Indonesian"
    )


@frozen
class Unusable:
    """Why there is no case to answer: an unreadable file, or bad usage (in words)."""

    diagnostics: tuple[Diagnostic, ...] = ()
    usage: str = ""

    def report(self, screen: Screen) -> int:
        """Say so on stderr; returns the exit status."""
        if self.usage:
            screen.say(f"kaidah: {self.usage}")
        else:
            report(self.diagnostics, screen)
        return 2


def answer(arguments: Namespace) -> ExplainedAnswer | Unusable:
    """The answer to the case that the arguments describe."""
    loaded = find(arguments.model)
    if not isinstance(loaded, LoadedModel):
        return Unusable(diagnostics=loaded)
    return answer_of(loaded, arguments, arguments.decision)


def answer_of(
    loaded: LoadedModel, arguments: Namespace, decisions: list[str] | None
) -> ExplainedAnswer | Unusable:
    """The answer of a model to the case that the arguments give."""
    given = _from_file(arguments.input) if arguments.input else {}
    if isinstance(given, Diagnostic):
        return Unusable(diagnostics=(given,))
    texts = _texts(arguments.values)
    if isinstance(texts, str):
        return Unusable(usage=texts)
    return _evaluate(loaded, given, texts, arguments.on, decisions)


def _evaluate(
    loaded: LoadedModel,
    given: Mapping[str, Any],
    texts: Mapping[str, str],
    on: str | None,
    decisions: list[str] | None,
) -> ExplainedAnswer:
    try:
        day = loaded.day_of(_by_known_names({**given, **texts}, loaded.date_input), on)
    except Failure as failure:
        return loaded.unanswered((error("K110", failure.message, help=failure.help),))
    model = loaded.on(day).model
    if model is None or loaded.on(day).plan is None:
        return loaded.unanswered(loaded.on(day).diagnostics)
    known = {data.name: data.item for data in model.inputs}
    known |= {decision.name: decision.item for decision in model.decisions if decision.item}
    labels = _labels((*model.inputs, *model.decisions, *model.services))
    values, problems = _converted(texts, known, labels)
    if has_errors(problems):
        return loaded.unanswered(problems)
    named = {_known_name(name, known, labels) or name: value for name, value in given.items()}
    asked = _asked(decisions, [*(d.name for d in model.decisions), *(s.name for s in model.services)], labels)
    return loaded.evaluate(named | values, asked, on=on)


def _labels(elements: Iterable[Element]) -> dict[str, str]:
    """Names by label, where one element only has the label."""
    found = list(elements)
    counts = Counter(element.label for element in found)
    return {element.label: element.name for element in found if element.label and counts[element.label] == 1}


def _converted(
    texts: Mapping[str, str], known: Mapping[str, Any], labels: Mapping[str, str]
) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    values: dict[str, Any] = {}
    problems: list[Diagnostic] = []
    for written, text in texts.items():
        name = _known_name(written, known, labels)
        if name is None:
            problems.append(error("K502", f"unknown input `{written}`", help=_did_you_mean(written, known)))
            continue
        converted = from_text(text, known[name], name)
        values[name] = converted.value
        problems += converted.diagnostics
    return values, tuple(problems)


def _asked(names: list[str] | None, known: Iterable[str], labels: Mapping[str, str]) -> list[str] | None:
    known = list(known)
    return [_known_name(name, known, labels) or name for name in names] if names else None


def _by_known_names(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {_known_name(written, [name]) or written: value for written, value in values.items()}


def _known_name(written: str, known: Iterable[str], labels: Mapping[str, str] = NO_LABELS) -> str | None:
    """The name meant: as written, or the only one that differs in case, blanks and underscores alone; else the
    one with such a label."""
    names = list(known)
    if written in names:
        return written
    alike = [name for name in names if _plain(name) == _plain(written)]
    alike = alike or [name for label, name in labels.items() if _plain(label) == _plain(written)]
    return alike[0] if len(alike) == 1 and alike[0] in names else None


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())


def _did_you_mean(written: str, known: Iterable[str]) -> str:
    names = list(known)
    near = did_you_mean(written.replace("_", " "), names)
    return near or f"the inputs are {', '.join(f'`{name}`' for name in names[:12])}"


def _texts(words: list[str]) -> dict[str, str] | str:
    """What is written behind each name; or what is wrong with the words."""
    found: dict[str, str] = {}
    for word in words:
        name, sign, text = (part.strip() for part in word.partition("="))
        if not sign or not name:
            return f'`{word}` gives no value; write NAME=VALUE, as in "Goods value=950"'
        if _plain(name) in map(_plain, found):
            return f"`{name}` is given twice"
        found[name] = text
    return found


def _from_file(file: str) -> dict[str, Any] | Diagnostic:
    text = read_standard_input() if file == "-" else read_text(file)
    if isinstance(text, Diagnostic):
        return text
    source = Source(name="<stdin>" if file == "-" else file, text=text)
    try:
        value = from_json(text)
    except json.JSONDecodeError as reason:
        return _not_json(source, reason)
    if not isinstance(value, dict):
        span = Span(source, 0, min(1, len(text)))
        help = 'write {"Goods value": 950}'
        return error("K100", "the input is not a JSON object of names to values", span, help=help)
    return value


def _not_json(source: Source, reason: json.JSONDecodeError) -> Diagnostic:
    end = len(source.text)
    span = Span(source, min(reason.pos, end), min(reason.pos + 1, end))
    comma = source.text[: reason.pos].rstrip().endswith(",") and span.text in ("}", "]")
    help = f"leave out the comma before `{span.text}`" if comma else ""
    return error("K100", f"this is not JSON: {_lower(reason.msg)}", span, help=help)


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:] if not message.startswith(("NaN", "Infinity")) else message


def report(diagnostics: tuple[Diagnostic, ...], screen: Screen) -> None:
    """Show why there is no case to answer, on stderr."""
    from kaidah_dsl.report import to_text

    screen.say(to_text(diagnostics, colour=screen.colour))

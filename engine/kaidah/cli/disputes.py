"""`kaidah disputes [MODEL] [NAME=VALUE ...]`: where sources read a rule differently, and for which cases."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kaidah.api import ExplainedAnswer, LoadedModel, find
from kaidah.cli import case
from kaidah.cli.files import kaidah_files
from kaidah.cli.screen import Screen
from kaidah.doubts.doubt import Doubt
from kaidah.doubts.find import doubts
from kaidah.feel.exact_json import to_json
from kaidah.model.elements import Model
from kaidah.workspace.lookup import shipped_tables
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.report import counted

EXAMPLE = 'kaidah disputes consigned-goods "FOB value=3" --on 2022-06-01'


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "model",
        metavar="MODEL",
        nargs="?",
        help="a .kaidah file, a folder, or a shipped model (default: here)",
    )
    parser.add_argument("values", metavar="NAME=VALUE", nargs="*", help="a case: which doubts touch it?")
    parser.add_argument("--input", metavar="FILE", help="the case as a JSON object; - reads it from stdin")
    parser.add_argument("--on", metavar="DATE", help="only the edition in force on this day")
    parser.add_argument(
        "--format", choices=("text", "json", "markdown"), default="text", help="default: text"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file")


@dataclass(frozen=True, kw_only=True)
class Found:
    """The doubts of one model, and what a given case has to do with them."""

    model: str
    doubts: tuple[Doubt, ...]
    remarks: Mapping[str, Sequence[str]] = field(default_factory=dict)


def run(arguments: Namespace, screen: Screen) -> int:
    found, problems = _found(arguments)
    if problems:
        case.report(tuple(problems), screen)
        return 2
    if isinstance(found, case.Unusable):
        return found.report(screen)
    return screen.deliver(_text(found, arguments, screen), arguments.output)


def _found(arguments: Namespace) -> tuple[list[Found] | case.Unusable, list[Diagnostic]]:
    loaded, problems = _models(arguments.model)
    found: list[Found] = []
    for model in loaded:
        editions = model.editions_for(arguments.on)
        problems += [problem for problem in editions if isinstance(problem, Diagnostic)]
        of_model = doubts(edition for edition in editions if isinstance(edition, Model))
        remarks: Mapping[str, Sequence[str]] = {}
        if arguments.values or arguments.input:
            answer = case.answer_of(model, arguments, [doubt.name for doubt in of_model])
            if isinstance(answer, case.Unusable):
                return answer, problems
            if answer.trace is None:
                return case.Unusable(diagnostics=answer.diagnostics), problems
            of_model = tuple(doubt for doubt in of_model if _in_force(doubt, answer))
            remarks = {doubt.name: _remarks(doubt, answer) for doubt in of_model}
        found.append(Found(model=model.name, doubts=of_model, remarks=remarks))
    return found, problems


def _models(given: str | None) -> tuple[list[LoadedModel], list[Diagnostic]]:
    """The model that is meant; without a name all below this folder, or where there are none those shipped."""
    if given is not None:
        one = find(given)
        return ([one], []) if isinstance(one, LoadedModel) else ([], list(one))
    files, problems = kaidah_files([])
    if not files:
        files, problems = kaidah_files([str(shipped_tables())])
    loaded: list[LoadedModel] = []
    for file in files:
        model = find(str(file))
        if isinstance(model, LoadedModel):
            loaded.append(model)
        else:
            problems += model
    return loaded, problems


def _in_force(doubt: Doubt, answer: ExplainedAnswer) -> bool:
    return not answer.edition or answer.edition in doubt.editions


def _remarks(doubt: Doubt, answer: ExplainedAnswer) -> list[str]:
    """What each reading says of the case."""
    explanation = answer.explanation()
    decided = {decision.name: decision for decision in explanation.decisions} if explanation else {}
    decision = decided.get(doubt.name)
    if decision is None or not decision.decided:
        return ["what is given does not tell"]
    from kaidah.explain.words import IN_ENGLISH as words

    return [
        f"disputed: {words.value(decision)} is applied, “{reading.name}” {words.result(reading)}"
        if reading.differs
        else f"“{reading.name}” {words.result(reading)}"
        for reading in decision.readings
    ]


def _text(found: list[Found], arguments: Namespace, screen: Screen) -> str:
    match arguments.format:
        case "json":
            return _as_json(found)
        case "markdown":
            from kaidah.doubts.to_markdown import to_markdown

            blocks = [
                f"# {each.model}\n\n{to_markdown(each.doubts, each.remarks)}" for each in found if each.doubts
            ]
            return "\n".join(blocks) or "No doubts.\n"
        case _:
            return _as_text(found, screen.width)


def _as_text(found: list[Found], width: int) -> str:
    from kaidah.doubts.to_text import to_text

    blocks = [
        f"{each.model}: {counted(len(each.doubts), 'doubt')}\n\n{to_text(each.doubts, each.remarks, width=width)}"
        for each in found
        if each.doubts
    ]
    return "\n".join(blocks) or "no doubts: no decision has a `reading`\n"


def _as_json(found: list[Found]) -> str:
    from kaidah.doubts.to_json import to_data

    models = [
        {"model": each.model, "doubts": to_data(each.doubts), "case": each.remarks or None} for each in found
    ]
    return to_json({"schema": "kaidah.disputes/1", "models": models})

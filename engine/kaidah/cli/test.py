"""`kaidah test [PATHS]`: run the examples and the case files of models."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kaidah.api import LoadedModel, find
from kaidah.cases.coverage import coverage, exercised
from kaidah.cases.find import cases_of
from kaidah.cases.report import ModelResult, failed_at_all, findings, total, untried_findings
from kaidah.cases.run import run_case
from kaidah.cli.files import kaidah_files
from kaidah.cli.screen import Screen
from kaidah.workspace import Workspace
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.report import to_github, to_text

EXAMPLE = "kaidah test tables/ --format junit -o cases.xml"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="files, or folders with files (default: here)"
    )
    parser.add_argument("--format", choices=("text", "json", "junit", "github"), default="text")
    parser.add_argument(
        "--verbose", action="store_true", help="name the cases that pass and the rules that never fired, too"
    )
    parser.add_argument(
        "--coverage", action="store_true", help="list what no case tries: rules, default outputs, decisions"
    )
    parser.add_argument(
        "--threshold", metavar="PERCENT", type=_percentage, help="exit 1 when fewer of the rules have fired"
    )
    parser.add_argument(
        "--mutate",
        action="store_true",
        help="change the entries of the tables a little, one by one: which change does no case notice?",
    )
    parser.add_argument(
        "--suggest",
        action="store_true",
        help="write the cases of one file that are missing, with today's answers",
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 also when a case fails")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file")


def run(arguments: Namespace, screen: Screen) -> int:
    files, problems = kaidah_files(arguments.paths)
    workspace = Workspace()
    if problems:
        screen.say(to_text(problems, colour=screen.colour))
    wrong = _wrong(arguments, files)
    if wrong:
        screen.say(f"kaidah: {wrong}")
        return 2
    tested = [_test(file, workspace) for file in files]
    if files and (arguments.mutate or arguments.suggest):
        from kaidah.cli.mutants import mutate, suggest

        status = (suggest if arguments.suggest else mutate)(tested, arguments, screen)
        return max(status, _unreadable(tested, problems))
    results = _covered([result for _, result in tested])
    written = screen.deliver(_text(results, arguments, screen), arguments.output) if files else 0
    return written or _status(results, problems, arguments)


def _wrong(arguments: Namespace, files: list[Path]) -> str:
    """What does not go together; "" where all does."""
    if not (arguments.mutate or arguments.suggest):
        return ""
    if arguments.mutate and arguments.suggest:
        return "`--mutate` and `--suggest` are asked one at a time"
    if arguments.format not in ("text", "json"):
        return f"`--format {arguments.format}` shows the cases; take text or json here"
    if arguments.suggest and len(files) > 1:
        return "`--suggest` writes the cases of one file; name one"
    return ""


def _unreadable(tested: list[tuple[LoadedModel | None, ModelResult]], problems: list[Diagnostic]) -> int:
    return 2 if problems or any(loaded is None for loaded, _ in tested) else 0


def _test(file: Path, workspace: Workspace) -> tuple[LoadedModel | None, ModelResult]:
    loaded = find(str(file), workspace)
    if not isinstance(loaded, LoadedModel):
        return None, ModelResult(model="", path=str(file), diagnostics=loaded)
    found = cases_of(loaded)
    results = tuple(run_case(case, loaded) for case in found.cases)
    result = ModelResult(
        model=loaded.name,
        path=str(file),
        results=results,
        models=loaded.models(),
        diagnostics=found.diagnostics,
    )
    return loaded, result


def _covered(results: list[ModelResult]) -> list[ModelResult]:
    """The results with what the cases of all files together have reached."""
    reached = exercised(result for each in results for result in each.results)
    return [replace(each, coverage=coverage(each.models, reached)) for each in results]


def _percentage(text: str) -> Decimal:
    try:
        value = Decimal(text.removesuffix("%"))
    except InvalidOperation:
        value = Decimal(-1)
    if not 0 <= value <= 100:
        raise ArgumentTypeError(f"`{text}` is no percentage; write a number from 0 to 100")
    return value


def _status(results: list[ModelResult], problems: list[Diagnostic], arguments: Namespace) -> int:
    codes = {problem.code for result in results for problem in result.diagnostics}
    if problems or "K100" in codes:
        return 2
    below = arguments.threshold is not None and total(results) < arguments.threshold
    return int((failed_at_all(results) or below) and not arguments.exit_zero)


def _text(results: list[ModelResult], arguments: Namespace, screen: Screen) -> str:
    match arguments.format:
        case "json":
            from kaidah.cases.to_json import to_json

            return to_json(results, coverage=_wanted(arguments))
        case "junit":
            from kaidah.cases.to_junit import to_junit

            return to_junit(results, arguments.threshold)
        case "github":
            from kaidah.cases.to_text import coverage_summary, summary

            untried = to_github(untried_findings(results)) if _wanted(arguments) else ""
            reached = f"{coverage_summary(results)}\n" if _wanted(arguments) else ""
            return f"{to_github(findings(results))}{untried}{summary(results)}\n{reached}"
        case _:
            from kaidah.cases.to_text import to_text as for_people

            colour = screen.colour and not arguments.output
            return for_people(results, colour=colour, verbose=arguments.verbose, coverage=_wanted(arguments))


def _wanted(arguments: Namespace) -> bool:
    return bool(arguments.coverage or arguments.threshold is not None)

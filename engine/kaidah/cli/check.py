"""`kaidah check [PATHS]`: every problem of the files, in all their editions, their tables verified."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from kaidah.cli.files import kaidah_files
from kaidah.cli.screen import Screen
from kaidah.workspace import Workspace
from kaidah.workspace.verified import Checked, check, shortened
from kaidah_dsl.diagnostics import Diagnostic, Severity
from kaidah_dsl.report import counted, to_github, to_json, to_junit, to_sarif, to_text

EXAMPLE = "kaidah check tables/ --prove"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="files, or folders with files (default: here)"
    )
    parser.add_argument("--format", choices=("text", "json", "github", "sarif", "junit"), default="text")
    parser.add_argument("--prove", action="store_true", help="a line for each table: what is proved of it")
    parser.add_argument(
        "--certificate", metavar="FILE", help="write the proofs, for `python -m kaidah.certificate_checker`"
    )
    parser.add_argument("--suggest", action="store_true", help="write the missing rules of each gap")
    parser.add_argument(
        "--fix", action="store_true", help="mend what can be mended without a change of answers"
    )
    parser.add_argument(
        "--budget", metavar="N", type=int, help="boxes to look at for a table (default 300000)"
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 also when there are problems")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file")


def run(arguments: Namespace, screen: Screen) -> int:
    files, problems = kaidah_files(arguments.paths)
    checked = _checked(files, arguments)
    if arguments.fix and (failure := _fixed(checked, screen)) is not None:
        if failure:
            screen.say(failure)
            return 2
        checked = _checked(files, arguments)
    for each in checked:
        problems += each.diagnostics
    found = tuple(dict.fromkeys(problems))  # a used file may be checked more than once
    text = _text(found, files, arguments, screen) + _proofs(checked, arguments)
    written = screen.deliver(text, arguments.output) or _certified(checked, arguments, screen)
    return written or _status(found, arguments)


def _checked(files: list[Path], arguments: Namespace) -> list[Checked]:
    workspace = Workspace()
    return [check(workspace.regulation(file), budget=arguments.budget) for file in files]


def _fixed(checked: list[Checked], screen: Screen) -> str | None:
    """What went wrong with writing the fixed files, "" if nothing; None where there was nothing to fix."""
    from kaidah.cli.fixes import apply_fixes

    return apply_fixes([diagnostic for each in checked for diagnostic in each.diagnostics], screen)


def _proofs(checked: list[Checked], arguments: Namespace) -> str:
    if arguments.format != "text" or not (arguments.prove or arguments.suggest):
        return ""
    from kaidah.verify.proved import to_text as proved
    from kaidah.verify.suggest import missing_rules

    tables = [table for each in checked for table in each.tables]
    lines = [proved(table) for table in tables] if arguments.prove else []
    if arguments.suggest:
        lines += [text for table in tables if (text := missing_rules(table))]
    return "".join(f"{line}\n" for line in lines)


def _certified(checked: list[Checked], arguments: Namespace, screen: Screen) -> int:
    if not arguments.certificate:
        return 0
    from kaidah.verify.certificate import certificate

    tables = [table for each in checked for table in each.tables]
    return screen.deliver(certificate(tables), arguments.certificate)


def _status(found: tuple[Diagnostic, ...], arguments: Namespace) -> int:
    if any(diagnostic.code == "K100" for diagnostic in found):
        return 2
    findings = any(diagnostic.severity is not Severity.INFORMATION for diagnostic in found)
    return int(findings and not arguments.exit_zero)


def _text(found: tuple[Diagnostic, ...], files: list[Path], arguments: Namespace, screen: Screen) -> str:
    match arguments.format:
        case "json":
            return to_json(found)
        case "github":
            return to_github(shortened(found))
        case "sarif":
            from kaidah import __version__

            return to_sarif(found, version=__version__)
        case "junit":
            return to_junit([str(file) for file in files], found)
        case _:
            colour = screen.colour and not arguments.output
            shown = shortened(found)
            return to_text(shown, colour=colour) or f"{counted(len(files), 'file')} checked: no problems\n"

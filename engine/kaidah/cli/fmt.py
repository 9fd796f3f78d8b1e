"""`kaidah fmt [PATHS]`: the one layout of a file. Files with errors are left as they are."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from kaidah.cli.files import kaidah_files, read_standard_input, read_text
from kaidah.cli.screen import Screen
from kaidah_dsl.diagnostics import Diagnostic, has_errors
from kaidah_dsl.document.formatter import to_text as layout
from kaidah_dsl.document.parse import parse
from kaidah_dsl.frozen import frozen
from kaidah_dsl.report import counted, to_text
from kaidah_dsl.source import Source

EXAMPLE = "kaidah fmt --check --diff tables/"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="files or folders (default: here); - reads stdin, writes stdout",
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 where a file would change"
    )
    parser.add_argument("--diff", action="store_true", help="change nothing; show what would change")


@frozen
class Formatted:
    """A file, its text before and after; `problems` where it could not be laid out."""

    name: str
    before: str = ""
    after: str = ""
    problems: tuple[Diagnostic, ...] = ()

    @property
    def changed(self) -> bool:
        return not self.problems and self.before != self.after


def run(arguments: Namespace, screen: Screen) -> int:
    if "-" in arguments.paths:
        return _standard_input(arguments, screen)
    files, missing = kaidah_files(arguments.paths)
    results = [_format_file(file) for file in files]
    problems = [*missing, *(problem for result in results for problem in result.problems)]
    changed = [result for result in results if result.changed]
    status = _show(changed, screen) if arguments.check or arguments.diff else _write(changed, screen)
    if arguments.diff:
        screen.print("".join(map(_difference, changed)).rstrip("\n"))
    if problems:
        screen.say(to_text(problems, colour=screen.colour))
    screen.say(_summary(results, changed, arguments))
    return 2 if any(problem.code == "K100" for problem in problems) else max(status, int(bool(problems)))


def _standard_input(arguments: Namespace, screen: Screen) -> int:
    text = read_standard_input()
    if isinstance(text, Diagnostic):
        screen.say(to_text([text], colour=screen.colour))
        return 2
    result = _format("<stdin>", text)
    if result.problems:
        screen.say(to_text(result.problems, colour=screen.colour))
        return 1
    screen.out.write(_difference(result) if arguments.diff else "" if arguments.check else result.after)
    return int(result.changed and (arguments.check or arguments.diff))


def _format_file(file: Path) -> Formatted:
    text = read_text(str(file))
    return (
        Formatted(name=str(file), problems=(text,))
        if isinstance(text, Diagnostic)
        else _format(str(file), text)
    )


def _format(name: str, text: str) -> Formatted:
    parsed = parse(Source(name=name, text=text))
    if has_errors(parsed.diagnostics):
        return Formatted(name=name, before=text, problems=tuple(parsed.diagnostics))
    return Formatted(name=name, before=text, after=layout(parsed.document))


def _show(changed: list[Formatted], screen: Screen) -> int:
    for result in changed:
        screen.say(f"would change {result.name}")
    return int(bool(changed))


def _write(changed: list[Formatted], screen: Screen) -> int:
    return max((screen.save(result.after.encode(), result.name) for result in changed), default=0)


def _difference(result: Formatted) -> str:
    from difflib import unified_diff

    before, after = result.before.splitlines(keepends=True), result.after.splitlines(keepends=True)
    return "".join(unified_diff(before, after, result.name, f"{result.name} (formatted)"))


def _summary(results: list[Formatted], changed: list[Formatted], arguments: Namespace) -> str:
    broken = sum(1 for result in results if result.problems)
    verb = "would change" if arguments.check or arguments.diff else "changed"
    words = [
        f"{counted(len(changed), 'file')} {verb}",
        f"{len(results) - len(changed) - broken} as they should be",
    ]
    if broken:
        words.append(f"{broken} with errors left as they are")
    return ", ".join(words)

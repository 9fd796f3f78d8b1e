"""The commands: what each is for, and how it is started. A command's module is imported only to run it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from importlib import import_module
from typing import Protocol, cast

from kaidah.cli.screen import Screen

SUMMARIES = {
    "demo": "make a small folder to play with and show a real case",
    "check": "say what is wrong with files",
    "run": "answer a case",
    "explain": "answer a case and say why, down to the article",
    "editions": "list the editions of a model, and when each is in force",
    "diff": "say what has changed between two versions, and for exactly which cases",
    "disputes": "list where sources read a rule differently, and for which cases",
    "test": "run the examples and cases of files",
    "fmt": "give files their one layout",
    "convert": "turn a document into DMN XML for other tools, or the other way",
    "draw": "draw what the decisions of a model need",
    "decisions": "list what can be asked of a model, and what each needs",
    "rule": "show the page of a code such as K201",
}


class Command(Protocol):
    """What the module of a command offers."""

    EXAMPLE: str

    def add_arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, arguments: Namespace, screen: Screen) -> int: ...


def run(name: str, words: list[str], screen: Screen) -> int:
    """Read the words behind the command and run it; returns the exit status."""
    command = cast(Command, import_module(f"kaidah.cli.{name}"))
    parser = ArgumentParser(
        prog=f"kaidah {name}",
        description=f"{SUMMARIES[name][0].upper()}{SUMMARIES[name][1:]}.",
        epilog=f"example:\n  {command.EXAMPLE}",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_arguments(parser)
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colours (default: auto)"
    )
    arguments = parser.parse_intermixed_args(words)
    return command.run(arguments, screen.coloured(arguments.color))

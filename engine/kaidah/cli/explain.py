"""`kaidah explain MODEL NAME=VALUE ...`: the answer to a case and its reasons."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from kaidah.api import ExplainedAnswer
from kaidah.cli import case
from kaidah.cli.run import as_json, status
from kaidah.cli.screen import Screen
from kaidah_dsl.report import to_text

EXAMPLE = 'kaidah explain passengers.kaidah "Goods value=950" --on 2022-04-01 --depth everything'


def add_arguments(parser: ArgumentParser) -> None:
    case.add_arguments(parser)
    parser.add_argument(
        "--format", choices=("text", "json", "markdown"), default="text", help="default: text"
    )
    parser.add_argument(
        "--depth",
        choices=("sentence", "table", "everything"),
        default="table",
        help="a sentence, the tables (default), or also the rules that did not fire",
    )


def run(arguments: Namespace, screen: Screen) -> int:
    answer = case.answer(arguments)
    if isinstance(answer, case.Unusable):
        return answer.report(screen)
    written = screen.deliver(_text(answer, arguments, screen), arguments.output)
    return written or status(answer, arguments)


def _text(answer: ExplainedAnswer, arguments: Namespace, screen: Screen) -> str:
    colour = screen.colour and not arguments.output
    if answer.trace is None:
        return as_json(answer) if arguments.format == "json" else to_text(answer.diagnostics, colour=colour)
    ascii = screen.ascii and not arguments.output
    text = answer.explain(
        arguments.depth, arguments.format, width=screen.width, colour=colour, ascii=ascii, lang=arguments.lang
    )
    if arguments.format == "text" and answer.diagnostics:
        text = f"{text.rstrip()}\n\n{to_text(answer.diagnostics, colour=colour)}"
    return text

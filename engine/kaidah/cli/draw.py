"""`kaidah draw MODEL`: the requirement diagram as SVG, PNG, PDF or DOT."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from kaidah.api import LoadedModel, find
from kaidah.cli.case import add_language, report
from kaidah.cli.screen import Screen
from kaidah.model.elements import Model
from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.suggest import did_you_mean

EXAMPLE = "kaidah draw passengers.kaidah -o passengers.svg"
FORMATS = ("svg", "png", "pdf", "dot")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("model", metavar="MODEL", help="a .kaidah file, or the name of a shipped model")
    parser.add_argument("--decision", metavar="NAME", action="append", help="only what this decision needs")
    parser.add_argument("--on", metavar="DATE", help="the edition in force on this day (default: the last)")
    add_language(parser)
    parser.add_argument("--format", choices=FORMATS, help="default: from the name of the file, else svg")
    parser.add_argument("-o", "--output", metavar="FILE", help="default: the model's name; - for stdout")


def run(arguments: Namespace, screen: Screen) -> int:
    model = _model(arguments)
    if not isinstance(model, Model):
        report(model, screen)
        return 2
    format = arguments.format or _format_of(arguments.output)
    if format not in FORMATS:
        screen.say(f"kaidah draw: cannot draw a `.{format}` file; the formats are {', '.join(FORMATS)}")
        return 2
    status = _deliver(_picture(model, format, arguments), format, arguments, screen)
    if model.edition and not arguments.on and status == 0:
        screen.say(f"  of the last edition, {model.edition.identifier}; `--on DATE` draws another")
    return status


def _model(arguments: Namespace) -> Model | tuple[Diagnostic, ...]:
    loaded = find(arguments.model)
    if not isinstance(loaded, LoadedModel):
        return loaded
    found = loaded.editions_for(arguments.on)
    models = [model for model in found if isinstance(model, Model)]
    if not models:
        return tuple(problem for problem in found if isinstance(problem, Diagnostic))
    return _unknown(arguments.decision or [], models[-1]) or models[-1]


def _unknown(asked: list[str], model: Model) -> tuple[Diagnostic, ...]:
    names = [element.name for element in (*model.decisions, *model.services)]
    return tuple(
        error("K517", f"there is no decision `{name}`", help=did_you_mean(name, names))
        for name in asked
        if name not in names
    )


def _format_of(file: str | None) -> str:
    return Path(file).suffix.removeprefix(".").lower() or "svg" if file and file != "-" else "svg"


def _picture(model: Model, format: str, arguments: Namespace) -> bytes:
    from kaidah.render.from_model import from_model
    from kaidah.render.to_picture import to_picture

    diagram = from_model(model, arguments.decision or (), labels=arguments.lang != "en")
    return to_picture(diagram, format)


def _deliver(picture: bytes, format: str, arguments: Namespace, screen: Screen) -> int:
    if arguments.output == "-":
        screen.out.flush()
        screen.out.buffer.write(picture)
        return 0
    file = arguments.output or f"{Path(arguments.model).stem}.{format}"
    status = screen.save(picture, file)
    if status == 0:
        screen.say(f"drew {file}")
    return status

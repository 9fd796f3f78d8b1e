"""`kaidah demo [DIR]`: a small folder to play with, and a real case with its explanation and picture."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib import resources
from pathlib import Path

from kaidah.api import LoadedModel, find
from kaidah.cli.case import report
from kaidah.cli.files import replace_file
from kaidah.cli.screen import Screen

EXAMPLE = "kaidah demo my-first-tables"

MODEL = "passenger-goods.kaidah"
FILES = (MODEL, "cases.csv")
PICTURE = "passenger-goods.svg"
CASE = {"Traveller role": "passenger", "Goods value": "950", "Has NPWP": False}
DAY = "2021-10-06"
COMMAND = f"kaidah explain {MODEL} traveller_role=passenger goods_value=950 has_npwp=false --on {DAY}"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", default="kaidah-demo", help="default: kaidah-demo"
    )


def run(arguments: Namespace, screen: Screen) -> int:
    folder = Path(arguments.folder)
    problem = _make(folder, screen)
    if problem:
        screen.say(f"kaidah demo: {problem}")
        return 2
    loaded = find(str(folder / MODEL))
    if not isinstance(loaded, LoadedModel):
        report(loaded, screen)
        return 2
    return _show(loaded, folder, screen)


def _make(folder: Path, screen: Screen) -> str:
    """Write the files that are not there yet; what a user has changed stays. Says what went wrong, or ""."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        return f"cannot make the folder `{folder}`: {reason.strerror}"
    for name in FILES:
        file = folder / name
        if file.exists():
            screen.print(f"kept {file} as it is")
            continue
        problem = replace_file(file, (resources.files("kaidah") / "demo" / name).read_bytes())
        if problem:
            return problem
        screen.print(f"wrote {file}")
    return ""


def _show(loaded: LoadedModel, folder: Path, screen: Screen) -> int:
    answer = loaded.evaluate(CASE, on=DAY)
    if answer.model is None:
        report(answer.diagnostics, screen)
        return 1
    drawn = _draw(loaded, folder, screen)
    screen.print(_INTRODUCTION.format(bold=screen.paint.bold("A monitor for USD 950, October 2021"), day=DAY))
    screen.print(screen.paint.dim(f"$ {COMMAND}"))
    screen.print(answer.explain("table", width=screen.width, colour=screen.colour, ascii=screen.ascii))
    screen.print(
        _NEXT.format(folder=folder, picture=f"\n  open {folder / PICTURE}" if drawn else "", model=MODEL)
    )
    return 0


def _draw(loaded: LoadedModel, folder: Path, screen: Screen) -> bool:
    from kaidah.render.from_model import from_model
    from kaidah.render.to_picture import to_picture

    diagram = from_model(loaded.models()[0])
    drawn = screen.save(to_picture(diagram, "svg"), str(folder / PICTURE)) == 0
    if drawn:
        screen.print(f"drew  {folder / PICTURE}")
    return drawn


_INTRODUCTION = """
{bold}
A passenger lands in Indonesia with a computer monitor and has no Indonesian tax number.
What is due at customs?
"""

_NEXT = """
Next, in the folder {folder}:{picture}
  kaidah decisions {model}    what else can be asked
  kaidah test                               run the examples and cases.csv
  edit {model}, change 500 to 400 in the table, and run `kaidah test` again
  kaidah explain --help                     more depth, Markdown for a memo, JSON for a program
"""

"""`kaidah rule [KNNN]`: the page of a code, or the list of all."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from kaidah.cli.screen import Screen
from kaidah_dsl import catalogue
from kaidah_dsl.suggest import nearest

EXAMPLE = "kaidah rule K505"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "code", nargs="?", help="a code, or the name of one (`unknown-name`); without it: all"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file")


def run(arguments: Namespace, screen: Screen) -> int:
    if arguments.code is None:
        return screen.deliver(_list(), arguments.output)
    page = catalogue.page(arguments.code) or _named(arguments.code)
    if page is None:
        screen.say(f"kaidah: there is no code `{arguments.code}`{_hint(arguments.code)}")
        return 2
    return screen.deliver(_text(page), arguments.output)


def _named(name: str) -> catalogue.Page | None:
    pages = (catalogue.page(code) for code in catalogue.codes())
    return next((page for page in pages if page and page.name == name.lower()), None)


def _text(page: catalogue.Page) -> str:
    return f"{page.code} {page.name} ({page.severity})\n\n{page.text}"


def _list() -> str:
    rows = []
    for code in catalogue.codes():
        page = catalogue.page(code)
        if page:
            rows.append(f"{code}  {page.severity:<11}  {page.title}")
    return "\n".join(rows)


def _hint(code: str) -> str:
    known = catalogue.codes()
    near = nearest(code.upper(), known)
    return f"; did you mean {near}?" if near else "; `kaidah rule` lists all codes"

"""`kaidah diff OLD NEW`: what has changed, in what is written and in every answer."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kaidah.api import LoadedModel, find
from kaidah.cli.case import report
from kaidah.cli.screen import Screen
from kaidah.model.elements import Model
from kaidah_dsl.diagnostics import Diagnostic, error, has_errors
from kaidah_dsl.suggest import did_you_mean

if TYPE_CHECKING:
    from kaidah.diff import Document

EXAMPLE = "kaidah diff consigned-goods@C4 consigned-goods@C5"


def add_arguments(parser: ArgumentParser) -> None:
    what = "a model: a file, a name, FILE@EDITION, or REVISION:FILE (git)"
    parser.add_argument("old", metavar="OLD", help=what)
    parser.add_argument("new", metavar="NEW", help=what)
    parser.add_argument(
        "--population", metavar="FILE.csv", help="real cases: how many change, what their numbers add up to"
    )
    parser.add_argument(
        "--format", choices=("text", "json", "markdown", "html"), default="text", help="default: text"
    )
    parser.add_argument("--exit-code", action="store_true", help="exit 1 where anything differs")
    parser.add_argument(
        "--budget", metavar="N", type=int, help="boxes to look at for a table (default 60000)"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file")


@dataclass(frozen=True, kw_only=True)
class Version:
    """One side: a model of a document, by edition ("" where it has none)."""

    given: str
    loaded: LoadedModel
    models: dict[str, Model]
    chosen: str = ""


def run(arguments: Namespace, screen: Screen) -> int:
    with ExitStack() as opened:
        sides = [_version(given, opened) for given in (arguments.old, arguments.new)]
        problems = [problem for side in sides if not isinstance(side, Version) for problem in side]
        if problems:
            report(tuple(dict.fromkeys(problems)), screen)
            return 2
        old, new = (side for side in sides if isinstance(side, Version))
        document = _document(old, new, arguments.budget)
        if arguments.population:
            from kaidah.cli.population import counted_cases

            counted = counted_cases(arguments.population, old, new)
            if isinstance(counted, tuple):
                report(counted, screen)
                return 2
            document = replace(document, population=counted)
    written = screen.deliver(_text(document, arguments.format), arguments.output)
    return written or int(arguments.exit_code and document.differs)


# --- sides ----------------------------------------------------------------------------------------


def _version(given: str, opened: ExitStack) -> Version | tuple[Diagnostic, ...]:
    from kaidah.workspace.revision import checked_out, split_revision

    name, edition = _split_edition(given)
    path = name
    if parts := split_revision(name):
        revision = checked_out(*parts)
        if isinstance(revision, Diagnostic):
            return (revision,)
        opened.callback(revision.close)
        path = str(revision.path)
    loaded = find(path)
    if not isinstance(loaded, LoadedModel):
        return loaded
    models = {model.edition.identifier if model.edition else "": model for model in loaded.models()}
    problems = loaded.check()
    if not models or has_errors(problems):
        return tuple(problems)
    if edition:
        if edition not in models:
            known = ", ".join(f"`{each}`" for each in models if each)
            help = did_you_mean(edition, list(models)) or (
                f"it has {known}" if known else "it has no editions"
            )
            return (error("K217", f"`{name}` has no edition `{edition}`", help=help),)
        models = {edition: models[edition]}
    return Version(given=given, loaded=loaded, models=models, chosen=edition)


def _split_edition(given: str) -> tuple[str, str]:
    """`FILE@EDITION` in its parts."""
    from pathlib import Path

    name, at, edition = given.rpartition("@")
    return (name, edition) if at and name and not Path(given).exists() else (given, "")


def pairs(old: Version, new: Version) -> list[tuple[str, str]]:
    """The editions to compare: those of one name; where one is chosen, with the other's, or its last."""
    if old.chosen or new.chosen or len(old.models) == len(new.models) == 1:
        return [(_one(old, new.chosen), _one(new, old.chosen))]
    shared = [(name, name) for name in new.models if name in old.models]
    return shared or [(_one(old, ""), _one(new, ""))]


def _one(side: Version, wanted: str) -> str:
    return wanted if wanted in side.models else list(side.models)[-1]


def _document(old: Version, new: Version, budget: int | None) -> Document:
    from kaidah.diff import Document, difference
    from kaidah.diff.boxes import BUDGET
    from kaidah.diff.structure import ADDED, REMOVED, Change

    compared = pairs(old, new)
    whole = not old.chosen and not new.chosen
    added = [name for name in new.models if name and whole and name not in old.models]
    removed = [name for name in old.models if name and whole and name not in new.models]
    return Document(
        old=old.given,
        new=new.given,
        differences=tuple(
            difference(old.models[one], new.models[other], budget=budget or BUDGET) for one, other in compared
        ),
        editions=(
            *(Change(how=ADDED, what="edition", name=name) for name in added),
            *(Change(how=REMOVED, what="edition", name=name) for name in removed),
        ),
    )


def _text(document: Document, format: str) -> str:
    match format:
        case "json":
            from kaidah.diff.to_json import to_json

            return to_json(document)
        case "markdown":
            from kaidah.diff.to_markdown import to_markdown

            return to_markdown(document)
        case "html":
            from kaidah.diff.to_html import to_html

            return to_html(document)
        case _:
            from kaidah.diff.to_text import to_text

            return to_text(document)

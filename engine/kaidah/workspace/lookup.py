"""Which file a name means: beside, above, among the shipped ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span
from kaidah_dsl.suggest import nearest

SUFFIX = ".kaidah"
TABLES = "tables"
_MODEL = re.compile(r"^model[ \t]+(?:\"[^\"]*\"[ \t]+as[ \t]+)?(.*?)[ \t]*(?://.*)?$", re.MULTILINE)
_MOST_LISTED = 8


def shipped_tables() -> Path:
    """The folder of the shipped models: in the installed package, or in a checkout beside `engine`."""
    package = Path(__file__).resolve().parent.parent
    installed = package / TABLES
    return installed if installed.is_dir() else package.parent.parent / TABLES


def key(name: str) -> str:
    """Names are found whatever their case, and whether blanks or dashes stand in them."""
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()


@frozen
class Candidate:
    """A file with the names it is found by."""

    path: Path

    @property
    def model(self) -> str:
        """The name in its `model` statement, read from its first lines; "" if it has none there."""
        try:
            with self.path.open(encoding="utf-8") as file:
                match = _MODEL.search(file.read(4000))
        except (OSError, UnicodeDecodeError):
            return ""
        return match.group(1) if match else ""

    @property
    def file_names(self) -> tuple[str, ...]:
        """The stem; the folder too where the file has a folder for itself or is named after it."""
        folder, stem = self.path.parent.name, self.path.stem
        alone = key(folder) == key(stem) or len(list(self.path.parent.glob(f"*{SUFFIX}"))) == 1
        return (stem, folder) if alone else (stem,)


def places_near(folder: Path) -> Iterator[tuple[Candidate, ...]]:
    """Where a name given by hand is looked for, the nearest first: a folder, its folders, its `tables`."""
    yield _candidates(folder.glob(f"*{SUFFIX}"))
    yield _candidates(folder.glob(f"*/*{SUFFIX}"))
    yield candidates_below(folder / TABLES)


def candidates_below(folder: Path) -> tuple[Candidate, ...]:
    """All models in a folder, however deep."""
    return _candidates(folder.rglob(f"*{SUFFIX}"))


def places_around(file: Path) -> Iterator[tuple[Candidate, ...]]:
    """Where a `use` in this file looks, the nearest first: beside it, then above it up to `tables`."""
    folder = file.resolve().parent
    above = [folder, *folder.parents]
    last = next((index for index, each in enumerate(above) if each.name == TABLES), None)
    for each in above[: 1 if last is None else last + 1]:
        yield _candidates(each.glob(f"*{SUFFIX}"))
        yield _candidates(each.glob(f"*/*{SUFFIX}"))
    if last is not None:
        yield candidates_below(above[last])


def _candidates(paths: Iterable[Path]) -> tuple[Candidate, ...]:
    return tuple(Candidate(path=path) for path in sorted(paths) if path.is_file())


def named(name: str, places: Iterable[Iterable[Candidate]]) -> Path | None:
    """The file with this name in the nearest place that has one."""
    return next((path for place in places if (path := _named(key(name), tuple(place)))), None)


def _named(wanted: str, candidates: tuple[Candidate, ...]) -> Path | None:
    """By the name of the file or its folder first, as that needs no reading."""
    for candidate in candidates:
        if any(key(each) == wanted for each in candidate.file_names):
            return candidate.path
    return next((candidate.path for candidate in candidates if key(candidate.model) == wanted), None)


def not_found(name: str, places: Iterable[Iterable[Candidate]], span: Span | None = None) -> Diagnostic:
    """K302 with the nearest model, or a list of those that were found."""
    known: dict[str, None] = {}
    by_key: dict[str, str] = {}
    for candidate in dict.fromkeys(candidate for place in places for candidate in place):
        model = candidate.model or candidate.path.stem
        known[model] = None
        by_key |= {key(each): each for each in (*candidate.file_names, model)}
    near = nearest(key(name), by_key)
    if near is not None:
        help = f"did you mean `{by_key[near]}`?"
    elif known:
        listed = ", ".join(f"`{each}`" for each in [*known][:_MOST_LISTED])
        help = f"there are {listed}" + (" and more" if len(known) > _MOST_LISTED else "")
    else:
        help = f"give the path of a `{SUFFIX}` file"
    return error("K302", f"there is no model `{name}`", span, help=help)

"""All files that have been read: each once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kaidah.workspace import foreign
from kaidah.workspace.foreign import ForeignRegulation
from kaidah.workspace.lookup import (
    SUFFIX,
    Candidate,
    candidates_below,
    named,
    not_found,
    places_around,
    places_near,
    shipped_tables,
)
from kaidah.workspace.reading import read_document
from kaidah.workspace.regulation import Regulation
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.document import tree as syntax


class Workspace:
    """Finds and reads models. `here` is the folder where names are looked for first, `shipped` that of the
    shipped models."""

    def __init__(self, *, here: Path | None = None, shipped: Path | None = None) -> None:
        self.here = here or Path()
        self.shipped = shipped or shipped_tables()
        self._regulations: dict[Path, Regulation] = {}
        self._foreign: dict[Path, ForeignRegulation] = {}

    def find(self, path_or_name: str) -> Path | tuple[Diagnostic, ...]:
        """The file of a model: a path, or a name (of its folder, file or `model` statement) here or among the
        shipped models, whatever its case; otherwise K302 with the nearest name."""
        given = self.here / path_or_name
        if given.is_file():
            return given
        if given.is_dir() and len(inside := sorted(given.glob(f"*{SUFFIX}"))) == 1:
            return inside[0]
        found = named(path_or_name, self._places(places_near(self.here)))
        return found or (not_found(path_or_name, self._places(places_near(self.here))),)

    def find_used(self, use: syntax.Use, file: Path) -> Path | Diagnostic:
        """The file that a `use` statement in `file` means; otherwise K302."""
        if use.path is not None:
            given = file.parent / use.path.text
            return given if given.is_file() else not_found(use.path.text, (), use.path.span)
        found = named(use.name.text, self._places(places_around(file)))
        return found or not_found(use.name.text, self._places(places_around(file)), use.name.span)

    def _places(self, near: Iterator[tuple[Candidate, ...]]) -> Iterator[tuple[Candidate, ...]]:
        """The shipped models are looked at last."""
        yield from near
        yield candidates_below(self.shipped)

    def regulation(self, path: Path | str) -> Regulation:
        """The regulation in a file. What is wrong with the file (K100 if it cannot be read, K1xx, K217, K3xx)
        is in its `diagnostics`."""
        where = Path(path)
        if where.suffix.lower() == foreign.SUFFIX:
            return self.foreign(where)
        known = self._regulations.get(where.resolve())
        if known is None:
            known = Regulation(path=where, parsed=read_document(where), workspace=self)
            self._regulations[where.resolve()] = known
        return known

    def foreign(self, path: Path) -> ForeignRegulation:
        """The model in a file of another tool; K6xx where it cannot be read."""
        known = self._foreign.get(path.resolve())
        if known is None:
            known = self._foreign[path.resolve()] = ForeignRegulation(path=path, workspace=self)
        return known

"""The difference of two models, or of two documents edition by edition."""

from __future__ import annotations

from dataclasses import dataclass

from kaidah.diff.boxes import BUDGET
from kaidah.diff.meaning import Meaning, meaning
from kaidah.diff.population import Population
from kaidah.diff.structure import Change, changes
from kaidah.model.elements import Model


@dataclass(frozen=True, kw_only=True)
class Difference:
    """`old` and `new` are the editions ("" where there is but one)."""

    old: str
    new: str
    structure: tuple[Change, ...]
    meaning: Meaning

    @property
    def differs(self) -> bool:
        return bool(self.structure) or self.meaning.differs


@dataclass(frozen=True, kw_only=True)
class Document:
    """Two documents compared: `old` and `new` are their names as given, `editions` what was added or removed of
    them as a whole."""

    old: str
    new: str
    differences: tuple[Difference, ...]
    editions: tuple[Change, ...] = ()
    population: Population | None = None

    @property
    def differs(self) -> bool:
        changed = self.population is not None and self.population.changed > 0
        return bool(self.editions) or changed or any(each.differs for each in self.differences)


def difference(old: Model, new: Model, *, budget: int = BUDGET) -> Difference:
    """What has changed from one model to another."""
    return Difference(
        old=old.edition.identifier if old.edition else "",
        new=new.edition.identifier if new.edition else "",
        structure=changes(old, new),
        meaning=meaning(old, new, budget=budget),
    )


__all__ = ["Difference", "Document", "difference"]

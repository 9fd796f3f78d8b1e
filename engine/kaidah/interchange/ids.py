"""Ids for the elements of a file: those of the source where it had some, else made from kind and name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_NO_ID = re.compile(
    r"[^A-Za-z0-9_.\-\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u3001-\uD7FF]+"
)
_ID = re.compile(
    r"[A-Za-z_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u3001-\uD7FF][^:\s]*"
)


def made_id(kind: str, name: str) -> str:
    """`decision_Import_duty`: the same for the same kind and name, wherever it is used."""
    return f"{kind}_{_NO_ID.sub('_', name)}"


@dataclass(kw_only=True)
class Ids:
    """Gives every id once. `kept` are those of the source, which no other element may get."""

    kept: Iterable[str] = ()
    _reserved: set[str] = field(default_factory=set)
    _given: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._reserved = set(self.kept)

    def give(self, kept: str, made: str) -> str:
        """The id that was kept, if it is one and still free; otherwise the made one, numbered if it is taken."""
        if kept and kept not in self._given and _ID.fullmatch(kept):
            self._given.add(kept)
            return kept
        found, number = made, 1
        while found in self._given or found in self._reserved:
            number += 1
            found = f"{made}_{number}"
        self._given.add(found)
        return found

"""A doubt: a decision that sources read differently, and for which cases that matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kaidah.feel.types import Type
from kaidah.model.elements import Citation, Decision


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """An answer, or none: the logic gives none for these inputs."""

    value: Any
    type: Type
    decided: bool = True


@dataclass(frozen=True, kw_only=True)
class Region:
    """Cases in which a reading gives another answer. `conditions` all hold (none: in every case). A case in it
    is `given`, with what is `applied` there and the `other` answer; `constant`: they are the same in the whole
    region."""

    conditions: tuple[str, ...]
    given: Mapping[str, Any]
    applied: Alternative
    other: Alternative
    constant: bool

    @property
    def text(self) -> str:
        return " and ".join(self.conditions) or "in every case"


@dataclass(frozen=True, kw_only=True)
class DisputedReading:
    """Where one reading differs from what is applied. `exact`: the regions are all there is, to the last value;
    otherwise `compared` cases at the boundaries were looked at. `trouble` says why nothing could be compared,
    or not everything."""

    name: str
    citations: tuple[Citation, ...]
    regions: tuple[Region, ...]
    exact: bool
    compared: int
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A decision with readings, in one or more editions in which they differ in the same cases."""

    decision: Decision
    editions: tuple[str, ...]
    citations: tuple[Citation, ...]
    readings: tuple[DisputedReading, ...]

    @property
    def name(self) -> str:
        return self.decision.name

    @property
    def because(self) -> str:
        return self.decision.because

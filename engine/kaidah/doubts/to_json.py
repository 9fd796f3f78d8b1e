"""Doubts as data: the versioned schema `kaidah.disputes/1`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kaidah.doubts import words
from kaidah.doubts.doubt import Alternative, DisputedReading, Doubt, Region
from kaidah.model.elements import Citation


def to_data(doubts: Iterable[Doubt]) -> list[dict[str, Any]]:
    """Plain dictionaries and lists; numbers stay Decimals."""
    return [_doubt(doubt) for doubt in doubts]


def _doubt(doubt: Doubt) -> dict[str, Any]:
    return {
        "decision": doubt.name,
        "label": doubt.decision.label,
        "editions": list(doubt.editions),
        "citations": [citation_data(cite) for cite in doubt.citations],
        "because": doubt.because,
        "readings": [_reading(reading) for reading in doubt.readings],
    }


def _reading(reading: DisputedReading) -> dict[str, Any]:
    return {
        "name": reading.name,
        "citations": [citation_data(cite) for cite in reading.citations],
        "exact": reading.exact,
        "compared": reading.compared,
        "trouble": reading.trouble,
        "regions": [_region(region, reading) for region in reading.regions],
    }


def _region(region: Region, reading: DisputedReading) -> dict[str, Any]:
    return {
        "where": words.region(region, reading),
        "conditions": list(region.conditions),
        "constant": region.constant,
        "case": dict(region.given),
        "applied": _alternative(region.applied),
        "other": _alternative(region.other),
    }


def _alternative(of: Alternative) -> dict[str, Any]:
    return {"value": of.value, "decided": of.decided, "text": words.answer(of)}


def citation_data(citation: Citation) -> dict[str, Any]:
    law = citation.law
    return {"law": law.identifier, "title": law.title, "place": citation.place, "file": law.file or None}

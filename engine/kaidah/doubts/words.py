"""The phrases for doubts that text and Markdown share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kaidah.doubts.cells import written
from kaidah.doubts.doubt import Alternative, DisputedReading, Doubt, Region
from kaidah.explain.amounts import show


def editions(doubt: Doubt) -> str:
    """`editions P2, P3`; "" where the model has none."""
    if not doubt.editions:
        return ""
    return f"edition{'s' if len(doubt.editions) > 1 else ''} {', '.join(doubt.editions)}"


def answer(alternative: Alternative) -> str:
    return show(alternative.value, alternative.type) if alternative.decided else "no answer"


def how(reading: DisputedReading) -> str:
    """How far the comparison goes."""
    if reading.exact:
        return "exactly where:" if reading.regions else "nowhere: both give the same in every case"
    looked = f"{reading.compared:,} boundary cases" if reading.compared else "no case"
    why = f"; {reading.trouble}" if reading.trouble else ""
    found = "" if reading.regions else ": no difference found"
    return f"compared on {looked} only{why}{found}"


def region(of: Region, reading: DisputedReading) -> str:
    """`FOB value = 3`: in a region that is only sampled, what its samples have in common."""
    if reading.exact or of.conditions:
        return of.text
    return "in some cases"


def answers(of: Region) -> str:
    """`"de minimis" applied, "consignment note" otherwise`."""
    return f"{answer(of.applied)} is applied, {answer(of.other)} by this reading"


def given(values: Mapping[str, Any]) -> str:
    """`FOB value = 3, Goods kind = "bag"`."""
    return ", ".join(f"{name} = {written(value)}" for name, value in values.items()) or "any case"

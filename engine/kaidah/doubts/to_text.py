"""Doubts for people, in the terminal or as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import fill

from kaidah.doubts import words
from kaidah.doubts.doubt import DisputedReading, Doubt, Region
from kaidah.explain.words import IN_ENGLISH

citations = IN_ENGLISH.citations

Remarks = Mapping[str, Sequence[str]]
"""What a given case has to do with the doubts, by decision."""


def to_text(doubts: Iterable[Doubt], remarks: Remarks, *, width: int = 100) -> str:
    """Each doubt with its readings, and where each of them gives another answer."""
    return "\n".join("\n".join(_doubt(doubt, remarks.get(doubt.name, ()), width)) + "\n" for doubt in doubts)


def _doubt(doubt: Doubt, remarks: Sequence[str], width: int) -> Iterator[str]:
    editions = words.editions(doubt)
    yield f"{doubt.name}{f' ({editions})' if editions else ''}"
    for remark in remarks:
        yield _wrapped(f"this case: {remark}", 2, width)
    under = citations(doubt.citations)
    if under:
        yield _wrapped(f"applied under {under}", 2, width)
    if doubt.because:
        yield _wrapped(f"because {doubt.because}", 2, width)
    for reading in doubt.readings:
        yield from _reading(reading, width)


def _reading(reading: DisputedReading, width: int) -> Iterator[str]:
    under = f" under {citations(reading.citations)}" if reading.citations else ""
    yield _wrapped(f"another reading, “{reading.name}”{under}", 2, width)
    yield _wrapped(f"differs {words.how(reading)}" if reading.exact else words.how(reading), 4, width)
    for region in reading.regions:
        yield _wrapped(f"- {words.region(region, reading)}", 4, width)
        yield _wrapped(_example(region), 8, width)


def _example(region: Region) -> str:
    if region.constant and not region.conditions:
        return words.answers(region)
    return f"{words.answers(region)}, as for {words.given(region.given)}"


def _wrapped(text: str, indent: int, width: int) -> str:
    start = " " * indent
    return fill(
        text,
        width,
        initial_indent=start,
        subsequent_indent=start + "    ",
        break_on_hyphens=False,
        break_long_words=False,
    )

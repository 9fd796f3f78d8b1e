"""Doubts as Markdown: a heading for each, and a table of the cases in which its readings differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kaidah.doubts import words
from kaidah.doubts.doubt import DisputedReading, Doubt
from kaidah.explain.to_markdown import code, escaped, table
from kaidah.explain.words import IN_ENGLISH

citations = IN_ENGLISH.citations


def to_markdown(
    doubts: Iterable[Doubt], remarks: Mapping[str, Sequence[str]] | None = None, *, level: int = 2
) -> str:
    """Each doubt with its readings; `remarks` say what a given case has to do with them, by decision."""
    blocks = (
        block for doubt in doubts for block in _doubt(doubt, (remarks or {}).get(doubt.name, ()), level)
    )
    return "\n\n".join(blocks) + "\n"


def _doubt(doubt: Doubt, remarks: Sequence[str], level: int) -> Iterator[str]:
    editions = words.editions(doubt)
    yield f"{'#' * level} {escaped(doubt.name)}{f' ({editions})' if editions else ''}"
    for remark in remarks:
        yield f"**This case:** {escaped(remark)}."
    under = citations(doubt.citations)
    applied = f"Applied under {escaped(under)}" if under else "Applied"
    yield f"{applied}{f', because {escaped(doubt.because)}' if doubt.because else ''}."
    for reading in doubt.readings:
        yield from _reading(reading)


def _reading(reading: DisputedReading) -> Iterator[str]:
    under = f" under {escaped(citations(reading.citations))}" if reading.citations else ""
    said = f"differs {words.how(reading)}" if reading.exact else f"{words.how(reading)}."
    yield f"Another reading, “{escaped(reading.name)}”{under}, {said}".replace("same in every case", "same.")
    if reading.regions:
        yield table(
            ("where", "applied", "by this reading", "for example"),
            (
                (
                    code(words.region(region, reading))
                    if region.conditions
                    else words.region(region, reading),
                    escaped(words.answer(region.applied)),
                    escaped(words.answer(region.other)),
                    code(words.given(region.given)),
                )
                for region in reading.regions
            ),
        )

"""A difference as text."""

from __future__ import annotations

from collections.abc import Iterator

from kaidah.diff import words
from kaidah.diff.difference import Difference, Document
from kaidah.diff.population import Population
from kaidah.diff.table import Region
from kaidah_dsl.report import counted

_MOST_REGIONS = 20
_MOST_CHANGES = 60


def to_text(document: Document) -> str:
    """What has changed, a block for each edition."""
    lines = [f"{document.old} -> {document.new}"]
    lines += [f"  {words.mark(each)} {each.what} {each.name}" for each in document.editions]
    for found in document.differences:
        heading = words.heading(found)
        lines += ["", heading] if heading else []
        lines += _difference(found)
    if document.population is not None:
        lines += _population(document.population)
    return "\n".join(lines) + "\n"


def _difference(found: Difference) -> Iterator[str]:
    if not found.differs:
        yield "  no difference, neither in what is written nor in any answer (proved)"
        return
    changes = list(words.written(found.structure))
    if changes:
        yield f"  written otherwise ({len(changes)}):"
        yield from (f"    {mark} {text}" for mark, text in changes[:_MOST_CHANGES])
        if len(changes) > _MOST_CHANGES:
            yield f"    and {len(changes) - _MOST_CHANGES} more"
    yield from _meaning(found)
    yield f"  {words.verdict(found)}"


def _meaning(found: Difference) -> Iterator[str]:
    meaning = found.meaning
    own = {each.because[0] for each in meaning.answers if each.regions and each.because == (each.decision,)}
    shown = [each for each in meaning.tables if each.name not in own]
    if shown or meaning.formulas:
        yield "  tables and formulas that answer otherwise:"
    for formula in meaning.formulas:
        yield f"    {formula.title}: {formula.old} -> {formula.new}"
    for table in shown:
        yield f"    {table.title}"
        yield from _regions(table.regions)
        yield f"      {words.table_verdict(table)}"
    if meaning.answers:
        yield "  answers:"
    for names, answer in words.together(meaning.answers):
        yield f"    {names}"
        yield from _regions(answer.regions)
        if answer.example is not None:
            yield from _case(answer.example)
        yield f"      {words.answer_verdict(answer)}"
    for limit in meaning.limits:
        yield f"  not compared: {limit}"


def _regions(regions: tuple[Region, ...]) -> Iterator[str]:
    for region in regions[:_MOST_REGIONS]:
        yield f"      where {region.text}:"
        yield f"        {words.how(region)}{words.answer(region.old)} -> {words.answer(region.new)}"
        yield f"        case: {words.witness(region.witness)}"
        if rules := words.rules(region):
            yield f"        {rules}"
    if len(regions) > _MOST_REGIONS:
        yield f"      and {len(regions) - _MOST_REGIONS} more regions (`--format json` lists them)"


def _case(region: Region) -> Iterator[str]:
    yield f"      for example {words.answer(region.old)} -> {words.answer(region.new)}"
    yield f"        case: {words.witness(region.witness)}"


def _population(found: Population) -> Iterator[str]:
    yield ""
    yield f"{counted(found.cases, 'case')}: {found.changed} with another answer"
    if found.unusable:
        yield f"  {counted(found.unusable, 'case')} could not be read"
    for total in found.totals:
        yield f"  {total.decision}: {counted(total.changed, 'case')} changed"
        if total.old is not None or total.new is not None:
            yield f"    total {words.total(total)}"
        if any(total.undecided):
            yield f"    without an answer: {total.undecided[0]} -> {total.undecided[1]}"
    for case in found.shown:
        yield f"  {case.name}: {words.case(case.changed)}"
    if found.changed > len(found.shown):
        yield f"  and {found.changed - len(found.shown)} more"

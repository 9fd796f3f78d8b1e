"""A difference as Markdown: tables of regions."""

from __future__ import annotations

from collections.abc import Iterator

from kaidah.diff import words
from kaidah.diff.difference import Difference, Document
from kaidah.diff.population import Population
from kaidah.diff.table import Region
from kaidah.explain.to_markdown import code, escaped, table

_MOST_REGIONS = 50


def to_markdown(document: Document) -> str:
    """A heading for each edition, table and answer."""
    blocks = [f"# {escaped(document.old)} to {escaped(document.new)}"]
    if document.editions:
        blocks.append(_list(f"{each.what} {each.name} {each.how}" for each in document.editions))
    for found in document.differences:
        blocks += _difference(found)
    if document.population is not None:
        blocks += _population(document.population)
    return "\n\n".join(blocks) + "\n"


def _list(items: Iterator[str]) -> str:
    return "\n".join(f"- {escaped(item)}" for item in items)


def _difference(found: Difference) -> Iterator[str]:
    heading = words.heading(found)
    if heading:
        yield f"## {escaped(heading)}"
    if found.structure:
        yield "### Written otherwise"
        yield "\n".join(f"- {_MARKS[mark]} {escaped(text)}" for mark, text in words.written(found.structure))
    meaning = found.meaning
    if meaning.tables or meaning.formulas:
        yield "### Tables and formulas that answer otherwise"
    if meaning.formulas:
        yield table(
            ("decision", "old", "new"),
            ((escaped(f.title), code(f.old), code(f.new)) for f in meaning.formulas),
        )
    for each in meaning.tables:
        yield f"**{escaped(each.title)}**"
        yield from _regions(each.regions)
        yield f"{escaped(words.table_verdict(each))}."
    if meaning.answers:
        yield "### Answers"
    for names, answer in words.together(meaning.answers):
        yield f"**{escaped(names)}**"
        yield from _regions(answer.regions or ((answer.example,) if answer.example else ()))
        yield f"{escaped(words.answer_verdict(answer))}."
    for limit in meaning.limits:
        yield f"Not compared: {escaped(limit)}."
    yield f"**{escaped(words.verdict(found))}.**"


_MARKS = {"+": "added:", "-": "removed:", "~": "changed:"}


def _regions(regions: tuple[Region, ...]) -> Iterator[str]:
    if not regions:
        return
    yield table(
        ("where", "old answer", "new answer", "for example"),
        (
            (
                code(region.text or "in some cases"),
                escaped(words.how(region) + words.answer(region.old)),
                escaped(words.how(region) + words.answer(region.new)),
                code(words.witness(region.witness)),
            )
            for region in regions[:_MOST_REGIONS]
        ),
    )
    if len(regions) > _MOST_REGIONS:
        yield f"And {len(regions) - _MOST_REGIONS} more regions."


def _population(found: Population) -> Iterator[str]:
    yield "## Cases"
    yield f"{found.changed} of {found.cases} cases have another answer."
    if found.unusable:
        yield f"{found.unusable} could not be read."
    if found.totals:
        yield table(
            ("decision", "cases changed", "total before", "total after"),
            (
                (
                    escaped(total.decision),
                    str(total.changed),
                    escaped(words.answer(total.old)) if total.old else "",
                    escaped(words.answer(total.new)) if total.new else "",
                )
                for total in found.totals
            ),
        )

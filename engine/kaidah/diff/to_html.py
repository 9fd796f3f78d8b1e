"""A difference as one HTML page without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from kaidah.diff import words
from kaidah.diff.difference import Difference, Document
from kaidah.diff.population import Population
from kaidah.diff.table import Region

_STYLE = """body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
table{border-collapse:collapse;margin:.5rem 0}td,th{border:1px solid #999;padding:.25rem .6rem;text-align:left;
vertical-align:top}code{white-space:pre-wrap}.verdict{font-weight:600}"""


def to_html(document: Document) -> str:
    """The page."""
    title = f"{document.old} to {document.new}"
    body = [f"<h1>{escape(title)}</h1>"]
    if document.editions:
        body.append(_list(f"{each.what} {each.name} {each.how}" for each in document.editions))
    for found in document.differences:
        body += _difference(found)
    if document.population is not None:
        body += _population(document.population)
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n'
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def _difference(found: Difference) -> Iterator[str]:
    heading = words.heading(found)
    if heading:
        yield f"<h2>{escape(heading)}</h2>"
    if found.structure:
        yield "<h3>Written otherwise</h3>"
        yield _list(f"{mark} {text}" for mark, text in words.written(found.structure))
    meaning = found.meaning
    if meaning.formulas:
        yield "<h3>Formulas</h3>"
        yield _table(
            ("decision", "old", "new"),
            ((escape(f.title), _code(f.old), _code(f.new)) for f in meaning.formulas),
        )
    for table in meaning.tables:
        yield f"<h3>{escape(table.title)}</h3>"
        yield _regions(table.regions)
        yield f"<p>{escape(words.table_verdict(table))}.</p>"
    for names, answer in words.together(meaning.answers):
        yield f"<h3>Answers to {escape(names)}</h3>"
        yield _regions(answer.regions or ((answer.example,) if answer.example else ()))
        yield f"<p>{escape(words.answer_verdict(answer))}.</p>"
    yield _list(f"not compared: {limit}" for limit in meaning.limits) if meaning.limits else ""
    yield f'<p class="verdict">{escape(words.verdict(found))}.</p>'


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = "".join(f"<th>{escape(each)}</th>" for each in head)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<table><tr>{heads}</tr>\n{lines}</table>"


def _regions(regions: tuple[Region, ...]) -> str:
    if not regions:
        return ""
    return _table(
        ("where", "old answer", "new answer", "for example"),
        (
            (
                _code(region.text or "in some cases"),
                escape(words.how(region) + words.answer(region.old)),
                escape(words.how(region) + words.answer(region.new)),
                _code(words.witness(region.witness)),
            )
            for region in regions
        ),
    )


def _population(found: Population) -> Iterator[str]:
    yield f"<h2>Cases</h2><p>{found.changed} of {found.cases} cases have another answer.</p>"
    yield _table(
        ("decision", "cases changed", "total before and after"),
        (
            (
                escape(each.decision),
                str(each.changed),
                escape(words.total(each)) if each.old or each.new else "",
            )
            for each in found.totals
        ),
    )

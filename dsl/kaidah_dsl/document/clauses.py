"""The clauses below a statement, gathered for whatever statement it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kaidah_dsl.document import boxes, mistakes, period, table, words
from kaidah_dsl.document.forms import Form
from kaidah_dsl.document.outline import Line
from kaidah_dsl.document.reader import Reader, comments, strings
from kaidah_dsl.document.scan import unquoted, words_of
from kaidah_dsl.document.tree import (
    Allow,
    Boxed,
    Citation,
    Clause,
    Comments,
    EditionClause,
    Law,
    NameText,
    Period,
    Reading,
    SourceText,
)
from kaidah_dsl.source import Span


@dataclass
class Gathered:
    """What the clauses of one statement say. `first` holds the first clause with each keyword."""

    statement: str
    texts: dict[str, str] = field(default_factory=dict)
    names: dict[str, tuple[NameText, ...]] = field(default_factory=dict)
    laws: list[Law] = field(default_factory=list)
    sources: list[SourceText] = field(default_factory=list)
    editions: list[EditionClause] = field(default_factory=list)
    allows: list[Allow] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    date: NameText | None = None
    on: str | None = None
    body: Boxed | None = None
    cases: tuple[table.CaseRow, tuple[table.CaseRow, ...]] = (((), ()), ())
    first: dict[str, Span] = field(default_factory=dict)
    clauses: list[Clause] = field(default_factory=list)


def gather(reader: Reader, statement: str, lines: list[Line], inline_body: Span | None) -> Gathered:
    """Read the clauses. `inline_body` is the expression that already stands in the statement's first line."""
    found = Gathered(statement)
    if inline_body:
        found.first["body"] = inline_body
    index = 0
    while index < len(lines):
        stop = index + 1
        if lines[index].kind == "row":
            while stop < len(lines) and lines[stop].kind == "row":
                stop += 1
            _rows(reader, found, lines[index:stop])
        else:
            _line(reader, found, lines[index])
        index = stop
    return found


def _rows(reader: Reader, found: Gathered, rows: list[Line]) -> None:
    place = reader.first_line(rows[0])
    if not _new_body(reader, found, place):
        return
    span = reader.source.span(rows[0].start, rows[-1].end)
    found.clauses.append(Clause(span=span, keyword="body"))
    if found.statement == "examples":
        header, cases, problems = table.examples(reader.source, rows)
        reader.diagnostics += problems
        found.cases = (header, cases)
    else:
        found.body = boxes.decision_table(reader, rows)


def _line(reader: Reader, found: Gathered, line: Line) -> None:
    text, place = line.text(reader.source), reader.first_line(line)
    keyword = words.keyword_at(words.CLAUSE, text)
    if boxes.is_body(text) and not (keyword and keyword in words.CLAUSES[found.statement]):
        return _body(reader, found, line)
    if keyword is None:
        return _unknown(reader, found, line, place)
    if keyword not in words.CLAUSES[found.statement]:
        reader.diagnostics.append(mistakes.foreign_clause(place, keyword, found.statement))
        return None
    return _clause(reader, found, line, keyword)


def _unknown(reader: Reader, found: Gathered, line: Line, place: Span) -> None:
    reader.diagnostics.append(mistakes.unknown_clause(place, found.statement))
    meant = mistakes.meant_clause(line.text(reader.source))
    if meant in words.CLAUSES[found.statement] and meant not in found.first:
        _clause(reader, found, line, meant)


def _body(reader: Reader, found: Gathered, line: Line) -> None:
    place = reader.first_line(line)
    if not _new_body(reader, found, place):
        return
    found.clauses.append(Clause(span=reader.whole(line), keyword="body"))
    if found.statement == "examples":
        reader.diagnostics.append(mistakes.unexpected_line(place, "in `examples`: its cases are a table"))
    elif line.text(reader.source).startswith("="):
        found.body, form = boxes.literal(reader, line)
        if cited := reader.citations(form):
            found.citations += cited
            found.first["cite"] = place
    else:
        found.body = boxes.box(reader, line)


def _new_body(reader: Reader, found: Gathered, place: Span) -> bool:
    """Whether a body may stand here: the statement takes one and has none yet. Otherwise it is reported."""
    if found.statement not in (*words.WITH_BODY, "examples"):
        reader.diagnostics.append(mistakes.body_where_none(place, mistakes.a(found.statement)))
        return False
    if "body" in found.first:
        reader.diagnostics.append(mistakes.body_twice(place, found.first["body"]))
        return False
    found.first["body"] = place
    return True


# --- one clause -----------------------------------------------------------------------------------


def _clause(reader: Reader, found: Gathered, line: Line, keyword: str) -> None:
    place = reader.first_line(line)
    repeated = keyword in words.REPEATED or (keyword == "edition" and found.statement == "model")
    again = keyword in found.first and not repeated
    if again:
        reader.diagnostics.append(mistakes.clause_twice(place, keyword, found.first[keyword]))
    found.first.setdefault(keyword, place)
    before = len(reader.diagnostics)
    target = Gathered(found.statement) if again else found
    around = _READ.get(keyword, _names)(reader, target, line, keyword)
    if not again:
        found.clauses.append(Clause(span=reader.whole(line), keyword=keyword, comments=around))
    for child in line.children if keyword != "reading" else ():
        if len(reader.diagnostics) == before:
            reader.diagnostics.append(
                mistakes.unexpected_line(reader.first_line(child), f"below `{keyword}`")
            )


def _text(reader: Reader, found: Gathered, line: Line, keyword: str) -> Comments:
    form = reader.form("text", line, keyword, "TEXT_KEYWORD")
    found.texts[keyword] = " ".join(strings(form))
    return comments(line, form)


def _names(reader: Reader, found: Gathered, line: Line, keyword: str) -> Comments:
    form = reader.form("names", line, keyword, "NAMES_KEYWORD")
    found.names[keyword] = reader.names(form)
    return comments(line, form)


def _date(reader: Reader, found: Gathered, line: Line, keyword: str) -> Comments:
    form = reader.form("date", line, keyword)
    found.date = reader.name(form)
    return comments(line, form)


def _law(reader: Reader, found: Gathered, line: Line, keyword: str) -> Comments:
    form = reader.form("law", line, keyword)
    name, texts = reader.name(form), strings(form)
    if name:
        found.laws.append(
            Law(
                span=reader.span(line),
                identifier=name.text,
                title=texts[0] if texts else "",
                in_force=_period(reader, form),
                uri=texts[1] if len(texts) > 1 else "",
            )
        )
    return comments(line, form)


def _source(reader: Reader, found: Gathered, line: Line, keyword: str) -> Comments:
    form = reader.form("source", line, keyword)
    name, texts = reader.name(form), strings(form)
    if name:
        found.sources.append(
            SourceText(
                span=reader.span(line),
                identifier=name.text,
                file=texts[0] if texts else "",
                title=texts[1] if len(texts) > 1 else "",
            )
        )
    return comments(line, form)


def _edition(reader: Reader, found: Gathered, line: Line, keyword: str) -> Comments:
    if found.statement != "model":
        form = reader.form("editions", line, keyword)
        found.names["edition"] = reader.names(form)
        return comments(line, form)
    form = reader.form("edition", line, keyword)
    name = reader.name(form)
    if name:
        open_ended = Period(span=reader.span(line), start=None, end=None)
        found.editions.append(
            EditionClause(
                span=reader.span(line),
                identifier=name.text,
                in_force=_period(reader, form) or open_ended,
                about=" ".join(strings(form)),
            )
        )
    return comments(line, form)


def _period(reader: Reader, form: Form) -> Period | None:
    token = form.one("PERIOD")
    if not token:
        return None
    found, problems = period.period(form.place(token))
    reader.diagnostics += problems
    return found


def _on(reader: Reader, found: Gathered, line: Line, keyword: str) -> Comments:
    form = reader.form("on", line, keyword)
    if token := form.one("DATE"):
        found.on, problems = period.date(form.place(token))
        reader.diagnostics += problems
    return comments(line, form)


def _allow(reader: Reader, found: Gathered, line: Line, keyword: str) -> Comments:
    form = reader.form("allow", line, keyword)
    code, texts = form.one("NAME"), strings(form)
    if code:
        found.allows.append(
            Allow(span=reader.span(line), code=words_of(code), reason=texts[0] if texts else "")
        )
    return comments(line, form)


def _cite(reader: Reader, found: Gathered, line: Line, keyword: str) -> Comments:
    form = reader.form("cite", line, keyword)
    found.citations += reader.citations(form)
    return comments(line, form)


def _reading(reader: Reader, found: Gathered, line: Line, keyword: str) -> Comments:
    form = reader.form("reading", line, keyword)
    token = form.one("STRING")
    cited, around = list(reader.citations(form)), comments(line, form)
    below = []
    for child in line.children:
        if child.kind != "row" and words.keyword_at(words.CLAUSE, child.text(reader.source)) == "cite":
            inner = reader.form("cite", child, "cite")
            cited += reader.citations(inner)
            around = _joined(around, comments(child, inner))
        else:
            below.append(child)
    name = unquoted(token) if token else ""
    body = _reading_body(reader, form, line, below, cited)
    found.readings.append(Reading(span=reader.whole(line), name=name, body=body, citations=tuple(cited)))
    return around


def _reading_body(reader: Reader, form: Form, line: Line, below: list[Line], cited: list[Citation]) -> Boxed:
    """The logic of a reading; what an expression below it cites goes to `cited`."""
    if len(below) == 1 and below[0].text(reader.source).startswith("=") and not form.one("FEEL"):
        body, inner = boxes.literal(reader, below[0])
        cited += reader.citations(inner)
        return body
    return boxes.own_body(reader, form, line, below, "this reading")


def _joined(outer: Comments, inner: Comments) -> Comments:
    behind = " ".join(text for text in (outer.behind, inner.behind) if text)
    return Comments(before=(*outer.before, *inner.before), behind=behind)


_READ: dict[str, Callable[[Reader, Gathered, Line, str], Comments]] = {
    **dict.fromkeys(words.TEXT_CLAUSES, _text),
    "law": _law,
    "source": _source,
    "edition": _edition,
    "date": _date,
    "on": _on,
    "allow": _allow,
    "cite": _cite,
    "reading": _reading,
}

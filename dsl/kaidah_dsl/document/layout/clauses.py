"""The clauses below a statement, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kaidah_dsl.document.layout.boxes import body_lines, inline_or_below
from kaidah_dsl.document.layout.lines import around, filled, padded, texts, width
from kaidah_dsl.document.layout.tables import example_lines
from kaidah_dsl.document.scan import quoted
from kaidah_dsl.document.tree import (
    NO_COMMENTS,
    Allow,
    Boxed,
    Citation,
    Comments,
    DecisionStatement,
    EditionClause,
    Examples,
    FunctionStatement,
    InputStatement,
    KnowledgeSourceStatement,
    Law,
    Literal_,
    ModelStatement,
    NameText,
    Period,
    Reading,
    ServiceStatement,
    SourceText,
    Statement,
)

INDENT = 2
_UNPADDED = ("body", "reading", "because")


@dataclass
class Item:
    """One clause that is to be written."""

    keyword: str
    content: object
    comments: Comments = NO_COMMENTS


def clause_lines(statement: Statement) -> list[str]:
    """The lines below the first line of a statement."""
    lines: list[str] = []
    items = _in_authors_order(statement, [item for item in _items(statement) if item.content])
    for unpadded, run in groupby(items, key=lambda item: item.keyword in _UNPADDED):
        clauses = list(run)
        keywords = [item.keyword for item in clauses]
        column = 0 if unpadded else max(_least_column(statement), *map(len, keywords))
        identifiers = _identifier_widths(clauses)
        for item in clauses:
            lines += _lines(statement, item, column, identifiers)
    return lines


def _least_column(statement: Statement) -> int:
    """Models always leave room for `edition`, so that adding the first one moves nothing."""
    return len("edition") if isinstance(statement, ModelStatement) else 0


def own_lines(statement: Statement) -> set[str]:
    """The keywords of the clauses that stand on lines of their own."""
    return {clause.keyword for clause in statement.clauses}


def body_is_inline(statement: DecisionStatement | FunctionStatement, body: Boxed | None) -> bool:
    """Whether the expression stands in the first line of the statement."""
    return isinstance(body, Literal_) and "body" not in own_lines(statement)


def citations_text(citations: Iterable[Citation]) -> str:
    return "; ".join(_citations(citations))


def _citations(citations: Iterable[Citation]) -> list[str]:
    return [f"{citation.law} {citation.place}".strip() for citation in citations]


def period_text(period: Period) -> str:
    """`[2018-01-01 .. 2025-06-05]`."""
    return f"[{period.start or ''} .. {period.end or ''}]"


# --- which clauses --------------------------------------------------------------------------------


def _items(statement: Statement) -> Iterator[Item]:
    match statement:
        case ModelStatement():
            yield Item("about", statement.about)
            yield Item("namespace", statement.namespace)
            yield from (Item("law", law) for law in statement.laws)
            yield from (Item("source", source) for source in statement.sources)
            yield from (Item("edition", edition) for edition in statement.editions)
            yield Item("date", (statement.date,) if statement.date else ())
            yield Item("ask", statement.ask)
            yield Item("lenient", statement.lenient)
        case InputStatement():
            yield Item("about", statement.about if "about" in own_lines(statement) else "")
            yield Item("edition", statement.editions)
        case DecisionStatement():
            yield Item("about", statement.about)
            yield Item("question", statement.question)
            yield Item("answers", statement.answers)
            yield Item("edition", statement.editions)
            yield from _logic(statement, statement.body)
        case FunctionStatement():
            yield Item("about", statement.about)
            yield Item("edition", statement.editions)
            yield from _logic(statement, statement.function.body if statement.function else None)
        case ServiceStatement():
            yield Item("about", statement.about)
            yield Item("edition", statement.editions)
            yield Item("outputs", statement.outputs)
            yield Item("encapsulates", statement.encapsulates)
            yield Item("input decisions", statement.input_decisions)
            yield Item("input data", statement.input_data)
        case KnowledgeSourceStatement():
            yield Item("about", statement.about)
            yield Item("owner", statement.owner)
            yield Item("uri", statement.uri)
            yield Item("requires", statement.requires)
            yield Item("cite", statement.citations)
            yield Item("governs", statement.governs)
        case Examples():
            yield Item("about", statement.about)
            yield Item("on", statement.on)
            yield Item("body", statement if statement.given or statement.expected else None)
    if isinstance(statement, (ModelStatement, InputStatement)):
        yield from (Item("allow", allow) for allow in statement.allows)


def _logic(statement: DecisionStatement | FunctionStatement, body: Boxed | None) -> Iterator[Item]:
    yield Item("requires", statement.requires)
    yield Item("cite", () if cites_inline(statement, body) else statement.citations)
    yield from (Item("allow", allow) for allow in statement.allows)
    yield Item("body", None if body_is_inline(statement, body) else body)
    if isinstance(statement, DecisionStatement):
        yield from (Item("reading", reading) for reading in statement.readings)
        yield Item("because", statement.because)


def cites_inline(statement: DecisionStatement | FunctionStatement, body: Boxed | None) -> bool:
    """Whether the citations stand behind the expression."""
    return isinstance(body, Literal_) and "cite" not in own_lines(statement)


def _in_authors_order(statement: Statement, items: Sequence[Item]) -> list[Item]:
    """The clauses in the order of the text, with their comments; those that are not in it behind."""
    rest, ordered = list(items), []
    for clause in statement.clauses:
        found = next((item for item in rest if item.keyword == clause.keyword), None)
        if found:
            rest.remove(found)
            found.comments = clause.comments
            ordered.append(found)
    return [*ordered, *rest]


# --- one clause -----------------------------------------------------------------------------------


def _identifier_widths(items: Sequence[Item]) -> tuple[int, int]:
    """The widths of the short names of laws and sources, and of editions."""
    cited = [width(i.content.identifier) for i in items if isinstance(i.content, (Law, SourceText))]
    editions = [width(i.content.identifier) for i in items if isinstance(i.content, EditionClause)]
    return max(cited, default=0), max(editions, default=0)


def _lines(statement: Statement, item: Item, column: int, identifiers: tuple[int, int]) -> list[str]:
    prefix = " " * INDENT + (padded(item.keyword, column) if column else item.keyword) + " "
    content = item.content
    if item.keyword == "body":
        return _body(statement, content)
    if isinstance(content, Reading):
        return _reading(content, item.comments)
    return around(_text(prefix, content, identifiers), item.comments, INDENT)


def _text(prefix: str, content: object, identifiers: tuple[int, int]) -> str:
    cited, editions = identifiers
    match content:
        case Law(identifier=identifier, title=title, in_force=period, uri=uri):
            force = f" in force {period_text(period)}" if period else ""
            return f"{prefix}{padded(identifier, cited)} = {quoted(title)}{force}" + _behind(uri)
        case SourceText(identifier=identifier, file=file, title=title):
            return f"{prefix}{padded(identifier, cited)} = {quoted(file)}" + _behind(title)
        case EditionClause(identifier=identifier, in_force=period, about=about):
            return f"{prefix}{padded(identifier, editions)} in force {period_text(period)}" + _behind(about)
        case Allow(code=code, reason=reason):
            return f"{prefix}{code} because {quoted(reason)}"
        case str():
            return prefix + content if prefix.strip() == "on" else texts(prefix, content)
        case tuple():
            names = [item.text for item in content if isinstance(item, NameText)]
            cites = _citations(item for item in content if isinstance(item, Citation))
            return filled(prefix, cites, "; ") if cites else filled(prefix, names, ", ")
        case _:
            raise TypeError(f"no clause holds {content!r}")


def _behind(text: str) -> str:
    return f" {quoted(text)}" if text else ""


def _body(statement: Statement, body: object) -> list[str]:
    if isinstance(statement, Examples):
        return example_lines(statement, INDENT)
    if (
        isinstance(body, Literal_)
        and isinstance(statement, (DecisionStatement, FunctionStatement))
        and statement.citations
        and cites_inline(statement, body)
    ):
        *before, last = body_lines(_without_behind(body), INDENT)
        cited = f"{last}   cite {citations_text(statement.citations)}"
        return [*before, *around(cited, Comments(behind=body.comments.behind), INDENT)]
    return body_lines(body, INDENT)  # type: ignore[arg-type]


def _without_behind(body: Literal_) -> Literal_:
    return Literal_(span=body.span, feel=body.feel, comments=Comments(before=body.comments.before))


def _reading(reading: Reading, comments: Comments) -> list[str]:
    head = f"{' ' * INDENT}reading {quoted(reading.name)}"
    cited = f"     cite {citations_text(reading.citations)}" if reading.citations else ""
    first, *others = inline_or_below(head, reading.body, cited, INDENT)
    return [*around(first, comments, INDENT), *others]

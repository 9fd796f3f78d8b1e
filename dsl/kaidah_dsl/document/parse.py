"""From text to a Document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.document import mistakes, words
from kaidah_dsl.document.cursor import TypeNames
from kaidah_dsl.document.outline import Line, outline
from kaidah_dsl.document.reader import Reader
from kaidah_dsl.document.statements import statement
from kaidah_dsl.document.tree import Document, ModelStatement, Statement
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Source, Span

_TYPE_NAME = re.compile(r"type\s+([^=\n]+?)\s*=")
_KEYWORD_INSIDE = re.compile(r"\s(?:in|unit|scale|cite)\s")


@frozen
class ParsedDocument:
    """Whatever could be read, and what was wrong with the rest, in the order of the text."""

    document: Document
    diagnostics: tuple[Diagnostic, ...]


def parse(source: Source) -> ParsedDocument:
    """Read a document. Never raises: an unreadable part is left out and reported, the others are read."""
    found = outline(source)
    reader = Reader(source, _type_names(source, found.statements), list(found.diagnostics))
    statements: list[Statement] = []
    for line in _divided(reader, found.statements):
        made = statement(reader, line)
        if made is not None:
            statements.append(made)
    _check_model(reader, statements)
    document = Document(source=source, statements=tuple(statements), trailing=found.trailing)
    return ParsedDocument(document=document, diagnostics=_in_order(reader.diagnostics))


def _type_names(source: Source, statements: Sequence[Line]) -> TypeNames:
    """The names of the types that the document declares."""
    heads = (_TYPE_NAME.match(line.text(source)) for line in statements if line.keyword == "type")
    names = tuple(" ".join(head.group(1).split()) for head in heads if head)
    return TypeNames(names, tuple(name for name in names if _KEYWORD_INSIDE.search(f"{name} ")))


def _divided(reader: Reader, lines: Sequence[Line]) -> list[Line]:
    """The statements, and those that were indented and so stand below another one."""
    divided: list[Line] = []
    for line in lines:
        divided.append(line)
        children, line.children = line.children, []
        for child in children:
            keyword = _indented_keyword(reader, line, child)
            if keyword:
                place = reader.first_line(child)
                reader.diagnostics.append(mistakes.statement_is_indented(place, keyword))
                child.kind, child.keyword = "statement", keyword
                divided.append(child)
            else:
                divided[-1].children.append(child)
    return divided


def _indented_keyword(reader: Reader, above: Line, line: Line) -> str | None:
    """The keyword of a statement that stands among the clauses of another one."""
    if line.kind != "clause" or above.keyword == "type":
        return None
    text = line.text(reader.source)
    keyword = words.keyword_at(words.STATEMENT, text)
    if not keyword or words.keyword_at(words.CLAUSE, text) or words.is_box_head(text):
        return None
    return keyword


def _check_model(reader: Reader, statements: Sequence[Statement]) -> None:
    models = [made for made in statements if isinstance(made, ModelStatement)]
    if not models:
        reader.diagnostics.append(mistakes.model_missing(reader.source))
        return
    if models[0] is not statements[0]:
        reader.diagnostics.append(mistakes.model_not_first(_head(reader, models[0])))
    for second in models[1:]:
        reader.diagnostics.append(mistakes.model_twice(_head(reader, second), _head(reader, models[0])))


def _head(reader: Reader, made: Statement) -> Span:
    end = reader.source.text.find("\n", made.span.start, made.span.end)
    return reader.source.span(made.span.start, made.span.end if end < 0 else end)


def _in_order(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems in the order of the text, each once."""
    seen: dict[tuple[str, int], Diagnostic] = {}
    for problem in diagnostics:
        seen.setdefault((problem.code, problem.span.start if problem.span else -1), problem)
    return tuple(sorted(seen.values(), key=lambda problem: problem.sort_key))

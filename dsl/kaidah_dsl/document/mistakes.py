"""What to say about the lines of a document: their indentation, what they start with, which are missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kaidah_dsl.diagnostics import Diagnostic, Edit, Fix, Label, error
from kaidah_dsl.document import words
from kaidah_dsl.document.scan import one_line
from kaidah_dsl.source import Source, Span
from kaidah_dsl.suggest import did_you_mean, nearest

_FIRST_WORD = re.compile(r"[^\W\d][\w\-]*")

STATEMENT_LIST = ", ".join(f"`{one_line(word)}`" for word in words.STATEMENTS)


def first_word(text: str) -> str:
    """The word a line starts with, or its first sign."""
    found = _FIRST_WORD.match(text)
    return found.group() if found else text[:1]


def meant_statement(text: str) -> str:
    """The statement keyword that was probably meant by the first word of a line, or ""."""
    return nearest(first_word(text), words.STATEMENTS) or ""


def meant_clause(text: str) -> str:
    """The clause keyword that was probably meant, when what follows has the form of a clause; or ""."""
    word = first_word(text)
    follows = text[len(word) :].lstrip()
    return (nearest(word, words.ALL_CLAUSES) or "") if follows.startswith('"') else ""


# --- places -----------------------------------------------------------------------------------------


def indented_statement(span: Span) -> Diagnostic:
    return error(
        "K101",
        f"`{one_line(first_word(span.text))}` is indented, and nothing stands above it that it could belong to",
        span,
        help="begin a statement in the first column",
    )


def indentation_off(span: Span, indent: int) -> Diagnostic:
    where = f"is indented by {indent}" if indent else "stands in the first column"
    return error(
        "K101",
        f"this line {where}, unlike what it belongs to",
        span,
        help="indent clauses by two spaces, and the parts of a box by two more",
    )


def too_deep(span: Span, levels: int) -> Diagnostic:
    return error(
        "K101",
        f"boxes within boxes are read to {levels} levels, and this line stands deeper",
        span,
        help="make decisions of their own of the inner ones",
    )


def tabs(spans: Sequence[Span]) -> Diagnostic:
    edits = tuple(Edit(span=span, text="  " * len(span.text)) for span in spans)
    more = f" (and in {len(spans) - 1} more)" if len(spans) > 1 else ""
    return Diagnostic(
        code="K111",
        message=f"a tab in the indentation of this line{more}",
        span=spans[0],
        others=tuple(Label(span=span, message="and here") for span in spans[1:10]),
        help="indent with spaces: two for a clause, four for a part of a box",
        fix=Fix(message="replace each tab by two spaces", edits=edits, safe=True),
    )


# --- strings, brackets, comments --------------------------------------------------------------------


def unclosed_comment(span: Span) -> Diagnostic:
    return error("K103", "this comment is never closed", span, help="close it with `*/`")


def unclosed_bracket(span: Span) -> Diagnostic:
    closing = {"(": "`)`", "[": "`]`", "{": "`}`", "]": "`[`"}[span.text]
    return error("K103", f"the bracket `{span.text}` is never closed", span, help=f"close it with {closing}")


def unclosed_string(span: Span) -> Diagnostic:
    return error(
        "K103",
        f"the text `{one_line(span.text, 30)}` has no closing quotation mark",
        span,
        help='end it with `"` on the same line',
    )


def smart_quotes(span: Span) -> Diagnostic:
    return Diagnostic(
        code="K101",
        message=f"typographic quotation mark `{span.text}`",
        span=span,
        help='write texts between straight quotation marks: `"red"`',
        fix=Fix(message="use a straight quotation mark", edits=(Edit(span=span, text='"'),)),
    )


# --- statements -------------------------------------------------------------------------------------


def model_missing(source: Source) -> Diagnostic:
    end = source.text.find("\n")
    return error(
        "K114",
        "the document does not begin with `model`",
        source.span(0, len(source.text) if end < 0 else end),
        help="write `model` and the name of the regulation in the first line, as in `model Passenger goods`",
    )


def model_not_first(span: Span) -> Diagnostic:
    return error("K113", "`model` is not the first statement", span, help="move it to the top of the file")


def model_twice(span: Span, first: Span) -> Diagnostic:
    return Diagnostic(
        code="K112",
        message="a second `model` in one document",
        span=span,
        others=(Label(span=first, message="the first one"),),
        help="a document holds one model; use another file for another one",
    )


def unknown_statement(span: Span) -> Diagnostic:
    word = first_word(span.text)
    known = did_you_mean(word, words.STATEMENTS)
    clause = words.keyword_at(words.CLAUSE, span.text)
    if clause and not known:
        return error("K101", f"`{clause}` belongs below a statement", span, help="indent it by two spaces")
    return error(
        "K102",
        f"`{one_line(word)}` is not a statement",
        span,
        help=known or f"a line in the first column begins with {STATEMENT_LIST}",
    )


def statement_is_indented(span: Span, keyword: str) -> Diagnostic:
    return error("K101", f"`{keyword}` is indented", span, help="begin a statement in the first column")


# --- clauses ----------------------------------------------------------------------------------------


def a(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeio' else 'a'} `{noun}`"


def unknown_clause(span: Span, statement: str) -> Diagnostic:
    word = first_word(span.text)
    takes = words.CLAUSES[statement]
    boxes = words.BOXES if statement in words.WITH_BODY else ()
    known = did_you_mean(word, (*takes, *boxes))
    if not known and statement in words.WITH_BODY:
        known = "an expression begins with `=`; otherwise " + _takes(statement)
    return error("K102", f"`{one_line(word)}` is not a clause", span, help=known or _takes(statement))


def foreign_clause(span: Span, keyword: str, statement: str) -> Diagnostic:
    return error("K113", f"`{keyword}` does not belong to {a(statement)}", span, help=_takes(statement))


def _takes(statement: str) -> str:
    takes = words.CLAUSES[statement]
    if not takes:
        return f"{a(statement)} has no clauses"
    return f"{a(statement)} takes " + ", ".join(f"`{one_line(word)}`" for word in takes)


def clause_twice(span: Span, keyword: str, first: Span) -> Diagnostic:
    return Diagnostic(
        code="K112",
        message=f"`{keyword}` a second time",
        span=span,
        others=(Label(span=first, message="the first one"),),
        help="join the two into one",
    )


def body_twice(span: Span, first: Span) -> Diagnostic:
    return Diagnostic(
        code="K112",
        message="a second body: an expression, a table or a box is already there",
        span=span,
        others=(Label(span=first, message="the first one"),),
        help="keep one of them; what another source says can be a `reading`",
    )


def body_where_none(span: Span, what: str) -> Diagnostic:
    return error("K113", f"{what} takes no expression, table or box", span)


def body_missing(span: Span, what: str) -> Diagnostic:
    return error(
        "K114",
        f"{what} has no body",
        span,
        help="write `= EXPRESSION` behind it, or a table or a box below it",
    )


def part_missing(span: Span, box: str, part: str) -> Diagnostic:
    return error("K114", f"this `{box}` has no `{part}`", span, help=f"add a line `{part} = ...` below it")


def unknown_part(span: Span, box: str, parts: Sequence[str]) -> Diagnostic:
    word = first_word(span.text)
    takes = f"the parts of `{box}` are " + ", ".join(f"`{part}`" for part in parts)
    return error(
        "K102", f"`{one_line(word)}` is not a part of `{box}`", span, help=did_you_mean(word, parts) or takes
    )


def part_twice(span: Span, part: str, first: Span) -> Diagnostic:
    return Diagnostic(
        code="K112",
        message=f"`{part}` a second time",
        span=span,
        others=(Label(span=first, message="the first one"),),
    )


def unexpected_line(span: Span, where: str) -> Diagnostic:
    return error("K101", f"this line has no place {where}", span)


def not_a_body(span: Span) -> Diagnostic:
    boxes = ", ".join(f"`{box}`" for box in words.BOXES)
    return error(
        "K102",
        f"`{one_line(first_word(span.text))}` begins no expression, table or box",
        span,
        help=did_you_mean(first_word(span.text), words.BOXES)
        or f"an expression begins with `=`, a table with `|`, a box with one of {boxes}",
    )


def part_without_name(span: Span) -> Diagnostic:
    return error("K114", "a part of a box without a name", span, help="write `NAME = EXPRESSION`")


def outputs_missing(span: Span) -> Diagnostic:
    return error(
        "K114", "a service without `outputs`", span, help="add `outputs` and the decisions it answers"
    )


def examples_empty(span: Span) -> Diagnostic:
    return error("K114", "`examples` without a table", span, help="write a table of cases below it")


def citation_in_box(span: Span) -> Diagnostic:
    return error(
        "K113",
        "`cite` does not belong to a part of a box",
        span,
        help="write it as a clause of the decision, or into the `cite` column of a table",
    )


def component_without_structure(span: Span) -> Diagnostic:
    return error(
        "K113",
        f"`{one_line(span.text)}` stands below a type that has no components",
        span,
        help="write `structure` as the type, or begin the line in the first column",
    )

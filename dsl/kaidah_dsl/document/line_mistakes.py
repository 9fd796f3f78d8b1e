"""What to say where a line departs from its form."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lark import Token

from kaidah_dsl.diagnostics import Diagnostic, Edit, Fix, error
from kaidah_dsl.document import mistakes
from kaidah_dsl.document.scan import one_line
from kaidah_dsl.source import Source, Span

FORMS = {
    "model": "model NAME",
    "use": 'use NAME [as ALIAS] [from "PATH"]',
    "type_statement": 'type ["LABEL" as] NAME = TYPE ["about"]',
    "input": 'input ["LABEL" as] NAME : TYPE [default VALUE] ["about"]',
    "decision": 'decision ["LABEL" as] NAME [: TYPE] [= EXPRESSION] [cite LAW PLACE]',
    "function": 'function ["LABEL" as] NAME(PARAMETER : TYPE, ...) [: TYPE] [= EXPRESSION]',
    "service": 'service ["LABEL" as] NAME [: TYPE]',
    "knowledge_source": 'knowledge source ["LABEL" as] NAME',
    "examples": "examples [NAME]",
    "text": 'KEYWORD "text"',
    "names": "KEYWORD NAME, NAME",
    "law": 'law SHORT-NAME = "title" [in force [FIRST DAY .. LAST DAY]] ["address"]',
    "source": 'source SHORT-NAME = "file" ["title"]',
    "edition": 'edition NAME in force [FIRST DAY .. LAST DAY] ["about"]',
    "editions": "edition NAME, NAME",
    "date": "date INPUT",
    "on": "on YEAR-MONTH-DAY",
    "allow": 'allow CODE because "reason"',
    "cite": "cite LAW PLACE; LAW PLACE",
    "reading": 'reading "NAME" [= EXPRESSION] [cite LAW PLACE]',
    "body": "= EXPRESSION [cite LAW PLACE]",
    "box": "KEYWORD",
    "call": "call FUNCTION",
    "iterator": "for NAME",
    "typed": "typed TYPE",
    "external": "external KIND",
    "boxed_function": "function (PARAMETER : TYPE, ...) [: TYPE] [= EXPRESSION]",
    "entry": "NAME [: TYPE] [= EXPRESSION]",
    "component": '["LABEL" as] NAME : TYPE ["about"]',
}

_MISSING = (
    ("NAME", "a name is missing"),
    ("PERIOD", "the period is missing"),
    ("CITATION", "`cite` without a law and a place in it"),
    ("FEEL", "an expression is missing"),
    ("TYPE_NAME", "a type is missing"),
    ("BECAUSE", "`allow` without a reason"),
    ("IN_FORCE", "`in force` and a period are missing"),
    ("AS", "`as` is missing behind the label"),
    ("EQUAL", "`=` is missing"),
    ("COLON", "`:` and a type are missing"),
    ("LPAR", "the parameters are missing"),
    ("RPAR", "`)` is missing"),
    ("DATE", "a date is missing"),
    ("STRING", "a text in quotation marks is missing"),
    ("VALUE", "a value is missing"),
    ("TESTS", "the allowed values are missing"),
    ("NUMBER", "the number of digits is missing"),
)


def explain(
    form: str, source: Source, token: Token, accepted: Collection[str], before: Sequence[Token], line: Span
) -> Diagnostic:
    """The message for a line of `form` that cannot go on with `token` after the tokens `before` it."""
    if token.type == "$END":
        return _missing(form, accepted, before, line)
    span = source.span(token.start_pos or 0, token.end_pos)
    if str(token) in "“”„":
        return mistakes.smart_quotes(span)
    if "NAME" in accepted and token.type in ("COLON", "EQUAL", "LPAR", "COMMA") and before:
        return error("K114", f"{mistakes.a(str(before[0]))} without a name", span, help=usage(form))
    if form in ("input", "component") and "COLON" in accepted:
        return _type_missing(form, span, before)
    if token.type == "STRING" and "EQUAL" in accepted and form in ("law", "source"):
        return _inserted("`=` is missing", span, "= ", form)
    if token.type == "STRING" and "BECAUSE" in accepted:
        return _inserted("`because` is missing before the reason", span, "because ", form)
    return error("K101", _unexpected(token), span, help=usage(form))


def usage(form: str) -> str:
    """How a line of this form is written."""
    return f"the form is `{FORMS[form]}`"


def _unexpected(token: Token) -> str:
    return f"unexpected `{one_line(token)}`"


def _missing(form: str, accepted: Collection[str], before: Sequence[Token], line: Span) -> Diagnostic:
    last = before[-1].end_pos if before and before[-1].end_pos else line.end
    place = line.source.span(line.start, max(last, line.start + 1))
    if form in ("input", "component") and "COLON" in accepted and before:
        return error("K114", f"`{one_line(before[-1])}` has no type", place, help=usage(form))
    message = next((words for kind, words in _MISSING if kind in accepted), "something is missing")
    if message == "a name is missing" and before and before[-1].type == "AS":
        message = "a name is missing behind `as`"
    elif message == "a name is missing" and before:
        message = f"{mistakes.a(str(before[0]))} without a name"
    return error("K114", message, place, help=usage(form))


def sign_missing(form: str, source: Source, tokens: Sequence[Token]) -> Diagnostic:
    """A line without `:` or `=` between a name and its type; `tokens` are those with an empty one put in."""
    at = next(index for index, token in enumerate(tokens) if not token)
    name, sign = one_line(tokens[at - 1]), ":" if tokens[at].type == "COLON" else "="
    place = source.span(tokens[at].start_pos or 0, tokens[at].end_pos)
    type = " ".join(one_line(token) for token in tokens[at + 1 : at + 2])
    span = source.span(tokens[at - 1].start_pos or 0, (place.end or 0) + len(type))
    return Diagnostic(
        code="K114",
        message=f"`{sign}` is missing between `{name}` and its type",
        span=span,
        help=f"write `{name} {sign} {type}`" if type else usage(form),
        fix=Fix(message=f"insert `{sign}`", edits=(Edit(span=place, text=f"{sign} "),)),
    )


def _type_missing(form: str, span: Span, before: Sequence[Token]) -> Diagnostic:
    name = one_line(before[-1]) if before else ""
    if span.text.startswith("="):
        what = "an input" if form == "input" else "a component"
        return error(
            "K101",
            f"`{name}` is {what}: it has a type, not a value",
            span,
            help="write `:` and a type; a value that is worked out belongs to a `decision`",
        )
    if span.text == ",":
        return error("K101", "a name cannot hold a comma", span, help="leave it out, or write `or`")
    return error("K114", f"`{name}` has no `:` and type", span, help=usage(form))


def _inserted(message: str, span: Span, text: str, form: str) -> Diagnostic:
    place = span.source.span(span.start, span.start)
    fix = Fix(message=f"insert `{text.strip()}`", edits=(Edit(span=place, text=text),))
    return Diagnostic(code="K114", message=message, span=span, help=usage(form), fix=fix)

"""Mistakes that the lexer sees: foreign operators and quotes, texts without end, impossible literals."""

from __future__ import annotations

from dataclasses import replace

from kaidah_dsl.diagnostics import Diagnostic, Edit, Fix, error
from kaidah_dsl.feel import token as kinds
from kaidah_dsl.feel.failure import Failure
from kaidah_dsl.source import Span

_CODE = "K107"
_UNCLOSED = "K103"

_SPELLINGS = {
    "==": ("=", "compare with a single `=`"),
    "=>": (">=", "write `>=` for greater than or equal"),
    "=<": ("<=", "write `<=` for less than or equal"),
    "<>": ("!=", "write `!=` for not equal"),
    ":=": ("=", "compare with `=`; a context entry has `:`"),
    "&&": ("and", "write `and`"),
    "||": ("or", "write `or`"),
}
_SIGNS = {
    "%": "write the share as a number, `0.1` for ten percent",
    "&": "write `and`, or `+` to join texts",
    "|": "write `or`, or separate tests with commas",
    "!": "write `not(...)`, or `!=` for not equal",
    ";": "separate with a comma",
    "^": "write `**` for a power",
    "\\": "write `/` to divide",
    "≤": "write `<=`",
    "≥": "write `>=`",
    "≠": "write `!=`",
    "×": "write `*`",
    "÷": "write `/`",
    "–": "write the short hyphen `-`",
    "—": "write the short hyphen `-`",
    "−": "write the short hyphen `-`",
    "…": "write two full stops, `..`",
    "$": "write the plain number; its type says the currency",
    "€": "write the plain number; its type says the currency",
    "#": "a comment starts with `//`",
    "@": 'write the date, time or duration in quotes: `@"2022-04-01"`',
}
_QUOTES = frozenset("“”„«»‘’'`")


def misspelling(at: Failure) -> Diagnostic | None:
    """The diagnostic for a token that the lexer marked, or None for any other."""
    match at.kind:
        case kinds.TOO_DEEP:
            return too_deep(at.place)
        case kinds.UNCLOSED_STRING:
            return error(_UNCLOSED, "the quoted text is never closed", at.place, help='add `"` at its end')
        case kinds.UNCLOSED_COMMENT:
            return error(_UNCLOSED, "the comment is never closed", at.place, help="add `*/` at its end")
        case kinds.BAD_ESCAPE:
            help = r"write both of its `\u` halves, or one `\U` with six digits"
            return error(_CODE, "the text holds half of a character", at.place, help=help)
        case kinds.BAD_NUMBER:
            return error(_CODE, "the number is too large or too small", at.place, help="check its exponent")
        case kinds.SINGLE_QUOTED | kinds.CURLY_QUOTED:
            return _foreign_quotes(at.place)
        case kinds.MISTAKEN:
            return _foreign_operator(at.place)
        case kinds.FOREIGN_DATE:
            message = f"`{at.place.text}` is a calculation, not a date"
            help = "write year, month and day as `2022-04-01`; put blanks around signs to calculate"
            return error(_CODE, message, at.place, help=help)
        case kinds.LOOSE_PERCENT:
            return error(_CODE, "`%` stands apart", at.place, help="write it right behind the number: `7.5%`")
        case kinds.UNKNOWN:
            return _foreign_sign(at.place)
        case _:
            return None


def too_deep(span: Span) -> Diagnostic:
    """The diagnostic for a text whose parts are nested in each other without end."""
    help = "give parts of it names of their own, as decisions or context entries"
    return error(_CODE, "the expression is nested too deeply", span, help=help)


def respelt(diagnostic: Diagnostic, span: Span, text: str) -> Diagnostic:
    """The diagnostic with the fix that writes `text` instead."""
    return replace(diagnostic, fix=Fix(message=f"write `{text}`", edits=(Edit(span=span, text=text),)))


def _foreign_quotes(span: Span) -> Diagnostic:
    straight = f'"{span.text[1:-1]}"'
    found = error(_CODE, f"`{span.text[0]}` does not quote a text", span, help=f"write `{straight}`")
    return respelt(found, span, straight)


def _foreign_operator(span: Span) -> Diagnostic:
    text = span.text
    if text in _SPELLINGS:
        better, help = _SPELLINGS[text]
        return respelt(error(_CODE, f"`{text}` is not an operator", span, help=help), span, better)
    small = text.lower()
    found = error(_CODE, f"`{text}` is not a keyword", span, help=f"write it small: `{small}`")
    return respelt(found, span, small)


def _foreign_sign(span: Span) -> Diagnostic:
    text = span.text
    if text in _QUOTES:
        shown = text if text == "`" else f"`{text}`"
        return error(_CODE, f"{shown} does not quote a text", span, help='write `"` on both sides of it')
    return error(_CODE, f"`{text}` means nothing here", span, help=_SIGNS.get(text, ""))

"""What is wrong with a FEEL text, in an analyst's words: K107, and K103 for what is never closed.

Lark says where it stopped and what the grammar would have taken there; the checks below say what was probably
meant. Each looks for one kind of mistake and returns a diagnostic or None; the first that knows wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from lark import UnexpectedInput, UnexpectedToken

from kaidah_dsl.diagnostics import Diagnostic, Label, error
from kaidah_dsl.feel.failure import Failure
from kaidah_dsl.feel.misspellings import misspelling, respelt
from kaidah_dsl.feel.signs import CLOSING, OPERATORS
from kaidah_dsl.feel.token import Token
from kaidah_dsl.feel.words import PREFIX_KEYWORDS, single_spaced
from kaidah_dsl.source import Span

Check = Callable[[Failure], Diagnostic | None]

_CODE = "K107"
_UNCLOSED = "K103"

_CLOSED_BY = {"(": "`)`", "[": "`]`", "{": "`}`", "]": "`]` or `[`", "<": "`>`"}
_PARTS = {
    "THEN": (("IF",), "the value for when the condition holds"),
    "ELSE": (("IF",), "the value for when the condition does not hold"),
    "RETURN": (("FOR",), "the value for each item"),
    "SATISFIES": (("QUANTIFIER",), "the condition that items have to meet"),
}
_WHOLES = {
    "THEN": "write `if condition then value else value`",
    "ELSE": "write `if condition then value else value`",
    "RETURN": "write `for item in list return value`",
    "SATISFIES": "write `some item in list satisfies condition`",
    "COLON": "write `{name: value}` for a context",
}
_WORDS_FOR_EQUAL = re.compile(r" (is|is equal|is equal to|equals?|equal to)$")
_THOUSANDS = re.compile(r"[0-9]{3}(\.[0-9]+)?%?")
_TEMPORAL = frozenset(("date", "time", "duration", "date and time"))


def explain(stop: UnexpectedInput, tokens: list[Token]) -> Diagnostic:
    """The diagnostic for tokens that the grammar does not take."""
    expected = frozenset(stop.expected) if isinstance(stop, UnexpectedToken) else frozenset()
    stopped_at = getattr(stop, "token", None)
    index = next((index for index, token in enumerate(tokens) if token is stopped_at), len(tokens))
    at = Failure(tokens=tokens, index=index, expected=expected)
    found = (check(at) for check in CHECKS)
    return next((diagnostic for diagnostic in found if diagnostic is not None), unexpected(at))


def nothing(span: Span, *, tests: bool) -> Diagnostic:
    """The diagnostic for a text without any token."""
    if tests:
        help = "write `-` where the input does not matter"
        return error(_CODE, "the input entry is empty", span, help=help)
    return error(_CODE, "the expression is empty", span, help="write a value, a name or a calculation")


# --- brackets -------------------------------------------------------------------------------------


def unmatched_bracket(at: Failure) -> Diagnostic | None:
    """A closing bracket that nothing opened, or that closes another kind of bracket."""
    if at.token is None or at.kind not in CLOSING:
        return None
    opened = at.innermost_open
    if opened is None:
        help = "remove it, or add the opening bracket"
        return error(_CODE, f"`{at.token.text}` closes nothing", at.place, help=help)
    if not at.closes(opened):
        return None
    message = f"`{opened.text}` is closed by `{at.token.text}`"
    found = error(_UNCLOSED, message, at.place, help=f"close it with {_CLOSED_BY[opened.text]}")
    return _pointing(found, opened, "opened here")


def unclosed_bracket(at: Failure) -> Diagnostic | None:
    """The text, or the part of `if` or `for` that the bracket stands in, ends before the bracket does."""
    opened = at.innermost_open
    ends = at.token is None or at.kind in _PARTS
    if opened is None or not ends or not at.closes(opened):
        return None
    before = f" before `{at.token.text}`" if at.token else ""
    help = f"add {_CLOSED_BY[opened.text]}"
    return error(_UNCLOSED, f"`{opened.text}` is never closed{before}", opened.span, help=help)


# --- keywords -------------------------------------------------------------------------------------


def missing_keyword(at: Failure) -> Diagnostic | None:
    """`if` without `then` or `else`, `for` without `return`, and the like."""
    if at.kind in OPERATORS:
        return None
    for keyword, (openers, part) in _PARTS.items():
        if keyword in at.expected and (opener := at.last(*openers)):
            word = keyword.lower()
            help = f"write `{word}` and {part}"
            found = error(_CODE, f"`{opener.text}` has no `{word}`", at.place, help=help)
            return _pointing(found, opener, f"this `{opener.text}`")
    return None


def loud_keyword(at: Failure) -> Diagnostic | None:
    """`If a then b else c`: what should be a keyword was read as part of a name."""
    if at.kind not in _PARTS:
        return None
    for token in at.tokens[: at.index]:
        word = token.text.partition(" ")[0]
        if token.type == "NAME" and word != word.lower() and word.lower() in PREFIX_KEYWORDS:
            place = Span(token.span.source, token.span.start, token.span.start + len(word))
            help = f"write it small: `{word.lower()}`"
            return respelt(error(_CODE, f"`{word}` is not a keyword", place, help=help), place, word.lower())
    return None


def between_without_and(at: Failure) -> Diagnostic | None:
    if "AND" not in at.expected or "OR" in at.expected or at.starts_operand or not at.last("BETWEEN"):
        return None
    return error(_CODE, "`between` has no `and`", at.place, help="write `between 1 and 10`")


def iteration_without_in(at: Failure) -> Diagnostic | None:
    if "VARIABLE" not in at.expected or (opener := at.last("FOR", "QUANTIFIER")) is None:
        return None
    help = f"write `{opener.text} item in list ...`"
    return error(_CODE, f"`{opener.text}` has no name with `in` behind it", at.place, help=help)


def entry_without_key(at: Failure) -> Diagnostic | None:
    if "KEY" not in at.expected and at.expected != {"COLON"}:
        return None
    help = "write `{name: value, ...}`"
    return error(_CODE, "an entry of a context has no name with `:`", at.place, help=help)


def missing_name(at: Failure) -> Diagnostic | None:
    """Nothing fit behind `.`, `instance of`, or the `:` of a parameter."""
    if "TYPE_NAME" in at.expected:
        return error(
            _CODE, "a type is missing", at.place, help="write its name, such as `number` or `list<string>`"
        )
    if at.expected == {"NAME"} and at.previous:
        return error(_CODE, f"a name is missing behind `{at.previous.text}`", at.place)
    if "PARAMETER" in at.expected:
        return error(
            _CODE, "a parameter has no name", at.place, help="write `function(name: type, ...) value`"
        )
    return None


# --- operands and operators -----------------------------------------------------------------------


def decimal_comma(at: Failure) -> Diagnostic | None:
    """`1,5` or `1,500.00` where a comma has no place."""
    if at.kind != "COMMA" or not at.index:
        return None
    parts = _joined_by_commas(at.tokens[at.index - 1 :])
    if len(parts) == 1:
        return None
    number = parts[0].span.to(parts[-1].span)
    thousands = all(_THOUSANDS.fullmatch(part.text) for part in parts[1:])
    better = ("" if thousands else ".").join(part.text for part in parts)
    help = f"write {'it without separators' if thousands else 'the decimal point'}: `{better}`"
    return respelt(error(_CODE, f"`{number.text}` is not one number", number, help=help), number, better)


def _joined_by_commas(tokens: list[Token]) -> list[Token]:
    """The first token, and the numbers that follow it with a comma and no blank between."""
    parts = tokens[:1]
    for comma, number in zip(tokens[1::2], tokens[2::2], strict=False):
        close = parts[-1].span.end == comma.span.start and comma.span.end == number.span.start
        if (parts[-1].type, comma.type, number.type) != ("NUMBER", "COMMA", "NUMBER") or not close:
            break
        parts.append(number)
    return parts


def needless_comma(at: Failure) -> Diagnostic | None:
    if at.kind != "COMMA" or at.misses_operand:
        return None
    help = "put several values in brackets, as a list: `[1, 2]`"
    return error(_CODE, "a comma separates nothing here", at.place, help=help)


def bare_range(at: Failure) -> Diagnostic | None:
    if at.kind != "RANGE" or at.misses_operand:
        return None
    help = "write `[1..3]` with both ends, `(1..3)` without them"
    return error(_CODE, "a range has no brackets", at.place, help=help)


def comparison_without_subject(at: Failure) -> Diagnostic | None:
    """`> 3 and < 5`: one of the comparisons compares nothing."""
    joined = at.previous is not None and at.previous.type in ("AND", "OR")
    if at.kind == "COMPARISON" and joined and at.token:
        message = f"`{at.token.text}` has nothing on its left to compare"
        help = "write the whole comparison again behind the keyword, or a range such as `(3..5)`"
        return error(_CODE, message, at.place, help=help)
    if at.kind == "COMPARISON" and not at.misses_operand:
        help = "write a range such as `(3..5)`, or separate the tests with a comma"
        return error(_CODE, "a test stands behind another one", at.place, help=help)
    if at.kind in ("AND", "OR") and not at.misses_operand and at.token:
        message = f"a test such as `< 5` cannot be joined with `{at.token.text}`"
        help = "write a range such as `(3..5)`" if at.kind == "AND" else "separate the tests with a comma"
        return error(_CODE, message, at.place, help=f"{help}, or put `?` before each sign")
    return None


def missing_operand(at: Failure) -> Diagnostic | None:
    if not at.misses_operand:
        return None
    before = at.previous
    if at.token is None:
        text = before.text if before else ""
        help = f"add it, or remove `{text}`"
        return error(_CODE, f"a value is missing behind `{text}`", at.place, help=help)
    if before is None:
        message = f"a value is missing before `{at.token.text}`"
        return error(_CODE, message, at.place, help=_WHOLES.get(at.kind, ""))
    message = f"a value is missing between `{before.text}` and `{at.token.text}`"
    return error(_CODE, message, before.span.to(at.token.span))


def two_values(at: Failure) -> Diagnostic | None:
    """An operand behind an operand: an operator, a comma or quotes are missing."""
    if at.previous is None or at.token is None or not at.starts_operand or not at.follows_operand:
        return None
    message = f"`{_short(at.previous)}` and `{_short(at.token)}` stand beside each other"
    span = at.previous.span.to(at.token.span)
    return error(_CODE, message, span, help=_what_joins(at.previous, at.token))


def _what_joins(left: Token, right: Token) -> str:
    match left, right:
        case Token(type="NAME", text="not"), _:
            return f"write `not({_short(right)})`"
        case Token(type="NAME", text=text), _ if text in _TEMPORAL:
            return f"write `{text}({_short(right)})`"
        case Token(type="NAME", text=text), _ if _WORDS_FOR_EQUAL.search(text):
            return f"compare with `=`: `{_WORDS_FOR_EQUAL.sub(' =', text)} {_short(right)}`"
        case Token(type="NUMBER"), Token(type="NUMBER"):
            return "write one number without separators, or put an operator between two"
        case Token(type="NUMBER"), Token(type="NAME") if left.span.end == right.span.start:
            return (
                "a name starts with a letter; between a number and a name an operator such as `*` is needed"
            )
        case Token(type="NUMBER"), Token(type="NAME"):
            return "write an operator between them; a unit is not written behind a number"
        case _:
            return "write an operator or a comma between them, or quotes around a text"


def unexpected(at: Failure) -> Diagnostic:
    """What is left when no check knows better."""
    if at.token is None:
        return error(_CODE, "the expression ends too soon", at.place)
    return error(_CODE, f"`{_short(at.token)}` does not belong here", at.place, help=_WHOLES.get(at.kind, ""))


CHECKS: tuple[Check, ...] = (
    misspelling,
    unmatched_bracket,
    between_without_and,
    comparison_without_subject,
    iteration_without_in,
    loud_keyword,
    missing_keyword,
    unclosed_bracket,
    decimal_comma,
    needless_comma,
    bare_range,
    missing_operand,
    entry_without_key,
    missing_name,
    two_values,
)


def _short(token: Token) -> str:
    text = single_spaced(token.span.text)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _pointing(diagnostic: Diagnostic, token: Token, message: str) -> Diagnostic:
    return replace(diagnostic, others=(Label(span=token.span, message=message),))

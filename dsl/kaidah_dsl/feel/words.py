"""The characters, words and keywords of FEEL (DMN 1.5, clause 10.3.1.2, rules 26 to 35 and 61 to 63)."""

from __future__ import annotations

import re
from functools import cache

# Rule 61: vertical and horizontal spaces; between tokens they mean nothing.
BLANK = "\t\n\v\f\r \x85\xa0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"

# Rules 28 and 29 (`?` is left out: by itself it is the value that a unary test tests). Above Latin-1 the rule
# is told by its gaps, because a class of large ranges takes milliseconds to compile wherever it is used.
_GAPS = r"\u037e\u1680\u180e\u2000-\u200b\u200e-\u203e\u2041-\u206f\u2190-\u2bff\u2ff0-\u3000\ufeff\uffff"
_PARTS = rf"(?:[A-Za-z0-9_\xb7\xc0-\xd6\xd8-\xf6\xf8-\xff]++|(?![{_GAPS}])[^\x00-\xff])"
_NOT_FIRST = r"(?![0-9\xb7])"

WORD = rf"{_NOT_FIRST}{_PARTS}(?:{_PARTS}|['’](?={_NOT_FIRST}{_PARTS}))*+"
NUMBER_WORD = rf"[0-9]+(?:\.[0-9]+)*(?!{_PARTS})"

# Rule 30: `. / - ' + *` may stand inside a name, where `:`, `,`, `)` or `in` tells that it is one.
_CHUNK = rf"(?:{_PARTS}|[?%&.'’+*–-]|/(?![/*]))++"
_CHUNKS = rf"(?=\?|{_NOT_FIRST}{_PARTS}){_CHUNK}(?:[{BLANK}]++{_CHUNK})*+"
_IN = rf"in(?!{_PARTS})"
_KEY = rf"{_CHUNKS}(?=[{BLANK}]*+:)"
_DECLARATIONS = {
    "KEY": _KEY,
    "ARGUMENT_NAME": _KEY,
    "PARAMETER": rf"{_CHUNKS}(?=[{BLANK}]*+[:,)])",
    "VARIABLE": rf"(?={_NOT_FIRST}{_PARTS}){_CHUNK}(?:[{BLANK}]++(?!{_IN}){_CHUNK})*+(?=[{BLANK}]++{_IN})",
}

BLANKS = re.compile(f"[{BLANK}]+")
SKIPPED = re.compile(rf"(?:[{BLANK}]+|//[^\n]*|/\*[\s\S]*?\*/)*")
WORD_AT = re.compile(WORD)
NUMBER_WORD_AT = re.compile(NUMBER_WORD)
DIGITS_AT = re.compile("[0-9]+")
PART_AT = re.compile(_PARTS)
PIECE_AT = re.compile(f"{_PARTS}++|[^{BLANK}]")

TOKEN_AT = re.compile(
    rf"""(?P<WORD>{WORD})
    |(?P<DATE>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?![0-9]))
    |(?P<FOREIGN_DATE>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9])
        |[0-9]{{1,2}}(?:-[0-9]{{1,2}}-|/[0-9]{{1,2}}/)[0-9]{{4}}(?![0-9]))
    |(?P<NUMBER>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<STRING>"(?:[^"\\\r\n]|\\[^\r\n])*")
    |(?P<AT>@\s*"(?:[^"\\\r\n]|\\[^\r\n])*")
    |(?P<MISTAKEN>==|=>|=<|&&|\|\||<>|:=)
    |(?P<UNCLOSED_COMMENT>/\*[\s\S]*)
    |(?P<SIGN>\*\*|\.\.|<=|>=|!=|[-+*/<>=(){{}}\[\],:.?])
    |(?P<UNCLOSED_STRING>@?"[^\r\n]*)
    |(?P<SINGLE_QUOTED>'[^'\r\n]*')
    |(?P<CURLY_QUOTED>[“”„«][^“”»\r\n]*[“”»])
    |(?P<UNKNOWN>[\s\S])""",
    re.VERBOSE,
)
OF_AT = re.compile(rf"[{BLANK}]+of(?!\w)")
EXTERNAL_BODY_AT = re.compile(rf"[{BLANK}]*[{{\"]")
GENERIC_TYPE_AT = re.compile(rf"(?:list|range|context|function)(?=[{BLANK}]*<)")
OPERAND_AT = re.compile(rf"[\d\"@({{\[?-]|\.\d|{WORD}")

#: Words that stand between operands: they end a name that is not known.
INFIX_KEYWORDS = frozenset(("and", "or", "in", "between", "then", "else", "return", "satisfies"))
#: Words that start an expression of their own.
PREFIX_KEYWORDS = frozenset(("if", "for", "some", "every", "function"))
#: Words that are a whole operand: no longer name starts with them unless it is known.
WHOLE_WORDS = frozenset(("true", "false", "null", "not"))
KEYWORDS = INFIX_KEYWORDS | PREFIX_KEYWORDS | WHOLE_WORDS
#: Keywords as spreadsheets write them; only looked for where they would otherwise hide inside a name.
LOUD_KEYWORDS = frozenset(word.upper() for word in INFIX_KEYWORDS)


@cache
def declaration_at(kind: str) -> re.Pattern[str]:
    """How a name reads where one is declared. Many texts declare none, and these take long to compile."""
    return re.compile(_DECLARATIONS[kind])


def single_spaced(text: str) -> str:
    """The text of a name with every run of blanks as one space."""
    return BLANKS.sub(" ", text.strip(" "))

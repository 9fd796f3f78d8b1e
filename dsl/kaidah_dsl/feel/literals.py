"""Literals of FEEL: their text to values and back (DMN 1.5, clause 10.3.1.2, rules 33 to 37, 62, 64)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}
_UNSAFE = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029]')
_WRITTEN = {"\n": r"\n", "\t": r"\t", "\r": r"\r", '"': r"\"", "\\": r"\\"}

#: Numbers with more zeros than this before or behind their digits are written with an exponent.
_PLAIN_ZEROS = 40


def string_content(text: str) -> str:
    """The content of a string literal, given what stands between its quotes.

    An escape that FEEL does not have stays as written, as in `"\\d+"`.
    """
    if "\\" not in text:
        return text
    return _PAIR.sub(_join, _ESCAPE.sub(_unescape, text))


def string_literal(content: str) -> str:
    """The literal that `string_content` reads back."""
    return f'"{_UNSAFE.sub(_escape, content)}"'


def has_lone_surrogate(content: str) -> bool:
    r"""Whether a `\uD83D` is left without its other half."""
    return _LONE.search(content) is not None


def is_number(text: str) -> bool:
    """Whether a number as written (perhaps with `%`) has an exponent that can be computed with."""
    return "e" not in text.lower() or _decimal(text.rstrip("%")) is not None


def number_value(text: str) -> Decimal:
    """The exact value of a number as written, without `%`."""
    return Decimal(text)


def percent_value(text: str) -> Decimal:
    """The exact value of `7.5%`, given `7.5`."""
    sign, digits, exponent = Decimal(text).as_tuple()
    assert isinstance(exponent, int)
    return Decimal((sign, digits, exponent - 2))


def number_literal(value: Decimal) -> str:
    """The literal of a finite number: every digit, no exponent unless it would be very long."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int), "FEEL has no infinities"
    if -_PLAIN_ZEROS <= exponent <= _PLAIN_ZEROS:
        return format(value, "f")
    return str(value).replace("E", "e")


def percent_literal(value: Decimal) -> str:
    """The literal with `%` that `percent_value` reads back."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int), "FEEL has no infinities"
    return number_literal(Decimal((sign, digits, exponent + 2))) + "%"


_LARGEST = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[])
"""FEEL's number (clause 10.3.2.3.1): what it rounds to infinity is too large for it."""


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > 6176:
        return None
    return value if _LARGEST.plus(value).is_finite() else None


def _unescape(found: re.Match[str]) -> str:
    short, long, simple = found.groups()
    if simple is not None:
        return _SIMPLE.get(simple, found.group())
    code = int(short or long, 16)
    return chr(code) if code <= 0x10FFFF else found.group()


def _join(pair: re.Match[str]) -> str:
    high, low = map(ord, pair.group())
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _WRITTEN.get(character) or f"\\u{ord(character):04X}"

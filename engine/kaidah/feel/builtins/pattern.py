"""Regular expressions as XPath 3.1 has them (DMN 1.5, clause 10.3.4.3): `matches`, `replace`, `split`.

Every match is bounded in time: a pattern that takes too long raises Failure K516.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kaidah.feel.builtins.xpath_pattern import InvalidPattern, translated
from kaidah.feel.failure import Failure, shown

if TYPE_CHECKING:
    from regex import Match, Pattern

_SECONDS = 2.0


def matches(input: str, pattern: str, flags: str | None) -> bool:
    compiled = _compiled(pattern, flags or "")
    try:
        return compiled.search(input, timeout=_SECONDS) is not None
    except TimeoutError:
        raise _too_slow(pattern) from None


def replace(input: str, pattern: str, replacement: str, flags: str | None) -> str:
    compiled = _not_empty(pattern, flags or "")
    pieces = (replacement,) if "q" in (flags or "") else _pieces(replacement, compiled.groups)
    try:
        result: str = compiled.sub(lambda match: _filled(pieces, match), input, timeout=_SECONDS)
    except TimeoutError:
        raise _too_slow(pattern) from None
    return result


def split(string: str, delimiter: str) -> tuple[str, ...]:
    compiled = _not_empty(delimiter, "")
    found, start = [], 0
    try:
        for match in compiled.finditer(string, timeout=_SECONDS):
            found.append(string[start : match.start()])
            start = match.end()
    except TimeoutError:
        raise _too_slow(delimiter) from None
    return (*found, string[start:])


@lru_cache(maxsize=512)
def _compiled(pattern: str, flags: str) -> Pattern[str]:
    import regex  # only models that use patterns pay for loading it

    if set(flags) - set("smixq"):
        raise Failure("K509", f"`{flags}` are not flags of a pattern", "they are s, m, i, x and q")
    options = regex.V1 | (regex.IGNORECASE if "i" in flags else 0)
    try:
        return regex.compile(translated(pattern, flags), options)
    except (InvalidPattern, regex.error) as problem:
        raise Failure("K509", f"{shown(pattern)} is not a pattern: {problem}") from None


def _not_empty(pattern: str, flags: str) -> Pattern[str]:
    compiled = _compiled(pattern, flags)
    if compiled.search("") is not None:
        raise Failure(
            "K509", f"the pattern {shown(pattern)} matches nothing at all, so it is found everywhere"
        )
    return compiled


def _too_slow(pattern: str) -> Failure:
    return Failure(
        "K516", f"the pattern {shown(pattern)} takes too long", "make its repetitions more definite"
    )


# --- replacements ---------------------------------------------------------------------------------

_PIECE = re.compile(r"\$([0-9]+)|\\([\\$])|([^\\$]+)|(.)", re.DOTALL)


def _pieces(replacement: str, groups: int) -> tuple[str | int, ...]:
    """Text, and the numbers of groups: `$0` is all that matched."""
    pieces: list[str | int] = []
    for match in _PIECE.finditer(replacement):
        digits, escaped, text, wrong = match.groups()
        if wrong:
            raise Failure(
                "K509",
                f"`{wrong}` stands alone in the replacement {shown(replacement)}",
                "a group is `$1`; a dollar sign is written `\\$`, a backslash `\\\\`",
            )
        if digits is None:
            pieces.append(escaped or text)
        else:
            pieces.extend(_group(digits, groups))
    return tuple(pieces)


def _group(digits: str, groups: int) -> tuple[int, str]:
    """The longest number that a group has; further digits are text."""
    length = len(digits)
    while length > 1 and int(digits[:length]) > groups:
        length -= 1
    return int(digits[:length]), digits[length:]


def _filled(pieces: tuple[str | int, ...], match: Match[str]) -> str:
    known = match.re.groups
    return "".join(
        piece if isinstance(piece, str) else (match[piece] or "" if piece <= known else "")
        for piece in pieces
    )

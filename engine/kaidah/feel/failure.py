"""The one way an operator or a builtin function says that it has no result."""

from __future__ import annotations


class Failure(Exception):
    """An operation without a result: caught where the expression is known, and reported there.

    `code` names a page of the catalogue (K508 to K511, K516), `message` states the fact, `help` what to do.
    """

    def __init__(self, code: str, message: str, help: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help


def shown(text: str) -> str:
    """The user's text for a message: in backticks, on one line, its beginning if it is long."""
    line = text.replace("\n", "\\n").replace("\r", "\\r")
    return f"`{line}`" if len(line) <= _LONGEST_SHOWN else f"`{line[:_LONGEST_SHOWN]}...`"


_LONGEST_SHOWN = 60

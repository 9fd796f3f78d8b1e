"""The keywords of documents: statements, the clauses each of them takes, and boxes."""

from __future__ import annotations

import re

STATEMENTS = (
    "model",
    "use",
    "type",
    "input",
    "decision",
    "function",
    "service",
    "knowledge source",
    "examples",
)

CLAUSES: dict[str, tuple[str, ...]] = {
    "model": ("about", "namespace", "law", "source", "edition", "date", "ask", "lenient", "allow"),
    "use": (),
    "type": (),
    "input": ("about", "edition", "allow"),
    "decision": (
        "about",
        "question",
        "answers",
        "edition",
        "requires",
        "cite",
        "allow",
        "reading",
        "because",
    ),
    "function": ("about", "edition", "requires", "cite", "allow"),
    "service": ("about", "edition", "outputs", "encapsulates", "input decisions", "input data"),
    "knowledge source": ("about", "owner", "uri", "requires", "cite", "governs"),
    "examples": ("about", "on"),
}

ALL_CLAUSES = tuple(sorted({word for words in CLAUSES.values() for word in words}))

REPEATED = ("law", "source", "allow", "reading")
"""Clauses that a statement may have several times (`edition` too, in a model)."""

TEXT_CLAUSES = ("about", "namespace", "question", "answers", "because", "owner", "uri", "lenient")

BOXES = (
    "context",
    "call",
    "list",
    "relation",
    "conditional",
    "filter",
    "for",
    "some",
    "every",
    "function",
    "typed",
    "external",
)

WITH_BODY = ("decision", "function")

PARTS: dict[str, tuple[str, ...]] = {
    "list": ("item",),
    "conditional": ("if", "then", "else"),
    "filter": ("in", "match"),
    "for": ("in", "return"),
    "some": ("in", "satisfies"),
    "every": ("in", "satisfies"),
}
"""The parts of boxes whose parts have fixed names."""

TABLE_MARKS = ("type", "label", "values", "default")

HIT_POLICIES = ("U", "A", "P", "F", "R", "O", "C", "C+", "C<", "C>", "C#")

BASE_TYPES = (
    "number",
    "string",
    "boolean",
    "date",
    "time",
    "date and time",
    "days and time duration",
    "years and months duration",
    "any",
)


def _starts_with(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(
        r"(?:" + "|".join(word.replace(" ", r"[ \t]+") for word in longest_first) + r")(?![\w\-.'/+*])"
    )


STATEMENT = _starts_with(STATEMENTS)
CLAUSE = _starts_with(ALL_CLAUSES)
BOX = _starts_with(BOXES)

_BOX_HEAD = re.compile(
    r"(?:context|list|relation|conditional|filter)[ \t\r]*(?://[^\n]*|/\*.*)?$"
    r"|call[ \t]+\S.*$"
    r"|(?:for|some|every)[ \t]+(?:(?![ \t]in[ \t])[^\n=<>,()])+$"
    r"|function[ \t]*\("
    r"|typed[ \t]+[^\s=][^\n=]*$"
    r"|external[ \t]+\w+[ \t\r]*(?://[^\n]*|/\*.*)?$"
)


def keyword_at(pattern: re.Pattern[str], text: str) -> str | None:
    """The keyword with which `text` starts, words separated by one blank, or None."""
    found = pattern.match(text)
    return " ".join(found.group().split()) if found else None


def is_box_head(text: str) -> bool:
    """Whether a line has the form of a box's head rather than of FEEL or a name that begins alike."""
    return _BOX_HEAD.match(text) is not None

"""Dates and periods as documents write them."""

from __future__ import annotations

import re
from calendar import monthrange

from kaidah_dsl.diagnostics import Diagnostic, Edit, Fix, error
from kaidah_dsl.document.scan import one_line
from kaidah_dsl.document.tree import Period
from kaidah_dsl.source import Span

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOOSE_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_PERIOD = re.compile(r"\[\s*(\S*?)\s*\.\.\s*(\S*?)\s*\]\s*")
_LOOSE_PERIOD = re.compile(
    r"[\[(]?\s*(\d{4}-\d{2}-\d{2})\s*(?:\.\.+|to|until|till|-|–|—|,|\s)\s*(\d{4}-\d{2}-\d{2})?\s*[\])]?\s*"
)
_FORM = "write `[2018-01-01 .. 2025-06-05]`; leave an open end out: `[2018-01-01 .. ]`"


def is_date(text: str) -> bool:
    """Whether a text is a day that exists, as YEAR-MONTH-DAY with four, two and two digits."""
    if not _DATE.fullmatch(text):
        return False
    year, month, day = (int(part) for part in text.split("-"))
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def date(span: Span) -> tuple[str | None, list[Diagnostic]]:
    """The day in `span`, or None and why not."""
    text = span.text.strip()
    if is_date(text):
        return text, []
    if _DATE.fullmatch(text):
        return None, [error("K110", f"there is no day `{text}`", span, help=_reason(text))]
    return None, [
        error(
            "K110", f"`{one_line(text)}` is not a date", span, help="write year, month and day: `2022-04-01`"
        )
    ]


def _reason(text: str) -> str:
    year, month, _ = (int(part) for part in text.split("-"))
    if not 1 <= month <= 12:
        return "the month is the second number, from 01 to 12"
    if year == 0:
        return "years count from 0001"
    return f"that month has {monthrange(year, month)[1]} days"


def period(span: Span) -> tuple[Period | None, list[Diagnostic]]:
    """The period in `span`: None where it cannot be read."""
    found = _PERIOD.fullmatch(span.text)
    if not found:
        return _loose(span)
    diagnostics: list[Diagnostic] = []
    days: list[str | None] = []
    for group in (1, 2):
        start, end = found.span(group)
        day, problems = (
            date(span.source.span(span.start + start, span.start + end)) if end > start else (None, [])
        )
        days.append(day)
        diagnostics += problems
    start_day, end_day = days
    if start_day and end_day and end_day < start_day:
        diagnostics.append(
            error(
                "K110",
                f"the period ends on {end_day}, before it begins",
                span,
                help="give the first day first",
            )
        )
    return Period(span=span, start=start_day, end=end_day), diagnostics


def _loose(span: Span) -> tuple[Period | None, list[Diagnostic]]:
    text = span.text.strip()
    found = _LOOSE_PERIOD.fullmatch(text)
    if not found:
        return None, [error("K110", f"`{one_line(text)}` is not a period", span, help=_FORM)]
    start, end = found.groups()
    written = f"[{start} .. {end or ''}]"
    problem = Diagnostic(
        code="K110",
        message=f"`{one_line(text)}` is not how a period is written",
        span=span,
        help=f"write `{written}`",
        fix=Fix(message=f"write `{written}`", edits=(Edit(span=span, text=written),), safe=True),
    )
    good = [day if day and is_date(day) else None for day in (start, end)]
    return Period(span=span, start=good[0], end=good[1]), [problem]

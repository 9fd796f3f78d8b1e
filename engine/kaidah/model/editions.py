"""Editions of a document: which one is in force on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from kaidah.feel.failure import Failure
from kaidah.feel.temporal import Date, parse_date
from kaidah.model.elements import Edition, Period
from kaidah_dsl.diagnostics import Diagnostic, Label, error
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.frozen import frozen


@frozen
class Choice:
    """The edition for a day; None where the document has no editions, or where `diagnostics` say why not."""

    edition: Edition | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def read_period(period: syntax.Period | None) -> Period:
    """A written period as days. A day that does not exist is open here; the parser has reported it."""
    if period is None:
        return Period()
    return Period(start=_day(period.start), end=_day(period.end))


def _day(text: str | None) -> Date | None:
    try:
        return parse_date(text) if text else None
    except Failure:
        return None


def read_editions(statement: syntax.ModelStatement | None) -> tuple[Edition, ...]:
    """The editions a document declares, in the order of their first days."""
    clauses = statement.editions if statement else ()
    editions = (
        Edition(
            identifier=clause.identifier,
            in_force=read_period(clause.in_force),
            about=clause.about,
            span=clause.span,
        )
        for clause in clauses
    )
    return tuple(sorted(editions, key=_first_day))


def _first_day(edition: Edition) -> tuple[bool, Date]:
    start = edition.in_force.start
    return (start is not None, start or Date(0, 1, 1))


def overlaps(editions: Sequence[Edition]) -> Iterator[Diagnostic]:
    """K305 for each two editions in force on the same day, K202 for two of one name."""
    for first, second in combinations(editions, 2):
        label = Label(span=first.span, message=f"edition `{first.identifier}`")
        if first.identifier == second.identifier:
            message = f"edition `{second.identifier}` is declared twice"
            yield Diagnostic(code="K202", message=message, span=second.span, others=(label,))
        if (day := common_day(first.in_force, second.in_force)) is not None:
            yield Diagnostic(
                code="K305",
                message=f"editions `{first.identifier}` and `{second.identifier}` are both in force on {day}",
                span=second.span,
                others=(label,),
                help="let one end on the day before the other starts",
            )


def common_day(first: Period, second: Period) -> Date | None:
    """A day that lies in both periods."""
    starts = [period.start for period in (first, second) if period.start]
    ends = [period.end for period in (first, second) if period.end]
    day = max(starts) if starts else min(ends) if ends else Date(2000, 1, 1)
    return day if day in first and day in second else None


def choose(editions: Sequence[Edition], day: Date | None, model: str) -> Choice:
    """The edition in force on a day. A single edition needs no day; K306 and K307 where none is found."""
    if not editions:
        return Choice()
    if day is None:
        return (
            Choice(edition=editions[0])
            if len(editions) == 1
            else Choice(diagnostics=(_no_day(editions, model),))
        )
    for edition in editions:
        if day in edition.in_force:
            return Choice(edition=edition)
    return Choice(diagnostics=(_not_in_force(editions, day, model),))


def _no_day(editions: Sequence[Edition], model: str) -> Diagnostic:
    return error(
        "K307",
        f"`{model}` has {len(editions)} editions and no day says which one is meant",
        help=f"give a day with `--on DATE`; the editions are {_listed(editions)}",
    )


def _not_in_force(editions: Sequence[Edition], day: Date, model: str) -> Diagnostic:
    before = [edition for edition in editions if edition.in_force.end and edition.in_force.end < day]
    after = [edition for edition in editions if edition.in_force.start and day < edition.in_force.start]
    nearest = [*before[-1:], *after[:1]]
    return Diagnostic(
        code="K306",
        message=f"no edition of `{model}` is in force on {day}",
        help=f"the nearest: {_listed(nearest)}",
        others=tuple(
            Label(span=edition.span, message=f"edition `{edition.identifier}`") for edition in nearest
        ),
    )


def _listed(editions: Sequence[Edition]) -> str:
    return ", ".join(f"`{edition.identifier}` {in_words(edition.in_force)}" for edition in editions)


def in_words(period: Period) -> str:
    """`from 2018-01-01 to 2025-06-05`."""
    match period.start, period.end:
        case None, None:
            return "always"
        case start, None:
            return f"from {start}"
        case None, end:
            return f"to {end}"
        case start, end:
            return f"from {start} to {end}"


def turning_days(editions: Sequence[Edition]) -> set[Date]:
    """The days on which another edition, or none, comes into force."""
    starts = {edition.in_force.start for edition in editions if edition.in_force.start}
    return starts | {edition.in_force.end.plus_days(1) for edition in editions if edition.in_force.end}

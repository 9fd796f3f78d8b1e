"""A bound moved by the smallest step that its domain has."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Any

from kaidah.feel.failure import Failure
from kaidah.feel.temporal.duration import NANOS_IN_DAY
from kaidah.region.domain import Kind, Line
from kaidah_dsl.feel import tree as feel

_EXACT = Context(prec=20_000)
_SECOND = 1_000_000_000


def moved(
    value: Any, kind: Kind, scale: int | None, steps: int, written: feel.Expression
) -> feel.Expression | None:
    """The bound so many steps further; None where the domain has no steps.

    Numbers move by their declared scale, or in the last digit as written; dates by a day, months by a month,
    durations by a day where they are whole days, else, like times, by a second.
    """
    match kind:
        case Kind.NUMBER:
            return _number(_EXACT.add(value, steps * Decimal(1).scaleb(_exponent(value, scale))), written)
        case Kind.DATE | Kind.MONTHS | Kind.DAYS | Kind.TIME | Kind.DATE_AND_TIME:
            return _temporal(value, kind, steps, written)
        case _:
            return None


def _exponent(value: Decimal, scale: int | None) -> int:
    if scale is not None:
        return -scale
    exponent = value.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


def _number(value: Decimal, written: feel.Expression) -> feel.Expression:
    if value < 0:
        return feel.Negation(operand=feel.NumberLiteral(value=-value, span=written.span), span=written.span)
    percent = isinstance(written, feel.NumberLiteral) and written.percent
    return feel.NumberLiteral(value=value, percent=percent, span=written.span)


def _temporal(value: Any, kind: Kind, steps: int, written: feel.Expression) -> feel.Expression | None:
    zoned = kind in (Kind.TIME, Kind.DATE_AND_TIME) and value.zone is not None
    line = Line(kind, None, zoned)
    step = _step(value, kind)
    try:
        other = line.at(line.cut(value, behind=False) + steps * step)
    except Failure:
        return None
    bare = isinstance(written, feel.AtLiteral) and written.bare
    return feel.AtLiteral(text=str(other), bare=bare, span=written.span)


def _step(value: Any, kind: Kind) -> int:
    match kind:
        case Kind.DATE | Kind.MONTHS:
            return 1
        case Kind.DAYS if value.nanos % NANOS_IN_DAY == 0:
            return NANOS_IN_DAY
        case _:
            return _SECOND

"""Numeric functions (DMN 1.5, clause 10.3.4.5)."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from decimal import Decimal

from kaidah.feel import types
from kaidah.feel.builtins import units
from kaidah.feel.builtins.signature import Builtin, one, signature
from kaidah.feel.failure import Failure
from kaidah.feel.number import CONTEXT, number_text
from kaidah.feel.temporal import DaysAndTimeDuration, YearsAndMonthsDuration
from kaidah.feel.values import Value

_CLAUSE = "10.3.4.5"

EXACT = decimal.Context(prec=13_000, Emin=-999_999, Emax=999_999, rounding=decimal.ROUND_HALF_EVEN)
"""Room for every digit between the largest and the smallest number."""

_SMALLEST_SCALE, _LARGEST_SCALE = -6111, 6176


def rounded(n: Decimal, scale: Decimal, rounding: str) -> Decimal:
    """`n` with at most `scale` digits behind the point; raises Failure K509 for a scale no number has."""
    if not _SMALLEST_SCALE <= scale <= _LARGEST_SCALE:
        raise Failure("K509", f"there is no scale `{number_text(scale)}`", "scales go from -6111 to 6176")
    exponent = n.as_tuple().exponent
    assert isinstance(exponent, int)
    if exponent >= -int(scale):
        return n
    return n.quantize(Decimal(1).scaleb(-int(scale), EXACT), rounding, EXACT)


def _rounding(rounding: str) -> Callable[[Decimal, Decimal], Decimal]:
    return lambda n, scale: rounded(n, scale, rounding)


def _whole(rounding: str) -> Callable[[Decimal], Decimal]:
    return lambda n: n.to_integral_value(rounding)


def _abs(n: Value) -> Value:
    match n:
        case DaysAndTimeDuration():
            return DaysAndTimeDuration(abs(n.nanos))
        case YearsAndMonthsDuration():
            return YearsAndMonthsDuration(abs(n.total_months))
    return abs(n)


def _modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    """With the sign of the divisor: `modulo(-12, 5)` is 3."""
    if not divisor:
        raise Failure("K510", "`modulo` divides by zero", "guard it: `if divisor = 0 then ... else ...`")
    rest = EXACT.remainder(dividend, divisor)
    if rest and (rest < 0) is not (divisor < 0):
        rest = EXACT.add(rest, divisor)
    return CONTEXT.plus(rest)


def _sqrt(number: Decimal) -> Decimal:
    if number < 0:
        raise Failure("K509", f"`{number_text(number)}` has no square root among the numbers")
    return number.sqrt(CONTEXT)


def _log(number: Decimal) -> Decimal:
    if number <= 0:
        raise Failure("K509", f"`{number_text(number)}` has no logarithm", "only numbers above zero have one")
    return number.ln(CONTEXT)


def _exp(number: Decimal) -> Decimal:
    try:
        return number.exp(CONTEXT)
    except decimal.Overflow:
        raise Failure("K516", "the result has more digits than a number can have") from None


def _odd(number: Decimal) -> bool:
    return abs(EXACT.remainder(number, Decimal(2))) == 1


def _even(number: Decimal) -> bool:
    return not EXACT.remainder(number, Decimal(2))


_N = one("n", types.NUMBER)
_SCALE = one("scale", types.NUMBER)
_NUMBER = one("number", types.NUMBER)


def _to_scale(name: str, rounding: str) -> Builtin:
    call = _rounding(rounding)
    return Builtin(name, (signature(_N, _SCALE, gives=units.first_number, call=call),), _CLAUSE)


def _to_whole(name: str, rounding: str) -> Builtin:
    whole = signature(_N, gives=units.first_number, call=_whole(rounding))
    return Builtin(name, (whole, *_to_scale(name, rounding).overloads), _CLAUSE)


def _of_number(name: str, gives: types.Type, call: Callable[[Decimal], Value]) -> Builtin:
    return Builtin(name, (signature(_NUMBER, gives=gives, call=call),), _CLAUSE)


BUILTINS = (
    _to_scale("decimal", decimal.ROUND_HALF_EVEN),
    _to_whole("floor", decimal.ROUND_FLOOR),
    _to_whole("ceiling", decimal.ROUND_CEILING),
    _to_scale("round up", decimal.ROUND_UP),
    _to_scale("round down", decimal.ROUND_DOWN),
    _to_scale("round half up", decimal.ROUND_HALF_UP),
    _to_scale("round half down", decimal.ROUND_HALF_DOWN),
    Builtin(
        "abs",
        tuple(
            signature(one("n", type), gives=units.first_number, call=_abs)
            for type in (types.NUMBER, types.DAYS_AND_TIME_DURATION, types.YEARS_AND_MONTHS_DURATION)
        ),
        _CLAUSE,
    ),
    Builtin(
        "modulo",
        (
            signature(
                one("dividend", types.NUMBER),
                one("divisor", types.NUMBER),
                gives=units.first_number,
                call=_modulo,
            ),
        ),
        _CLAUSE,
    ),
    _of_number("sqrt", types.NUMBER, _sqrt),
    _of_number("log", types.NUMBER, _log),
    _of_number("exp", types.NUMBER, _exp),
    _of_number("odd", types.BOOLEAN, _odd),
    _of_number("even", types.BOOLEAN, _even),
)

"""FEEL's number (DMN 1.5, clause 10.3.2.3.1): decimal128 of IEEE 754, 34 digits, ties to the even one."""

from __future__ import annotations

import decimal
from decimal import Decimal

CONTEXT = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    clamp=0,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
"""Entered once by an evaluation: `with decimal.localcontext(CONTEXT)`."""

ZERO, ONE = Decimal(0), Decimal(1)

_MOST_DIGITS = 6_200


def seconds(nanos: int) -> Decimal:
    """Nanoseconds as seconds, exactly."""
    whole, fraction = divmod(nanos, 1_000_000_000)
    return Decimal(whole) if not fraction else Decimal(nanos).scaleb(-9, _EXACT).normalize(_EXACT)


_EXACT = decimal.Context(prec=60)


def number_text(value: Decimal) -> str:
    """Plain digits: no exponent, no zeros that say nothing (`1.10` is `1.1`)."""
    if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS:
        return str(value)
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text

"""Sine, cosine and tangent of decimals, by their series."""

from __future__ import annotations

from decimal import Decimal, localcontext

from kaidah.feel.failure import Failure

_LARGEST = Decimal(10) ** 30


def cosine(angle: Decimal) -> Decimal:
    """The cosine of an angle in radians."""
    return _series(angle, 0)


def sine(angle: Decimal) -> Decimal:
    """The sine of an angle in radians."""
    return _series(angle, 1)


def tangent(angle: Decimal) -> Decimal:
    """The tangent of an angle in radians."""
    with localcontext() as context:
        context.prec += 6
        found = sine(angle) / cosine(angle)
    return +found


def _series(angle: Decimal, first: int) -> Decimal:
    if abs(angle) > _LARGEST:
        raise Failure("K509", "the angle is too large")
    with localcontext() as context:
        context.prec += 40  # what the reduction of a large angle takes away
        turn = 2 * _pi()
        x = angle - (angle / turn).to_integral_value() * turn
        term = x if first else Decimal(1)
        total, step = term, first
        smallest = Decimal(10) ** -(context.prec - 10)
        while abs(term) > smallest:
            step += 2
            term = -term * x * x / (step * (step - 1))
            total += term
    return +total


def _pi() -> Decimal:
    """To the precision of the context (the recipe of Python's documentation)."""
    with localcontext() as context:
        context.prec += 2
        last, term, total, n, na, d, da = Decimal(0), Decimal(3), Decimal(3), 1, 0, 0, 24
        while total != last:
            last = total
            n, na = n + na, na + 8
            d, da = d + da, da + 32
            term = term * n / d
            total += term
    return +total

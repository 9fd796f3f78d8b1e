"""Units of numbers: how arithmetic combines them, and what is said when they do not go together.

A unit of None belongs to a literal: it takes the unit that its place asks for.
"""

from __future__ import annotations

from decimal import Decimal

from kaidah.feel.scope import Scope
from kaidah.feel.typed import Typed
from kaidah.feel.types import (
    PLAIN,
    NumberType,
    Unit,
)
from kaidah_dsl.diagnostics import Diagnostic, Edit, Fix, Label

# --- how units combine ----------------------------------------------------------------------------


def agree(left: Unit | None, right: Unit | None) -> bool:
    """Whether numbers of these units may be added, compared or assigned."""
    return left is None or right is None or left == right


def common(left: Unit | None, right: Unit | None) -> Unit | None:
    """The unit of a sum of numbers whose units agree."""
    return right if left is None else left


def product(left: Unit | None, right: Unit | None, sign: int = 1) -> Unit | None:
    """The unit of a product, or with `sign=-1` of a quotient; a literal counts as plain."""
    if left is None and right is None:
        return None
    return (left or PLAIN).times(right or PLAIN, sign)


def power(base: Unit | None, exponent: Decimal | None) -> Unit | None:
    """The unit of a power. `exponent` is None unless it is a literal.

    Raises ValueError where the unit of the power cannot be known: the exponent is not a whole literal.
    """
    if base is None or base.is_plain:
        return base
    if exponent is None or exponent != exponent.to_integral_value() or abs(exponent) > 99:
        raise ValueError("not a whole literal")
    return base.to_power(int(exponent))


def root(unit: Unit | None) -> Unit | None:
    """The unit of a square root. Raises ValueError where a power is odd."""
    if unit is None:
        return None
    if any(exponent % 2 for _, exponent in unit.powers):
        raise ValueError("odd power")
    return Unit(tuple((name, exponent // 2) for name, exponent in unit.powers))


# --- what is said ---------------------------------------------------------------------------------


def in_unit(unit: Unit | None) -> str:
    """`in USD`, or `a plain number`."""
    return "a plain number" if unit is None or unit.is_plain else f"in {unit}"


def clash(left: Typed, right: Typed, units: tuple[Unit, Unit], scope: Scope) -> Diagnostic:
    """Two expressions that need one unit and have two: K206 when one of them is plain, else K205."""
    if units[0].is_plain:
        return _plain(left, right, units[1], scope)
    if units[1].is_plain:
        return _plain(right, left, units[0], scope)
    return Diagnostic(
        code="K205",
        message=f"{left.quoted} is {in_unit(units[0])}, {right.quoted} is {in_unit(units[1])}",
        span=right.span,
        label=in_unit(units[1]),
        others=_other(left, right, in_unit(units[0])),
        help=f"convert one of them, e.g. {conversion(units[0], units[1])}",
    )


def _plain(plain: Typed, other: Typed, unit: Unit, scope: Scope) -> Diagnostic:
    return Diagnostic(
        code="K206",
        message=f"{plain.quoted} is a plain number, {other.quoted} is {in_unit(unit)}",
        span=plain.span,
        label="a plain number",
        others=_other(other, plain, in_unit(unit)),
        help=say_so(plain, unit, scope),
        fix=saying_so(plain, unit, scope),
    )


def _other(other: Typed, primary: Typed, message: str) -> tuple[Label, ...]:
    """The second place, unless it is the first one."""
    return () if other.span == primary.span else (Label(span=other.span, message=message),)


def conversion(source: Unit, target: Unit) -> str:
    """What to do with a number in `source` to get one in `target`."""
    rate = target.times(source, -1)
    if any(exponent > 0 for _, exponent in rate.powers):
        noun = "a rate" if " per " in str(rate) else "a number"
        return f"multiply by {noun} in {rate}"
    return f"divide by a number in {rate.to_power(-1)}"


def say_so(plain: Typed, unit: Unit, scope: Scope) -> str:
    """The help for a plain number where a unit is needed."""
    name = type_of_unit(unit, scope)
    if not name or plain.name:
        return f"declare a type with unit {unit} and use its name as a function"
    return f"say so: `{name}({plain.quoted[1:-1]})`"


def saying_so(plain: Typed, unit: Unit, scope: Scope) -> Fix | None:
    name = type_of_unit(unit, scope)
    if not name or plain.name:
        return None
    edit = Edit(span=plain.span, text=f"{name}({plain.span.text})")
    return Fix(message=f"say that it is in {unit}", edits=(edit,))


def type_of_unit(unit: Unit, scope: Scope) -> str:
    """The name of a number type with this unit, "" if there is none."""
    for name in scope.known_types():
        match scope.named_type(name):
            case NumberType(unit=known) if known == unit:
                return name
    return ""

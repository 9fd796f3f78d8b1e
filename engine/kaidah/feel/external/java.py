"""The Java methods that may be called: pure ones, worked out in decimals instead of binary numbers."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from kaidah.feel.external.format import java_format
from kaidah.feel.external.trigonometry import cosine, sine, tangent
from kaidah.feel.failure import Failure, shown
from kaidah.feel.values import Value, to_text

_NUMBERS = frozenset(("double", "float", "int", "long", "short", "byte"))
_TEXT = frozenset(("java.lang.String",))
_ANY = frozenset(("java.lang.Object", "[Ljava.lang.Object;", "java.lang.Object...", "java.lang.Object[]"))


@dataclass(frozen=True)
class Method:
    """`parameters` say for each parameter which Java types it may have."""

    parameters: tuple[frozenset[str], ...]
    call: Callable[..., Value]

    def takes(self, types: tuple[str, ...]) -> bool:
        return len(types) == len(self.parameters) and all(
            type_ in allowed for type_, allowed in zip(types, self.parameters, strict=True)
        )


def _of_numbers(count: int, call: Callable[..., Value]) -> Method:
    return Method((_NUMBERS,) * count, call)


def _positive(call: Callable[[Decimal], Decimal], name: str) -> Callable[[Decimal], Decimal]:
    def checked(number: Decimal) -> Decimal:
        if number < 0 or (number == 0 and name != "sqrt"):
            raise Failure("K509", f"`{name}` has no result for {to_text(number)}")
        return call(number)

    return checked


def _rounded(rounding: str) -> Callable[[Decimal], Decimal]:
    return lambda number: number.to_integral_value(rounding=rounding)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    try:
        return base**exponent
    except decimal.DecimalException:
        raise Failure("K509", f"`pow` has no result for {to_text(base)} and {to_text(exponent)}") from None


def _round(number: Decimal) -> Decimal:
    """Halves go up, also below zero."""
    return (number + Decimal("0.5")).to_integral_value(rounding=decimal.ROUND_FLOOR)


def _signum(number: Decimal) -> Decimal:
    return Decimal((number > 0) - (number < 0))


def _parsed(whole: bool) -> Callable[[str], Decimal]:
    def parse(text: str) -> Decimal:
        try:
            number = Decimal(text.strip() if not whole else text)
        except decimal.InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or (whole and not text.lstrip("+-").isdecimal()):
            raise Failure("K509", f"{shown(text)} is not a number")
        return number

    return parse


_MATH: dict[str, Method] = {
    "abs": _of_numbers(1, abs),
    "ceil": _of_numbers(1, _rounded(decimal.ROUND_CEILING)),
    "cos": _of_numbers(1, cosine),
    "exp": _of_numbers(1, Decimal.exp),
    "floor": _of_numbers(1, _rounded(decimal.ROUND_FLOOR)),
    "log": _of_numbers(1, _positive(Decimal.ln, "log")),
    "log10": _of_numbers(1, _positive(Decimal.log10, "log10")),
    "max": _of_numbers(2, max),
    "min": _of_numbers(2, min),
    "pow": _of_numbers(2, _power),
    "rint": _of_numbers(1, _rounded(decimal.ROUND_HALF_EVEN)),
    "round": _of_numbers(1, _round),
    "signum": _of_numbers(1, _signum),
    "sin": _of_numbers(1, sine),
    "sqrt": _of_numbers(1, _positive(Decimal.sqrt, "sqrt")),
    "tan": _of_numbers(1, tangent),
}

METHODS: dict[tuple[str, str], Method] = {("java.lang.Math", name): method for name, method in _MATH.items()}
METHODS |= {("java.lang.StrictMath", name): method for name, method in _MATH.items()}
METHODS |= {
    (f"java.lang.{kind}", "valueOf"): Method(
        (frozenset((kind.lower(),)) | _TEXT if kind != "Integer" else frozenset(("int",)) | _TEXT,),
        lambda value, whole=whole: _parsed(whole)(value) if isinstance(value, str) else value,
    )
    for kind, whole in (
        ("Byte", True),
        ("Short", True),
        ("Integer", True),
        ("Long", True),
        ("Float", False),
        ("Double", False),
    )
}
METHODS |= {
    (f"java.lang.{kind}", f"parse{name}"): Method((_TEXT,), _parsed(whole))
    for kind, name, whole in (
        ("Integer", "Int", True),
        ("Long", "Long", True),
        ("Double", "Double", False),
        ("Float", "Float", False),
    )
}
METHODS |= {
    ("java.lang.String", "valueOf"): Method(
        (frozenset(("char", "int", "long", "boolean", "java.lang.Object")),), to_text
    ),
    ("java.lang.String", "format"): Method((_TEXT, _ANY), java_format),
}

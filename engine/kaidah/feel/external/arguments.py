"""FEEL values to the parameters of a Java signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaidah.feel.failure import Failure, shown
from kaidah.feel.values import Value, described, to_literal

_SIGNATURE = re.compile(r"\s*([A-Za-z_]\w*)\s*\(([^()]*)\)\s*")


@dataclass(frozen=True)
class JavaSignature:
    """A method's name and the types of its parameters, as written: `double`, `java.lang.String`."""

    name: str
    types: tuple[str, ...]

    @property
    def is_variadic(self) -> bool:
        return bool(self.types) and (
            self.types[-1].startswith("[L") or self.types[-1].endswith(("...", "[]"))
        )

    def fits(self, count: int) -> bool:
        return count >= len(self.types) - 1 if self.is_variadic else count == len(self.types)


def signature_of(text: str) -> JavaSignature:
    """Read `max(double, double)`; raises Failure K509."""
    match = _SIGNATURE.fullmatch(text)
    if match is None:
        raise Failure("K509", f"{shown(text)} is not a method signature", "write `max(double, double)`")
    types = [part.strip() for part in match.group(2).split(",")] if match.group(2).strip() else []
    return JavaSignature(match.group(1), tuple(types))


def converted(arguments: Sequence[Value], signature: JavaSignature) -> list[Value]:
    """The arguments as values of the parameters; raises Failure K509 where one does not fit."""
    if not signature.fits(len(arguments)):
        raise Failure("K509", f"`{signature.name}` does not take {len(arguments)} arguments")
    plain = signature.types[:-1] if signature.is_variadic else signature.types
    found = [_converted(value, type_) for value, type_ in zip(arguments, plain, strict=False)]
    return [*found, *arguments[len(plain) :]]


def _converted(value: Value, type_: str) -> Value:
    convert = _CONVERSIONS.get(type_)
    if convert is None:
        raise Failure("K509", f"a parameter of the type `{type_}` cannot be given")
    return convert(value, type_)


def _number(value: Value, type_: str) -> Decimal:
    if not isinstance(value, Decimal):
        raise Failure("K509", f"{described(value)} is no `{type_}`")
    return value


def _whole(bits: int) -> Callable[[Value, str], Decimal]:
    last = 2 ** (bits - 1)

    def convert(value: Value, type_: str) -> Decimal:
        number = _number(value, type_)
        if number != number.to_integral_value() or not -last <= number < last:
            raise Failure("K509", f"{to_literal(value)} is no `{type_}`")
        return number

    return convert


def _text(value: Value, type_: str) -> str:
    if not isinstance(value, str):
        raise Failure("K509", f"{described(value)} is no `{type_}`")
    return value


def _character(value: Value, type_: str) -> str:
    if not isinstance(value, str) or len(value) != 1:
        raise Failure("K509", f"{to_literal(value)} is not one character")
    return value


def _truth(value: Value, type_: str) -> bool:
    if not isinstance(value, bool):
        raise Failure("K509", f"{described(value)} is no `{type_}`")
    return value


def _any(value: Value, type_: str) -> Value:
    return value


_CONVERSIONS: dict[str, Callable[[Value, str], Value]] = {
    "double": _number,
    "float": _number,
    "java.lang.Double": _number,
    "java.lang.Float": _number,
    "java.math.BigDecimal": _number,
    "byte": _whole(8),
    "short": _whole(16),
    "int": _whole(32),
    "long": _whole(64),
    "java.lang.Integer": _whole(32),
    "java.lang.Long": _whole(64),
    "char": _character,
    "boolean": _truth,
    "java.lang.String": _text,
    "java.lang.Object": _any,
}

"""FEEL's types (DMN 1.5, clause 10.3.2), with units and scales on numbers.

A type is a frozen value. Allowed values are not part of a type here: they belong to item definitions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Unit:
    """A product of powers of base units: IDR per USD is (("IDR", 1), ("USD", -1)). Sorted, no zero powers."""

    powers: tuple[tuple[str, int], ...] = ()

    @staticmethod
    def parse(text: str) -> Unit:
        """Read `USD`, `IDR per USD`, `m per s^2`: words before `per` multiply, those behind it divide."""
        powers: dict[str, int] = {}
        for index, part in enumerate(text.split(" per ")):
            for word in part.split():
                name, _, power = word.partition("^")
                if name != "1":
                    sign = -1 if index else 1
                    powers[name] = powers.get(name, 0) + sign * (int(power) if power.isdecimal() else 1)
        return Unit._of(powers)

    @staticmethod
    def _of(powers: dict[str, int]) -> Unit:
        return Unit(tuple(sorted((name, power) for name, power in powers.items() if power)))

    def times(self, other: Unit, sign: int = 1) -> Unit:
        """The unit of a product, or with `sign=-1` of a quotient."""
        powers = dict(self.powers)
        for name, power in other.powers:
            powers[name] = powers.get(name, 0) + sign * power
        return Unit._of(powers)

    def to_power(self, exponent: int) -> Unit:
        return Unit._of({name: power * exponent for name, power in self.powers})

    @property
    def is_plain(self) -> bool:
        return not self.powers

    def __str__(self) -> str:
        above = [_power(name, power) for name, power in self.powers if power > 0]
        below = [_power(name, -power) for name, power in self.powers if power < 0]
        return " per ".join([" ".join(above) or "1", *below])


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}^{power}"


PLAIN = Unit()


@dataclass(frozen=True)
class AnyType:
    """Every value; also what is not known before evaluation."""

    def __str__(self) -> str:
        return "any"


@dataclass(frozen=True)
class NullType:
    def __str__(self) -> str:
        return "null"


@dataclass(frozen=True)
class NumberType:
    """`unit` None: a literal (or arithmetic of literals only), which takes any unit. `scale` None: any.

    `percent`: a plain number that people read as a percentage (declared with the unit `%`); its value is not changed.
    """

    unit: Unit | None = PLAIN
    scale: int | None = None
    percent: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"number in {self.unit}" if self.unit and not self.unit.is_plain else "number"


@dataclass(frozen=True)
class SimpleType:
    """string, boolean, date, time, date and time, days and time duration, years and months duration."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class ListType:
    item: Type

    def __str__(self) -> str:
        return f"list of {self.item}"


@dataclass(frozen=True)
class RangeType:
    item: Type

    def __str__(self) -> str:
        return f"range of {self.item}"


@dataclass(frozen=True)
class ContextType:
    """A context with known entries. `name` is the item definition it comes from, for messages."""

    entries: tuple[tuple[str, Type], ...]
    name: str = ""

    def entry(self, name: str) -> Type | None:
        return dict(self.entries).get(name)

    def __str__(self) -> str:
        return self.name or "context"


@dataclass(frozen=True)
class FunctionType:
    """`names` are the parameters' names, where known; those in `optional` may be left out of a call by name."""

    parameters: tuple[Type, ...]
    result: Type
    names: tuple[str, ...] = ()
    optional: frozenset[str] = field(default=frozenset(), compare=False)

    def __str__(self) -> str:
        return "function"


Type: TypeAlias = (
    AnyType | NullType | NumberType | SimpleType | ListType | RangeType | ContextType | FunctionType
)

ANY = AnyType()
NULL = NullType()
NUMBER = NumberType()
LITERAL_NUMBER = NumberType(unit=None)
STRING = SimpleType("string")
BOOLEAN = SimpleType("boolean")
DATE = SimpleType("date")
TIME = SimpleType("time")
DATE_AND_TIME = SimpleType("date and time")
DAYS_AND_TIME_DURATION = SimpleType("days and time duration")
YEARS_AND_MONTHS_DURATION = SimpleType("years and months duration")

BASE_TYPES: dict[str, Type] = {
    "any": ANY,
    "Any": ANY,
    "Null": NULL,
    "number": NUMBER,
    "string": STRING,
    "boolean": BOOLEAN,
    "date": DATE,
    "time": TIME,
    "date and time": DATE_AND_TIME,
    "dateTime": DATE_AND_TIME,
    "days and time duration": DAYS_AND_TIME_DURATION,
    "dayTimeDuration": DAYS_AND_TIME_DURATION,
    "years and months duration": YEARS_AND_MONTHS_DURATION,
    "yearMonthDuration": YEARS_AND_MONTHS_DURATION,
    "context": ContextType(()),
}

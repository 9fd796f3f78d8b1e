"""Random small tables as text, with an oracle of their own: each entry is also a predicate of plain values."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

Predicate = Callable[[Any], bool]
POLICIES = ("U", "A", "P", "F", "R", "O", "C", "C+", "C<", "C>", "C#")


@dataclass(frozen=True)
class Entry:
    """An input entry as text, and what it asks of a value."""

    text: str
    holds: Predicate


@dataclass(frozen=True)
class Domain:
    """A declared input type, the grid of its values, and random entries. `given` is a value as it is given."""

    declared: str
    values: tuple[Any, ...]
    entry: Callable[[random.Random], Entry]
    given: Callable[[Any], Any] = lambda value: value


@dataclass(frozen=True)
class RandomTable:
    text: str
    policy: str
    domains: tuple[Domain, ...]
    rules: tuple[tuple[Entry, ...], ...]
    outputs: tuple[str, ...]
    default: bool

    def points(self) -> list[tuple[Any, ...]]:
        return list(product(*(domain.values for domain in self.domains)))

    def matching(self, point: Sequence[Any]) -> list[int]:
        return [
            number
            for number, rule in enumerate(self.rules)
            if all(entry.holds(value) for entry, value in zip(rule, point, strict=True))
        ]


# --- lines ----------------------------------------------------------------------------------------


def _line_entry(
    literal: Callable[[int], str], value: Callable[[int], Any]
) -> Callable[[random.Random], Entry]:
    """Entries over an ordered domain with bounds 0 to 4."""

    def single(rng: random.Random) -> Entry:
        low = rng.randint(0, 4)
        high = rng.randint(low, 4)
        a, b, x, y = literal(low), literal(high), value(low), value(high)
        match rng.randrange(9):
            case 0:
                return Entry(f"< {a}", lambda v: v < x)
            case 1:
                return Entry(f"<= {a}", lambda v: v <= x)
            case 2:
                return Entry(f"> {a}", lambda v: v > x)
            case 3:
                return Entry(f">= {a}", lambda v: v >= x)
            case 4:
                return Entry(a, lambda v: v == x)
            case 5:
                return Entry(f"[{a} .. {b}]", lambda v: x <= v <= y)
            case 6:
                return Entry(f"({a} .. {b}]", lambda v: x < v <= y)
            case 7:
                return Entry(f"[{a} .. {b})", lambda v: x <= v < y)
            case _:
                return Entry(f"({a} .. {b})", lambda v: x < v < y)

    return _combined(single)


def _combined(single: Callable[[random.Random], Entry]) -> Callable[[random.Random], Entry]:
    """Also `-`, several tests, `not(...)`, and conditions about `?`."""

    def entry(rng: random.Random) -> Entry:
        kind = rng.randrange(10)
        if kind < 2:
            return Entry("-", lambda value: True)
        one, other = single(rng), single(rng)
        match kind:
            case 2:
                return Entry(f"{one.text}, {other.text}", lambda v: one.holds(v) or other.holds(v))
            case 3:
                return Entry(f"not({one.text}, {other.text})", lambda v: not (one.holds(v) or other.holds(v)))
            case 4:
                return Entry(f"not({one.text})", lambda v: not one.holds(v))
            case _:
                return one

    return entry


def _plain(number: int) -> str:
    return str(number)


def _day(number: int) -> datetime.date:
    return datetime.date(2024, 2, 27) + datetime.timedelta(days=number)


def _hours(number: int) -> datetime.time:
    return datetime.time(8 + number)


def _number(value: float) -> Decimal:
    return Decimal(str(value))


HALVES = tuple(Decimal(step) / 2 for step in range(-2, 11))
NUMBER = Domain("number", HALVES, _line_entry(_plain, Decimal))
BOUNDED = Domain("number [0 .. 4]", tuple(v for v in HALVES if 0 <= v <= 4), _line_entry(_plain, Decimal))
WHOLE = Domain("number scale 0", tuple(map(Decimal, range(-1, 6))), _line_entry(_plain, Decimal))
TENTHS = Domain(
    "number scale 1 in [0 .. 0.4]",
    tuple(Decimal(step) / 10 for step in range(5)),
    _line_entry(lambda n: f"0.{n}", lambda n: Decimal(n) / 10),
)
DATE = Domain("date", tuple(map(_day, range(-1, 6))), _line_entry(lambda n: str(_day(n)), _day))
TIME = Domain(
    "time",
    tuple(datetime.time(hour, minute) for hour in range(7, 14) for minute in (0, 30)),
    _line_entry(lambda n: f'@"{_hours(n)}"', _hours),
)
DAYS = Domain(
    "days and time duration",
    tuple(datetime.timedelta(hours=12 * step) for step in range(-1, 10)),
    _line_entry(lambda n: f'@"P{n}D"', lambda n: datetime.timedelta(days=n)),
)
MONTHS = Domain(
    "years and months duration",
    tuple(range(-1, 6)),
    _line_entry(lambda n: f'@"P{n}M"', lambda n: n),
    given=lambda months: f"-P{-months}M" if months < 0 else f"P{months}M",
)


# --- names ----------------------------------------------------------------------------------------


def _name_entry(names: Sequence[str]) -> Callable[[random.Random], Entry]:
    def single(rng: random.Random) -> Entry:
        name = rng.choice(names)
        return Entry(f'"{name}"', lambda value: value == name)

    return _combined(single)


LISTED = Domain('string in "a", "b", "c"', ("a", "b", "c"), _name_entry("abc"))
OPEN = Domain("string", ("a", "b", "c", "something else"), _name_entry("abc"))


def _truth(rng: random.Random) -> Entry:
    kind = rng.randrange(4)
    if kind < 2:
        return Entry("true" if kind else "false", lambda value: value is bool(kind))
    return Entry("-", lambda value: True)


TRUTH = Domain("boolean", (False, True), _truth)
DOMAINS = (NUMBER, BOUNDED, WHOLE, TENTHS, DATE, TIME, DAYS, MONTHS, LISTED, OPEN, TRUTH)


# --- tables ---------------------------------------------------------------------------------------


def random_table(rng: random.Random) -> RandomTable:
    """One to three inputs, one to six rules, outputs of few values."""
    domains = tuple(rng.choice(DOMAINS) for _ in range(rng.randint(1, 3)))
    rules = tuple(tuple(domain.entry(rng) for domain in domains) for _ in range(rng.randint(1, 6)))
    outputs = tuple(rng.choice("123") for _ in rules)
    policy = rng.choice(POLICIES)
    default = rng.random() < 0.2
    names = [f"In {number}" for number in range(len(domains))]
    inputs = "".join(
        f"input {name} : {domain.declared}\n" for name, domain in zip(names, domains, strict=True)
    )
    listing = policy in ("R", "O", "C")
    declared = "list of number" if listing else "number"
    head = [f"  | {policy} | {' | '.join(names)} || Out |"]
    blank = " | ".join("" for _ in names)
    if policy in ("P", "O"):
        head.append(f"  | values | {blank} || 3, 1, 2 |")
    if default:
        head.append(f"  | default | {blank} || 1 |")
    head.append(f"  |---|{'|'.join('---' for _ in names)}||---|")
    lines = [
        f"  |  | {' | '.join(entry.text for entry in rule)} || {output} |"
        for rule, output in zip(rules, outputs, strict=True)
    ]
    text = f"model Random\n\n{inputs}\ndecision Out : {declared}\n" + "\n".join([*head, *lines]) + "\n"
    return RandomTable(text, policy, domains, rules, outputs, default)

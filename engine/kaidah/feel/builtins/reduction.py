"""List functions that make one value of many (DMN 1.5, clause 10.3.4.4): of a list, or of their arguments."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from decimal import Decimal

from kaidah.feel import types
from kaidah.feel.builtins import units
from kaidah.feel.builtins.signature import LIST, Builtin, Result, many, one, signature
from kaidah.feel.equality import ORDERED, less
from kaidah.feel.failure import Failure
from kaidah.feel.number import CONTEXT
from kaidah.feel.operators import add, divide, multiply
from kaidah.feel.temporal import DaysAndTimeDuration, YearsAndMonthsDuration
from kaidah.feel.values import Value, described

_CLAUSE = "10.3.4.4"
_Items = tuple[Value, ...]
_WIDE = decimal.Context(prec=80, Emin=-999_999, Emax=999_999)


def _smallest(items: _Items) -> Value:
    kinds = set(map(type, _filled("min", items)))
    if len(kinds) == 1 and kinds <= ORDERED:
        return min(items)
    smallest = items[0]
    less(smallest, smallest)  # a single value must have an order too
    for item in items[1:]:
        if less(item, smallest):
            smallest = item
    return smallest


def _largest(items: _Items) -> Value:
    kinds = set(map(type, _filled("max", items)))
    if len(kinds) == 1 and kinds <= ORDERED:
        return max(items)
    largest = items[0]
    less(largest, largest)
    for item in items[1:]:
        if less(largest, item):
            largest = item
    return largest


def _sum(items: _Items) -> Value:
    total, *others = _amounts("sum", items)
    if type(total) is Decimal and all(type(item) is Decimal for item in others):
        try:
            return sum(others, total)
        except decimal.DecimalException:
            pass  # `add` says what is wrong
    for item in others:
        total = add(total, item)
    return total


def _mean(items: _Items) -> Value:
    return divide(_sum(_amounts("mean", items)), Decimal(len(items)))


def _product(items: _Items) -> Value:
    result = Decimal(1)
    for item in _numbers("product", _filled("product", items)):
        result = multiply(result, item)
    return result


def _median(items: _Items) -> Decimal:
    numbers = sorted(_numbers("median", _filled("median", items)))
    middle = len(numbers) // 2
    if len(numbers) % 2:
        return numbers[middle]
    return CONTEXT.divide(_WIDE.add(numbers[middle - 1], numbers[middle]), Decimal(2))


def _stddev(items: _Items) -> Decimal:
    """Of a sample: divided by one less than the count."""
    numbers = _numbers("stddev", items)
    if len(numbers) < 2:
        raise Failure("K509", f"`stddev` of {len(numbers)} numbers is not defined", "give it two or more")
    with decimal.localcontext(_WIDE):
        mean = sum(numbers, Decimal(0)) / len(numbers)
        spread = sum(((number - mean) ** 2 for number in numbers), Decimal(0)) / (len(numbers) - 1)
    return spread.sqrt(CONTEXT)


def _mode(items: _Items) -> _Items:
    """The most frequent numbers, in ascending order."""
    numbers = _numbers("mode", items)
    counts: dict[Decimal, int] = {}
    for number in numbers:
        counts[number] = counts.get(number, 0) + 1
    most = max(counts.values(), default=0)
    return tuple(sorted(number for number, count in counts.items() if count == most))


def _all(items: _Items) -> bool:
    if any(item is False for item in items):
        return False
    _booleans("all", items)
    return True


def _any(items: _Items) -> bool:
    if any(item is True for item in items):
        return True
    _booleans("any", items)
    return False


# --- what they take -------------------------------------------------------------------------------


def _filled(name: str, items: _Items) -> _Items:
    if not items:
        raise Failure(
            "K509", f"`{name}` of an empty list is not defined", "guard it: `if count(list) = 0 ...`"
        )
    return items


def _only(name: str, items: _Items, classes: tuple[type, ...], wanted: str) -> _Items:
    for index, item in enumerate(items, 1):
        if type(item) not in classes:
            fact = f"`{name}` takes {wanted}, and item {index} is {described(item)}"
            raise Failure("K509", fact, "take it out first, with a filter")
    return items


def _numbers(name: str, items: _Items) -> tuple[Decimal, ...]:
    return _only(name, items, (Decimal,), "numbers")


def _amounts(name: str, items: _Items) -> _Items:
    classes = (Decimal, DaysAndTimeDuration, YearsAndMonthsDuration)
    return _only(name, _filled(name, items), classes, "numbers or durations")


def _booleans(name: str, items: _Items) -> _Items:
    return _only(name, items, (bool,), "true and false")


def _reduction(name: str, gives: Result, call: Callable[[_Items], Value], item: types.Type) -> Builtin:
    of_list = signature(one("list", LIST), gives=gives, call=call)
    of_arguments = signature(many("item", item), gives=gives, call=call)
    return Builtin(name, (of_list, of_arguments), _CLAUSE)


BUILTINS = (
    Builtin(
        "count",
        (signature(one("list", LIST), gives=types.NUMBER, call=lambda list: Decimal(len(list))),),
        _CLAUSE,
    ),
    _reduction("min", units.items, _smallest, types.ANY),
    _reduction("max", units.items, _largest, types.ANY),
    _reduction("sum", units.items, _sum, types.ANY),
    _reduction("mean", units.items, _mean, types.ANY),
    _reduction("product", units.product, _product, types.NUMBER),
    _reduction("median", units.items, _median, types.NUMBER),
    _reduction("stddev", units.items, _stddev, types.NUMBER),
    _reduction("mode", units.list_of_items, _mode, types.NUMBER),
    _reduction("all", types.BOOLEAN, _all, types.ANY),
    _reduction("any", types.BOOLEAN, _any, types.ANY),
)

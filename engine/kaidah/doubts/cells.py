"""The values of one input cut at bounds: cells in which nothing that is compared with those bounds changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, localcontext
from itertools import pairwise
from typing import Any

from kaidah.feel.number import CONTEXT
from kaidah.feel.temporal import Date, DaysAndTimeDuration, YearsAndMonthsDuration
from kaidah.feel.types import (
    DATE,
    DAYS_AND_TIME_DURATION,
    YEARS_AND_MONTHS_DURATION,
    NumberType,
    Type,
)
from kaidah.feel.values import to_literal

OTHER = "another value"
MOST_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One value (`low` is `high`), or all strictly between `low` and `high` (None is unbounded).

    `witness` is a value in the cell. `ordered` cells have neighbours; an unordered one is its witness, or with
    `others` every value but those of the other cells.
    """

    low: Any
    high: Any
    witness: Any
    ordered: bool = True
    others: bool = False

    @property
    def point(self) -> bool:
        return self.low is not None and self.low == self.high


def ordered_cells(bounds: Iterable[Any], type: Type) -> tuple[Cell, ...]:
    """The points of `bounds` and what lies between and around them; no cell that holds no value of the type."""
    points = sorted(set(bounds))
    edges: list[Any] = [None, *points, None]
    cells: list[Cell] = []
    for low, high in pairwise(edges):
        if low is not None:
            cells.append(Cell(low=low, high=low, witness=low))
        witness = _between(low, high, type)
        if witness is not None:
            cells.append(Cell(low=low, high=high, witness=witness))
    return tuple(cell for cell in cells if not cell.point or _fits(cell.low, type))


def chosen_cells(values: Iterable[Any], *, others: bool = False) -> tuple[Cell, ...]:
    """A cell for each of these values; with `others` one more for all the rest of a string."""
    cells: list[Cell] = []
    for value in values:
        cell = Cell(low=value, high=value, witness=value, ordered=False)
        if cell not in cells:
            cells.append(cell)
    if others:
        cells.append(Cell(low=None, high=None, witness=OTHER, ordered=False, others=True))
    return tuple(cells)


def _fits(value: Any, type: Type) -> bool:
    """Whether a bound can be given at all: 17.5 is no whole number."""
    if not isinstance(type, NumberType) or type.scale is None:
        return True
    return _digits(value) <= type.scale


def _between(low: Any, high: Any, type: Type) -> Any:
    """A value strictly between two bounds, as short as it can be; None where there is none."""
    if isinstance(type, NumberType):
        return _number_between(low, high, type.scale)
    kind = _KINDS[type]
    ends = (None if end is None else kind.number(end) for end in (low, high))
    steps = kind.step_between(*ends)
    return None if steps is None else kind.value(steps)


def _number_between(low: Decimal | None, high: Decimal | None, scale: int | None) -> Decimal | None:
    if low is None:
        return Decimal(0) if high is None else (high - 1).to_integral_value(ROUND_FLOOR)
    if high is None:
        return low.to_integral_value(ROUND_FLOOR) + 1
    if scale is not None:
        return _digits_between(low, high, scale)
    finest = max(_digits(low), _digits(high)) + 1
    return next(
        found for digits in range(finest + 1) if (found := _digits_between(low, high, digits)) is not None
    )


def _digits_between(low: Decimal, high: Decimal, digits: int) -> Decimal | None:
    """A number with so many digits behind the point, near the middle; None where there is none between."""
    step = Decimal(1).scaleb(-digits)
    with localcontext(CONTEXT):
        middle = ((low + high) / 2 / step).to_integral_value(ROUND_FLOOR) * step
        first = ((low / step).to_integral_value(ROUND_FLOOR) + 1) * step
    return next((found for found in (middle, first) if low < found < high), None)


def _digits(value: Decimal) -> int:
    exponent = value.normalize(CONTEXT).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """Values that can be counted: days, months, nanoseconds. `far` is a good step beyond the last bound."""

    number: Callable[[Any], int]
    value: Callable[[int], Any]
    far: int = 1
    start: int = 0

    def step_between(self, low: int | None, high: int | None) -> int | None:
        if low is None:
            return self.start if high is None else high - self.far
        if high is None:
            return low + self.far
        return (low + high) // 2 if high - low > 1 else None


_KINDS: dict[Type, _Kind] = {
    DATE: _Kind(number=lambda day: day.day_number, value=Date.from_day_number, start=20_000),
    DAYS_AND_TIME_DURATION: _Kind(
        number=lambda duration: duration.nanos, value=DaysAndTimeDuration, far=86_400 * 10**9
    ),
    YEARS_AND_MONTHS_DURATION: _Kind(
        number=lambda duration: duration.total_months, value=YearsAndMonthsDuration
    ),
}


def is_ordered(type: Type) -> bool:
    """Whether the values of a type can be cut at bounds."""
    return isinstance(type, NumberType) or type in _KINDS


# --- in words -------------------------------------------------------------------------------------


def described(name: str, cells: Sequence[Cell], indexes: frozenset[int]) -> str:
    """`FOB value = 3`, `FOB value in (1500 .. 3000]`, `Goods kind = "book" or "bag"`."""
    chosen = [cells[index] for index in sorted(indexes)]
    if all(not cell.ordered for cell in cells):
        return _chosen(name, cells, chosen)
    runs = [_run(cells, run) for run in _runs(sorted(indexes))]
    if len(runs) == 1 or all(run.startswith("=") for run in runs):
        return f"{name} {runs[0]}" + "".join(f" or {run.removeprefix('= ')}" for run in runs[1:])
    return " or ".join(f"{name} {run}" for run in runs)


def written(value: Any) -> str:
    """A value as documents write it: dates bare."""
    return str(value) if isinstance(value, Date) else to_literal(value)


def _chosen(name: str, cells: Sequence[Cell], chosen: Sequence[Cell]) -> str:
    left = [cell for cell in cells if cell not in chosen]
    if any(cell.others for cell in chosen) or len(chosen) > max(len(left), MOST_NAMED):
        return f"{name} not in ({', '.join(written(cell.witness) for cell in left)})"
    return f"{name} = {' or '.join(written(cell.witness) for cell in chosen)}"


def _runs(indexes: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring indexes as pairs of first and last."""
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _run(cells: Sequence[Cell], run: tuple[int, int]) -> str:
    first, last = cells[run[0]], cells[run[1]]
    if first.point and run[0] == run[1]:
        return f"= {written(first.low)}"
    low, high = first.low, last.high
    if run[0] == 0 and not first.point:
        low = None
    if low is None and high is None:
        return "whatever it is"
    if low is None:
        return f"{'<=' if last.point else '<'} {written(high)}"
    if high is None:
        return f"{'>=' if first.point else '>'} {written(low)}"
    left, right = "[" if first.point else "(", "]" if last.point else ")"
    return f"in {left}{written(low)} .. {written(high)}{right}"

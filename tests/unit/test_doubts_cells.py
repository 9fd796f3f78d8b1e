"""Values cut at bounds, and cells in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaidah.doubts.cells import chosen_cells, described, ordered_cells
from kaidah.feel.temporal import Date
from kaidah.feel.types import DATE, NUMBER, PLAIN, YEARS_AND_MONTHS_DURATION, NumberType, Type


def numbers(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def test_points_and_what_lies_between_them() -> None:
    cells = ordered_cells(numbers("3", "1500"), NUMBER)
    assert [cell.witness for cell in cells] == numbers("2", "3", "751", "1500", "1501")


def test_without_bounds_there_is_one_cell() -> None:
    assert [cell.witness for cell in ordered_cells([], NUMBER)] == [0]


@pytest.mark.parametrize(
    ("bounds", "scale", "witnesses"),
    [
        (("17", "18"), 0, ("16", "17", "18", "19")),  # no whole number lies between
        (("1", "1.02"), 2, ("0", "1", "1.01", "1.02", "2")),
        (("1", "1.01"), 2, ("0", "1", "1.01", "2")),
        (("0.5",), 0, ("-1", "1")),  # half a thing cannot be given
        (("0", "0.0000000001"), None, ("-1", "0", "0.00000000005", "0.0000000001", "1")),
        (
            ("100000000", "100000001"),
            None,
            ("99999999", "100000000", "100000000.5", "100000001", "100000002"),
        ),
    ],
)
def test_only_values_that_can_be_given(
    bounds: tuple[str, ...], scale: int | None, witnesses: tuple[str, ...]
) -> None:
    cells = ordered_cells(numbers(*bounds), NumberType(PLAIN, scale))
    assert [cell.witness for cell in cells] == numbers(*witnesses)


def test_days_follow_each_other() -> None:
    cells = ordered_cells([Date(2022, 3, 31), Date(2022, 4, 1)], DATE)
    assert [str(cell.witness) for cell in cells] == ["2022-03-30", "2022-03-31", "2022-04-01", "2022-04-02"]
    assert described("Day", cells, frozenset([2, 3])) == "Day >= 2022-04-01"


def test_months() -> None:
    from kaidah.feel.temporal import YearsAndMonthsDuration as Months

    cells = ordered_cells([Months(12), Months(36)], YEARS_AND_MONTHS_DURATION)
    assert [cell.witness.total_months for cell in cells] == [11, 12, 24, 36, 37]


@pytest.mark.parametrize(
    ("indexes", "words"),
    [
        ((1,), "Value = 3"),
        ((2,), "Value in (3 .. 1500)"),
        ((1, 2, 3), "Value in [3 .. 1500]"),
        ((0,), "Value < 3"),
        ((0, 1), "Value <= 3"),
        ((3, 4), "Value >= 1500"),
        ((4,), "Value > 1500"),
        ((1, 3), "Value = 3 or 1500"),
        ((0, 4), "Value < 3 or Value > 1500"),
    ],
)
def test_a_region_in_words(indexes: tuple[int, ...], words: str) -> None:
    assert described("Value", ordered_cells(numbers("3", "1500"), NUMBER), frozenset(indexes)) == words


@pytest.mark.parametrize(
    ("values", "others", "indexes", "words"),
    [
        (("a", "b", "c"), False, (0, 2), 'Kind = "a" or "c"'),
        (("a", "b"), True, (1, 2), 'Kind not in ("a")'),
        (("a", "b", "c", "d", "e"), False, (1, 2, 3, 4), 'Kind not in ("a")'),
        ((True, False), False, (1,), "Kind = false"),
    ],
)
def test_values_one_by_one(
    values: tuple[object, ...], others: bool, indexes: tuple[int, ...], words: str
) -> None:
    assert described("Kind", chosen_cells(values, others=others), frozenset(indexes)) == words


def test_types_of_bounds() -> None:
    kinds: list[Type] = [NUMBER, DATE, YEARS_AND_MONTHS_DURATION]
    assert all(ordered_cells([], kind) for kind in kinds)

"""Boxes, covers and axes, where the properties of whole tables do not reach."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from kaidah.region.axis import cut_line, cut_names
from kaidah.region.box import Box, between, contains, difference, intersection, merged, pieces, runs, volume
from kaidah.region.cover import Cover, regions
from kaidah.region.domain import EVERY, Exactly, Kind, Line, OneOf, Outside, Stretch
from kaidah.region.interval import Interval, complement, joined
from kaidah.region.sample import between_numbers
from kaidah.region.words import entry_text, mask_text

NUMBER = Line(Kind.NUMBER)


def number(text: str) -> Decimal:
    return Decimal(text)


def random_boxes(rng: random.Random, sizes: tuple[int, ...]) -> list[Box]:
    return [
        tuple(rng.choice((between(0, size), rng.randrange(1, 1 << size))) for size in sizes)
        for _ in range(rng.randint(0, 9))
    ]


def cells(box: Box) -> set[tuple[int, ...]]:
    return set(product(*(tuple(pieces(mask)) for mask in box)))


@pytest.mark.parametrize("seed", range(150))
def test_a_cover_agrees_with_counting_cells(seed: int) -> None:
    rng = random.Random(seed)
    sizes = tuple(rng.randint(1, 5) for _ in range(rng.randint(1, 4)))
    boxes = random_boxes(rng, sizes)
    cover = Cover(sizes, boxes)
    covered = set().union(*map(cells, boxes)) if boxes else set()
    whole = cells(cover.whole)
    found = cover.uncovered()
    assert set().union(*map(cells, found.boxes)) == whole - covered if found.boxes else covered == whole
    assert sum(map(volume, found.boxes)) == len(whole - covered)
    assert found.share == Fraction(len(whole - covered), len(whole))
    shown, count = regions(cover, found.boxes, 1_000)
    assert count == len(shown)
    assert set().union(*map(cells, shown)) == whole - covered if shown else True
    pairs = {(a, b) for a in range(len(boxes)) for b in range(a) if intersection(boxes[a], boxes[b])}
    assert {(b, a) for a, b in cover.pairs()} == pairs
    for box in boxes[:3]:
        others = cover.all & ~(1 << boxes.index(box))
        rest = set().union(*(cells(each) for n, each in enumerate(boxes) if others >> n & 1))
        assert cover.covers(box, others) is (cells(box) <= rest)


def test_a_budget_leaves_regions_unexplored() -> None:
    rng = random.Random(3)
    cover = Cover((9, 9, 9), [tuple(rng.randrange(1, 512) for _ in range(3)) for _ in range(30)])
    found = cover.uncovered(budget=5)
    assert found.unexplored and not found.nothing
    assert cover.covers(cover.whole, budget=1) is None


def test_boxes_are_merged() -> None:
    assert merged([(0b001, 0b11), (0b010, 0b11), (0b100, 0b01)]) == ((0b011, 0b11), (0b100, 0b01))
    assert set(difference((0b11, 0b11), (0b01, 0b01))) == {(0b10, 0b11), (0b01, 0b10)}
    assert contains((0b11, 0b11), (0b01, 0b10))
    assert [*runs(0b1011001)] == [(0, 1), (3, 5), (6, 7)]


def test_stretches() -> None:
    assert joined([Interval(5, 7), Interval(None, 3), Interval(3, 4)]) == (Interval(None, 4), Interval(5, 7))
    assert complement([Interval(1, 2), Interval(4, None)]) == (Interval(None, 1), Interval(2, 4))


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        ("1", "2", "1.1"),
        ("0.3", "0.31", "0.301"),
        ("-3", "-1", "-2"),
        ("-0.1", "0.1", "0"),
        ("30", "31", "30.1"),
    ],
)
def test_a_number_between_two(low: str, high: str, found: str) -> None:
    assert between_numbers(number(low), number(high)) == number(found)


def test_an_axis_of_numbers() -> None:
    test = Stretch(number("1"), number("5"), True, False)
    axis = cut_line("Value", NUMBER, [test, Exactly(number("7"))], Stretch(number("0"), None, True, False))
    assert axis.size == 5
    assert mask_text(axis, axis.mask(test)) == "Value in [1..5)"
    assert mask_text(axis, axis.mask(Outside(Exactly(number("7"))))) == "Value != 7"
    assert mask_text(axis, axis.mask(Outside(test))) == "Value in (< 1, >= 5)"
    assert entry_text(axis, axis.mask(Outside(test))) == "< 1, >= 5"
    assert axis.piece_of(number("6")) == 2
    assert axis.piece_of(number("-1")) is None


def test_whole_numbers_have_a_next_one() -> None:
    whole = Line(Kind.NUMBER, scale=0)
    low, high = Stretch(None, number("5.5"), False, True), Stretch(number("6"), None, True, False)
    axis = cut_line("Days", whole, [low, high], EVERY)
    assert axis.size == 2
    assert mask_text(axis, axis.mask(low)) == "Days <= 5"


def test_an_axis_of_names() -> None:
    axis = cut_names("Lane", Kind.STRING, [OneOf((Exactly("a"), Exactly("b")))], None, null=True)
    assert axis.mask(Outside(Exactly("a"))) == 0b0110
    assert mask_text(axis, 0b0110) == 'not(Lane in ("a", null))'
    assert axis.mask(Exactly(None)) == axis.null == 0b1000
    assert axis.sample(2) not in ("a", "b")


def test_strings_in_their_order() -> None:
    line = Line(Kind.STRING)
    axis = cut_line("Code", line, [Stretch("b", None, True, False), Exactly("b\x00")], EVERY)
    samples = [axis.sample(piece) for piece in range(axis.size)]
    assert samples == sorted(samples)
    assert samples[0] < "b" <= samples[1]

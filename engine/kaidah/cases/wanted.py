"""What a value is wanted to be, on the way from a table to the inputs of its model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from kaidah.cases.run import same
from kaidah.feel.types import ANY, NumberType, SimpleType, Type
from kaidah.model.elements import InputClause
from kaidah.region.axis import Axis
from kaidah.region.box import Mask, pieces
from kaidah.region.cells import SETS, CellReader
from kaidah.region.domain import KIND_OF, Kind, values_named
from kaidah.region.from_table import ClauseCells, Values, axis_of
from kaidah.verify.surroundings import Surroundings
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.frozen import frozen


@frozen
class Within:
    """A value in some pieces of an axis."""

    axis: Axis
    mask: Mask

    def accepts(self, value: Any) -> bool:
        piece = self.axis.piece_of(value) if value is None or type(value) in KIND_OF else None
        return piece is not None and bool(self.mask >> piece & 1)

    def samples(self) -> Iterator[Any]:
        yield from (self.axis.sample(piece) for piece in pieces(self.mask))


@frozen
class Precisely:
    """One value."""

    value: Any

    def accepts(self, value: Any) -> bool:
        return same(self.value, value)

    def samples(self) -> Iterator[Any]:
        yield self.value


Wanted: TypeAlias = Within | Precisely


def passing(
    subject: feel.Expression, tests: feel.UnaryTests, holds: bool, surroundings: Surroundings
) -> Within | None:
    """The values of an expression that pass tests, or fail them; None where that cannot be read."""
    found = CellReader(surroundings.constants).cell(tests)
    if not isinstance(found, SETS):
        return None
    axis = axis_of_values(subject, (tests,), surroundings)
    mask = axis.mask(found)
    return Within(axis=axis, mask=mask if holds else axis.full & ~axis.null & ~mask)


def axis_of_values(
    subject: feel.Expression,
    tests: tuple[feel.UnaryTests, ...],
    surroundings: Surroundings,
    declared: Type = ANY,
) -> Axis:
    """The values of an expression, cut where tests cut them."""
    reader = CellReader(surroundings.constants)
    cells = tuple(reader.cell(each) for each in tests)
    values = surroundings.values_of(subject)
    kinds = {
        KIND_OF[value.__class__]
        for each in (*cells, values)
        if isinstance(each, SETS)
        for value in values_named(each)
    }
    kind = _kind(declared) or (kinds.pop() if len(kinds) == 1 else None)
    clause = InputClause(text="", expression=subject, type=declared, span=subject.span)
    known = ClauseCells(
        clause=clause,
        label="",
        kind=kind,
        scale=surroundings.scale(subject) if kind is Kind.NUMBER else None,
        values=Values(allowed=values),
        entries=cells,
        tests=tests,
    )
    return axis_of([known])


def _kind(type: Type) -> Kind | None:
    match type:
        case NumberType():
            return Kind.NUMBER
        case SimpleType(name=name):
            return next((kind for kind in Kind if kind.value == name), None)
        case _:
            return None


__all__ = ["Precisely", "Wanted", "Within", "axis_of_values", "passing"]

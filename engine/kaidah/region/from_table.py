"""The bridge from decision tables to geometry: input clauses become axes, rules become boxes.

    cells = read_table(table, constants=..., scales=...)      what each entry asks for, not yet cut
    grid = grid_of([cells])                                    axes cut at every bound of these tables
    grid.boxes(cells, certain=False)                           one box a rule

Several tables may share a grid (their clauses are matched by their expressions), to be compared on it.

What only a case can decide stays honest: an entry that compares with another input gets an axis of its own for
how the two stand (`<`, `=`, `>`), any other entry an axis of two pieces (it holds, or not). These axes are
`assumed` independent of the others, so what is covered for all of them is covered, and boxes that are disjoint
are disjoint; an uncovered region is only sure where it does not depend on them, or a witness has shown it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from kaidah.feel.lower import Layout, Run, lower_tests
from kaidah.feel.lower.frame import Undecided
from kaidah.feel.types import NumberType, SimpleType, Type
from kaidah.model.elements import DecisionTable, InputClause
from kaidah.region.axis import Axis, Named, cut_line, cut_names
from kaidah.region.box import Box, Mask
from kaidah.region.cells import SETS, Cell, CellReader, Compared, Every, Operator, Unread
from kaidah.region.constant import Constants
from kaidah.region.domain import (
    EVERY,
    KIND_OF,
    AllOf,
    Exactly,
    Kind,
    Line,
    OneOf,
    ValueSet,
    leaves,
    values_named,
)
from kaidah.region.words import ANY_CASE, box_text
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.printer import to_text
from kaidah_dsl.source import Span

Scales: TypeAlias = Callable[[feel.Expression], int | None]
"""The digits behind the point that the values of an expression can have at most; None where any."""


@dataclass(frozen=True, kw_only=True)
class Values:
    """What is known of an expression's values: `allowed` bounds them, `possible` says more (what the decision
    that gives them can give). `exact` False: there may be bounds that could not be read."""

    allowed: ValueSet = EVERY
    possible: ValueSet = EVERY
    exact: bool = True


@dataclass(frozen=True, kw_only=True)
class ClauseCells:
    """An input clause: its domain, and what each rule's entry asks for."""

    clause: InputClause
    label: str
    kind: Kind | None
    scale: int | None
    values: Values
    entries: tuple[Cell, ...]
    tests: tuple[feel.UnaryTests, ...] = field(repr=False)

    @property
    def expression(self) -> feel.Expression:
        return self.clause.expression


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """An entry that could not be analysed in full: `rule` counts from 0."""

    rule: int
    clause: int
    span: Span


@dataclass(frozen=True, kw_only=True)
class TableCells:
    """A decision table read as value sets."""

    table: DecisionTable
    clauses: tuple[ClauseCells, ...]

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """The entries that only a case can decide, comparisons with other inputs included."""
        return tuple(
            Doubt(rule=rule, clause=place, span=clause.tests[rule].span)
            for rule in range(len(self.table.rules))
            for place, clause in enumerate(self.clauses)
            if not isinstance(clause.entries[rule], SETS)
        )


def read_table(
    table: DecisionTable,
    *,
    constants: Constants | None = None,
    scales: Scales = lambda expression: None,
    values: Mapping[int, Values] | None = None,
) -> TableCells:
    """What the entries of a table ask for.

    `constants` are names whose values are known; `values` adds, by the clause's place, to what the clause
    itself says of its values.
    """
    reader = CellReader(constants or Constants())
    return TableCells(
        table=table,
        clauses=tuple(
            _read_clause(table, place, reader, scales, (values or {}).get(place, Values()))
            for place in range(len(table.inputs))
        ),
    )


def _read_clause(
    table: DecisionTable, place: int, reader: CellReader, scales: Scales, values: Values
) -> ClauseCells:
    clause = table.inputs[place]
    tests = tuple(rule.input_entries[place] for rule in table.rules)
    known: dict[int, Cell] = {}
    by_tests: dict[feel.UnaryTests, Cell] = {}
    entries = []
    for each in tests:
        found = known.get(id(each)) or by_tests.get(each)
        if found is None:
            found = by_tests[each] = known[id(each)] = reader.cell(each)
        entries.append(found)
    allowed = allowed_values(clause.values, reader)
    item = allowed_values(clause.item.allowed if clause.item else None, reader)
    own = AllOf(tuple(each for each in (values.allowed, allowed or EVERY, item or EVERY) if each != EVERY))
    kind = _kind(clause.type) or _kind_of_cells([*entries, own])
    return ClauseCells(
        clause=clause,
        label=" ".join(clause.text.split()) or to_text(clause.expression, document=True),
        kind=kind,
        scale=scales(clause.expression) if kind is Kind.NUMBER else None,
        values=Values(
            allowed=own if own.sets else EVERY,
            possible=values.possible,
            exact=values.exact and allowed is not None and item is not None,
        ),
        entries=tuple(_fitting(entry, kind) for entry in entries),
        tests=tests,
    )


def allowed_values(tests: feel.UnaryTests | None, reader: CellReader) -> ValueSet | None:
    """Allowed values as a set; None where they cannot be read."""
    if tests is None or tests.irrelevant:
        return EVERY
    found = reader.cell(tests)
    return found if isinstance(found, SETS) else None


_KINDS = {kind.value: kind for kind in Kind}


def _kind(type: Type) -> Kind | None:
    match type:
        case NumberType():
            return Kind.NUMBER
        case SimpleType(name=name):
            return _KINDS.get(name)
        case _:
            return None


def _kind_of_cells(cells: Iterable[Cell]) -> Kind | None:
    """The one kind of all values that cells name; None where they are mixed, or name none."""
    kinds = {KIND_OF[type(value)] for cell in cells for value in _values_of(cell)}
    return kinds.pop() if len(kinds) == 1 else None


def _values_of(cell: Cell) -> Iterator[object]:
    match cell:
        case Every(parts=parts):
            for part in parts:
                yield from _values_of(part)
        case Compared() | Unread():
            return
        case _:
            yield from values_named(cell)


def _fitting(cell: Cell, kind: Kind | None) -> Cell:
    """A cell whose values are all of the domain's kind; what compares with others is left to a case."""
    if isinstance(cell, Compared | Unread) or cell == EVERY:
        return cell
    if all(KIND_OF[type(value)] is kind for value in _values_of(cell)):
        return cell
    return Unread(feel.NullLiteral(span=_NOWHERE))


_NOWHERE = Span.__new__(Span)


# --- grids ----------------------------------------------------------------------------------------

Key: TypeAlias = tuple[object, ...]
_BESIDE = "<=>"
_ORDERS = ("<", "=", ">")
_HOLDING: dict[Operator, Mask] = {"<": 1, "<=": 3, "=": 2, ">=": 6, ">": 4, "!=": 5}


@dataclass(frozen=True, kw_only=True)
class Relation:
    """An axis for how a value stands to another expression (whose values are `known`): pieces `<`, `=`, `>`."""

    left: feel.Expression
    right: feel.Expression
    known: ValueSet = EVERY


@dataclass(frozen=True, kw_only=True)
class Condition:
    """An axis for a test that only a case can decide: pieces `holds` and `fails`."""

    subject: feel.Expression
    test: feel.Expression


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Axes that the clauses of some tables share. The first ones are domains of expressions (`subjects`, in
    order), the others (`assumed`) stand for what only a case can decide."""

    axes: tuple[Axis, ...]
    subjects: tuple[feel.Expression, ...]
    assumed: tuple[Relation | Condition, ...] = ()
    places: Mapping[Key, int] = field(repr=False)
    _masks: dict[tuple[int, feel.UnaryTests, ValueSet], Mask] = field(default_factory=dict, repr=False)

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(axis.size for axis in self.axes)

    @property
    def full(self) -> Box:
        return tuple(axis.full for axis in self.axes)

    def text(self, box: Box) -> str:
        """The region in the analyst's words."""
        count = len(self.subjects)
        parts = [
            _assumed_text(found, axis, mask)
            for found, axis, mask in zip(self.assumed, self.axes[count:], box[count:], strict=False)
            if mask != axis.full
        ]
        own = box_text(self.axes[:count], box[:count])
        return " and ".join([own, *parts] if own != ANY_CASE or not parts else parts)

    def axis_of(self, expression: feel.Expression) -> int | None:
        """The axis of a clause's expression."""
        return self.places.get(("values", expression))

    def boxes(self, cells: TableCells) -> tuple[Box, ...]:
        """A box for each rule of a table."""
        return tuple(self.box(cells, rule) for rule in range(len(cells.table.rules)))

    def box(self, cells: TableCells, rule: int) -> Box:
        masks = list(self.full)
        for clause in cells.clauses:
            place = self.places[("values", clause.expression)]
            self._restrict(masks, place, clause, rule)
        return tuple(masks)

    def _restrict(self, masks: list[Mask], place: int, clause: ClauseCells, rule: int) -> None:
        entry = clause.entries[rule]
        if isinstance(entry, SETS):
            masks[place] &= self.mask(place, entry, clause.tests[rule])
            return
        for part in entry.parts if isinstance(entry, Every) else (entry,):
            match part:
                case Compared(operator=operator, other=other):
                    masks[place] &= ~self.axes[place].null
                    at = self.places[("compared", clause.expression, other)]
                    masks[at] &= _HOLDING[operator]
                case Unread(test=test, holds=holds):
                    masks[self.places[("holds", clause.expression, test)]] &= 1 if holds else 2
                case Every():
                    raise AssertionError("nothing is nested deeper")
                case _:
                    masks[place] &= self.axes[place].mask(part)

    def mask(self, place: int, found: ValueSet, tests: feel.UnaryTests) -> Mask:
        """The pieces of an axis that an entry takes in; what it says of null the engine decides."""
        known = self._masks.get((place, tests, found))
        if known is None:
            axis = self.axes[place]
            known = axis.mask(found)
            if axis.null:
                known = known & ~axis.null | (axis.null if _passes_null(tests) else 0)
            self._masks[place, tests, found] = known
        return known


def _assumed_text(found: Relation | Condition, axis: Axis, mask: Mask) -> str:
    """`Value <= Limit`, `contains(Description, "book")`, `not(...)`."""
    if isinstance(found, Condition):
        return axis.label if mask == 1 else f"not({axis.label})"
    operator = next((each for each, holding in _HOLDING.items() if holding == mask), "=")
    return axis.label.replace(_BESIDE, operator)


def _passes_null(tests: feel.UnaryTests) -> bool:
    layout = Layout()
    test = lower_tests(tests, layout)
    try:
        return test([Run([]), *[None] * (layout.body.size - 1)], None) is True
    except Undecided:
        return False


def grid_of(
    tables: Sequence[TableCells], known: Callable[[feel.Expression], ValueSet] = lambda expression: EVERY
) -> Grid:
    """Axes cut at every bound that any of the tables names. Clauses with the same expression share one.

    `known` says which values an expression that entries compare with can have.
    """
    by_expression: dict[feel.Expression, list[ClauseCells]] = {}
    for table in tables:
        for clause in table.clauses:
            by_expression.setdefault(clause.expression, []).append(clause)
    axes = [axis_of(clauses) for clauses in by_expression.values()]
    places: dict[Key, int] = {("values", each): place for place, each in enumerate(by_expression)}
    assumed: list[Relation | Condition] = []
    for clauses in by_expression.values():
        for clause in clauses:
            for key, found, label in _assumptions(clause, known):
                if key not in places:
                    places[key] = len(axes)
                    axes.append(_assumed_axis(found, label))
                    assumed.append(found)
    return Grid(axes=tuple(axes), subjects=tuple(by_expression), assumed=tuple(assumed), places=places)


def _assumptions(
    clause: ClauseCells, known: Callable[[feel.Expression], ValueSet]
) -> Iterator[tuple[Key, Relation | Condition, str]]:
    for entry in dict.fromkeys(clause.entries):
        if isinstance(entry, SETS):
            continue
        for part in entry.parts if isinstance(entry, Every) else (entry,):
            match part:
                case Compared(other=other):
                    label = f"{clause.label} {_BESIDE} {to_text(other, document=True)}"
                    key = ("compared", clause.expression, other)
                    yield key, Relation(left=clause.expression, right=other, known=known(other)), label
                case Unread(test=test):
                    key = ("holds", clause.expression, test)
                    label = to_text(test, document=True).replace("?", clause.label)
                    yield key, Condition(subject=clause.expression, test=test), label
                case _:
                    pass


def _assumed_axis(found: Relation | Condition, label: str) -> Axis:
    values = _ORDERS if isinstance(found, Relation) else (True, False)
    return Axis(label=label, kind=None, pieces=tuple(map(Named, values)))


def axis_of(clauses: Sequence[ClauseCells]) -> Axis:
    """The domain of an expression, cut for some clauses."""
    first = clauses[0]
    sets: list[ValueSet] = []
    for clause in clauses:
        for entry in dict.fromkeys(clause.entries):
            sets.extend(_sets_of(entry))
    allowed = _all(clause.values.allowed for clause in clauses)
    possible = _all((allowed, *(clause.values.possible for clause in clauses)))
    null = any(
        isinstance(leaf, Exactly) and leaf.value is None for each in (*sets, allowed) for leaf in leaves(each)
    )
    sets.extend((allowed, possible))
    kind = first.kind
    line = _line(first, sets)
    if line is not None:
        return cut_line(first.label, line, sets, possible, null=null)
    if kind is Kind.BOOLEAN:
        return _names(first, sets, (True, False), possible, null)
    return _names(first, sets, None, possible, null)


def _all(sets: Iterable[ValueSet]) -> ValueSet:
    kept = tuple(dict.fromkeys(each for each in sets if each != EVERY))
    return kept[0] if len(kept) == 1 else AllOf(kept)


def _names(
    clause: ClauseCells,
    sets: list[ValueSet],
    values: tuple[object, ...] | None,
    possible: ValueSet,
    null: bool,
) -> Axis:
    """The axis of named values, of which only the possible ones remain."""
    whole = cut_names(clause.label, clause.kind, sets, values)
    mask = whole.mask(possible)
    kept = tuple(piece for place, piece in enumerate(whole.pieces) if mask >> place & 1)
    places = {piece.value: place for place, piece in enumerate(kept) if isinstance(piece, Named)}
    if null:
        kept = (*kept, Named(None))
    return Axis(label=whole.label, kind=whole.kind, pieces=kept, _named=places)


def _sets_of(entry: Cell) -> Iterator[ValueSet]:
    match entry:
        case Every(parts=parts):
            for part in parts:
                yield from _sets_of(part)
        case Compared() | Unread():
            return
        case _:
            yield entry


def _line(clause: ClauseCells, sets: Sequence[ValueSet]) -> Line | None:
    """The line of an ordered domain; strings have one only where cells ask for their order."""
    from kaidah.region.domain import Stretch

    kind = clause.kind
    if kind is None or kind is Kind.BOOLEAN:
        return None
    if kind is Kind.STRING:
        ordered = any(isinstance(leaf, Stretch) for each in sets for leaf in leaves(each))
        return Line(kind) if ordered else None
    zoned = False
    if kind in (Kind.TIME, Kind.DATE_AND_TIME):
        zoned = any(value.zone is not None for each in sets for value in values_named(each))
    return Line(kind, clause.scale, zoned)


__all__ = [
    "ClauseCells",
    "Condition",
    "Doubt",
    "Grid",
    "OneOf",
    "Relation",
    "TableCells",
    "Values",
    "grid_of",
    "read_table",
]

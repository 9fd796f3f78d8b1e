"""A table under examination: its geometry, and cases out of it that have been tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, product
from typing import Any

from kaidah.feel.failure import Failure
from kaidah.feel.operators import compare
from kaidah.feel.values import Value
from kaidah.model.elements import DecisionRule, DecisionTable
from kaidah.region.axis import intervals_of
from kaidah.region.box import Box, pieces
from kaidah.region.cells import SETS
from kaidah.region.constant import NOT_CONSTANT
from kaidah.region.cover import Cover, Uncovered
from kaidah.region.domain import KIND_OF, Kind, Line, ValueSet, values_named
from kaidah.region.from_table import Condition, Grid, Relation, TableCells, grid_of, read_table
from kaidah.region.interval import Interval, common, intersection
from kaidah.region.sample import sample
from kaidah.verify.realise import Realiser
from kaidah.verify.surroundings import Surroundings
from kaidah.verify.trial import Trial
from kaidah_dsl.feel import tree as feel

BUDGET = 300_000
"""Boxes to look at before a search is given up, and its verdict is unknown."""
_MOST_TRIALS = 24


@dataclass(frozen=True, kw_only=True)
class Witness:
    """A case: the values of the input expressions, and of other names that entries read."""

    case: Mapping[feel.Expression, Value]
    names: Mapping[str, Value]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A case as findings show it: by the expressions of the input clauses, and by the model's inputs."""

    witness: tuple[tuple[str, Value], ...]
    inputs: tuple[tuple[str, Value], ...]


@dataclass(kw_only=True, eq=False)
class Examined:
    """`owner` is the decision or function of the table, `within` the part of it.

    The checks note here what they leave out: `remarks` (lists that are cut), `unknown` (searches that were given
    up), `unconfirmed` (what only a case can decide, where none was found).
    """

    owner: str
    within: str
    table: DecisionTable
    surroundings: Surroundings
    budget: int = BUDGET
    remarks: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unconfirmed: int = 0
    unconfirmed_gaps: int = 0
    excluded: int = 0
    undecided_outputs: int = 0
    gaps: int = 0
    overlaps: int = 0

    @property
    def name(self) -> str:
        return f"{self.owner}.{self.within}" if self.within else self.owner

    @cached_property
    def cells(self) -> TableCells:
        around = self.surroundings
        return read_table(
            self.table,
            constants=around.constants,
            scales=around.scale,
            values=around.values(self.table),
        )

    @cached_property
    def grid(self) -> Grid:
        return grid_of([self.cells], self.surroundings.values_of)

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        return self.grid.boxes(self.cells)

    @cached_property
    def cover(self) -> Cover:
        """The rules, on all axes."""
        return Cover(self.grid.sizes, self.boxes)

    @cached_property
    def outer(self) -> Cover:
        """The rules as large as they can be, on the axes of the inputs alone."""
        count = len(self.grid.subjects)
        return Cover(self.grid.sizes[:count], [box[:count] for box in self.boxes])

    @cached_property
    def uncovered(self) -> Uncovered:
        """What no rule covers."""
        return self.cover.uncovered(budget=self.budget)

    def is_sure(self, place: int) -> bool:
        """Whether every entry of a rule is known before any case."""
        return all(isinstance(clause.entries[place], SETS) for clause in self.cells.clauses)

    def region_of(self, place: int, but: int) -> str:
        """What a rule asks for, but for one of its entries."""
        box = list(self.boxes[place])
        axis = self.grid.axis_of(self.table.inputs[but].expression)
        assert axis is not None
        box[axis] = self.grid.axes[axis].full
        return self.grid.text(tuple(box))

    @cached_property
    def trial(self) -> Trial:
        return Trial(table=self.table, model=self.surroundings.model)

    def rule(self, place: int) -> DecisionRule:
        return self.table.rules[place]

    @cached_property
    def outputs(self) -> tuple[tuple[Any, ...], ...]:
        """The values of the output entries of each rule, NOT_CONSTANT where they depend on the case."""
        constants = self.surroundings.constants
        known: dict[feel.Expression, Any] = {}

        def value(entry: feel.Expression) -> Any:
            if entry not in known:
                known[entry] = constants.value(entry)
            return known[entry]

        return tuple(tuple(map(value, rule.output_entries)) for rule in self.table.rules)

    def same_outputs(self, one: int, other: int) -> bool | None:
        """Whether two rules give the same; None where that depends on the case."""
        from kaidah.feel.operators import same

        unsure = False
        mine, theirs = self.rule(one).output_entries, self.rule(other).output_entries
        for place, (a, b) in enumerate(zip(self.outputs[one], self.outputs[other], strict=True)):
            if a is NOT_CONSTANT or b is NOT_CONSTANT:
                unsure = unsure or mine[place] != theirs[place]
            elif not same(a, b):
                return False
        return None if unsure else True

    # --- cases ----------------------------------------------------------------------------------------

    def witness(self, box: Box, matching: tuple[int, ...] = (), *, only: bool = False) -> Witness | None:
        """A case in the box in which these rules (by place) match, tried by the engine. With `only` no other
        may match."""
        wanted = {self.rule(place).number for place in matching}
        for witness in islice(self.cases(box), _MOST_TRIALS):
            found = self.trial.matches(witness.case, witness.names)
            if found is None:
                continue
            if set(found) == wanted if only else wanted <= set(found):
                return witness
        return None

    def cases(self, box: Box) -> Iterator[Witness]:
        """Cases in a box, one for each of its cells that can occur."""
        axes = self.grid.axes
        count = len(self.grid.subjects)
        choices = [list(islice(pieces(mask), 6)) for mask in box]
        for places in product(*choices):
            values = {
                subject: axes[axis].sample(places[axis]) for axis, subject in enumerate(self.grid.subjects)
            }
            witness = self._completed(values, places[count:])
            if witness is not None:
                yield witness

    def _completed(self, case: dict[feel.Expression, Value], assumed: tuple[int, ...]) -> Witness | None:
        """The case with values for what inputs are compared to."""
        names: dict[str, Value] = {}
        for found, place in zip(self.grid.assumed, assumed, strict=True):
            if isinstance(found, Condition):
                continue
            operator = ("<", "=", ">")[place]
            if found.right in case:
                if not _stands(case[found.left], operator, case[found.right]):
                    return None
            elif isinstance(found.right, feel.Name):
                other = _standing(self._line(found), case[found.left], operator, found.known)
                if other is None or names.setdefault(found.right.name, other) != other:
                    return None
        return Witness(case=case, names=names)

    def can_occur(self, box: Box) -> bool:
        """Whether the box is not ruled out by how its parts must stand to each other."""
        count = len(self.grid.subjects)
        return all(
            self._related(found, box, mask)
            for found, mask in zip(self.grid.assumed, box[count:], strict=True)
            if isinstance(found, Relation)
        )

    def _related(self, found: Relation, box: Box, mask: int) -> bool:
        place = self.grid.axis_of(found.left)
        assert place is not None
        axis = self.grid.axes[place]
        line = axis.line
        if line is None or any(KIND_OF[type(value)] is not line.kind for value in values_named(found.known)):
            return True
        lefts = [piece for n in pieces(box[place]) if isinstance(piece := axis.pieces[n], Interval)]
        other = self.grid.axis_of(found.right)
        if other is None:
            rights: list[Interval] = list(intervals_of(found.known, line))
        elif self.grid.axes[other].line == line:
            far = self.grid.axes[other].pieces
            rights = [piece for n in pieces(box[other]) if isinstance(piece := far[n], Interval)]
        else:
            return True
        return any(
            _can_stand(left, ("<", "=", ">")[order], right)
            for order in pieces(mask)
            for left in lefts
            for right in rights
        )

    def _line(self, relation: Relation) -> Line | None:
        axis = self.grid.axis_of(relation.left)
        kind = None if axis is None else self.grid.axes[axis].kind
        return None if kind in (None, Kind.BOOLEAN) else Line(kind)

    def labelled(self, witness: Witness) -> tuple[tuple[str, Value], ...]:
        """A case as findings show it."""
        by_label = {
            clause.label: witness.case[clause.expression]
            for clause in self.cells.clauses
            if clause.expression in witness.case
        }
        return (*by_label.items(), *witness.names.items())

    def shown(self, box: Box, matching: tuple[int, ...], *, only: bool = False) -> Shown | None:
        """A case for a finding; None where none could be shown to come about."""
        witness = self.witness(box, matching, only=only)
        if witness is None:
            return None
        labelled = self.labelled(witness)
        if self.is_direct:
            return Shown(witness=labelled, inputs=labelled)
        for _, case in self.realiser.reached_in(box):
            values = dict(zip(self.grid.subjects, case.values.values(), strict=True))
            shown = self.labelled(Witness(case=values, names={}))
            if self._matches(values, matching, only=only):
                return Shown(witness=shown, inputs=tuple(case.inputs.items()))
        if self.realiser.are_apart(box):
            return Shown(witness=labelled, inputs=())
        return None

    def _matches(
        self, case: Mapping[feel.Expression, Value], matching: tuple[int, ...], *, only: bool
    ) -> bool:
        found = self.trial.matches(case, {})
        wanted = {self.rule(place).number for place in matching}
        return found is not None and (set(found) == wanted if only else wanted <= set(found))

    @cached_property
    def is_direct(self) -> bool:
        """Whether every axis is an input of the model, so that any case of a region can be given."""
        return bool(self.surroundings.local) or all(map(self._is_given, self.grid.subjects))

    def ruled_out(self, box: Box) -> bool:
        """Whether it is proved that no case of the model comes to the box."""
        if not self.can_occur(box):
            return True
        if self.is_direct or self.grid.assumed or not self.realiser.is_proof:
            return False
        return next(self.realiser.reached_in(box), None) is None

    def narrowed(self, box: Box) -> Box:
        """The part of a region that is about cases that can be; the region itself where that is not known."""
        if self.is_direct or self.realiser.are_apart(box):
            return box
        return self.realiser.narrowed(box)

    @cached_property
    def realiser(self) -> Realiser:
        return Realiser(surroundings=self.surroundings, grid=self.grid)

    def _is_given(self, subject: feel.Expression) -> bool:
        """Whether an expression is an input of the model, or a part of one."""
        names = {data.name for data in self.surroundings.model.inputs}
        match subject:
            case feel.Name(name=name):
                return name in names
            case feel.Path(source=source):
                return self._is_given(source)
            case _:
                return False

    @property
    def is_exact(self) -> bool:
        """Whether the geometry says everything there is to say."""
        return not self.grid.assumed and all(clause.values.exact for clause in self.cells.clauses)


def _stands(left: Value, operator: str, right: Value) -> bool:
    try:
        return compare(operator, left, right)
    except Failure:
        return False


def _standing(line: Line | None, value: Value, operator: str, known: ValueSet) -> Value:
    """One of the known values to which another stands so."""
    if line is None or value is None:
        return value if operator == "=" else None
    for stretch in common([_side(line, value, operator)], intervals_of(known, line)):
        found = sample(stretch, line)
        if found is not None:
            return found
    return None


def _side(line: Line, value: Value, operator: str) -> Interval:
    """What a value stands so to: what is above it for `<`."""
    match operator:
        case "<":
            return Interval(line.cut(value, behind=True), None)
        case ">":
            return Interval(None, line.cut(value, behind=False))
        case _:
            return line.point(value)


def _can_stand(left: Interval, operator: str, right: Interval) -> bool:
    """Whether some value of one stretch stands so to some value of the other, both on one line."""
    match operator:
        case "=":
            return not intersection(left, right).is_empty
        case "<":
            return _is_below(left, right)
        case _:
            return _is_below(right, left)


def _is_below(one: Interval, other: Interval) -> bool:
    """Whether a value of one lies below a value of the other."""
    if one.start is None or other.end is None:
        return True
    if isinstance(one.start, tuple):
        return bool(one.start[0] < other.end[0])
    return bool(one.start < other.end - 1)


__all__ = ["BUDGET", "Examined", "Witness"]

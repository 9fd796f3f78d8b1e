"""Mutation testing: which small changes of a model's tables none of its cases notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from kaidah.api import LoadedModel
from kaidah.cases.case import CaseResult
from kaidah.cases.mutants import Mutant
from kaidah.cases.mutated import Mutated
from kaidah.cases.noticed import Noticing
from kaidah.cases.table_variants import MutantKey, TableVariants, key_of_mutant
from kaidah.cases.tried_case import CaseFinder
from kaidah.feel.temporal import Date
from kaidah.model.elements import DecisionTable
from kaidah_dsl.frozen import frozen

_MOST_BOXES = 6


@frozen
class Survivor:
    """A mutant that no case notices, and one that would: the values of the table's inputs, and `given`, those of the
    model's inputs (on the day `on`, where that must be said)."""

    mutant: Mutant
    values: tuple[tuple[str, Any], ...]
    given: tuple[tuple[str, Any], ...]
    region: str
    on: Date | None = None


@frozen
class TableMutation:
    """The mutants of one table. `all` are those that count: neither `equivalent` (proved) nor `unreached` (a change
    that shows at the table, but no case was found in the inputs of the model that brings it about)."""

    element: str
    table: DecisionTable
    noticed: int
    equivalent: int
    survivors: tuple[Survivor, ...]
    unreached: tuple[Mutant, ...]

    @property
    def all(self) -> int:
        return self.noticed + len(self.survivors)

    @property
    def title(self) -> str:
        return f"{self.element} (line {self.table.span.line})"

    def entry(self, mutant: Mutant) -> str:
        """`rule 3 "other", Weight`; "" for a change of the whole table."""
        return entry_of(self.table, mutant)


def mutate(
    loaded: LoadedModel, tables: TableVariants, results: Sequence[CaseResult]
) -> tuple[TableMutation, ...]:
    """What the cases notice of the mutants of each table, in the order of the text."""
    noticing = Noticing(tables)
    noticing.add(results)
    finders: dict[int, CaseFinder] = {}
    for variants in tables.variants.values():
        for variant in variants:
            model = variant.surroundings.model
            finders.setdefault(id(model), CaseFinder(loaded=loaded, model=model, results=results))
    return tuple(
        _table(variants, noticing.noticed, finders) for _, variants in sorted(tables.variants.items())
    )


def _table(
    variants: list[Mutated], noticed: set[MutantKey], finders: Mapping[int, CaseFinder]
) -> TableMutation:
    found: dict[MutantKey, list[tuple[Mutated, int]]] = {}
    for variant in variants:
        for place, mutant in enumerate(variant.mutants):
            found.setdefault(key_of_mutant(variant.table, mutant), []).append((variant, place))
    equivalent, survivors, unreached = 0, [], []
    for key, places in found.items():
        if key in noticed:
            continue
        if all(variant.is_equivalent(place) for variant, place in places):
            equivalent += 1
            continue
        tried = (survivor(*each, finders[id(each[0].surroundings.model)]) for each in places)
        witness = next(filter(None, tried), None)
        if witness is not None:
            survivors.append(witness)
        else:
            unreached.append(places[0][0].mutants[places[0][1]])
    return TableMutation(
        element=variants[0].name,
        table=variants[0].table,
        noticed=sum(key in noticed for key in found),
        equivalent=equivalent,
        survivors=tuple(survivors),
        unreached=tuple(unreached),
    )


def survivor(mutated: Mutated, place: int, finder: CaseFinder) -> Survivor | None:
    """A case that notices a mutant: out of the geometry where that says all, else tried."""
    mutant = mutated.mutants[place]
    for box in islice(mutated.where(place), _MOST_BOXES):
        region = mutated.grid.text(box)
        if finder.is_plain(mutated):
            witness = next(mutated.cases(box))
            values = mutated.labelled(witness)
            return Survivor(mutant=mutant, values=values, given=values, region=region)
        for cell in mutated.cells_in(box, 2):
            tried = finder.find(mutated, cell, lambda noticed: place in noticed)
            if tried is not None:
                given = tuple(tried.given.items())
                values = tuple(
                    (axis.label, axis.sample(piece))
                    for axis, piece in zip(mutated.grid.axes, cell, strict=True)
                )[: len(mutated.grid.subjects)]
                return Survivor(mutant=mutant, values=values, given=given, region=region, on=tried.on)
    return None


def entry_of(table: DecisionTable, mutant: Mutant) -> str:
    """`rule 3 "other", Weight`; "" for a change of the whole table."""
    if mutant.rule is None:
        return ""
    title = table.rules[mutant.rule].title
    if mutant.clause is None:
        return title
    return f"{title}, {' '.join(table.inputs[mutant.clause].text.split())}"

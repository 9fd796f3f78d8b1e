"""Cases that are missing: those that notice what no case notices yet, and fire the rules that none fires.

For each mutant a cell in which it makes a difference, at a corner of its region so that a case tells several bounds
apart; of these cells as few as will do; then the inputs of the model for each, tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import islice

from kaidah.api import LoadedModel
from kaidah.cases.case import CaseResult
from kaidah.cases.coverage import exercised
from kaidah.cases.mutate import entry_of
from kaidah.cases.mutated import Cell, Mutated
from kaidah.cases.noticed import Noticing
from kaidah.cases.reach import deciding
from kaidah.cases.table_variants import MutantKey, TableVariants, key_of_mutant
from kaidah.cases.tried_case import CaseFinder, Tried
from kaidah.model.elements import Model
from kaidah_dsl.frozen import frozen

_MOST_BOXES = 6


@frozen
class Suggestion:
    """A case that has been tried. `why` says what it is for, `also` how many more mutants it notices."""

    tried: Tried
    table: str
    why: str
    also: int = 0


@frozen
class Unreached:
    """A mutant for which there is a case at the table, but none was found in the inputs of the model."""

    table: str
    rule: str
    change: str


@frozen
class Suggestions:
    cases: tuple[Suggestion, ...]
    unreached: tuple[Unreached, ...]


@frozen
class _Found:
    """What was found for a table: a cell (where the geometry says all), or a case that has been tried."""

    noticed: frozenset[int]
    cell: Cell
    tried: Tried | None


def suggest(loaded: LoadedModel, tables: TableVariants, results: Sequence[CaseResult]) -> Suggestions:
    """The missing cases of a model, table by table."""
    noticing = Noticing(tables)
    noticing.add(results)
    fired = exercised(results).rules
    cases: list[Suggestion] = []
    unreached: list[Unreached] = []
    done = set(noticing.noticed)
    for _, variants in sorted(tables.variants.items()):
        for variant in variants:
            model = variant.surroundings.model
            search = _TableSearch(variant, CaseFinder(loaded=loaded, model=model, results=results), done)
            found = [*search.cases()]
            known = {start for _, start in fired}
            places = {place for place, rule in enumerate(variant.table.rules) if rule.span.start in known}
            found += search.cases_of_rules(places.union(*(each.tried.fired for each in found)))
            cases += found
        unreached += _unreached(variants, done, model)
    return Suggestions(cases=tuple(cases), unreached=tuple(unreached))


def _unreached(variants: Sequence[Mutated], done: set[MutantKey], model: Model) -> Iterator[Unreached]:
    seen: set[MutantKey] = set()
    for variant in variants:
        for place, mutant in enumerate(variant.mutants):
            key = key_of_mutant(variant.table, mutant)
            if key in done or key in seen or variant.is_equivalent(place):
                continue
            seen.add(key)
            yield Unreached(table=variant.name, rule=entry_of(variant.table, mutant), change=mutant.change)


class _TableSearch:
    """The search for the cases of one table. `done` are the mutants that are noticed, and grows."""

    def __init__(self, mutated: Mutated, finder: CaseFinder, done: set[MutantKey]) -> None:
        self.mutated = mutated
        self.finder = finder
        self.done = done
        self.keys = [key_of_mutant(mutated.table, mutant) for mutant in mutated.mutants]
        self.is_plain = finder.is_plain(mutated)

    def cases(self) -> Iterator[Suggestion]:
        """The cases that notice what is not noticed yet, as few as will do."""
        open_ = {place for place, key in enumerate(self.keys) if key not in self.done}
        found: list[_Found] = []
        left = set(open_)
        for place in sorted(open_):
            if place in left:
                best = self._best(place, left)
                if best is not None:
                    found.append(best)
                    left -= best.noticed
        for each in reduced(found, open_):
            yield from self._suggested(each)

    def _suggested(self, found: _Found) -> Iterator[Suggestion]:
        tried = found.tried
        if tried is None:
            tried = self.finder.find(
                self.mutated, found.cell, lambda noticed: found.noticed <= noticed.keys()
            )
        if tried is None:
            return
        new = [place for place in sorted(tried.noticed) if self.keys[place] not in self.done]
        if not new:
            return
        self.done.update(self.keys[place] for place in new)
        mutant = self.mutated.mutants[new[0]]
        rule = entry_of(self.mutated.table, mutant)
        why = f"{rule}: {mutant.change}" if rule else mutant.change
        yield Suggestion(tried=tried, table=self.mutated.name, why=why, also=len(new) - 1)

    def _best(self, place: int, left: set[int]) -> _Found | None:
        """The cell that notices a mutant and most others besides."""
        most = 2 if self.is_plain else _MOST_BOXES
        for box in islice(self.mutated.where(place), most):
            best: _Found | None = None
            for cell in self.mutated.cells_in(box, 4 if self.is_plain else 2):
                found = self._found(cell, place)
                if found is not None and (
                    best is None or len(found.noticed & left) > len(best.noticed & left)
                ):
                    best = found
            if best is not None:
                return best
        return None

    def _found(self, cell: Cell, place: int) -> _Found | None:
        if self.is_plain:
            noticed = frozenset(self.mutated.noticed(cell))
            return _Found(noticed=noticed, cell=cell, tried=None) if place in noticed else None

        def accept(noticed: Mapping[int, object]) -> bool:
            return place in noticed

        tried = self.finder.find(self.mutated, cell, accept)
        return None if tried is None else _Found(noticed=frozenset(tried.noticed), cell=cell, tried=tried)

    def cases_of_rules(self, fired: set[int]) -> Iterator[Suggestion]:
        """Cases for the rules that still no case fires, where one can."""
        for place, rule in enumerate(self.mutated.table.rules):
            if place not in fired:
                found = next(self._firing(place), None)
                if found is not None:
                    yield Suggestion(tried=found, table=self.mutated.name, why=f"{rule.title} fires")

    def _firing(self, place: int) -> Iterator[Tried]:
        for box in islice(deciding(self.mutated, place), 3):
            cell = next(self.mutated.cells_in(box, 1))
            tried = self.finder.find(self.mutated, cell, lambda noticed: True)
            if tried is not None and place in tried.fired:
                yield tried


def reduced(found: Sequence[_Found], wanted: set[int]) -> list[_Found]:
    """As few of them as notice all that is wanted, the best first (greedily), then those needless in the end
    left out."""
    left = set().union(*(each.noticed for each in found)) & wanted if found else set()
    waiting = [(-len(each.noticed & left), number) for number, each in enumerate(found)]
    heapify(waiting)
    chosen: list[int] = []
    while waiting and left:
        count, number = heappop(waiting)
        now = len(found[number].noticed & left)
        if now == -count:
            if now:
                chosen.append(number)
                left -= found[number].noticed
        elif now:
            heappush(waiting, (-now, number))
    return [found[number] for number in sorted(_needed(chosen, found, wanted))]


def _needed(chosen: list[int], found: Sequence[_Found], wanted: set[int]) -> list[int]:
    counts: dict[int, int] = {}
    for number in chosen:
        for place in found[number].noticed & wanted:
            counts[place] = counts.get(place, 0) + 1
    kept = []
    for number in reversed(chosen):
        mine = found[number].noticed & wanted
        if all(counts[place] > 1 for place in mine):
            for place in mine:
                counts[place] -= 1
        else:
            kept.append(number)
    return kept

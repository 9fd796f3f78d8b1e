"""Where the answers of two models differ: at each table that changed, and at the decisions that are asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kaidah.diff.boxes import BUDGET
from kaidah.diff.composed import Composed, Joint
from kaidah.diff.logic import ChangedPart, changed_parts, reads, said
from kaidah.diff.outcome import Side
from kaidah.diff.table import Region, TableDifference, compare_tables
from kaidah.feel.equality import same
from kaidah.model.elements import (
    BoxedExpression,
    BusinessKnowledgeModel,
    Decision,
    DecisionTable,
    InputData,
    ItemDefinition,
    LiteralExpression,
    Model,
)
from kaidah.verify.surroundings import Surroundings, tables_of
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.printer import to_text
from kaidah_dsl.feel.walk import free_names

Element = Decision | BusinessKnowledgeModel
_MOST_RULES = 150
"""The cases of models with more rules are not tried one by one."""


@dataclass(frozen=True, kw_only=True)
class FormulaDifference:
    """Logic that is no table: what it said and what it says."""

    name: str
    within: str
    old: str
    new: str

    @property
    def title(self) -> str:
        return f"{self.name}.{self.within}" if self.within else self.name


@dataclass(frozen=True, kw_only=True)
class AnswerDifference:
    """What becomes of the answers to an asked decision. `because`: the changed elements it needs; none: it is
    proved that nothing changes. `exact`: nothing outside the regions changes. `only_at`: the changed tables whose
    regions are all there is (where these regions are not worked out for the inputs of the model). `example`: a
    case that differs, where no regions are known."""

    decision: str
    because: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
    more: int = 0
    example: Region | None = None
    exact: bool = True
    only_at: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether it is proved that every answer is the same."""
        return self.exact and not self.regions and not self.only_at and self.example is None


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """`tables` and `formulas` are what changed in itself, `answers` what comes of it, `limits` say for which inputs
    the models were not compared."""

    tables: tuple[TableDifference, ...]
    formulas: tuple[FormulaDifference, ...]
    answers: tuple[AnswerDifference, ...]
    limits: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether some answer is known to differ, or may."""
        found = any(not each.same for each in self.answers)
        return (
            found
            or bool(self.limits)
            or any(t.regions or t.reasons for t in self.tables)
            or bool(self.formulas)
        )

    @property
    def proved(self) -> bool:
        """Whether nothing changes but what is listed."""
        return not self.limits and all(each.exact for each in self.answers)


def meaning(old: Model, new: Model, *, budget: int = BUDGET) -> Meaning:
    """The difference in meaning of two models."""
    return _Comparison(old, new, budget).meaning()


@dataclass(eq=False)
class _Comparison:
    old: Model
    new: Model
    budget: int
    tables: list[TableDifference] = field(default_factory=list)
    formulas: list[FormulaDifference] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    """Changed elements, with what stops an exact analysis of each."""

    def __post_init__(self) -> None:
        self.around = (Surroundings(model=self.old), Surroundings(model=self.new))
        self.olds, self.news = _elements(self.old), _elements(self.new)

    def meaning(self) -> Meaning:
        for name in [each for each in self.news if each in self.olds]:
            self._compare(name)
        asked = [name for name in asked_of(self.new) if name in self.olds]
        order = {name: place for place, name in enumerate(self.news)}
        return Meaning(
            tables=tuple(sorted(self.tables, key=lambda each: order[each.name])),
            formulas=tuple(sorted(self.formulas, key=lambda each: order[each.name])),
            answers=tuple(self._answer(name) for name in asked),
            limits=self.limits,
        )

    # --- each element in itself -----------------------------------------------------------------------

    def _compare(self, name: str) -> None:
        old, new = self.olds[name], self.news[name]
        found: list[str] = []
        if type(old) is not type(new):
            found.append(f"`{name}` is another kind of element now")
        else:
            local = _parameters(old) | _parameters(new)
            for part in changed_parts(_logic(old), _logic(new)):
                self._part(name, part, local, found)
            if name not in self._changed_constants and (found or self._is_listed(name)):
                found.extend(self._hidden_constants(name, _logic(old), _logic(new)))
            if not _same_item(old.item, new.item):
                found.append(f"the type of `{name}` has changed")
            if found or self._is_listed(name):
                self.changed[name] = found
            else:
                self._constants(name, old, new)
            return
        self.changed[name] = found

    def _is_listed(self, name: str) -> bool:
        return any(t.name == name for t in self.tables) or any(f.name == name for f in self.formulas)

    def _part(self, name: str, part: ChangedPart, local: frozenset[str], found: list[str]) -> None:
        if isinstance(part.old, DecisionTable) and isinstance(part.new, DecisionTable):
            difference = compare_tables(
                self._side(0, name, part.old, part.local | local),
                self._side(1, name, part.new, part.local | local),
                part.within,
                budget=self.budget,
            )
            if difference.regions or difference.reasons:
                self.tables.append(difference)
                found.extend(difference.reasons)
            return
        written = FormulaDifference(
            name=name, within=part.within, old=_written(part.old), new=_written(part.new)
        )
        self.formulas.append(written)
        if name not in self._changed_constants:
            title = f"{name}.{part.within}" if part.within else name
            found.append(f"the logic of `{title}` has changed, and is not compared case by case")

    def _side(self, which: int, owner: str, table: DecisionTable, local: frozenset[str]) -> Side:
        return Side(owner=owner, table=table, surroundings=self.around[which].within(local))

    @cached_property
    def _changed_constants(self) -> frozenset[str]:
        old, new = (around.constants.known for around in self.around)
        return frozenset(name for name in old.keys() & new.keys() if not same(old[name], new[name]))

    def _constants(self, name: str, old: Element, new: Element) -> None:
        """Logic that says the same, but names constants that have changed."""
        before, after = _logic(old), _logic(new)
        if not reads(before) & self._changed_constants or name in self._changed_constants:
            return
        found = self._hidden_constants(name, before, after)
        if not isinstance(before, DecisionTable) or not isinstance(after, DecisionTable):
            self.changed[name] = found
            return
        none: frozenset[str] = frozenset()
        difference = compare_tables(
            self._side(0, name, before, none), self._side(1, name, after, none), budget=self.budget
        )
        if difference.regions:
            self.tables.append(difference)
        if difference.regions or difference.reasons or found:
            self.changed[name] = [*difference.reasons, *found]

    def _hidden_constants(
        self, name: str, old: BoxedExpression | None, new: BoxedExpression | None
    ) -> list[str]:
        """Changed constants that logic works with where the comparison of tables does not see them."""
        found: set[str] = set()
        for logic in (old, new):
            if isinstance(logic, DecisionTable):
                for clause in logic.inputs:
                    found |= reads_tree(clause.expression)
                for rule in logic.rules:
                    for entry in rule.input_entries:
                        found |= set().union(
                            *(reads_tree(test) for test in entry.tests if not _plain_test(test))
                        )
            else:
                found |= reads(logic)
        listed = ", ".join(f"`{each}`" for each in sorted(found & self._changed_constants))
        return [f"`{name}` works with {listed}, which has changed"] if listed else []

    # --- inputs ---------------------------------------------------------------------------------------

    @cached_property
    def limits(self) -> tuple[str, ...]:
        """Inputs that are not the same in both: models are compared where both take a case."""
        return tuple(_input_limits(self.old, self.new))

    # --- answers --------------------------------------------------------------------------------------

    def _answer(self, name: str) -> AnswerDifference:
        needed = self._needed(name)
        because = tuple(each for each in self.news if each in needed and each in self.changed)
        gone = sorted(each for each in needed if (each in self.olds) != (each in self.news))
        if not because and not gone:
            return AnswerDifference(decision=name)
        local = self._own(name, because) if not gone else None
        if local is not None:
            return local
        composed = self._composed(name, needed)
        if composed is not None and composed.exact:
            return AnswerDifference(decision=name, because=because, regions=composed.regions)
        exact = not gone and not any(self.changed[each] for each in because)
        found = composed.reasons if composed is not None else ()
        return AnswerDifference(
            decision=name,
            because=because,
            example=next(iter(composed.regions), None) if composed is not None else None,
            exact=exact,
            only_at=self._where(because) if exact else (),
            reasons=() if exact else (*self._reasons(because, gone), *found),
        )

    def _own(self, name: str, because: tuple[str, ...]) -> AnswerDifference | None:
        """The asked decision is the changed table itself, whose clauses are inputs."""
        if because != (name,) or len(found := [t for t in self.tables if t.name == name]) != 1:
            return None
        table = found[0]
        old, new = _logic(self.olds[name]), _logic(self.news[name])
        if table.within or not isinstance(old, DecisionTable) or not isinstance(new, DecisionTable):
            return None
        inputs = {data.name for data in self.old.inputs} & {data.name for data in self.new.inputs}
        if any(to_text(c.expression) not in inputs for t in (old, new) for c in t.inputs):
            return None
        return AnswerDifference(
            decision=name,
            because=because,
            regions=table.regions,
            more=table.more,
            exact=not self.changed[name],
            reasons=tuple(self.changed[name]),
        )

    def _composed(self, name: str, needed: frozenset[str]) -> Composed | None:
        rules = sum(
            len(table.rules)
            for model in (self.old, self.new)
            for owner, _, table, _ in tables_of(model)
            if owner in needed
        )
        return self._joint.compare(name) if rules <= _MOST_RULES else None

    @cached_property
    def _joint(self) -> Joint:
        return Joint(self.old, self.new)

    def _where(self, because: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each.title for each in self.tables if each.name in because)

    def _reasons(self, because: tuple[str, ...], gone: list[str]) -> tuple[str, ...]:
        found = [reason for each in because for reason in self.changed[each]]
        found += [
            f"`{each}` is needed {'in the old model' if each in self.olds else 'in the new model'} only"
            for each in gone
        ]
        return tuple(dict.fromkeys(found))

    def _needed(self, name: str) -> frozenset[str]:
        """The elements that a decision needs in either model."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            each = waiting.pop()
            if each in found:
                continue
            found.add(each)
            for elements in (self.olds, self.news):
                if each in elements:
                    waiting += [other for other in self._reads(elements[each]) if other in elements]
        return frozenset(found)

    def _reads(self, element: Element) -> Iterator[str]:
        names = reads(_logic(element))
        known = self.olds.keys() | self.news.keys()
        yield from names & known
        for name in known - names:  # `Tax.VAT rate` may be written as a path
            if "." in name and name.split(".")[0] in names:
                yield name
        for requirement in element.requirements or ():
            yield requirement.name


def _plain_test(test: feel.Expression) -> bool:
    """A test with bounds that are constants by themselves."""
    match test:
        case feel.UnaryComparison(value=value):
            return isinstance(value, feel.Name)
        case feel.Interval(start=start, end=end):
            return all(
                each is None or isinstance(each, feel.Name | feel.NumberLiteral) for each in (start, end)
            )
        case _:
            return isinstance(test, feel.Name)


def reads_tree(tree: feel.Node) -> set[str]:
    return {name.name for name in free_names(tree)}


def _elements(model: Model) -> dict[str, Element]:
    found: dict[str, Element] = {each.name: each for each in model.decisions}
    return found | {each.name: each for each in model.knowledge_models}


def asked_of(model: Model) -> tuple[str, ...]:
    """The decisions that are asked; without any those that no other one needs."""
    decisions = {each.name: each for each in model.decisions}
    outputs = {each.name: each.outputs for each in model.services}
    asked = [name for each in model.asked for name in outputs.get(each, (each,)) if name in decisions]
    if asked:
        return tuple(dict.fromkeys(asked))
    needed = {name for each in decisions.values() for name in reads(each.expression) if name != each.name}
    needed |= {name for each in model.knowledge_models for name in reads(_logic(each))}
    return tuple(name for name in decisions if name not in needed)


def _logic(element: Element) -> BoxedExpression | None:
    return element.expression if isinstance(element, Decision) else element.function


def _parameters(element: Element) -> frozenset[str]:
    if isinstance(element, Decision) or element.function is None:
        return frozenset()
    return frozenset(parameter.name for parameter in element.function.parameters)


def _same_item(old: ItemDefinition | None, new: ItemDefinition | None) -> bool:
    return _plain(old) == _plain(new)


def _plain(item: ItemDefinition | None) -> object:
    if item is None:
        return None
    inner = (*map(_plain, item.components), _plain(item.item))
    return item.type, said(item.allowed), said(item.constraint), inner


def _input_limits(old: Model, new: Model) -> Iterator[str]:
    olds: Mapping[str, InputData] = {each.name: each for each in old.inputs}
    for data in new.inputs:
        before = olds.get(data.name)
        if before is None:
            continue
        if before.item.type != data.item.type:
            yield f"`{data.name}` is of another type now: only values that both take are compared"
        elif not _same_item(before.item, data.item):
            yield f"`{data.name}` has other allowed values now: only those that both allow are compared"
        if before.default != data.default:
            yield f"`{data.name}` has another default now: cases that do not give it are not compared"


def _written(logic: BoxedExpression | None) -> str:
    match logic:
        case None:
            return "no logic"
        case LiteralExpression(tree=tree):
            return to_text(tree, document=True)
        case DecisionTable(rules=rules):
            return f"a table of {len(rules)} rules"
        case _:
            return f"a {type(logic).__name__.removesuffix('Expression').lower()}"

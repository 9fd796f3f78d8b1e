"""The tables of a model's own text with their mutants, in all its editions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeAlias

from kaidah.cases.mutants import Mutant
from kaidah.cases.mutated import Mutated
from kaidah.model.elements import Decision, DecisionTable, Model
from kaidah.verify.surroundings import Surroundings, tables_of
from kaidah_dsl.feel import tree as feel

TableKey: TypeAlias = tuple[str, int]
MutantKey: TypeAlias = tuple[TableKey, int | None, int | None, str, str]


@dataclass(kw_only=True)
class TableVariants:
    """The tables by their place in the text; editions in which a table means the same share one variant."""

    variants: dict[TableKey, list[Mutated]] = field(default_factory=dict)
    _of: dict[tuple[int, TableKey], Mutated] = field(default_factory=dict)
    _models: list[Model] = field(default_factory=list)

    def of(self, model: Model | None, table: DecisionTable) -> Mutated | None:
        """The variant of a table in an edition; None where it is not of the model's own text."""
        return self._of.get((id(model), key_of(table)))

    def add(self, model: Model) -> None:
        surroundings = Surroundings(model=model)
        self._models.append(model)
        for owner, within, table, local in tables_of(model):
            if table.span.source.name != model.path and not model.lenient:
                continue
            found = Mutated(owner=owner, within=within, table=table, surroundings=surroundings.within(local))
            known = self.variants.setdefault(key_of(table), [])
            same = next((each for each in known if _is_alike(each, found)), None)
            if same is None:
                known.append(found)
            self._of[id(model), key_of(table)] = same or found


def variants_of(models: Iterable[Model]) -> TableVariants:
    found = TableVariants()
    for model in models:
        found.add(model)
    return found


def key_of(table: DecisionTable) -> TableKey:
    return table.span.source.name, table.span.start


def key_of_mutant(table: DecisionTable, mutant: Mutant) -> MutantKey:
    return key_of(table), mutant.rule, mutant.clause, mutant.kind, mutant.change


def _is_alike(one: Mutated, other: Mutated) -> bool:
    return (
        one.cells.clauses == other.cells.clauses
        and one.outcomes.outputs == other.outcomes.outputs
        and one.table == other.table
    )


# --- models with another table --------------------------------------------------------------------


def with_table(model: Model, owner: str, old: DecisionTable, new: DecisionTable) -> Model:
    """The model with another table in the logic of one of its elements."""
    return replace(
        model,
        decisions=tuple(
            replace(each, expression=_exchanged(each.expression, old, new)) if each.name == owner else each
            for each in model.decisions
        ),
        knowledge_models=tuple(
            replace(each, function=_exchanged(each.function, old, new)) if each.name == owner else each
            for each in model.knowledge_models
        ),
    )


def with_value(model: Model, decision: str, tree: feel.Expression) -> Model:
    """The model with a decision that has a value for all cases."""
    from kaidah.model.elements import LiteralExpression

    def exchanged(each: Decision) -> Decision:
        logic = LiteralExpression(tree=tree, type=each.type, span=each.span)
        return replace(each, expression=logic, readings=())

    found = tuple(exchanged(each) if each.name == decision else each for each in model.decisions)
    return replace(model, decisions=found)


def _exchanged(logic: Any, old: DecisionTable, new: DecisionTable) -> Any:
    if logic is old or (isinstance(logic, DecisionTable) and key_of(logic) == key_of(old)):
        return new
    if isinstance(logic, tuple):
        return tuple(_exchanged(part, old, new) for part in logic)
    if is_dataclass(logic) and type(logic).__module__ == DecisionTable.__module__:
        changed = {
            part.name: _exchanged(getattr(logic, part.name), old, new)
            for part in fields(logic)
            if part.init and part.name not in ("type", "item", "span", "written")
        }
        return replace(logic, **changed)  # type: ignore[type-var]
    return logic

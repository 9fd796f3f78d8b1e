"""The difference of an asked decision through all it needs: both models put into one, and every case tried that
their logic tells apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kaidah.diff.table import Region
from kaidah.diff.trial import Given, given_by
from kaidah.doubts.exploration import Leaf, Probe, TooMany, Unlisted, explore
from kaidah.doubts.find import differs
from kaidah.doubts.regions import Found, conditions, put_together
from kaidah.doubts.steps import Steps
from kaidah.evaluate import evaluate
from kaidah.explain.scales import scales, with_scales
from kaidah.feel.values import Value
from kaidah.model.elements import Decision, Model
from kaidah.model.renamed import Renaming
from kaidah.plan.from_model import from_model
from kaidah.plan.plan import DecisionPlan

_NEW = "new "
MOST_CASES = 1000
_MOST_TRIED = 150


@dataclass(frozen=True, kw_only=True)
class Composed:
    """`exact`: the regions are all there is; else there is one case at most. `trouble` says what stopped the
    search for cases."""

    regions: tuple[Region, ...]
    exact: bool
    compared: int
    trouble: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        if self.exact:
            return ()
        return (self.trouble or "it works with more than comparisons",)


class Joint:
    """Two models in one, to be asked about decisions that both have."""

    def __init__(self, old: Model, new: Model) -> None:
        self.old, self.new = old, new
        joined = _joined(old, new)
        self._plan = from_model(joined) if joined is not None else None
        self._plans = (from_model(old), from_model(new))
        self._scales = (scales(old), scales(new))

    def compare(self, name: str) -> Composed | None:
        """Where an asked decision differs, by the inputs of the model; None where the models cannot be joined."""
        part = self._plan.part(name) if self._plan is not None else None
        if self._plan is None or not isinstance(part, DecisionPlan):
            return None
        other = self._plan.slots[_NEW + name]
        steps = Steps(self._plan)
        exact = all([steps.decision(part.slot), steps.decision(other)])
        if not exact:
            self._guess(steps, (part.slot, other))
        leaves, trouble = _leaves(steps, (part.slot, other), MOST_CASES if exact else _MOST_TRIED)
        differing = [leaf for leaf in leaves if differs(*leaf.answer)]
        exact = exact and not trouble
        if not exact:
            differing = differing[:1]
        names = [each.name for each in self._plan.parts]
        found = put_together(differing, steps.cells)
        regions = [self._region(each, steps, names, name, exact) for each in found]
        confirmed = [region for region in regions if region is not None]
        return Composed(
            regions=tuple(confirmed),
            exact=exact and len(confirmed) == len(regions),
            compared=len(leaves),
            trouble=trouble,
        )

    def _guess(self, steps: Steps, slots: tuple[int, ...]) -> None:
        """Bounds for logic that does not go in steps: every constant in it."""
        for slot in steps.plan.needed(slots):
            part = steps.plan.parts[slot]
            if isinstance(part, DecisionPlan):
                steps.guess(part.decision.expression)

    def _region(self, found: Found, steps: Steps, names: list[str], name: str, exact: bool) -> Region | None:
        """The region with its case evaluated by both models; None where they agree on it."""
        cells = sorted(found.leaf.cells.items())
        given = {names[slot]: steps.cells(slot)[index].witness for slot, index in cells}
        old, new = (self.answer(side, given, name) for side in (0, 1))
        if not old.differs(new):
            return None
        return Region(
            text=" and ".join(conditions(found.box, steps.cells, names)) or "any case" if exact else "",
            witness=tuple(given.items()),
            old=old,
            new=new,
            constant=found.constant and exact,
        )

    def answer(self, side: int, given: Mapping[str, Value], name: str) -> Given:
        """What one of the models answers; inputs that it does not have are left out."""
        plan, model = self._plans[side], (self.old, self.new)[side]
        known = {key: value for key, value in given.items() if plan.part(key) is not None}
        type = next(each.type for each in model.decisions if each.name == name)
        found = evaluate(plan, known, [name], trace=False, lenient=model.lenient)
        return given_by(found, name, with_scales(type, self._scales[side]))


def _leaves(steps: Steps, slots: tuple[int, ...], most: int) -> tuple[list[Leaf], str]:
    def question(probe: Probe) -> tuple[Any, Any]:
        first, second = slots
        return probe.decision(first), probe.decision(second)

    leaves: list[Leaf] = []
    try:
        for leaf in explore(steps.plan, question, steps.cells, steps.cuts, most):
            leaves.append(leaf)
    except TooMany:
        return leaves, f"there are more than {most:,} cases to compare"
    except Unlisted as unlisted:
        return leaves, f"the values of `{steps.plan.parts[unlisted.slot].name}` cannot be tried one by one"
    return leaves, ""


def _joined(old: Model, new: Model) -> Model | None:
    """One model with the decisions of both: the new ones under other names."""
    inputs = {data.name: data for data in old.inputs}
    for data in new.inputs:
        known = inputs.setdefault(data.name, data)
        if known.item != data.item or known.default != data.default:
            return None
    if old.lenient or new.lenient:
        return None
    types = {item.name: item for item in old.item_definitions}
    moved = [*new.decisions, *new.knowledge_models]
    moved_types = [item for item in new.item_definitions if types.get(item.name, item) != item]
    names = {each.name: _NEW + each.name for each in (*moved, *moved_types)}
    if set(names.values()) & {each.name for each in (*old.decisions, *inputs.values())}:
        return None
    rename = Renaming(names=names, components=frozenset())
    decisions = [replace(d, requirements=None, readings=()) for d in old.decisions]
    return Model(
        name=old.name,
        path=old.path,
        item_definitions=(
            *old.item_definitions,
            *(item for item in new.item_definitions if item.name not in types),
            *(replace(item, name=names[item.name]) for item in moved_types),
        ),
        inputs=tuple(inputs.values()),
        decisions=(
            *decisions,
            *(_renamed(rename, each) for each in new.decisions),
        ),
        knowledge_models=(
            *(replace(each, requirements=None) for each in old.knowledge_models),
            *(rename.element(replace(each, requirements=None)) for each in new.knowledge_models),
        ),
    )


def _renamed(rename: Renaming, decision: Decision) -> Decision:
    return rename.element(replace(decision, requirements=None, readings=()))

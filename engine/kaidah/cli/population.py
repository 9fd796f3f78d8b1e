"""The cases of `kaidah diff --population`: each answered by the old and by the new model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kaidah.cases.case import Case
from kaidah.cases.from_csv import from_csv
from kaidah.cli.files import read_text
from kaidah.diff.meaning import asked_of
from kaidah.diff.population import CaseAnswers, Population, population
from kaidah.diff.trial import Given, given_by
from kaidah.evaluate import evaluate
from kaidah.explain.scales import scales, with_scales
from kaidah.model.elements import Model
from kaidah.plan.from_model import from_model
from kaidah.plan.plan import Plan
from kaidah_dsl.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from kaidah.cli.diff import Version


def counted_cases(file: str, old: Version, new: Version) -> Population | tuple[Diagnostic, ...]:
    """The cases of a file, answered by both; or why it cannot be read."""
    text = read_text(file)
    if isinstance(text, Diagnostic):
        return (text,)
    cases = from_csv(file, text, new.loaded)
    if has_errors(cases.diagnostics):
        return cases.diagnostics
    sides = (_Side(old), _Side(new))
    usable = [case for case in cases.cases if not case.flaws]
    return population(_answers(usable, sides), len(cases.cases) - len(usable))


def _answers(cases: list[Case], sides: tuple[_Side, _Side]) -> Iterator[CaseAnswers]:
    for case in cases:
        old, new = (side.answers(case) for side in sides)
        pairs = tuple((name, old[name], new[name]) for name in new if name in old)
        yield CaseAnswers(name=case.title, answers=pairs)


class _Side:
    """One version: the chosen edition, else the one in force on the day of the case."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self._plans: dict[int, Plan] = {}

    def answers(self, case: Case) -> Mapping[str, Given]:
        model = self._model(case)
        if model is None:
            return {}
        plan = self._plans.get(id(model)) or self._plans.setdefault(id(model), from_model(model))
        given = {name: value for name, value in case.given.items() if plan.part(name) is not None}
        types = {each.name: each.type for each in model.decisions}
        asked = [name for name in asked_of(model) if name in types]
        known = scales(model)
        found: dict[str, Given] = {}
        for name in asked:
            answer = evaluate(plan, given, [name], on=case.on, trace=False, lenient=model.lenient)
            found[name] = given_by(answer, name, with_scales(types[name], known))
        return found

    def _model(self, case: Case) -> Model | None:
        if self.version.chosen or len(self.version.models) == 1:
            return next(iter(self.version.models.values()))
        return self.version.loaded.on(self.version.loaded.day_of(case.given, case.on)).model

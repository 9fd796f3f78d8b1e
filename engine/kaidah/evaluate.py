"""Plan and case to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from decimal import localcontext
from typing import Any

from kaidah.feel.failure import Failure
from kaidah.feel.lower.frame import Absent, Value
from kaidah.feel.number import CONTEXT
from kaidah.feel.temporal import Date
from kaidah.plan.given import from_given
from kaidah.plan.item import ItemPlan, of_type
from kaidah.plan.plan import DecisionPlan, InputPlan, Plan, ServicePlan
from kaidah.plan.run import CaseRun
from kaidah.plan.to_trace import to_trace
from kaidah.trace import Trace
from kaidah_dsl.diagnostics import Diagnostic, Severity, error, has_errors
from kaidah_dsl.frozen import frozen
from kaidah_dsl.suggest import did_you_mean

Clock = Callable[[], datetime]


@frozen
class Answer:
    """`outputs` are the values of what was asked, in that order; None for null, and where `undecided`."""

    outputs: dict[str, Value]
    diagnostics: tuple[Diagnostic, ...]
    trace: Trace | None = field(repr=False)
    model: str
    edition: str
    undecided: tuple[str, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether everything that was asked has been decided."""
        return not self.undecided


def evaluate(
    plan: Plan,
    inputs: Mapping[str, Any],
    decisions: Sequence[str] | None = None,
    *,
    on: Date | date | None = None,
    lenient: bool = False,
    trace: bool = True,
    clock: Clock | None = None,
) -> Answer:
    """Answer a case.

    `inputs` are values by name, as `from_given` takes them; `decisions` the decisions or services that are
    asked (by default those of the model); `on` is the value of the model's date input. In a lenient run a
    failure is a warning and its value null, as the standard has it; else the decision is undecided. Without
    `trace` nothing is recorded. `clock` is what `now()` and `today()` ask. Problems are in the answer.
    """
    with localcontext(CONTEXT):
        case = _Case(plan, tuple(plan.asked if decisions is None else decisions), lenient=lenient)
        given = case.given(inputs, on)
        if has_errors(case.problems):
            return case.refused()
        run = CaseRun(plan, given, lenient=lenient, clock=clock, tracing=trace)
        outputs = {name: case.output(run, name) for name in case.asked}
        return case.answer(run, outputs)


class _Case:
    """One call of `evaluate`."""

    def __init__(self, plan: Plan, asked: tuple[str, ...], *, lenient: bool) -> None:
        self.plan = plan
        self.lenient = lenient
        self.problems: list[Diagnostic] = []
        self.asked = tuple(dict.fromkeys(asked))
        self.undecided: list[str] = []
        self.values: dict[str, Value] = {}
        self.services = [part for name in asked if isinstance(part := plan.part(name), ServicePlan)]
        self._check_asked()

    # --- before -----------------------------------------------------------------------------------

    def _check_asked(self) -> None:
        known = [part.name for part in self.plan.parts if isinstance(part, DecisionPlan | ServicePlan)]
        for name in self.asked:
            if name not in known:
                help = did_you_mean(name, known) or "`kaidah decisions MODEL` lists what can be asked"
                self.problems.append(error("K517", f"there is no decision `{name}` to ask", help=help))

    def given(self, inputs: Mapping[str, Any], on: Date | date | None) -> dict[int, Value]:
        """The given values by slot."""
        for name, value in (self._flat(inputs) if self.lenient else inputs).items():
            item = self._item(name)
            if item is not None:
                self._take(name, value, item)
        if self.lenient:
            self._require_input_decisions()
        if on is not None:
            self._take_day(on if isinstance(on, Date) else Date.from_datetime(on))
        return {self.plan.slots[name]: value for name, value in self.values.items()}

    def _flat(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The inputs of imported models, given as a context under the name of the import, by full names."""
        found: dict[str, Any] = {}
        for name, value in inputs.items():
            imported = isinstance(value, Mapping) and self.plan.part(name) is None
            if imported and any(known.startswith(f"{name}.") for known in self.plan.slots):
                found |= self._flat({f"{name}.{key}": entry for key, entry in value.items()})
            else:
                found |= dict.fromkeys(self._imported(name) or (name,), value)
        return found

    def _require_input_decisions(self) -> None:
        """The input decisions of a service that is asked are its parameters: null unless given."""
        for service in self.services:
            for slot in service.input_decisions:
                name = self.plan.parts[slot].name
                if name not in self.values:
                    self.values[name] = None
                    fact = f"`{name}` is not given, and the service `{service.name}` takes it"
                    self.problems.append(self._weighed(error("K501", fact, service.service.span)))

    def _imported(self, name: str) -> tuple[str, ...]:
        """The inputs of imported models that have this name there."""
        if self.plan.part(name) is not None:
            return ()
        inputs = (part.name for part in self.plan.parts if isinstance(part, InputPlan))
        return tuple(full for full in inputs if full.endswith(f".{name}"))

    def _take(self, name: str, value: Any, item: ItemPlan) -> None:
        """A lenient run takes a value that does not fit for null, and says so."""
        converted = from_given(value, item, name, lenient=self.lenient)
        self.problems.extend(map(self._weighed, converted.diagnostics))
        if self.lenient or not converted.diagnostics:
            self.values[name] = converted.value

    def _weighed(self, problem: Diagnostic) -> Diagnostic:
        return replace(problem, severity=Severity.WARNING) if self.lenient else problem

    def _take_day(self, day: Date) -> None:
        """`on` is the value of the date input; a case that gives both must mean one day."""
        name = self.plan.model.date_input
        if not name:
            return
        given = self.values.setdefault(name, day)
        if given != day:
            fact = f"`{name}` is {given}, but the case is asked on {day}"
            self.problems.append(error("K503", fact, help=f"leave out `--on`, or give `{name}` the same day"))

    def _item(self, name: str) -> ItemPlan | None:
        """What a given name must be; None when it cannot be given."""
        part = self.plan.part(name)
        if isinstance(part, InputPlan):
            return part.item
        if isinstance(part, DecisionPlan):
            if self.lenient or any(part.slot in service.input_decisions for service in self.services):
                return part.item or of_type(part.decision.type, name)
            self.problems.append(self._decision_given(part))
            return None
        known = [part.name for part in self.plan.parts if isinstance(part, InputPlan)]
        help = did_you_mean(name, known) or _listed(known)
        self.problems.append(self._weighed(error("K502", f"there is no input `{name}`", help=help)))
        return None

    def _decision_given(self, part: DecisionPlan) -> Diagnostic:
        services = [
            service.name
            for service in self.plan.parts
            if isinstance(service, ServicePlan) and part.slot in service.input_decisions
        ]
        ask = f"ask the service `{services[0]}`, or " if services else ""
        fact = f"`{part.name}` is a decision, not an input"
        return error("K502", fact, help=f"{ask}give the inputs it is decided from")

    def refused(self) -> Answer:
        """The answer to a case that cannot be evaluated."""
        return self._answer(dict.fromkeys(self.asked), tuple(self.problems), None, self.asked)

    # --- outputs ----------------------------------------------------------------------------------

    def output(self, run: CaseRun, name: str) -> Value:
        part = self.plan.part(name)
        if isinstance(part, ServicePlan):
            records = [self._record(run, slot) for slot in part.outputs]
            if not all(decided for decided, _ in records):
                self.undecided.append(name)
            return self._shaped(run, part, [value for _, value in records])
        decided, value = self._record(run, self.plan.slots[name])
        if not decided:
            self.undecided.append(name)
        return value

    def _shaped(self, run: CaseRun, part: ServicePlan, values: list[Value]) -> Value:
        try:
            return run.shaped(part, values)
        except Failure as failure:
            problem = error(failure.code, failure.message, part.service.span, help=failure.help)
            self.problems.append(self._weighed(problem))
            return None

    def _record(self, run: CaseRun, slot: int) -> tuple[bool, Value]:
        if run.values[slot].__class__ is not Absent and slot not in run.records:
            return True, run.values[slot]  # given, as an input decision
        record = run.ask(slot)
        return record.decided, record.value

    # --- after ------------------------------------------------------------------------------------

    def answer(self, run: CaseRun, outputs: dict[str, Value]) -> Answer:
        traced = to_trace(run, self.asked_decisions(), self.values) if run.tracing else None
        return self._answer(outputs, self._diagnostics(run), traced, tuple(self.undecided))

    def asked_decisions(self) -> tuple[str, ...]:
        """The decisions asked: those named, and the outputs of the services named."""
        found: list[str] = []
        for name in self.asked:
            part = self.plan.part(name)
            found.extend(part.service.outputs if isinstance(part, ServicePlan) else (name,))
        return tuple(dict.fromkeys(found))

    def _diagnostics(self, run: CaseRun) -> tuple[Diagnostic, ...]:
        asked = tuple(self.plan.slots[name] for name in self.asked_decisions())
        found = [*self.problems, *run.problems(asked)]
        if any(problem.code == "K501" for problem in found):
            found = self._with_further_inputs(run, asked, found)
        return tuple(sorted(dict.fromkeys(found), key=lambda problem: problem.sort_key))

    def _with_further_inputs(
        self, run: CaseRun, asked: tuple[int, ...], found: list[Diagnostic]
    ) -> list[Diagnostic]:
        """Say with the first missing input which others may be needed too."""
        needed = sorted(self.plan.needed(asked) - run.reported)
        names = [
            part.name
            for part in (self.plan.parts[slot] for slot in needed)
            if isinstance(part, InputPlan) and part.default is None and part.name not in self.values
        ]
        if not names:
            return found
        first = next(index for index, problem in enumerate(found) if problem.code == "K501")
        note = f"not given either, and may be needed: {', '.join(f'`{name}`' for name in names)}"
        return [problem.with_note(note) if i == first else problem for i, problem in enumerate(found)]

    def _answer(
        self,
        outputs: dict[str, Value],
        diagnostics: tuple[Diagnostic, ...],
        trace: Trace | None,
        undecided: tuple[str, ...],
    ) -> Answer:
        edition = self.plan.model.edition
        return Answer(
            outputs=outputs,
            diagnostics=diagnostics,
            trace=trace,
            model=self.plan.model.name,
            edition=edition.identifier if edition else "",
            undecided=undecided,
        )


def _listed(names: list[str]) -> str:
    return (
        f"the inputs are {', '.join(f'`{name}`' for name in names)}" if names else "the model has no inputs"
    )

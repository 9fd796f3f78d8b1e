"""The library: load a model, evaluate cases, and have the answers explained."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, TypeAlias

from kaidah.errors import KaidahError
from kaidah.evaluate import Answer, Clock, evaluate
from kaidah.feel.failure import Failure
from kaidah.feel.temporal import Date, parse_date
from kaidah.feel.types import ANY, Type
from kaidah.model.elements import Decision, DecisionService, InputData, Model
from kaidah.model.statements import model_statement
from kaidah.plan.from_model import from_model
from kaidah.plan.plan import Plan
from kaidah.trace import Trace
from kaidah.workspace import Regulation, Workspace
from kaidah_dsl.diagnostics import Diagnostic, error, has_errors
from kaidah_dsl.frozen import frozen

if TYPE_CHECKING:
    from kaidah.explain.explanation import ExplainedDecision, Explanation, Reading

    Doubtful: TypeAlias = tuple[ExplainedDecision, Reading]

Day: TypeAlias = Date | datetime.date | str
"""A day as a caller may give it: ISO text, a date of Python, or one of FEEL."""


def load(path_or_name: str | PathLike[str]) -> LoadedModel:
    """The model of a `.kaidah` file, or of a shipped model's name, ready for cases.

    Raises KaidahError with every problem found when the file cannot be read or has errors in any edition.
    """
    found = find(fspath(path_or_name))
    if not isinstance(found, LoadedModel):
        raise KaidahError(found)
    problems = found.check()
    if has_errors(problems):
        raise KaidahError(problems)
    return found


def find(path_or_name: str, workspace: Workspace | None = None) -> LoadedModel | tuple[Diagnostic, ...]:
    """The model, each edition linked only when a case needs it; or why the text cannot be read."""
    workspace = workspace or Workspace()
    path = workspace.find(path_or_name)
    if isinstance(path, tuple):
        return path
    regulation = workspace.regulation(path)
    if has_errors(regulation.diagnostics):
        return regulation.diagnostics
    return LoadedModel(regulation)


@frozen
class InForce:
    """The model as it is in force on a day, compiled; neither where it has errors."""

    model: Model | None
    plan: Plan | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class LoadedModel:
    """A regulation that answers cases. `regulation` is what the workspace read."""

    regulation: Regulation
    _days: dict[Date | None, InForce] = field(default_factory=dict, init=False, repr=False, compare=False)
    _plans: dict[int, Plan] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def name(self) -> str:
        return self.regulation.name

    @property
    def path(self) -> str:
        return str(self.regulation.path)

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions, in the order of their first days."""
        return tuple(edition.identifier for edition in self.regulation.editions)

    @property
    def inputs(self) -> tuple[InputData, ...]:
        """The input data of all editions."""
        return _distinct([data for model in self.models() for data in model.inputs])

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions of all editions."""
        return _distinct([decision for model in self.models() for decision in model.decisions])

    @property
    def services(self) -> tuple[DecisionService, ...]:
        return _distinct([service for model in self.models() for service in model.services])

    def models(self) -> tuple[Model, ...]:
        """Every edition that has no errors."""
        return tuple(result.model for result in self.regulation.models() if result.model)

    def editions_for(self, on: Day | None = None) -> tuple[Model, ...] | tuple[Diagnostic, ...]:
        """The edition in force on a day, or without a day one model for each edition; or what is wrong."""
        try:
            day = to_day(on)
        except Failure as failure:
            return (error("K110", failure.message, help=failure.help),)
        if day is not None:
            in_force = self.on(day)
            return (in_force.model,) if in_force.plan and in_force.model else in_force.diagnostics
        by_edition = {model.edition and model.edition.identifier: model for model in self.models()}
        return tuple(by_edition.values()) or self.check()

    def check(self) -> tuple[Diagnostic, ...]:
        """Every problem of the text in all its editions, each once, in the order of their places."""
        return self.regulation.check()

    def on(self, day: Date | None) -> InForce:
        """The model in force on a day, compiled once."""
        if day not in self._days:
            self._days[day] = self._link(day)
        return self._days[day]

    @property
    def date_input(self) -> str:
        """The input that holds the day of a case; "" where the model names none."""
        return _date_input(self.regulation, set())

    def day_of(self, inputs: Mapping[str, Any], on: Day | None = None) -> Date | None:
        """The day of a case: `on`, else what the case gives for the model's date input.

        Raises Failure when it is no day.
        """
        return to_day(on if on is not None else inputs.get(self.date_input))

    def evaluate(
        self,
        inputs: Mapping[str, Any] | None = None,
        decisions: Sequence[str] | str | None = None,
        on: Day | None = None,
        *,
        trace: bool = True,
        clock: Clock | None = None,
    ) -> ExplainedAnswer:
        """Answer a case: values by input name, as Python values or as text (`"950"`, `"2022-04-01"`).

        `decisions` are those asked, by default those the model asks. `on` is the day of the case. What is
        wrong with the case is in the answer's diagnostics. `trace=False` is quicker, and cannot be explained.
        `clock` tells `now()` and `today()` the moment; without one a `.kaidah` model may not ask for it, and a
        model from another tool, which cannot know better, is told the real one.
        Raises TypeError where `inputs` or `decisions` are nothing of the kind.
        """
        given = _names_to_values(inputs)
        asked = _names(decisions)
        try:
            day = self.day_of(given, on)
        except Failure as failure:
            return self.unanswered((error("K110", failure.message, help=failure.help),))
        in_force = self.on(day)
        if in_force.plan is None or in_force.model is None:
            return self.unanswered(in_force.diagnostics)
        lenient = in_force.model.lenient
        clock = clock or (_real_time if lenient else None)
        answer = evaluate(in_force.plan, given, asked, on=day, trace=trace, lenient=lenient, clock=clock)
        return ExplainedAnswer(answer=answer, model=in_force.model, on=day)

    def _link(self, day: Date | None) -> InForce:
        result = self.regulation.model_on(day)
        if result.model is None or has_errors(result.diagnostics):
            return InForce(model=result.model, plan=None, diagnostics=tuple(result.diagnostics))
        key = id(result.model)  # the regulation keeps its models, so that days of one edition share a plan
        if key not in self._plans:
            self._plans[key] = from_model(result.model)
        return InForce(model=result.model, plan=self._plans[key], diagnostics=tuple(result.diagnostics))

    def unanswered(self, diagnostics: tuple[Diagnostic, ...]) -> ExplainedAnswer:
        """An answer without outputs, because of problems found before anything was evaluated."""
        answer = Answer(outputs={}, diagnostics=diagnostics, trace=None, model=self.name, edition="")
        return ExplainedAnswer(answer=answer, model=None, on=None)

    def __reduce__(self) -> tuple[Any, ...]:
        """Sent to another process, it is read again there: what is compiled cannot travel."""
        return load, (self.path,)

    def __repr__(self) -> str:
        lines = [f"<kaidah model {self.name} ({self.path})"]
        if self.editions:
            lines.append(_listed("editions: ", self.editions))
        lines.append(_listed("inputs:   ", [data.name for data in self.inputs]))
        lines.append(_listed("decisions:", [decision.name for decision in self.decisions]) + ">")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from kaidah.notebook import model_to_html

        return model_to_html(self.name, self.inputs, self.decisions)


@frozen
class ExplainedAnswer:
    """The answer to a case, with the model it came from."""

    answer: Answer
    model: Model | None
    on: Date | None

    @property
    def outputs(self) -> dict[str, Any]:
        """What was asked, by name; None where undecided (`diagnostics` say why)."""
        return self.answer.outputs

    @property
    def trace(self) -> Trace | None:
        return self.answer.trace

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return self.answer.diagnostics

    @property
    def edition(self) -> str:
        return self.answer.edition

    @property
    def decided(self) -> bool:
        """Whether everything asked was decided."""
        return self.model is not None and self.answer.decided

    def explanation(self, lang: str = "en") -> Explanation | None:
        """What the explanation says, as data; None when nothing was evaluated or traced. With `lang` id, names
        are the labels."""
        from kaidah.explain.from_trace import from_trace
        from kaidah.explain.language import language

        if not self.trace or not self.model:
            return None
        if lang not in self._explanations:
            self._explanations[lang] = from_trace(self.trace, self.model, language(lang))
        return self._explanations[lang]

    @cached_property
    def _explanations(self) -> dict[str, Explanation]:
        """By language, once they have been asked for."""
        return {}

    @property
    def doubts(self) -> tuple[Doubtful, ...]:
        """Where the case is disputed: the readings that give another answer, with the decision they are of."""
        explanation = self.explanation()
        decisions = explanation.decisions if explanation else ()
        return tuple((decision, reading) for decision in decisions for reading in decision.doubts)

    def explain(
        self,
        depth: str = "table",
        format: str = "text",
        *,
        width: int = 100,
        colour: bool = False,
        ascii: bool = False,
        lang: str = "en",
    ) -> str:
        """Why: `depth` is sentence, table or everything; `format` is text, markdown or json; `lang` en or id
        (JSON is the same in both).

        `width`, `colour` and `ascii` (no boxes and marks beyond ASCII) are for text.
        """
        from kaidah.explain.words import words_in

        words = words_in(lang)
        explanation = self.explanation("en" if format == "json" else lang)
        if explanation is None:
            return _problems(self.diagnostics)
        match format:
            case "json":
                from kaidah.explain.to_json import to_json

                return to_json(explanation)
            case "markdown":
                from kaidah.explain.to_markdown import to_markdown

                return to_markdown(explanation, depth, words)
            case "text":
                from kaidah.explain.to_text import to_text

                return to_text(explanation, depth=depth, width=width, colour=colour, ascii=ascii, words=words)
            case _:
                raise ValueError(f"the formats are text, markdown and json, not {format!r}")

    def because(self, name: str, lang: str = "en") -> list[str]:
        """The shortest reasons for an output: `rule 1 “passenger”, 203/PMK.04/2017 pasal 12(1)`."""
        from kaidah.explain.because import because
        from kaidah.explain.words import words_in

        explanation = self.explanation(lang)
        decisions = explanation.decisions if explanation else ()
        called, words = self.called(name, lang), words_in(lang)
        return [line for found in decisions if found.name == called for line in because(found, words)]

    def called(self, name: str, lang: str) -> str:
        """What a decision, service or input is called in a language."""
        from kaidah.explain.language import called, language

        return called(self.model, language(lang)).get(name, name) if self.model else name

    def shown(self, lang: str = "en") -> dict[str, str]:
        """The outputs as people read them, with unit and scale: `USD 45.00`; in `lang` id `USD 45,00`."""
        return {name: self._show(name, value, lang) for name, value in self.outputs.items()}

    def _show(self, name: str, value: Any, lang: str) -> str:
        from kaidah.explain.scales import scales, with_scales
        from kaidah.explain.words import words_in

        words = words_in(lang)
        if name in self.answer.undecided:
            return words.say("undecided")
        if self.model is None:
            return words.show(value)
        return words.show(value, with_scales(_type_of(name, self.model), scales(self.model)))

    def __repr__(self) -> str:
        lines = [f"{name} = {text}" for name, text in self.shown().items()]
        return "\n".join([*lines, *(f"{d.severity} {d.code}: {d.message}" for d in self.diagnostics)])

    def _repr_html_(self) -> str:
        from kaidah.notebook import answer_to_html

        return answer_to_html(self.shown(), self.explain() if self.trace else "", _problems(self.diagnostics))


def _names_to_values(inputs: Mapping[str, Any] | None) -> dict[str, Any]:
    given: Any = {} if inputs is None else inputs
    if not isinstance(given, Mapping):
        kind = type(given).__name__
        raise TypeError(f'inputs are names with values, as {{"Goods value": "950"}}, not of type {kind}')
    if wrong := [name for name in given if not isinstance(name, str)]:
        raise TypeError(f"the names of inputs are text, not {wrong[0]!r}")
    return dict(given)


def _names(decisions: Sequence[str] | str | None) -> list[str] | None:
    if decisions is None or isinstance(decisions, str):
        return decisions if decisions is None else [decisions]
    names: Any = list(decisions) if isinstance(decisions, Iterable) else [decisions]
    if wrong := [name for name in names if not isinstance(name, str)]:
        raise TypeError(f'decisions are asked by their names, as ["Total taxes"], not {wrong[0]!r}')
    return list(names)


def _listed(head: str, names: Sequence[str]) -> str:
    """A line of the representation of a model, in as many lines as it needs."""
    return textwrap.fill(
        ", ".join(names),
        width=100,
        initial_indent=f"  {head} ",
        subsequent_indent=" " * 13,
        break_on_hyphens=False,
    )


def _real_time() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


def _date_input(regulation: Regulation, seen: set[str]) -> str:
    """The date input that a document declares, or that a model it uses does, by the name it has here."""
    statement = model_statement(regulation.document)
    if statement and statement.date:
        return statement.date.text
    seen.add(str(regulation.path))
    for use, other in regulation.uses:
        name = _date_input(other, seen) if str(other.path) not in seen else ""
        if name:
            return f"{use.alias.text}.{name}" if use.alias else name
    return ""


def to_day(day: object) -> Date | None:
    """A day out of what a caller gives; raises Failure for what is none."""
    match day:
        case None | Date():
            return day
        case datetime.date():
            return Date(day.year, day.month, day.day)
        case str():
            return parse_date(day.strip())
        case _:
            raise Failure("K110", f"`{day}` is not a date", help="write a date as 2022-04-01")


def _distinct(elements: Sequence[Any]) -> tuple[Any, ...]:
    """One of each name, the first."""
    by_name: dict[str, Any] = {}
    for element in elements:
        by_name.setdefault(element.name, element)
    return tuple(by_name.values())


def _type_of(name: str, model: Model) -> Type:
    types = {decision.name: decision.type for decision in model.decisions}
    types |= {service.name: service.answer_type for service in model.services}
    return types.get(name, ANY)


def _problems(diagnostics: tuple[Diagnostic, ...]) -> str:
    from kaidah_dsl.report import to_text

    return to_text(diagnostics)

"""One case under way: which decisions have been decided, what they read, what went wrong where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, SupportsIndex, TypeVar

from kaidah.feel.failure import Failure
from kaidah.feel.lower import Run
from kaidah.feel.lower.frame import PENDING, RUNNING, UNDECIDED, Undecided, Unknown, Value
from kaidah.feel.values import Function
from kaidah.plan import problems
from kaidah.plan.plan import DecisionPlan, FunctionPlan, InputPlan, Plan, ServicePlan
from kaidah.trace import TableTrace
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.source import Span

DEEPEST_NESTING = 24


class Deeper(Exception):
    """A decision is needed so far down that it had better be decided first, from the top."""

    def __init__(self, slot: int) -> None:
        super().__init__(slot)
        self.slot = slot


T = TypeVar("T")


@dataclass(kw_only=True)
class Record:
    """What is known of a decision in this case.

    `blame` are the slots that kept it from being decided; `missing` the problems of inputs among them.
    """

    part: DecisionPlan
    value: Value = None
    decided: bool = False
    blame: tuple[int, ...] = ()
    reads: tuple[int, ...] = ()
    tables: list[TableTrace] = field(default_factory=list)
    steps: list[tuple[str, Value]] = field(default_factory=list)
    missing: dict[int, Diagnostic] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


class Watched(list[Any]):
    """Shared values that note, in order, which of them are read."""

    __slots__ = ("reads",)

    def __init__(self, values: list[Any]) -> None:
        super().__init__(values)
        self.reads: dict[int, None] = {}

    def __getitem__(self, slot: SupportsIndex | slice) -> Any:
        if isinstance(slot, int):
            self.reads[slot] = None
        return super().__getitem__(slot)


class CaseRun(Run):
    """A case on its way. `given` are the values that are known at the start, by slot."""

    def __init__(
        self,
        plan: Plan,
        given: dict[int, Value],
        *,
        lenient: bool = False,
        clock: Callable[[], Any] | None = None,
        tracing: bool = False,
    ) -> None:
        values: list[Value] = [PENDING] * len(plan.parts)
        for slot, value in given.items():
            values[slot] = value
        super().__init__(Watched(values) if tracing else values, lenient=lenient, clock=clock)
        self.plan = plan
        self.tracing = tracing
        self.records: dict[int, Record] = {}
        self.given = given
        self.service: problems.ServiceCall | None = None
        self.assumed: dict[str, Value] = {}
        self.reported: set[int] = set()
        self.nesting = 0
        self.peeking = False

    # --- shared values ----------------------------------------------------------------------------

    def ask(self, slot: int) -> Record:
        """Decide a decision, and first what it needs too deep below it."""
        waiting = [slot]
        while waiting:
            try:
                self.decide(waiting[-1])
                waiting.pop()
            except Deeper as deeper:
                waiting.append(deeper.slot)
        return self.records[slot]

    def from_the_top(self, decide: Callable[[], T]) -> T:
        """`decide`, again after each decision that it needs too deep below it."""
        while True:
            try:
                return decide()
            except Deeper as deeper:
                self.ask(deeper.slot)

    def demand(self, slot: int, span: Span) -> Value:
        """The value of an input, a decision or a function that is read for the first time."""
        if self.peeking:
            raise Unknown(((slot, span),))
        part = self.plan.parts[slot]
        if isinstance(part, InputPlan):
            return self._input(part, span)
        if isinstance(part, DecisionPlan):
            return self._decision(part, span)
        value = self._function(part) if isinstance(part, FunctionPlan) else self._service(part)
        self.values[slot] = value
        return value

    def peek(self, read: Callable[[], Value]) -> None:
        """Read what is known already, for a record; it decides nothing, and leaves no problem behind."""
        outer = self.diagnostics, dict(getattr(self.values, "reads", {}))
        self.diagnostics, self.peeking = [], True
        with suppress(Undecided):
            read()
        self.diagnostics, self.peeking = outer[0], False
        if isinstance(self.values, Watched):
            self.values.reads = outer[1]

    def _input(self, part: InputPlan, span: Span) -> Value:
        if part.default is not None:
            self.values[part.slot] = self.assumed[part.name] = part.default[0]
            return part.default[0]
        if not self.lenient:
            raise Unknown(((part.slot, span),))
        self.values[part.slot] = None
        return self.problem(problems.missing(part, span, to=self.service))

    def _decision(self, part: DecisionPlan, span: Span) -> Value:
        record = self.records.get(part.slot)
        if record is None and self.values[part.slot] is RUNNING:
            return self.failed(Failure("K516", f"`{part.name}` needs itself to be decided"), span)
        if record is None:
            if self.nesting >= DEEPEST_NESTING:
                raise Deeper(part.slot)
            record = self.decide(part.slot)
        if record.decided:
            return record.value
        if self.lenient:
            return None
        raise Unknown(((part.slot, span),))

    def _function(self, part: FunctionPlan) -> Value:
        if part.body is not None:
            return part.body(self)
        return self.problem(problems.without_logic(part.name, part.model.span))

    # --- decisions --------------------------------------------------------------------------------

    def decide(self, slot: int) -> Record:
        """Evaluate a decision; whatever goes wrong is in its record."""
        known = self.records.get(slot)
        if known is not None:
            return known
        part = self.plan.parts[slot]
        assert isinstance(part, DecisionPlan)
        record = Record(part=part)
        outer = self._begin(slot, record)
        try:
            record.value = self._value(part)
            record.decided = True
        except Unknown as unknown:
            self._blame(record, unknown)
        except RecursionError:
            record.diagnostics.append(problems.too_deep(part))
        except Deeper:
            self.values[slot] = PENDING
            self._end(record, outer)
            raise
        except Undecided:
            pass
        self._end(record, outer)
        self.values[slot] = record.value if record.decided else UNDECIDED
        self.records[slot] = record
        return record

    def _begin(self, slot: int, record: Record) -> tuple[Any, ...]:
        outer = (self.diagnostics, self.tables, getattr(self.values, "reads", None), self.steps)
        self.values[slot] = RUNNING
        self.nesting += 1
        self.diagnostics = record.diagnostics
        if isinstance(self.values, Watched):
            self.tables, self.steps = record.tables, record.steps
            self.values.reads = {}
        return outer

    def _end(self, record: Record, outer: tuple[Any, ...]) -> None:
        self.nesting -= 1
        if isinstance(self.values, Watched):
            record.reads = tuple(self.values.reads)
            self.values.reads = outer[2]
        self.diagnostics, self.tables, self.steps = outer[0], outer[1], outer[3]

    def _value(self, part: DecisionPlan) -> Value:
        if part.body is None:
            return self.problem(problems.without_logic(part.name, part.decision.span))
        value = part.body(self)
        if part.item is None:
            return value
        try:
            return part.item.result(value)
        except Failure as failure:
            message = f"{failure.message}, as `{part.name}` must be"
            return self.failed(Failure(failure.code, message, failure.help), part.decision.span)

    # --- services ---------------------------------------------------------------------------------

    def _service(self, part: ServicePlan) -> Function:
        def called(*arguments: Value) -> Value:
            given = {
                slot: self._argument(slot, value, part)
                for slot, value in zip(part.given, arguments, strict=True)
                if value is not PENDING
            }
            return self._serve(part, given)

        return Function(part.parameters, called, part.name, optional=part.optional)

    def _argument(self, slot: int, value: Value, service: ServicePlan) -> Value:
        part = self.plan.parts[slot]
        item = part.item if isinstance(part, InputPlan | DecisionPlan) else None
        if item is None:
            return value
        try:
            return item.result(value)
        except Failure as failure:
            message = f"{failure.message}, as `{part.name}` of `{service.name}` must be"
            raise Failure("K509", message) from None

    def _serve(self, part: ServicePlan, given: dict[int, Value]) -> Value:
        """Call a service: its decisions are decided anew, from what is given."""
        inner = CaseRun(self.plan, given, lenient=self.lenient, clock=self.clock, tracing=self.tracing)
        inner.depth, inner.iterations = self.depth + 1, self.iterations
        inner.service = problems.ServiceCall(service=part, span=self.call)
        self.enter()
        try:
            records = [inner.ask(slot) for slot in part.outputs]
        finally:
            self.leave()
            self.iterations = inner.iterations
        self._assume(inner.assumed, part)
        self.diagnostics.extend(inner.problems(part.outputs))
        if self.tables is not None:
            self.tables.extend(_tables_of(inner))
        if not self.lenient and not all(record.decided for record in records):
            raise Undecided
        return self.shaped(part, [record.value for record in records])

    def shaped(self, part: ServicePlan, values: list[Value]) -> Value:
        """What a service gives: one output is a value, several are a context. Raises Failure where that is
        not of the declared type."""
        value = values[0] if len(values) == 1 else dict(zip(part.output_names, values, strict=True))
        if part.item is None:
            return value
        try:
            return part.item.result(value)
        except Failure as failure:
            raise Failure(failure.code, f"{failure.message}, as what `{part.name}` gives must be") from None

    def _assume(self, assumed: dict[str, Value], service: ServicePlan) -> None:
        """What was assumed in a service counts as assumed here too; apart from what the case gives."""
        given = {self.plan.parts[slot].name for slot in self.given}
        for name, value in assumed.items():
            self.assumed[f"{name} (in {service.name})" if name in given else name] = value

    # --- problems ---------------------------------------------------------------------------------

    def _blame(self, record: Record, unknown: Unknown) -> None:
        """Note what kept a decision from being decided."""
        reader = unknown.reader or f"`{record.part.name}`"
        for slot, span in unknown.reads:
            source = self.plan.parts[slot]
            if isinstance(source, InputPlan):
                problem = problems.missing(source, span, reader, self.service)
                record.missing[slot] = problem
            else:
                problem = problems.undecided(record.part.name, f"`{source.name}` is", span)
            record.diagnostics.append(problem)
            record.blame += (slot,)

    def problems(self, asked: tuple[int, ...]) -> list[Diagnostic]:
        """What is wrong with the case, when these decisions are asked.

        A missing input is one error, however many decisions it keeps undecided. What is wrong with a decision
        that turned out not to matter is a warning; what was missing there, is nothing.
        """
        counting = self._counting(asked)
        found: list[Diagnostic] = []
        for slot, record in self.records.items():
            if record.decided:
                found.extend(record.diagnostics)
            elif slot in counting:
                found.extend(self._counted(record))
            else:
                found.extend(problems.of_no_consequence(record.diagnostics))
        return found

    def _counted(self, record: Record) -> Iterator[Diagnostic]:
        inputs = {problem: slot for slot, problem in record.missing.items()}
        for problem in record.diagnostics:
            slot = inputs.get(problem)
            if slot in self.reported and problem.span is not None:
                why = f"`{self.plan.parts[slot].name}` is not given"
                yield problems.undecided(record.part.name, why, problem.span)
            else:
                yield problem
            if slot is not None:
                self.reported.add(slot)

    def _counting(self, asked: tuple[int, ...]) -> set[int]:
        """The undecided decisions that keep what was asked from being decided."""
        waiting = list(asked)
        counting: set[int] = set()
        while waiting:
            slot = waiting.pop()
            record = self.records.get(slot)
            if record is not None and not record.decided and slot not in counting:
                counting.add(slot)
                waiting.extend(record.blame)
        return counting


def _tables_of(service: CaseRun) -> Iterator[TableTrace]:
    """The tables of a service that was called, within the decisions they belong to."""
    for record in service.records.values():
        for table in record.tables:
            within = f"{record.part.name}.{table.within}" if table.within else record.part.name
            yield replace(table, within=within)

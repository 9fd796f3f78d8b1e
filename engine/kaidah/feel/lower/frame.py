"""What lowered code runs on: a frame of slots, and the run that the frame belongs to.

A frame is a list: first its run, then the local variables of one body (of a decision, a function, a reading).
The values that bodies share (inputs, decisions, functions) are slots of the run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import localcontext
from typing import Any, TypeAlias

from kaidah.feel.failure import Failure
from kaidah.feel.number import CONTEXT
from kaidah_dsl.diagnostics import Diagnostic, Severity
from kaidah_dsl.source import Span

Value: TypeAlias = Any
Frame: TypeAlias = list[Any]
Code: TypeAlias = Callable[[Frame], Value]
Test: TypeAlias = Callable[[Frame, Value], bool | None]

DEEPEST_CALL = 400
MOST_ITERATIONS = 1_000_000


class Absent:
    """Why a shared slot holds no value (yet)."""

    __slots__ = ("reason",)

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __repr__(self) -> str:
        return f"<{self.reason}>"


PENDING = Absent("pending")
RUNNING = Absent("running")
MISSING = Absent("missing")
UNDECIDED = Absent("undecided")


class Undecided(Exception):
    """Leaves a body that cannot be decided; what is wrong has been reported."""


class Unknown(Undecided):
    """Leaves a body because shared slots that it needs have no value. Not reported yet.

    `reads` are the slots and where they were read; `reader` says who reads if it is not the whole body.
    """

    def __init__(self, reads: tuple[tuple[int, Span], ...], reader: str = "") -> None:
        super().__init__(reads)
        self.reads = reads
        self.reader = reader


class Run:
    """One evaluation: shared values, problems, limits. In a lenient run a failure warns and gives null.

    `clock` answers `now()` and `today()`; without one they fail.
    """

    def __init__(self, values: list[Value], *, lenient: bool = False, clock: Any = None) -> None:
        self.values = values
        self.lenient = lenient
        self.clock = clock
        self.diagnostics: list[Diagnostic] = []
        self.depth = 0
        self.iterations = 0
        self.call: Span | None = None  # where the function that is called last is called
        self.tables: list[Any] | None = None  # the traces of tables, where they are asked for
        self.steps: list[tuple[str, Value]] | None = None  # and what a decision works out one by one

    def failed(self, failure: Failure, span: Span) -> Value:
        """Report that the operation at `span` has no result: null in a lenient run, else the body ends."""
        return self.problem(
            Diagnostic(code=failure.code, message=failure.message, span=span, help=failure.help)
        )

    def problem(self, problem: Diagnostic) -> Value:
        """Report a problem that leaves no result, as `failed` does."""
        if self.lenient:
            problem = replace(problem, severity=Severity.WARNING)
        if problem not in self.diagnostics[-20:]:
            self.diagnostics.append(problem)
        if self.lenient:
            return None
        raise Undecided

    def demand(self, slot: int, span: Span) -> Value:
        """The value of a shared slot that holds none yet."""
        raise Unknown(((slot, span),))

    def iterate(self, count: int) -> None:
        """Count iterations against the limit before they are made."""
        self.iterations += count
        if self.iterations > MOST_ITERATIONS:
            raise Failure("K516", f"more than {MOST_ITERATIONS:,} iterations", "iterate over fewer values")

    def enter(self) -> None:
        """Begin a function call; pair it with `leave`."""
        self.depth += 1
        if self.depth > DEEPEST_CALL:
            self.depth -= 1
            raise Failure("K516", f"functions call each other more than {DEEPEST_CALL} deep", TOO_DEEP_HELP)

    def leave(self) -> None:
        self.depth -= 1


TOO_DEEP_HELP = "let the function end for some arguments, or iterate with `for`"


class Constant:
    """Code whose value is known before any run."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def __call__(self, frame: Frame) -> Value:
        return self.value


def fold(code: Code, *operands: Code) -> Code:
    """`code` itself, or its value where all operands are constants and it has one."""
    if not all(isinstance(operand, Constant) for operand in operands):
        return code
    try:
        with localcontext(CONTEXT):
            value = code([Run([])])
    except Undecided:
        return code
    return code if _has_context(value) else Constant(value)


def _has_context(value: Value) -> bool:
    """Whether a caller could change the value, which a constant must not allow."""
    return isinstance(value, dict) or (isinstance(value, tuple) and any(map(_has_context, value)))


def failing(failure: Failure, span: Span) -> Code:
    """Code that never has a result."""

    def code(frame: Frame) -> Value:
        return frame[0].failed(failure, span)

    return code

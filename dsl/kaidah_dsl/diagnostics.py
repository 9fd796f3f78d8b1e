"""Problems are values: gathered where they are found, printed at the surface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@frozen
class Label:
    """A further place that belongs to a problem, and what to see there."""

    span: Span
    message: str = ""


@frozen
class Edit:
    """Replace the text of a span."""

    span: Span
    text: str


@frozen
class Fix:
    """A change that mends the problem; `safe` when it cannot change any answer."""

    message: str
    edits: tuple[Edit, ...]
    safe: bool = False


@frozen
class Facts:
    """What a finding about a decision table says, as data.

    `kind` is the flaw, `rules` are numbers as in the table, `witness` is a case that shows it: plain values by
    the input expression, and `inputs` the same by the model's inputs where these are others.
    """

    kind: str
    table: str
    rules: tuple[int, ...] = ()
    region: str = ""
    witness: tuple[tuple[str, object], ...] = ()
    inputs: tuple[tuple[str, object], ...] = ()


@frozen
class Diagnostic:
    """One problem.

    `message` states the fact and `help` proposes the change: lower case, one line, the user's text in
    backticks. `code` names a page of the catalogue (`kaidah rule CODE`). `span` is None only for problems of
    a case rather than of a text, such as an unknown input name.
    """

    code: str
    message: str
    severity: Severity = Severity.ERROR
    span: Span | None = None
    label: str = ""
    others: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    help: str = ""
    fix: Fix | None = None
    citation: str = ""
    facts: Facts | None = None

    def with_note(self, note: str) -> Diagnostic:
        return replace(self, notes=(*self.notes, note))

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        if self.span is None:
            return ("", -1, -1, self.code)
        source = self.span.source
        return (source.name, source.first_line, self.span.start, self.code)


def error(
    code: str, message: str, span: Span | None = None, *, help: str = "", label: str = ""
) -> Diagnostic:
    """A problem that stops the answer."""
    return Diagnostic(code=code, message=message, span=span, help=help, label=label)


def warning(
    code: str, message: str, span: Span | None = None, *, help: str = "", label: str = ""
) -> Diagnostic:
    """A problem that leaves the answer as it is."""
    return Diagnostic(
        code=code, message=message, span=span, help=help, label=label, severity=Severity.WARNING
    )


def has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)

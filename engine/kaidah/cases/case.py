"""A case: what is given, what is expected, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kaidah.api import ExplainedAnswer
from kaidah.feel.temporal import Date
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span

ColumnPath = tuple[str, ...]
"""An input or a decision, and the component of it that a column is about: ("Taxes", "VAT")."""


@frozen
class Case:
    """`expected` values and `problems` (codes) by decision; `flaws` are problems of the case's own text."""

    name: str
    group: str
    given: Mapping[str, Any]
    expected: Mapping[ColumnPath, Any]
    problems: Mapping[str, str]
    on: Date | None
    span: Span
    about: str = ""
    cite: str = ""
    flaws: tuple[Diagnostic, ...] = ()

    @property
    def title(self) -> str:
        """`Boundaries: just above`, `line 7`."""
        name = self.name or f"line {self.span.line}"
        return f"{self.group}: {name}" if self.group else name

    @property
    def asked(self) -> list[str] | None:
        """The decisions the case is about; None where it expects nothing in particular."""
        names = dict.fromkeys([*(path[0] for path in self.expected), *self.problems])
        return list(names) or None


@frozen
class Cases:
    """The cases of one text, and what is wrong with the text."""

    cases: tuple[Case, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen
class Comparison:
    """What was expected of one decision, what came out, both as people read them."""

    name: str
    expected: str
    actual: str
    agrees: bool


@frozen
class CaseResult:
    """`unexpected`: errors the case did not announce."""

    case: Case
    comparisons: tuple[Comparison, ...]
    unexpected: tuple[Diagnostic, ...]
    answer: ExplainedAnswer | None

    @property
    def passed(self) -> bool:
        return not self.unexpected and all(comparison.agrees for comparison in self.comparisons)

    @property
    def differences(self) -> tuple[Comparison, ...]:
        return tuple(comparison for comparison in self.comparisons if not comparison.agrees)

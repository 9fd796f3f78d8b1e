"""What a check finds in a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kaidah.feel.values import Value, to_literal
from kaidah_dsl.diagnostics import Diagnostic, Facts, Fix, Label, Severity
from kaidah_dsl.source import Span


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One flaw. `rules` are numbers as in the table, `witness` a case that shows it: the values of input
    clauses by their expression, `size` how much of the table it is about."""

    code: str
    kind: str
    severity: Severity
    table: str
    message: str
    span: Span
    rules: tuple[int, ...] = ()
    region: str = ""
    witness: tuple[tuple[str, Value], ...] = ()
    inputs: tuple[tuple[str, Value], ...] = ()
    others: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    label: str = ""
    help: str = ""
    fix: Fix | None = None
    size: int = 0

    def diagnostic(self) -> Diagnostic:
        notes = self.notes
        if self.witness:
            notes = (f"for example: {case_text(self.witness)}", *notes)
        if self.inputs and self.inputs != self.witness:
            notes = (*notes, f"as it comes about when {case_text(self.inputs)}")
        return Diagnostic(
            code=self.code,
            message=self.message,
            severity=self.severity,
            span=self.span,
            label=self.label,
            others=self.others,
            notes=notes,
            help=self.help,
            fix=self.fix,
            facts=Facts(
                kind=self.kind,
                table=self.table,
                rules=self.rules,
                region=self.region,
                witness=tuple((name, plain(value)) for name, value in self.witness),
                inputs=tuple((name, plain(value)) for name, value in self.inputs),
            ),
        )


def case_text(case: tuple[tuple[str, Value], ...]) -> str:
    """`FOB value` is 1501, `Receiver` is "company"."""
    from kaidah.region.words import literal

    return ", ".join(f"`{name}` is {literal(value)}" for name, value in case)


def plain(value: Value) -> Any:
    """A value as JSON has it: numbers that are not whole, dates and the like as their text."""
    if value is None or isinstance(value, bool | str):
        return value
    text = to_literal(value)
    if text.lstrip("-").isdigit():
        return int(text)
    return text[2:-1] if text.startswith('@"') else text

"""Problems as annotated source, for people.

passengers.kaidah:14:37: error K201: unknown name `Good value`
   |
14 | decision Dutiable value : USD = max(Good value - Exemption, 0)
   |                                     ^^^^^^^^^^
   help: did you mean `Goods value`?
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kaidah_dsl.diagnostics import Diagnostic, Severity
from kaidah_dsl.report.paint import Paint
from kaidah_dsl.report.snippet import Mark, snippet

_PAINTS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFORMATION: "cyan"}


def to_text(diagnostics: Iterable[Diagnostic], *, colour: bool = False) -> str:
    """Every problem in the order of its place, and a last line that counts them; "" for none."""
    ordered = sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)
    if not ordered:
        return ""
    blocks = [one_to_text(diagnostic, colour=colour) for diagnostic in ordered]
    return "\n".join([*blocks, summary(ordered)]) + "\n"


def one_to_text(diagnostic: Diagnostic, *, colour: bool = False) -> str:
    """One problem: its headline, the lines it points at, help and notes."""
    paint = Paint(colour)
    marks = _marks(diagnostic)
    gutter = max((len(str(mark.span.line)) for mark in marks), default=0)
    lines = [_headline(diagnostic, paint), *snippet(marks, gutter, paint)]
    indent = " " * (gutter + 1 if marks else 2)
    lines += [f"{indent}{paint.dim('note:')} {note}" for note in diagnostic.notes]
    if diagnostic.citation:
        lines.append(f"{indent}{paint.dim('cite:')} {diagnostic.citation}")
    if diagnostic.help:
        lines.append(f"{indent}{paint.green('help:')} {diagnostic.help}")
    return "\n".join(lines) + "\n"


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """`7 problems in passengers.kaidah (6 errors, 1 warning). kaidah rule K201 explains the first code.`"""
    files = {diagnostic.span.source.name for diagnostic in diagnostics if diagnostic.span}
    where = f" in {files.pop()}" if len(files) == 1 else f" in {len(files)} files" if files else ""
    first = diagnostics[0].code
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    kinds = ", ".join(
        counted(counts[severity], _NOUNS[severity]) for severity in Severity if counts[severity]
    )
    detail = f" ({kinds})" if len(counts) > 1 or Severity.ERROR not in counts else ""
    return f"{counted(len(diagnostics), 'problem')}{where}{detail}. `kaidah rule {first}` explains {first}."


_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}


def counted(number: int, noun: str) -> str:
    """`1 problem`, `2 problems`."""
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def _headline(diagnostic: Diagnostic, paint: Paint) -> str:
    place = f"{diagnostic.span}: " if diagnostic.span else ""
    kind = paint.named(_PAINTS[diagnostic.severity], f"{diagnostic.severity.value} {diagnostic.code}")
    return f"{paint.bold(place)}{kind}: {diagnostic.message}"


def _marks(diagnostic: Diagnostic) -> list[Mark]:
    if diagnostic.span is None:
        return [Mark(other.span, other.message, primary=False) for other in diagnostic.others]
    first = Mark(diagnostic.span, diagnostic.label, primary=True, paint=_PAINTS[diagnostic.severity])
    return [first, *(Mark(other.span, other.message, primary=False) for other in diagnostic.others)]

"""A test run for people: each failed case as a small table with its reason, and the counts."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from kaidah.cases.case import CaseResult, Comparison
from kaidah.cases.coverage import Coverage, percent
from kaidah.cases.report import ModelResult, total
from kaidah_dsl import report
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.report.paint import Paint


def to_text(
    models: Sequence[ModelResult], *, colour: bool = False, verbose: bool = False, coverage: bool = False
) -> str:
    """One line a file, the failed cases in full (with `verbose` also the names of those that passed; with
    `coverage` what no case tries)."""
    paint = Paint(colour)
    blocks = [_model(model, paint, verbose) for model in models]
    if coverage:
        blocks += [_coverage(model, paint, verbose) for model in models if model.coverage.rules]
        blocks.append(f"{coverage_summary(models)}\n")
    return "".join(blocks) + summary(models) + "\n"


def coverage_summary(models: Sequence[ModelResult]) -> str:
    """`34 of 62 rules fired (54.8%); 80 of 120 entries both held and failed`."""
    tried = sum(model.coverage.tried for model in models)
    entries = sum(model.coverage.entries for model in models)
    return f"{rules_summary(models)}; {_held(tried, entries)}"


def rules_summary(models: Sequence[ModelResult]) -> str:
    """`34 of 62 rules fired (54.8%)`."""
    fired = sum(model.coverage.fired for model in models)
    rules = sum(model.coverage.rules for model in models)
    return f"{fired} of {report.counted(rules, 'rule')} fired ({total(models)}%)"


def _held(tried: int, entries: int) -> str:
    noun = "entry" if entries == 1 else "entries"
    return f"{tried} of {entries} {noun} both held and failed"


def _coverage(model: ModelResult, paint: Paint, verbose: bool) -> str:
    """How many rules of each table have fired, and what has not been tried."""
    covered = model.coverage
    lines = [f"{paint.bold(model.path)}: {_fired(covered)} ({percent(covered.fired, covered.rules)}%)"]
    for table in covered.tables:
        mark = paint.green("✓") if not table.unfired else paint.named("yellow", "-")
        rules = f"{table.fired} of {report.counted(table.rules, 'rule')} fired"
        held = f"; {_held(table.tried, table.entries)}" if table.entries else ""
        lines.append(f"  {mark} {table.title}: {rules}{held}")
        lines += [
            f"      never fired: {unfired.rule.title} (line {unfired.rule.span.line})"
            for unfired in table.unfired
        ]
        if verbose:
            lines += [f"      never {_sides(each.missing)}: {each.title}" for each in table.half_tried]
        lines += ["      default outputs never needed"] if table.unused_default else []
    lines += [f"  - never decided: {each.name} (line {each.span.line})" for each in covered.undecided]
    return "\n".join(lines) + "\n\n"


def _sides(missing: Sequence[str]) -> str:
    """`failed`, `held or failed`."""
    words = {"holds": "held", "fails": "failed"}
    return " or ".join(words[side] for side in missing)


def summary(models: Sequence[ModelResult]) -> str:
    """`12 passed, 1 failed in 2 files`."""
    passed = sum(len(model.passed) for model in models)
    failed = sum(len(model.failed) for model in models)
    where = f" in {report.counted(len(models), 'file')}" if len(models) != 1 else ""
    none = passed + failed == 0 and not any(model.diagnostics for model in models)
    empty = "; no cases yet: write an `examples` table or a cases.csv" if none else ""
    return f"{passed} passed, {failed} failed{where}{empty}"


def _model(model: ModelResult, paint: Paint, verbose: bool) -> str:
    blocks = [f"{paint.bold(model.path)}: {len(model.passed)} passed, {len(model.failed)} failed\n"]
    if model.results and model.coverage.rules:
        blocks[0] = blocks[0].replace("\n", f"; {_fired(model.coverage)}\n")
    if verbose:
        blocks += [f"  {paint.green('✓')} {result.case.title}\n" for result in model.passed]
        blocks += [f"  - never fired: {unfired.title}\n" for unfired in model.coverage.unfired]
    blocks += [f"\n{_failure(result, paint)}" for result in model.failed]
    if model.diagnostics:
        blocks.append("\n" + report.to_text(model.diagnostics, colour=paint.on))
    return "".join(blocks) + ("\n" if len(blocks) > 1 else "")


def _fired(coverage: Coverage) -> str:
    return f"{coverage.fired} of {report.counted(coverage.rules, 'rule')} fired"


def _failure(result: CaseResult, paint: Paint) -> str:
    case = result.case
    about = f" ({case.about})" if case.about else ""
    lines = [f"  {paint.named('red', '✗')} {case.span}: {case.title}{about}"]
    lines += [f"    {line}" for line in _table(result.comparisons, paint)]
    lines += [f"    {reason}" for reason in _reasons(result)]
    lines += [f"    {line}" for found in result.unexpected for line in _problem(found, result)]
    if case.cite:
        lines.append(f"    cite: {case.cite}")
    return "\n".join(lines) + "\n"


def _problem(found: Diagnostic, result: CaseResult) -> list[str]:
    """A problem with its help, where that speaks of the cells and not of a way to run the case."""
    help = [f"  help: {found.help}"] if found.help and result.answer is None else []
    return [f"{found.code}: {found.message}", *help]


def _table(comparisons: Sequence[Comparison], paint: Paint) -> list[str]:
    """decision | expected | actual, the differences marked."""
    if not comparisons:
        return []
    rows = [("decision", "expected", "actual")]
    rows += [(found.name, found.expected, found.actual) for found in comparisons]
    widths = [max(_width(row[index]) for row in rows) for index in range(3)]
    lines = [_row(row, widths) for row in rows]
    lines.insert(1, f"|{'|'.join('-' * (width + 2) for width in widths)}|")
    for index, found in enumerate(comparisons, start=2):
        if not found.agrees:
            lines[index] = paint.named("red", f"{lines[index]} <-")
    return lines


def _row(cells: tuple[str, ...], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _reasons(result: CaseResult) -> list[str]:
    """For each decision that differs, the rule or citation that made it so."""
    if result.answer is None:
        return []
    names = dict.fromkeys(difference.name for difference in result.differences)
    reasons = []
    for name in names:
        found = "; ".join(result.answer.because(name))
        if found:
            reasons.append(f"{name} because {found}")
    return reasons

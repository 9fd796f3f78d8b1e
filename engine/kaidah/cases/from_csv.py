"""Cases out of a `cases.csv`: one line a case, plain values, columns named after inputs and decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from kaidah.api import LoadedModel, to_day
from kaidah.cases.case import Case, Cases, ColumnPath
from kaidah.cases.column import RESERVED, Column, column, headings
from kaidah.cases.sheet import Line, read_sheet
from kaidah.feel.failure import Failure
from kaidah.feel.temporal import Date
from kaidah.model.elements import Model
from kaidah.plan.given import from_text
from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.source import Span
from kaidah_dsl.suggest import did_you_mean

_PROBLEM = re.compile(r"error +(?P<code>K\d{3})")


def from_csv(name: str, text: str, loaded: LoadedModel) -> Cases:
    """The cases of a file's text. A case with a cell that cannot be read is kept, with the flaw."""
    sheet = read_sheet(name, text)
    if sheet.header is None:
        return Cases(diagnostics=sheet.diagnostics)
    models = loaded.models()
    problems = [*sheet.diagnostics, *_heading_problems(sheet.header, models)]
    cases = tuple(_case(line, sheet.header, loaded) for line in sheet.lines)
    return Cases(cases=cases, diagnostics=tuple(problems))


def _heading_problems(header: Line, models: Sequence[Model]) -> Iterator[Diagnostic]:
    known = list(dict.fromkeys(headings(models)))
    seen: set[str] = set()
    for heading, span in zip(header.cells, header.spans, strict=True):
        if heading in seen:
            yield error("K219", f"the column `{heading}` stands twice", span, help="keep one of them")
        seen.add(heading)
        if heading in RESERVED or any(column(heading, model) for model in models):
            continue
        message = f"`{heading}` is neither an input nor a decision" if heading else "a column without a name"
        help = (
            did_you_mean(heading, known)
            or "name the column after an input, a decision, or `case`, `on`, `cite`"
        )
        yield error("K219", message, span, help=help)


def _case(line: Line, header: Line, loaded: LoadedModel) -> Case:
    reader = _CaseReader(line, header)
    day = reader.day(loaded)
    model = loaded.on(day).model
    if model is None:
        reader.flaws += loaded.on(day).diagnostics
        reader.read_problems()
    else:
        reader.read_values(model)
    return Case(
        name=reader.text("case"),
        group="",
        given=reader.given,
        expected=reader.expected,
        problems=reader.problems,
        on=reader.on,
        span=line.span,
        about=reader.text("about"),
        cite=reader.text("cite"),
        flaws=tuple(reader.flaws),
    )


class _CaseReader:
    """Gathers what one line says."""

    def __init__(self, line: Line, header: Line) -> None:
        self.line = line
        self.cells: dict[str, tuple[str, Span]] = {}
        self.given: dict[str, Any] = {}
        self.expected: dict[ColumnPath, Any] = {}
        self.problems: dict[str, str] = {}
        self.flaws: list[Diagnostic] = []
        self.on: Date | None = None
        self._pair(header)

    def _pair(self, header: Line) -> None:
        if len(self.line.cells) != len(header.cells):
            message = f"this line has {len(self.line.cells)} cells, the header {len(header.cells)}"
            self.flaws.append(error("K104", message, self.line.span))
        for heading, cell, span in zip(header.cells, self.line.cells, self.line.spans, strict=False):
            self.cells[heading] = (cell, span)

    def text(self, heading: str) -> str:
        return self.cells.get(heading, ("", None))[0]

    def day(self, loaded: LoadedModel) -> Date | None:
        """The day of the case: from `on`, else from the model's date input."""
        for heading in ("on", loaded.date_input):
            if self.text(heading):
                return self._day(heading)
        return None

    def _day(self, heading: str) -> Date | None:
        text, span = self.cells[heading]
        try:
            day = to_day(text)
        except Failure as failure:
            self.flaws.append(error("K110", failure.message, span, help=failure.help))
            return None
        self.on = day if heading == "on" else None
        return day

    def read_values(self, model: Model) -> None:
        for heading, (text, span) in self.cells.items():
            found = None if heading in RESERVED or not text else column(heading, model)
            if found is not None:
                self._read(found, text, span)

    def read_problems(self) -> None:
        """What is expected where no edition is in force: problems only."""
        for heading, (text, _) in self.cells.items():
            if problem := _PROBLEM.fullmatch(text):
                self.problems[heading] = problem["code"]

    def _read(self, found: Column, text: str, span: Span) -> None:
        problem = _PROBLEM.fullmatch(text)
        if problem and not found.given:
            self.problems[found.path[0]] = problem["code"]
            return
        if text == "null" and not found.given:
            self.expected[found.path] = None
            return
        converted = from_text(text, found.item, ".".join(found.path))
        self.flaws += (_at(flaw, span) for flaw in converted.diagnostics)
        if found.given:
            _put(self.given, found.path, converted.value)
        else:
            self.expected[found.path] = converted.value


def _at(flaw: Diagnostic, span: Span) -> Diagnostic:
    return replace(flaw, span=span)


def _put(given: dict[str, Any], path: ColumnPath, value: Any) -> None:
    """Set a value in nested contexts, making those on the way."""
    for name in path[:-1]:
        given = given.setdefault(name, {})
    given[path[-1]] = value

"""Examples: cases of a table in the document, and the columns they share with `cases.csv`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from kaidah.feel.failure import Failure
from kaidah.feel.infer import Scope, infer
from kaidah.feel.temporal import Date, parse_date
from kaidah.model.elements import Decision, Example, InputData, Model, Period
from kaidah.model.reader import FeelReader
from kaidah.model.statements import Statements
from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span
from kaidah_dsl.suggest import did_you_mean

CASE, ON, ABOUT, CITE = "case", "on", "about", "cite"
SPECIAL = (CASE, ON, ABOUT, CITE)

_PROBLEM = re.compile(r"error\s+(K\d{3})")


def column(model: Model, name: str) -> InputData | Decision | None:
    """The input or decision that a column of examples or of `cases.csv` is named after; None if there is
    none."""
    data = next((data for data in model.inputs if data.name == name), None)
    return data or next((decision for decision in model.decisions if decision.name == name), None)


def unknown_column(model: Model, name: str, span: Span | None = None) -> Diagnostic:
    """K219 for a column that is neither an input, a decision, nor one of `case`, `on`, `about`, `cite`."""
    known = [*(element.name for element in (*model.inputs, *model.decisions)), *SPECIAL]
    help = did_you_mean(name, known) or "columns are named after inputs and decisions"
    return error("K219", f"there is no input or decision `{name}`", span, help=help)


def read_examples(
    statements: Statements,
    model: Model,
    reader: FeelReader,
    known: Collection[str],
    diagnostics: list[Diagnostic],
) -> tuple[Example, ...]:
    """The examples of one edition: those whose day, if they say one, lies in it.

    `known` are the names of all editions: a column that only another edition has is left out here.
    """
    types = {item.name: item.type for item in model.item_definitions}
    tables = _Examples(
        model=model, reader=reader, scope=Scope(types=types), known=known, diagnostics=diagnostics
    )
    found = (example for table in statements.of(syntax.Examples) for example in tables.read(table))
    period = model.edition.in_force if model.edition else Period()
    return tuple(example for example in found if example.on is None or example.on in period)


@frozen
class _Examples:
    model: Model
    reader: FeelReader
    scope: Scope
    known: Collection[str]
    diagnostics: list[Diagnostic]

    def read(self, table: syntax.Examples) -> Iterator[Example]:
        for cell in (*table.given, *table.expected):
            if cell.text not in SPECIAL and cell.text not in self.known:
                self.diagnostics.append(unknown_column(self.model, cell.text, cell.span))
        for number, (given, expected) in enumerate(table.rows, 1):
            yield self._case(number, table, given, expected)

    def _case(
        self,
        number: int,
        table: syntax.Examples,
        given: Sequence[syntax.Cell],
        expected: Sequence[syntax.Cell],
    ) -> Example:
        group = table.name.text if table.name else ""
        words = dict(_special(table.given, given))
        problems = tuple(_problems(table.expected, expected))
        values = tuple(self._values(table.given, given, checked=not problems))
        return Example(
            name=(words[CASE].text.strip('"') if CASE in words else "") or str(number),
            group=group,
            given=values,
            expected=tuple(self._values(table.expected, expected)),
            problems=problems,
            on=self._day(table, words.get(ON), dict(values)),
            span=(given or expected)[0].span.to((expected or given)[-1].span)
            if given or expected
            else table.span,
        )

    def _values(
        self, heads: Sequence[syntax.Cell], cells: Sequence[syntax.Cell], *, checked: bool = True
    ) -> Iterator[tuple[str, feel.Expression]]:
        for head, cell in zip(heads, cells, strict=False):
            element = self._element(head)
            if element is None or cell.text == "" or _PROBLEM.fullmatch(cell.text):
                continue
            tree = self.reader.expression(cell)
            if checked:  # a case that expects a problem may give what does not fit
                inference = infer(tree, self.scope, expected=element.type, declared=element.span)
                self.diagnostics.extend(inference.diagnostics)
            yield element.name, tree

    def _element(self, head: syntax.Cell) -> InputData | Decision | None:
        return column(self.model, head.text)

    def _day(
        self, table: syntax.Examples, cell: syntax.Cell | None, given: dict[str, feel.Expression]
    ) -> Date | None:
        """The day of a case: its `on` cell, the table's `on`, or what it gives for the model's date."""
        text = cell.text if cell and cell.text else table.on
        date = given.get(self.model.date_input)
        if not text and isinstance(date, feel.AtLiteral):
            text = date.text
        try:
            return parse_date(text.strip('@"')) if text else None
        except Failure as failure:
            span = cell.span if cell else table.span
            self.diagnostics.append(error("K110", failure.message, span, help=failure.help))
            return None


def _special(heads: Sequence[syntax.Cell], cells: Sequence[syntax.Cell]) -> Iterator[tuple[str, syntax.Cell]]:
    for head, cell in zip(heads, cells, strict=False):
        if head.text in SPECIAL:
            yield head.text, cell


def _problems(heads: Sequence[syntax.Cell], cells: Sequence[syntax.Cell]) -> Iterator[tuple[str, str]]:
    for head, cell in zip(heads, cells, strict=False):
        if match := _PROBLEM.fullmatch(cell.text):
            yield head.text, match.group(1)

"""Decision tables, relations and tables of examples, from their lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.document import mistakes, words
from kaidah_dsl.document import table_mistakes as problems
from kaidah_dsl.document.cells import SMART_QUOTE, Split, split
from kaidah_dsl.document.outline import Line
from kaidah_dsl.document.tree import NO_COMMENTS, Cell, Comments, NameText, RelationBox, Row, Table
from kaidah_dsl.source import Source, Span
from kaidah_dsl.suggest import nearest

CaseRow: TypeAlias = tuple[tuple[Cell, ...], tuple[Cell, ...]]
_MOST_EMPTY = 5
_BLANK_GROUPS = ("input clauses", "output clauses", "annotation clauses")


@dataclass
class Lines:
    """The lines of one table: its header, those above the line of dashes, and those below it."""

    header: Split
    dashes: Split | None = None
    marks: list[Split] = field(default_factory=list)
    rules: list[Split] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def lines_of(source: Source, rows: Sequence[Line], *, marks: bool = False) -> Lines | None:
    """The lines of a table, or None where it has no header. `marks`: whether lines such as `values` may stand
    between the header and the line of dashes."""
    splits = _with_comments_moved([split(source, row.start, row.end, row.before) for row in rows])
    if splits[0].is_line:
        return None
    lines = Lines(splits[0])
    at = next((index for index, line in enumerate(splits) if line.is_line), None)
    if at is None:
        lines.diagnostics.append(problems.line_missing(splits[0].span))
        at = _marks_end(splits) if marks else 1
        splits.insert(at, splits[0])
    lines.dashes = splits[at]
    _sort(lines, splits[1:at], splits[at + 1 :], marks)
    return lines


def _with_comments_moved(splits: list[Split]) -> list[Split]:
    """The lines; comments around the line of dashes go to the line below it (or else to the header)."""
    for index, line in enumerate(splits):
        before, behind = line.comments.before, line.comments.behind
        if line.is_line and index and (before or behind):
            at = index + 1 if index + 1 < len(splits) else 0
            other = splits[at].comments
            moved = (*before, *((behind,) if behind else ()))
            joined = (*moved, *other.before) if at else (*other.before, *moved)
            splits[at].comments = replace(other, before=joined)
    return splits


def _marks_end(splits: Sequence[Split]) -> int:
    at = 1
    while at < len(splits) and splits[at].groups[0][0].text in words.TABLE_MARKS:
        at += 1
    return at


def _sort(lines: Lines, above: Sequence[Split], below: Sequence[Split], marks: bool) -> None:
    for line in above:
        head = line.groups[0][0].text if line.groups[0] else ""
        if (marks and nearest(head, words.TABLE_MARKS)) or (marks and head in words.TABLE_MARKS):
            lines.marks.append(line)
        else:
            lines.diagnostics.append(problems.above_the_line(line.span, head if marks else ""))
            lines.rules.append(line)
    for line in below:
        if line.is_line:
            lines.diagnostics.append(problems.line_twice(line.span))
        else:
            lines.rules.append(line)


# --- decision tables ------------------------------------------------------------------------------


def table(source: Source, rows: Sequence[Line]) -> tuple[Table | None, list[Diagnostic]]:
    """The decision table that the lines hold. Lines with the wrong number of cells are left out."""
    lines = lines_of(source, rows, marks=True)
    if lines is None:
        return None, [problems.header_missing(source.span(rows[0].start, rows[0].end))]
    found = lines.diagnostics
    _mend_header(lines)
    _divide_header(lines)
    header = _row(lines.header, lines.header)
    header = replace(header, head=_hit_policy(header.head, found))
    _check_headings(header, found)
    marked = _marks(lines, found)
    rules = tuple(rule for line in lines.rules if (rule := _rule(line, lines.header, header, found)))
    span = source.span(rows[0].start, rows[-1].end)
    made = Table(
        span=span,
        header=header,
        rules=rules,
        types=marked.get("type"),
        labels=marked.get("label"),
        values=marked.get("values"),
        defaults=marked.get("default"),
    )
    return made, found


def _mend_header(lines: Lines) -> None:
    """Where the line of dashes and all rules have their bars elsewhere than the header, it is the header's
    that are wrong."""
    header, others = lines.header, [*filter(None, [lines.dashes]), *lines.rules]
    sizes = others[0].sizes if others else header.sizes
    total = len(header.cells)
    if sizes == header.sizes or any(line.sizes != sizes or len(line.cells) != total for line in others):
        return
    if wrong := _wrong_bars(header, others[0]):
        lines.diagnostics.append(problems.header_bars(wrong))
        header.groups = _regrouped(header.cells, sizes)


def _divide_header(lines: Lines) -> None:
    """See to it that the header has inputs, outputs and annotations, whatever its bars are."""
    header, found = lines.header, lines.diagnostics
    if len(header.groups) == 1:
        found.append(problems.no_double_bar(header.span, *_BLANK_GROUPS[:2]))
        cells = header.cells
        annotations = sum(1 for cell in cells[2:] if cell.text == "cite")
        outputs = 1 if len(cells) - annotations > 1 else 0
        middle = len(cells) - annotations
        header.groups = [cells[: middle - outputs], cells[middle - outputs : middle], cells[middle:]]
        for line in (*lines.marks, *lines.rules):
            if len(line.groups) == 1 and len(line.cells) == len(cells):
                line.groups = _regrouped(line.cells, header.sizes)
    elif len(header.groups) > 3:
        help = "input clauses, output clauses and annotation clauses"
        found.append(problems.too_many_double_bars(header.span, help))
        header.groups[2:] = [[cell for group in header.groups[2:] for cell in group]]
    elif len(header.groups) == 2:
        header.groups.append([])


def _row(line: Split, header: Split) -> Row:
    inputs, outputs, annotations = line.groups
    return Row(
        span=line.span,
        comments=line.comments,
        head=inputs[0],
        inputs=tuple(inputs[1:]),
        outputs=tuple(outputs),
        annotations=tuple(annotations),
    )


def _hit_policy(head: Cell, found: list[Diagnostic]) -> Cell:
    """The cell of the hit policy; U in place of one that is not known."""
    if head.text in words.HIT_POLICIES:
        return head
    found.append(problems.hit_policy(head.span))
    return replace(head, text="U")


def _check_headings(header: Row, found: list[Diagnostic]) -> None:
    if not header.outputs:
        found.append(problems.no_outputs(header.span))
    nameless = header.outputs if len(header.outputs) > 1 else ()
    empty = [cell for cell in (*header.inputs, *nameless, *header.annotations) if not cell.text]
    found += [problems.empty_heading(cell.span) for cell in empty[:_MOST_EMPTY]]


def _marks(lines: Lines, found: list[Diagnostic]) -> dict[str, Row]:
    marked: dict[str, Row] = {}
    for line in lines.marks:
        head = line.groups[0][0].text
        mark = head if head in words.TABLE_MARKS else nearest(head, words.TABLE_MARKS) or ""
        if mark != head:
            found.append(problems.above_the_line(line.span, head))
        if not _fit(line, lines.header, f"the line `{mark}`", found):
            continue
        if mark in marked:
            found.append(problems.mark_twice(line.span, mark, marked[mark].span))
        else:
            marked[mark] = _row(line, lines.header)
    return marked


def _rule(line: Split, header: Split, headings: Row, found: list[Diagnostic]) -> Row | None:
    if not _fit(line, header, "this rule", found):
        return None
    if line.unclosed is not None or not line.span.text.isascii():
        _mend_texts(line, found)
    row = _row(line, header)
    if not all(cell.text for cell in row.inputs) or not all(cell.text for cell in row.outputs):
        _report_empty(row, headings, found)
    return row


def _report_empty(row: Row, headings: Row, found: list[Diagnostic]) -> None:
    for output, cells, names in ((False, row.inputs, headings.inputs), (True, row.outputs, headings.outputs)):
        for cell, heading in zip(cells, names, strict=True):
            if not cell.text and not cell.span.text.strip():
                found.append(problems.empty_cell(cell.span, heading.text, output=output))


def _mend_texts(line: Split, found: list[Diagnostic]) -> None:
    """Report texts without an end and typographic quotes; annotations are plain text and may hold them."""
    for group in line.groups[:2]:
        for index, cell in enumerate(group):
            if line.unclosed is not None and cell.span.start <= line.unclosed < cell.span.end:
                place = Span(cell.span.source, line.unclosed, cell.span.end)
                found.append(mistakes.unclosed_string(place))
            elif quote := _quote_outside_text(cell):
                found.append(mistakes.smart_quotes(quote))
            else:
                continue
            group[index] = replace(cell, text="")


def _quote_outside_text(cell: Cell) -> Span | None:
    outside = False
    for place, sign in enumerate(cell.text):
        if sign == '"':
            outside = not outside
        elif not outside and SMART_QUOTE.match(sign):
            return Span(cell.span.source, cell.span.start + place, cell.span.start + place + 1)
    return None


# --- the cells of a line and those of the header --------------------------------------------------


def _fit(line: Split, header: Split, what: str, found: list[Diagnostic]) -> bool:
    """Whether a line has the header's cells. Bars of the wrong kind are reported and put right."""
    sizes = line.sizes if len(line.groups) == len(header.groups) else [*line.sizes, 0]
    if sizes == header.sizes:
        line.groups += [[]] * (len(header.groups) - len(line.groups))
        return True
    cells, expected = line.cells, header.cells
    if len(cells) == len(expected):
        if wrong := _wrong_bars(line, header):
            found.append(problems.misplaced_bars(line.span, header.span, wrong))
        line.groups = _regrouped(cells, header.sizes)
        return True
    found.append(
        problems.cell_count(
            line.span, what, len(cells), header.span, len(expected), _without_cell(line, header)
        )
    )
    return False


def _regrouped(cells: list[Cell], sizes: Sequence[int]) -> list[list[Cell]]:
    groups, start = [], 0
    for size in sizes:
        groups.append(cells[start : start + size])
        start += size
    return groups


def _wrong_bars(line: Split, header: Split) -> list[tuple[Span, str]]:
    """The bars between cells that are not as the header's, and how those are."""
    wrong: list[tuple[Span, str]] = []
    own, right = _ends(line.sizes), _ends(header.sizes)
    cells = line.cells
    for index in sorted(own ^ right):
        if 0 < index < len(cells):
            source = line.span.source
            start = source.text.index("|", cells[index - 1].span.end)
            length = 2 if index in own else 1
            wrong.append((source.span(start, start + length), "||" if index in right else "|"))
    return wrong


def _ends(sizes: Sequence[int]) -> set[int]:
    ends, total = set(), 0
    for size in sizes[:-1]:
        total += size
        ends.add(total)
    return ends


def _without_cell(line: Split, header: Split) -> list[str]:
    """The clauses that have no cell, as far as the double bars tell."""
    sizes = [*line.sizes, *[0] * (len(header.groups) - len(line.groups))]
    missing: list[str] = []
    for group, size in zip(header.groups, sizes, strict=False):
        missing += [cell.text or "the output" for cell in group[size:]]
    if len(missing) == len(header.cells) - len(line.cells):
        return missing
    return []


# --- relations and examples -----------------------------------------------------------------------


def relation(source: Source, rows: Sequence[Line], span: Span) -> tuple[RelationBox, list[Diagnostic]]:
    """The relation that the lines hold: names of columns, and lines of FEEL."""
    lines = lines_of(source, rows)
    if lines is None:
        found = [problems.header_missing(source.span(rows[0].start, rows[0].end))]
        return RelationBox(span=span, columns=(), rows=()), found
    if len(lines.header.groups) > 1:
        lines.diagnostics.append(
            problems.too_many_double_bars(lines.header.span, "the parts of decision tables")
        )
        lines.header.groups = [lines.header.cells]
    columns = tuple(
        NameText(span=cell.span, text=" ".join(cell.text.split()), comments=_at(index, lines.header))
        for index, cell in enumerate(lines.header.cells)
    )
    kept = tuple(_cells(line, 0) for line in _fitting(lines, "this line"))
    for row in kept:
        for cell, column in zip(row, columns, strict=True):
            if not cell.text:
                lines.diagnostics.append(problems.empty_cell(cell.span, column.text, output=True))
    return RelationBox(span=span, columns=columns, rows=kept), lines.diagnostics


def examples(source: Source, rows: Sequence[Line]) -> tuple[CaseRow, tuple[CaseRow, ...], list[Diagnostic]]:
    """The header and the cases of a table of examples: what is given, and what is expected."""
    lines = lines_of(source, rows)
    if lines is None:
        return ((), ()), (), [problems.header_missing(source.span(rows[0].start, rows[0].end))]
    header, found = lines.header, lines.diagnostics
    if len(header.groups) == 1:
        found.append(problems.no_double_bar(header.span, "given", "expected clauses"))
        header.groups.append([])
    elif len(header.groups) > 2:
        found.append(problems.too_many_double_bars(header.span, "what is given from what is expected"))
        header.groups[1:] = [[cell for group in header.groups[1:] for cell in group]]
    empty = [cell for cell in header.cells if not cell.text]
    found += [problems.empty_heading(cell.span) for cell in empty[:_MOST_EMPTY]]
    cases = tuple((_cells(line, 0), _cells(line, 1)) for line in _fitting(lines, "this case"))
    return (_cells(header, 0), _cells(header, 1)), cases, found


def _fitting(lines: Lines, what: str) -> list[Split]:
    kept = [line for line in lines.rules if _fit(line, lines.header, what, lines.diagnostics)]
    for line in kept:
        if line.unclosed is not None or not line.span.text.isascii():
            _mend_texts(line, lines.diagnostics)
    return kept


def _cells(line: Split, group: int) -> tuple[Cell, ...]:
    """The cells of a group; the comments of the line are on the first cell of the line."""
    cells = line.groups[group]
    if line.comments == NO_COMMENTS or not cells or cells[0] is not line.cells[0]:
        return tuple(cells)
    return (replace(cells[0], comments=line.comments), *cells[1:])


def _at(index: int, line: Split) -> Comments:
    return line.comments if index == 0 else NO_COMMENTS

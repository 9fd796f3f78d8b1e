"""What to say about mistakes in tables."""

from __future__ import annotations

from collections.abc import Sequence

from kaidah_dsl.diagnostics import Diagnostic, Edit, Fix, Label, error
from kaidah_dsl.document import words
from kaidah_dsl.document.scan import one_line
from kaidah_dsl.source import Span
from kaidah_dsl.suggest import did_you_mean

_POLICIES = (
    "U unique, A any, P priority, F first, R rule order, O output order, C collect, C+ sum, C< smallest, "
    "C> largest, C# count"
)
_POLICY_NAMES = {
    "unique": "U",
    "any": "A",
    "priority": "P",
    "first": "F",
    "rule order": "R",
    "output order": "O",
    "collect": "C",
    "sum": "C+",
    "min": "C<",
    "max": "C>",
    "count": "C#",
}


def hit_policy(span: Span) -> Diagnostic:
    written = span.text.strip()
    if not written:
        return error(
            "K106", "the table has no hit policy", span, help=f"write it into the first cell: {_POLICIES}"
        )
    meant = _POLICY_NAMES.get(written.casefold()) or next(
        (policy for policy in words.HIT_POLICIES if policy == written.upper().replace(" ", "")), None
    )
    fix = Fix(message=f"write `{meant}`", edits=(Edit(span=span, text=meant),)) if meant else None
    return Diagnostic(
        code="K106",
        message=f"`{one_line(written)}` is not a hit policy",
        span=span,
        help=(f"did you mean `{meant}`? " if meant else "") + f"the hit policies are {_POLICIES}",
        fix=fix,
    )


def line_missing(header: Span) -> Diagnostic:
    return error(
        "K105",
        "no line of dashes below the table's header",
        header,
        help="write a line such as `|---|---||---|` between the header and the rules",
    )


def header_missing(span: Span) -> Diagnostic:
    return error(
        "K105",
        "the table has no header",
        span,
        help="write a line with the hit policy, the input clauses, `||` and the output clauses above it",
    )


def line_twice(span: Span) -> Diagnostic:
    return error("K105", "a second line of dashes in one table", span, help="remove it, or begin a new table")


def above_the_line(span: Span, head: str) -> Diagnostic:
    known = did_you_mean(head, words.TABLE_MARKS) if head else ""
    help = known or "above the line stand the header and lines that begin with " + ", ".join(
        f"`{mark}`" for mark in words.TABLE_MARKS
    )
    return error("K105", "this rule stands above the line of dashes", span, help=help)


def mark_twice(span: Span, mark: str, first: Span) -> Diagnostic:
    return Diagnostic(
        code="K112",
        message=f"a second line `{mark}` in one table",
        span=span,
        others=(Label(span=first, message="the first one"),),
    )


def no_double_bar(header: Span, left: str, right: str) -> Diagnostic:
    return error(
        "K109",
        f"no `||` between the {left} and the {right}",
        header,
        help=f"write `||` before the first of the {right}",
    )


def too_many_double_bars(header: Span, groups: str) -> Diagnostic:
    return error("K109", "a `||` too many", header, help=f"`||` separates {groups}, and nothing else")


def no_outputs(header: Span) -> Diagnostic:
    return error("K109", "no output clause between the double bars", header, help="name the output there")


def misplaced_bars(span: Span, header: Span, wrong: Sequence[tuple[Span, str]]) -> Diagnostic:
    """`wrong` are the bars of the line that differ from the header's, with what belongs there."""
    first, right = wrong[0]
    return Diagnostic(
        code="K109",
        message=f"`{first.text}` where the header has `{right}`",
        span=first,
        others=(Label(span=header, message="the header"),),
        help=f"write `{right}` here",
        fix=Fix(
            message="put the bars where the header has them",
            edits=tuple(Edit(span=place, text=text) for place, text in wrong),
        ),
    )


def header_bars(wrong: Sequence[tuple[Span, str]]) -> Diagnostic:
    """`wrong` are the bars of the header that no other line of the table has so, with what belongs there."""
    first, right = wrong[0]
    return Diagnostic(
        code="K109",
        message=f"`{first.text}` in the header, where every line below has `{right}`",
        span=first,
        help=f"write `{right}` here",
        fix=Fix(
            message="put the bars where the other lines have them",
            edits=tuple(Edit(span=place, text=text) for place, text in wrong),
        ),
    )


def cell_count(
    span: Span, what: str, found: int, header: Span, expected: int, clauses: Sequence[str]
) -> Diagnostic:
    """`clauses` are those of the header that have no cell in the line."""
    cells = f"{found} cell{'' if found == 1 else 's'}"
    if found < expected and clauses:
        names = " and ".join(f"`{one_line(clause)}`" for clause in clauses[:3]) + (
            " ..." if len(clauses) > 3 else ""
        )
        verb = "has" if len(clauses) == 1 else "have"
        detail, help = f"; {names} {verb} none", f"give {names} a cell"
    else:
        detail, help = "", "remove what is too much, or add a clause to the header"
    return Diagnostic(
        code="K104",
        message=f"{what} has {cells}, the header has {expected}{detail}",
        span=span,
        others=(Label(span=header, message=f"the header has {expected}"),),
        help=help,
    )


def empty_cell(span: Span, clause: str, *, output: bool) -> Diagnostic:
    return error(
        "K108",
        f"the cell of `{one_line(clause)}` is empty" if clause else "the cell of the output is empty",
        span,
        help="write `null` for no value" if output else "write `-` if it does not matter here",
    )


def empty_heading(span: Span) -> Diagnostic:
    return error("K108", "a clause without a heading", span, help="write an expression or a name into it")

"""The phrases for differences that all formats share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kaidah.diff.difference import Difference
from kaidah.diff.meaning import AnswerDifference
from kaidah.diff.population import Total
from kaidah.diff.structure import ADDED, MOVED, REMOVED, Change
from kaidah.diff.table import Region, TableDifference
from kaidah.diff.trial import Given
from kaidah.explain.amounts import show
from kaidah.feel.values import Value
from kaidah.region.words import literal
from kaidah_dsl.report import counted

MOST_NAMED = 2


def answer(given: Given) -> str:
    """`USD 45.00`; `no answer (no rule matches)`."""
    if given.decided:
        return show(given.value, given.type)
    return f"no answer ({given.problem})" if given.problem else "no answer"


def brief(given: Given) -> str:
    """The same without why there is none."""
    return show(given.value, given.type) if given.decided else "no answer"


def case(changed: Sequence[tuple[str, Given, Given]]) -> str:
    """The answers of a real case that change, the first of them: `Duty USD 5.00 -> USD 6.00, and 2 more`."""
    shown = [f"{name} {brief(old)} -> {brief(new)}" for name, old, new in changed[:MOST_NAMED]]
    more = len(changed) - len(shown)
    return ", ".join(shown) + (f", and {counted(more, 'more answer')}" if more else "")


def witness(values: Iterable[tuple[str, Value]]) -> str:
    """`FOB value = 3, Goods kind = "bag"`."""
    return ", ".join(f"{name} = {literal(value)}" for name, value in values) or "any case"


def how(region: Region) -> str:
    """Whether the answers are so in all of the region."""
    return "" if region.constant else "for example "


def rules(region: Region) -> str:
    """Which rules decide: `rule 2 "crew"`, `rule 2 "crew", before rule 3`."""
    old, new = " and ".join(region.old_rules), " and ".join(region.new_rules)
    if old == new:
        return old
    return f"{old or 'no rule'} before, {new or 'no rule'} now"


def change(one: Change) -> str:
    """A change in one line, without how it is marked."""
    what = "" if one.what in ("rule", "name of") else f"{one.what} "
    text = f"{one.within}: {what}{one.name}" if one.within else f"{what}{one.name}"
    if one.old and one.new:
        return f"{text}{' moved' if one.how == MOVED else ''}: {one.old} -> {one.new}"
    return f"{text}: {one.old or one.new}" if one.old or one.new else text


def written(structure: Iterable[Change]) -> Iterator[tuple[str, str]]:
    """Each change with its mark; the citations of one place together."""
    cited: dict[str, tuple[list[str], list[str]]] = {}
    for one in structure:
        if one.what == "citation":
            added, removed = cited.setdefault(one.within, ([], []))
            (added if one.how == ADDED else removed).append(one.name)
        else:
            yield mark(one), change(one)
    for where, (added, removed) in cited.items():
        if added and removed:
            yield "~", f"{where}: cites {', '.join(added)} instead of {', '.join(removed)}"
        else:
            yield (
                ("+", f"{where}: cites {', '.join(added)}")
                if added
                else (
                    "-",
                    f"{where}: no longer cites {', '.join(removed)}",
                )
            )


def mark(one: Change) -> str:
    return "+" if one.how == ADDED else "-" if one.how == REMOVED else "~"


def heading(found: Difference) -> str:
    """`edition C1 -> edition C2`; "" where there are no editions."""
    if found.old == found.new:
        return f"edition {found.new}" if found.new else ""
    return f"edition {found.old or 'none'} -> edition {found.new or 'none'}"


def table_verdict(table: TableDifference) -> str:
    """What is proved of the table besides its regions."""
    if table.exact:
        rest = f"and {counted(table.more, 'more region')}; " if table.more else ""
        return f"{rest}nothing else changes in this table (proved)"
    return "not fully analysed, because " + "; ".join(table.reasons)


def answer_verdict(found: AnswerDifference) -> str:
    """What is proved of an asked decision."""
    if found.same:
        if found.because:
            return "no answer changes (proved)"
        return "no answer changes (proved: nothing that it needs has changed)"
    if found.exact and found.only_at:
        return f"can change only where {listed(found.only_at)} {'does' if len(found.only_at) == 1 else 'do'} (proved)"
    if found.exact:
        rest = f"and {counted(found.more, 'more region')}; " if found.more else ""
        return f"{rest}nothing else changes (proved)"
    return "not fully analysed, because " + "; ".join(found.reasons)


def together(answers: Iterable[AnswerDifference]) -> Iterator[tuple[str, AnswerDifference]]:
    """The answers of which the same is to be said, by their names."""
    groups: dict[object, list[AnswerDifference]] = {}
    for each in answers:
        shown = each.regions or each.example
        groups.setdefault(each.decision if shown else answer_verdict(each), []).append(each)
    for group in groups.values():
        yield ", ".join(each.decision for each in group), group[0]


def listed(names: Iterable[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)


def verdict(found: Difference) -> str:
    """The last line."""
    if not found.meaning.differs and found.meaning.proved:
        return "every answer is the same (proved)"
    if found.meaning.proved:
        return "nothing else changes (proved)"
    return "what else may change is not fully analysed: see above"


def total(one: Total) -> str:
    """`USD 1,000.00 -> USD 1,100.00`."""
    old = "no number" if one.old is None else answer(one.old)
    new = "no number" if one.new is None else answer(one.new)
    return f"{old} -> {new}"

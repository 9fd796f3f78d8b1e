"""What was written otherwise: elements, rules and citations that are added, removed, changed or moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from kaidah.diff.logic import said
from kaidah.model.elements import (
    BusinessKnowledgeModel,
    Citation,
    Decision,
    DecisionRule,
    DecisionTable,
    InputData,
    ItemDefinition,
    Law,
    LiteralExpression,
    Model,
    Period,
)
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.printer import to_text

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
Named = TypeVar("Named")


@dataclass(frozen=True, kw_only=True)
class Change:
    """`how` is added, removed, changed or moved; `what` an input, a decision, a rule ...; `within` the decision of a
    rule. `old` and `new` say what was changed, where that can be said in a line."""

    how: str
    what: str
    name: str
    within: str = ""
    old: str = ""
    new: str = ""


def changes(old: Model, new: Model) -> tuple[Change, ...]:
    """All changes of the text of a model that mean something, in its order."""
    return (
        *_editions(old, new),
        *_elements("law", _by(old.laws, "identifier"), _by(new.laws, "identifier"), _law),
        *_elements("type", _own(old.item_definitions), _own(new.item_definitions), _type),
        *_elements("input", _own(old.inputs), _own(new.inputs), _input),
        *_elements("decision", _own(old.decisions), _own(new.decisions), _decision),
        *_elements("function", _own(old.knowledge_models), _own(new.knowledge_models), _function),
        *_elements("service", _own(old.services), _own(new.services), _service),
    )


def _own(elements: Iterable[Any]) -> dict[str, Any]:
    return _by(elements, "name")


def _by(elements: Iterable[Any], key: str) -> dict[str, Any]:
    return {getattr(each, key): each for each in elements}


def _editions(old: Model, new: Model) -> Iterator[Change]:
    before, after = old.edition, new.edition
    if before and after and (before.identifier, before.in_force) != (after.identifier, after.in_force):
        yield Change(
            how=CHANGED,
            what="edition",
            name=new.name,
            old=f"{before.identifier}, {period(before.in_force)}",
            new=f"{after.identifier}, {period(after.in_force)}",
        )


def period(days: Period) -> str:
    """`2020-01-30 to 2021-12-31`."""
    if days.start is None and days.end is None:
        return "always"
    if days.start is None:
        return f"until {days.end}"
    return f"from {days.start}" if days.end is None else f"{days.start} to {days.end}"


def _elements(
    what: str,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    compared: Callable[[Any, Any], Iterator[Change]],
) -> Iterator[Change]:
    for name, element in new.items():
        if name in old:
            yield from compared(old[name], element)
        else:
            yield Change(how=ADDED, what=what, name=name)
    for name in old:
        if name not in new:
            yield Change(how=REMOVED, what=what, name=name)


def _differing(what: str, name: str, old: str, new: str, within: str = "") -> Iterator[Change]:
    if old != new:
        yield Change(how=CHANGED, what=what, name=name, old=old, new=new, within=within)


def _law(old: Law, new: Law) -> Iterator[Change]:
    yield from _differing("law", new.identifier, _law_text(old), _law_text(new))


def _law_text(law: Law) -> str:
    return f"{law.title}, {period(law.in_force)}"


def _type(old: ItemDefinition, new: ItemDefinition) -> Iterator[Change]:
    yield from _differing("type", new.name, _item_text(old), _item_text(new))


def _item_text(item: ItemDefinition | None) -> str:
    if item is None:
        return "of no declared type"
    if item.components:
        return ", ".join(f"{each.name}: {_item_text(each)}" for each in item.components)
    inner = f" of ({_item_text(item.item)})" if item.item else ""
    scale = getattr(item.type, "scale", None)
    parts = [f"{item.type}{inner}"]
    parts += [f"scale {scale}"] if scale is not None else []
    parts += [to_text(item.allowed, document=True)] if item.allowed else []
    return ", ".join(parts)


def _input(old: InputData, new: InputData) -> Iterator[Change]:
    yield from _differing("input", new.name, _input_text(old), _input_text(new))


def _input_text(data: InputData) -> str:
    default = f", default {to_text(data.default, document=True)}" if data.default is not None else ""
    return _item_text(data.item) + default


def _decision(old: Decision, new: Decision) -> Iterator[Change]:
    yield from _differing("type of", new.name, _item_text(old.item), _item_text(new.item))
    yield from _differing("question of", new.name, old.question, new.question)
    yield from _logic(new.name, old.expression, new.expression)
    yield from _citations(new.name, "", old.citations, new.citations)
    before, after = ({each.name: each for each in side.readings} for side in (old, new))
    for change in _elements("reading", before, after, lambda mine, theirs: iter(())):
        yield Change(how=change.how, what="reading", name=change.name, within=new.name)


def _function(old: BusinessKnowledgeModel, new: BusinessKnowledgeModel) -> Iterator[Change]:
    old_body, new_body = (each.function.body if each.function else None for each in (old, new))
    yield from _logic(new.name, old_body, new_body)
    yield from _citations(new.name, "", old.citations, new.citations)


def _service(old: Any, new: Any) -> Iterator[Change]:
    yield from _differing("service", new.name, ", ".join(old.outputs), ", ".join(new.outputs))


def _citations(owner: str, rule: str, old: Sequence[Citation], new: Sequence[Citation]) -> Iterator[Change]:
    before, after = [str(each) for each in old], [str(each) for each in new]
    where = f"{owner}, {rule}" if rule else owner
    for text in after:
        if text not in before:
            yield Change(how=ADDED, what="citation", name=text, within=where)
    for text in before:
        if text not in after:
            yield Change(how=REMOVED, what="citation", name=text, within=where)


# --- logic ----------------------------------------------------------------------------------------


def _logic(owner: str, old: Any, new: Any) -> Iterator[Change]:
    if isinstance(old, DecisionTable) and isinstance(new, DecisionTable):
        yield from _table(owner, old, new)
    elif isinstance(old, LiteralExpression) and isinstance(new, LiteralExpression):
        mine, theirs = (to_text(each.tree, document=True) for each in (old, new))
        yield from _differing("decision", owner, mine, theirs)
    elif said(old) != said(new):
        yield Change(how=CHANGED, what="decision", name=owner)


def _table(owner: str, old: DecisionTable, new: DecisionTable) -> Iterator[Change]:
    yield from _differing("hit policy of", owner, str(old.hit_policy), str(new.hit_policy))
    for what, mine, theirs in (
        ("input clause", _headings(old.inputs), _headings(new.inputs)),
        ("output clause", {o.name: o for o in old.outputs}, {o.name: o for o in new.outputs}),
    ):
        for change in _elements(what, mine, theirs, lambda one, other: iter(())):
            yield Change(how=change.how, what=what, name=change.name, within=owner)
    defaults = [
        ", ".join(to_text(each.default, document=True) for each in table.outputs if each.default is not None)
        for table in (old, new)
    ]
    yield from _differing("default of", owner, defaults[0] or "none", defaults[1] or "none")
    yield from _rules(owner, old, new)


def _headings(clauses: Iterable[Any]) -> dict[str, Any]:
    return {to_text(clause.expression, document=True): clause for clause in clauses}


def _rules(owner: str, old: DecisionTable, new: DecisionTable) -> Iterator[Change]:
    pairs = matched(old, new)
    taken = {mine for mine, _ in pairs}
    by_new = {theirs: mine for mine, theirs in pairs}
    moved = _out_of_order([by_new[place] for place in sorted(by_new)])
    for place, rule in enumerate(new.rules):
        if place not in by_new:
            yield Change(how=ADDED, what="rule", name=rule.title, within=owner, new=row(new, rule))
            continue
        before = old.rules[by_new[place]]
        if _row_key(old, before) != _row_key(new, rule):
            yield Change(
                how=CHANGED,
                what="rule",
                name=rule.title,
                within=owner,
                old=row(old, before),
                new=row(new, rule),
            )
        if by_new[place] in moved:
            yield Change(
                how=MOVED,
                what="rule",
                name=rule.title,
                within=owner,
                old=f"line {before.number}",
                new=f"line {rule.number}",
            )
        if before.name != rule.name:
            yield Change(
                how=CHANGED, what="name of", name=rule.title, within=owner, old=before.title, new=rule.title
            )
        yield from _citations(owner, rule.title, before.citations, rule.citations)
    for place, rule in enumerate(old.rules):
        if place not in taken:
            yield Change(how=REMOVED, what="rule", name=rule.title, within=owner, old=row(old, rule))


def matched(old: DecisionTable, new: DecisionTable) -> list[tuple[int, int]]:
    """The rules of two tables that are the same ones: by name, else by what they say, else by their inputs."""
    pairs: list[tuple[int, int]] = []
    left = (list(range(len(old.rules))), list(range(len(new.rules))))
    keys: tuple[Callable[[DecisionTable, DecisionRule], Any], ...] = (
        lambda table, rule: rule.name or None,
        _row_key,
        lambda table, rule: None if rule.name else tuple(_cells(table, rule).items()),
    )
    for key in keys:
        mine = _unique((place, key(old, old.rules[place])) for place in left[0])
        theirs = _unique((place, key(new, new.rules[place])) for place in left[1])
        pairs += [(mine[each], theirs[each]) for each in mine if each in theirs]
        done = ({one for one, _ in pairs}, {other for _, other in pairs})
        left = ([p for p in left[0] if p not in done[0]], [p for p in left[1] if p not in done[1]])
    unnamed = [p for p in left[1] if not new.rules[p].name]
    open_old = {old.rules[p].number: p for p in left[0] if not old.rules[p].name}
    if len(old.rules) == len(new.rules):
        pairs += [(open_old[new.rules[p].number], p) for p in unnamed if new.rules[p].number in open_old]
    return pairs


def _unique(keyed: Iterable[tuple[int, Any]]) -> dict[Any, int]:
    found = [(place, key) for place, key in keyed if key is not None]
    counts = Counter(key for _, key in found)
    return {key: place for place, key in found if counts[key] == 1}


def _cells(table: DecisionTable, rule: DecisionRule) -> dict[feel.Expression, feel.UnaryTests]:
    """The entries that ask something, by what they ask it of."""
    return {
        clause.expression: entry
        for clause, entry in zip(table.inputs, rule.input_entries, strict=True)
        if not entry.irrelevant
    }


def _row_key(table: DecisionTable, rule: DecisionRule) -> Any:
    return frozenset(_cells(table, rule).items()), rule.output_entries


def row(table: DecisionTable, rule: DecisionRule) -> str:
    """`Goods value > 500, Role "crew": 0.1`."""
    asked = [
        f"{to_text(clause.expression, document=True)} {to_text(entry, document=True)}"
        for clause, entry in zip(table.inputs, rule.input_entries, strict=True)
        if not entry.irrelevant
    ]
    answer = ", ".join(to_text(entry, document=True) for entry in rule.output_entries)
    return f"{', '.join(asked) or 'any case'}: {answer}"


def _out_of_order(places: list[int]) -> frozenset[int]:
    """What must be moved to put the others in order: all but a longest rising sequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [index]
        before.append(ends[at - 1] if at else -1)
    kept: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(places[index])
        index = before[index]
    return frozenset(places) - kept

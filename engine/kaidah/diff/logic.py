"""Two versions of a piece of logic laid side by side: the smallest parts in which they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from kaidah.model.elements import (
    BoxedExpression,
    DecisionRule,
    DecisionTable,
    LiteralExpression,
)
from kaidah.verify.nested import parts
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.walk import free_names


@dataclass(frozen=True, kw_only=True)
class ChangedPart:
    """`within` says where in the logic it stands ("" at the top), `local` the names bound there."""

    within: str
    old: BoxedExpression | None
    new: BoxedExpression | None
    local: frozenset[str] = frozenset()

    @property
    def is_table(self) -> bool:
        return isinstance(self.old, DecisionTable) and isinstance(self.new, DecisionTable)


def changed_parts(
    old: BoxedExpression | None,
    new: BoxedExpression | None,
    within: str = "",
    local: frozenset[str] = frozenset(),
) -> Iterator[ChangedPart]:
    """The parts that say something else; names of rules, citations and annotations do not count."""
    if said(old) == said(new):
        return
    if old is not None and new is not None and type(old) is type(new):
        mine, theirs = list(parts(old)), list(parts(new))
        shaped = [(name, bound) for name, _, bound in mine] == [(name, bound) for name, _, bound in theirs]
        if mine and shaped and _shell(old) == _shell(new):
            for (name, one, bound), (_, other, _) in zip(mine, theirs, strict=True):
                yield from changed_parts(one, other, name or within, local | bound)
            return
    yield ChangedPart(within=within, old=old, new=new, local=local)


def said(logic: Any) -> Any:
    """Logic without what makes no difference to its answers."""
    match logic:
        case DecisionTable():
            return replace(
                logic,
                rules=tuple(map(_rule, logic.rules)),
                annotation_clauses=(),
                output_label="",
                label="",
                inputs=tuple(replace(each, label="") for each in logic.inputs),
                outputs=tuple(replace(each, label="") for each in logic.outputs),
            )
        case tuple():
            return tuple(map(said, logic))
        case _ if is_dataclass(logic) and not isinstance(logic, feel.Node | type):
            kept = {
                each.name: said(value)
                for each in fields(logic)
                if each.compare
                and isinstance(value := getattr(logic, each.name), tuple) | is_dataclass(value)
            }
            return replace(logic, **kept)
        case _:
            return logic


def _rule(rule: DecisionRule) -> DecisionRule:
    return replace(rule, number=0, name="", annotations=(), citations=())


def _shell(logic: BoxedExpression) -> tuple[Any, ...]:
    """What a box says besides its parts."""
    plain = (str, int, bool, type(None))
    return tuple(
        value
        for each in fields(logic)
        if each.compare and isinstance(value := getattr(logic, each.name), plain) and each.name != "label"
    )


def reads(logic: BoxedExpression | None) -> frozenset[str]:
    """Every name that occurs in logic (those that are bound inside too: more than is read)."""
    return frozenset(_names(logic))


def _names(part: Any) -> Iterator[str]:
    match part:
        case feel.Node():
            for name in free_names(part):
                yield name.name
        case tuple():
            for each in part:
                yield from _names(each)
        case _ if is_dataclass(part) and type(part).__module__ == LiteralExpression.__module__:
            for each in fields(part):
                if each.name not in ("span", "written", "citations", "annotations", "item"):
                    yield from _names(getattr(part, each.name))

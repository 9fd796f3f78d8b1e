"""Names in expressions: what they stand for, and what was meant where they stand for nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from kaidah.feel.builtins import BUILTINS
from kaidah.feel.infer.check import Check
from kaidah.feel.scope import Scope
from kaidah.feel.types import ANY, Type
from kaidah_dsl.diagnostics import Diagnostic, Edit, Fix
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.suggest import did_you_mean, nearest


def name_type(node: feel.Name, check: Check) -> Type:
    """The type of a name's value; K201 (and then any) if nothing has that name."""
    known = check.scope.lookup(node.name)
    if known is not None:
        return known
    if node.name not in BUILTINS and not check.scope.open:
        unknown_name(node, node.name, check)
    return ANY


def unknown_name(node: feel.Name | feel.Path, name: str, check: Check) -> None:
    """K201 with the nearest known name; `node` is a path where the name has points in it."""
    if name in check.scope.known_types():
        check.report(
            "K201",
            f"`{name}` is a type, not a value",
            node.span,
            help=f"use its name as a function to give a number its unit: `{name}(...)`",
        )
        return
    known = [other for other in dict.fromkeys(check.scope.known_names()) if other != "?"]
    near = nearest(name, known)
    candidates = known if near else [*known, *BUILTINS]
    check.problems.append(
        Diagnostic(
            code="K201",
            message=f"nothing is named `{name}`",
            span=node.span,
            help=did_you_mean(name, candidates),
            fix=Fix(message=f"write `{near}`", edits=(Edit(span=node.span, text=near),)) if near else None,
        )
    )


def text_wanted(node: feel.Expression, check: Check, known: Collection[str] = ()) -> None:
    """Where a string belongs, an unknown name is probably one without its quotes.

    `known` are strings that belong there.
    """
    if not isinstance(node, feel.Name):
        return
    for index, problem in enumerate(check.problems):
        if problem.code != "K201" or problem.span != node.span:
            continue
        text = node.name if node.name in known else nearest(node.name, known)
        if text is None and problem.help:
            continue
        written = f'"{text or node.name}"'
        fix = Fix(message=f"write {written}", edits=(Edit(span=node.span, text=written),))
        check.problems[index] = replace(
            problem, help=f"if it is a text, write it in quotes: `{written}`", fix=fix
        )


def parameter_meant(word: str, names: Sequence[str]) -> str:
    """A help text that proposes the parameter nearest to a word, or the only one that starts with it."""
    longer = [name for name in names if name.startswith(f"{word} ")]
    return did_you_mean(word, names) or (f"did you mean `{longer[0]}`?" if len(longer) == 1 else "")


def path_as_name(node: feel.Path, check: Check) -> Type | None:
    """The type of a path that is a name as a whole, such as `Tax.VAT rate` of a used model; else None.

    K201 (and then any) where the path starts as such names do and none of them is meant.
    """
    dotted = dotted_name(node)
    if not dotted:
        return None
    known = check.scope.lookup(dotted)
    if known is not None or not _in_used_model(dotted, check.scope):
        return known
    unknown_name(node, dotted, check)
    return ANY


def _in_used_model(dotted: str, scope: Scope) -> bool:
    """Whether the first part of the name is no name itself but the alias of a used model."""
    alias = dotted.split(".", 1)[0]
    if scope.lookup(alias) is not None:
        return False
    parts = dotted.split(".")
    prefixes = {".".join(parts[:count]) for count in range(2, len(parts))}
    if any(scope.lookup(prefix) is not None for prefix in prefixes):
        return False
    return any(name.startswith(f"{alias}.") for name in scope.known_names())


def dotted_name(node: feel.Expression) -> str:
    """A path of names only, as one text; "" for anything else."""
    match node:
        case feel.Name(name=name):
            return name
        case feel.Path(source=source, name=name):
            start = dotted_name(source)
            return f"{start}.{name}" if start else ""
        case _:
            return ""

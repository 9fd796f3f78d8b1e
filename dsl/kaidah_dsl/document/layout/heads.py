"""The first lines of statements, those of neighbours in columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from kaidah_dsl.document.layout.clauses import (
    body_is_inline,
    citations_text,
    cites_inline,
    clause_lines,
    own_lines,
)
from kaidah_dsl.document.layout.lines import around, comment_lines, hung, padded, width, without_blanks
from kaidah_dsl.document.layout.types import parameters_text, structure_in, type_text, wide_type_text
from kaidah_dsl.document.scan import quoted
from kaidah_dsl.document.tree import (
    Boxed,
    Component,
    DecisionStatement,
    Examples,
    FunctionStatement,
    InputStatement,
    KnowledgeSourceStatement,
    Literal_,
    ModelStatement,
    ServiceStatement,
    Statement,
    TypeStatement,
    Use,
)

_LIMITS = (64, 36, 60)
"""Columns that are wider than this are left out of the alignment."""


def group_lines(statements: Sequence[Statement]) -> list[str]:
    """The lines of statements that stand together, in columns; without the comments before the first."""
    heads = [_columns(statement) for statement in statements]
    first = _common_width([head[0] for head in heads if any(head[1:])], _LIMITS[0])
    for statement, head in zip(statements, heads, strict=True):
        if isinstance(statement, TypeStatement):
            column = max(first, width(head[0])) + 1
            head[1] = "= " + wide_type_text(statement.type, column + 2)
    widths = [first, *(_common_width([h[i] for h in heads if any(h[i + 1 :])], _LIMITS[i]) for i in (1, 2))]
    lines: list[str] = []
    for index, (statement, head) in enumerate(zip(statements, heads, strict=True)):
        before = comment_lines(statement.comments.before, 0) if index else []
        behind = f"  {statement.comments.behind}" if statement.comments.behind else ""
        lines += [*without_blanks(before), *(_joined(head, widths) + behind).split("\n")]
        lines += _below(statement)
    return lines


def _common_width(parts: Sequence[str], limit: int) -> int:
    return max((width(part) for part in parts if "\n" not in part and width(part) <= limit), default=0)


def _joined(head: Sequence[str], widths: Sequence[int]) -> str:
    text = ""
    for index, part in enumerate(head):
        if part:
            text += (
                " " * (3 if part.startswith("cite ") else 2) if index == 3 else " " if index else ""
            ) + part
        elif index < 3 and widths[index] and any(head[index + 1 :]):
            text += " " * (1 if index else 0)
        if index < 3 and any(head[index + 1 :]) and "\n" not in part:
            text += " " * (widths[index] - width(part))
    return text


def is_one_line(statement: Statement) -> bool:
    """Whether a statement is no more than its first line."""
    if isinstance(statement, TypeStatement) and structure_in(statement.type):
        return False
    if any("\n" in part for part in (*_columns(statement), statement.comments.behind)):
        return False
    return not isinstance(statement, (ModelStatement, Examples)) and not _below(statement)


def _below(statement: Statement) -> list[str]:
    if isinstance(statement, TypeStatement):
        structure = structure_in(statement.type)
        lines = _components(structure.components, 2) if structure else []
    else:
        lines = clause_lines(statement)
    trailing = without_blanks(comment_lines(statement.trailing, 2))
    return [*lines, *trailing]


def _components(components: Sequence[Component], indent: int) -> list[str]:
    names = _common_width([_labelled(component) for component in components], _LIMITS[0])
    types = [f": {type_text(component.type, indent + 4)}" for component in components]
    column = _common_width([t for t, c in zip(types, components, strict=True) if c.about], _LIMITS[1])
    lines: list[str] = []
    for component, type in zip(components, types, strict=True):
        text = f"{' ' * indent}{padded(_labelled(component), names)} {type}"
        if component.about:
            text += " " * (column - width(type)) + f"  {quoted(component.about)}"
        lines += around(text, component.comments, indent)
        if inner := structure_in(component.type):
            lines += _components(inner.components, indent + 2)
    return lines


# --- the parts of a first line --------------------------------------------------------------------


def _columns(statement: Statement) -> list[str]:
    """Keyword and name, type, expression, and what stands behind."""
    match statement:
        case ModelStatement(name=name):
            return [f"model {name.text}".rstrip(), "", "", ""]
        case Use():
            return [_use(statement), "", "", ""]
        case TypeStatement(about=about):
            return [f"type {_labelled(statement)}", "= ", "", _about(about)]
        case InputStatement():
            return _input(statement)
        case DecisionStatement(name=name, type=type, body=body):
            return [
                f"decision {_label(statement)}{name.text}",
                *_logic(statement, type_text(type) if type else None, body),
            ]
        case FunctionStatement(name=name, function=function):
            head = f"function {_label(statement)}{name.text}"
            if function is None:
                return [head + "()", "", "", ""]
            result = type_text(function.result_type) if function.result_type else None
            parameters = parameters_text(function.parameters)
            return [head + parameters, *_logic(statement, result, function.body)]
        case ServiceStatement(name=name, type=type):
            declared = f": {type_text(type)}" if type else ""
            return [f"service {_label(statement)}{name.text}", declared, "", ""]
        case KnowledgeSourceStatement(name=name):
            return [f"knowledge source {_label(statement)}{name.text}", "", "", ""]
        case Examples(name=name):
            return [f"examples {name.text}" if name else "examples", "", "", ""]
        case _:
            assert_never(statement)


def _labelled(named: TypeStatement | Component) -> str:
    return f"{quoted(named.label)} as {named.name.text}" if named.label else named.name.text


def _label(
    statement: InputStatement
    | DecisionStatement
    | FunctionStatement
    | ServiceStatement
    | KnowledgeSourceStatement,
) -> str:
    return f"{quoted(statement.label)} as " if statement.label else ""


def _about(about: str) -> str:
    return quoted(about) if about else ""


def _use(statement: Use) -> str:
    alias = f" as {statement.alias.text}" if statement.alias else ""
    path = f" from {quoted(statement.path.text)}" if statement.path else ""
    return f"use {statement.name.text}{alias}{path}"


def _input(statement: InputStatement) -> list[str]:
    type = type_text(statement.type) if statement.type else "any"
    default = f" default {hung(statement.default.text, 4)}" if statement.default else ""
    about = "" if "about" in own_lines(statement) else _about(statement.about)
    return [f"input {_label(statement)}{statement.name.text}", f": {type}{default}", "", about]


def _logic(
    statement: DecisionStatement | FunctionStatement, type: str | None, body: Boxed | None
) -> list[str]:
    parts = [f": {type}" if type else "", "", ""]
    if isinstance(body, Literal_) and body_is_inline(statement, body):
        parts[1] = hung(f"= {body.feel.text}", 4)
        if cites_inline(statement, body) and statement.citations:
            parts[2] = f"cite {citations_text(statement.citations)}"
    return parts

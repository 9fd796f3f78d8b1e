"""Boxes as text: their head, and their parts two blanks deeper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from kaidah_dsl.document.layout.lines import WIDTH, around, hung, padded, width
from kaidah_dsl.document.layout.tables import relation_lines, table_lines
from kaidah_dsl.document.layout.types import parameters_text, type_text
from kaidah_dsl.document.tree import (
    Boxed,
    CallBox,
    ConditionalBox,
    ContextBox,
    Entry,
    ExternalBox,
    FilterBox,
    FunctionBox,
    IteratorBox,
    ListBox,
    Literal_,
    NameText,
    RelationBox,
    Table,
    TypedBox,
)

_NAME_LIMIT, _TYPE_LIMIT = 40, 30


def body_lines(body: Boxed, indent: int) -> list[str]:
    """The lines of a body that stands on lines of its own."""
    match body:
        case Literal_(feel=feel):
            return around(" " * indent + hung(f"= {feel.text}", indent + 2), body.comments, indent)
        case Table():
            return table_lines(body, indent)
        case _:
            return [*around(" " * indent + _head(body), body.comments, indent), *_inside(body, indent + 2)]


def _head(box: Boxed) -> str:
    match box:
        case CallBox(function=function):
            return f"call {hung(function.text, 6)}"
        case FunctionBox(parameters=parameters, result_type=result):
            return f"function {parameters_text(parameters)}" + (f" : {type_text(result)}" if result else "")
        case IteratorBox(kind=kind, variable=variable):
            return f"{kind} {variable.text}"
        case TypedBox(type=type):
            return f"typed {type_text(type)}"
        case ExternalBox(kind=kind):
            return f"external {kind}"
        case ContextBox():
            return "context"
        case ListBox():
            return "list"
        case RelationBox():
            return "relation"
        case ConditionalBox():
            return "conditional"
        case FilterBox():
            return "filter"
        case Literal_() | Table():
            return ""
        case _:
            assert_never(box)


def _inside(box: Boxed, indent: int) -> list[str]:
    match box:
        case ContextBox(entries=entries, result=result):
            parts = [*entries, *([_part("result", result)] if result else [])]
            return part_lines(parts, indent)
        case CallBox(bindings=bindings):
            return part_lines(bindings, indent)
        case ListBox(items=items):
            return part_lines([_part("item", item) for item in items], indent)
        case RelationBox():
            return relation_lines(box, indent)
        case ConditionalBox(condition=condition, then=then, otherwise=otherwise):
            return part_lines([_part("if", condition), _part("then", then), _part("else", otherwise)], indent)
        case FilterBox(source=source, match=match):
            return part_lines([_part("in", source), _part("match", match)], indent)
        case IteratorBox(kind=kind, source=source, result=result):
            name = "return" if kind == "for" else "satisfies"
            return part_lines([_part("in", source), _part(name, result)], indent)
        case FunctionBox(body=body) | TypedBox(body=body) | ExternalBox(body=body):
            return body_lines(body, indent)
        case Literal_() | Table():
            return []
        case _:
            assert_never(box)


def _part(name: str, body: Boxed) -> Entry:
    """A part that has a role rather than a name; a literal's comments stand around its line."""
    text = NameText(span=body.span, text=name)
    if isinstance(body, Literal_):
        return Entry(span=body.span, name=text, body=body, comments=body.comments)
    return Entry(span=body.span, name=text, body=body)


def part_lines(parts: Sequence[Entry], indent: int) -> list[str]:
    """Parts below each other, their `:` and `=` in columns."""
    names = [part.name.text for part in parts]
    types = [f": {type_text(part.type)}" if part.type else "" for part in parts]
    name_width = max((width(n) for n in names if width(n) <= _NAME_LIMIT), default=0)
    type_width = max((width(t) for t in types if width(t) <= _TYPE_LIMIT), default=0)
    lines: list[str] = []
    for part, name, type in zip(parts, names, types, strict=True):
        if isinstance(part.body, Literal_):
            head = padded(name, name_width) + (" " + padded(type, type_width) if type_width else "")
            text = f"{' ' * indent}{head} {hung(f'= {part.body.feel.text}', indent + 2)}"
            lines += around(text, part.comments, indent)
        else:
            head = " " * indent + (f"{padded(name, name_width)} {type}" if type else name)
            lines += around(head, part.comments, indent)
            lines += body_lines(part.body, indent + 2)
    return lines


def inline_or_below(head: str, body: Boxed, tail: str, indent: int) -> list[str]:
    """A head with its body: an expression behind it where there is room, anything else below it."""
    if isinstance(body, Literal_):
        inline = f"{head} = {hung(body.feel.text, indent + 2)}{tail}"
        if "\n" not in inline and width(inline) <= WIDTH and not body.comments.before:
            return around(inline, body.comments, indent)
        below = " " * (indent + 2) + hung(f"= {body.feel.text}", indent + 4) + tail
        return [head, *around(below, body.comments, indent + 2)]
    return [head + tail, *body_lines(body, indent + 2)]

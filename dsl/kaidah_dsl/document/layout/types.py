"""Types as text."""

from __future__ import annotations

import re
from typing import assert_never

from kaidah_dsl.document.layout.lines import filled, hung
from kaidah_dsl.document.scan import quoted
from kaidah_dsl.document.tree import (
    Enumeration,
    FeelText,
    FunctionOf,
    ListOf,
    NamedTypeText,
    Parameter,
    RangeOf,
    Structure,
    TypeText,
)

_TEST = re.compile(r"[<>\[\](]|!=|not\s*\(")


def type_text(type: TypeText, indent: int = 4) -> str:
    """The text of a type; `indent` is for further lines of FEEL."""
    match type:
        case NamedTypeText(name=name, unit=unit, scale=scale, allowed=allowed):
            facets = [name]
            facets += [f"unit {quoted(unit)}"] if unit is not None else []
            facets += [f"scale {scale}"] if scale is not None else []
            facets += [tests(allowed, indent)] if allowed else []
            return " ".join(facets)
        case Enumeration(values=values):
            return " | ".join(hung(value.text, indent) for value in values)
        case ListOf(item=item, allowed=None):
            return f"list of {type_text(item, indent)}"
        case ListOf(item=item, allowed=allowed):
            return f"list of ({type_text(item, indent)}) {tests(allowed, indent) if allowed else ''}"
        case RangeOf(item=item):
            return f"range of {type_text(item, indent)}"
        case FunctionOf(parameters=parameters, result=result, names=names):
            texts = [type_text(parameter, indent) for parameter in parameters]
            if names:
                texts = [f"{name} : {text}" for name, text in zip(names, texts, strict=True)]
            inside = ", ".join(texts)
            return f"function({inside}) : {type_text(result, indent)}"
        case Structure():
            return "structure"
        case _:
            assert_never(type)


def wide_type_text(type: TypeText, column: int) -> str:
    """The text of a type that begins in a column; a long enumeration takes several lines there."""
    if isinstance(type, Enumeration):
        return filled(
            " " * column, [hung(value.text, column) for value in type.values], " | ", leading=True
        ).lstrip()
    return type_text(type)


def tests(feel: FeelText, indent: int) -> str:
    """Allowed values behind a type: after `in` unless they begin with an operator or a bracket."""
    return hung(feel.text if _TEST.match(feel.text) else f"in {feel.text}", indent)


def parameters_text(parameters: tuple[Parameter, ...]) -> str:
    """Formal parameters in their brackets."""
    inside = (
        f"{parameter.name.text} : {type_text(parameter.type)}" if parameter.type else parameter.name.text
        for parameter in parameters
    )
    return f"({', '.join(inside)})"


def structure_in(type: TypeText) -> Structure | None:
    """The structure that a type is, or is a list or range of."""
    match type:
        case Structure():
            return type
        case ListOf(item=item) | RangeOf(item=item):
            return structure_in(item)
        case _:
            return None

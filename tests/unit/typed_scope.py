"""The little language of scopes in `tests/cases/types/*.csv`: `Goods value: USD; Items: list of Item`."""

from __future__ import annotations

import csv
from pathlib import Path

from kaidah.feel.scope import Scope
from kaidah.feel.types import (
    ANY,
    BASE_TYPES,
    LITERAL_NUMBER,
    NULL,
    STRING,
    ContextType,
    FunctionType,
    ListType,
    NumberType,
    RangeType,
    Type,
    Unit,
)
from kaidah_dsl.feel.parse import parse_expression, parse_unary_tests
from kaidah_dsl.feel.tree import Expression, UnaryTests
from kaidah_dsl.source import Source

CASES = Path(__file__).parent.parent / "cases" / "types"


def _number(unit: str) -> NumberType:
    return NumberType(Unit.parse(unit))


TYPES: dict[str, Type] = {
    "USD": _number("USD"),
    "IDR": _number("IDR"),
    "IDR per USD": _number("IDR per USD"),
    "Item": ContextType((("Description", STRING), ("Value", _number("USD"))), "Item"),
}


def read(name: str) -> list[dict[str, str]]:
    """The cases of a file, blank lines left out."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return [dict(case) for case in csv.DictReader(file)]


def type_from(text: str) -> Type:
    """The type that a cell names."""
    text = text.strip()
    if text.startswith("("):
        parameters, result = text[1:].split("):")
        pairs = [pair.split(":") for pair in parameters.split(";")]
        types = tuple(type_from(type) for _, type in pairs)
        return FunctionType(types, type_from(result), tuple(name.strip() for name, _ in pairs))
    if text.startswith("list of "):
        return ListType(type_from(text.removeprefix("list of ")))
    if text.startswith("range of "):
        return RangeType(type_from(text.removeprefix("range of ")))
    if text.startswith("number in "):
        return _number(text.removeprefix("number in "))
    return {**BASE_TYPES, **TYPES, "literal": LITERAL_NUMBER, "null": NULL, "": ANY}[text]


def text_of(type: Type) -> str:
    """A type as the cells name it: literals are told from plain numbers."""
    match type:
        case NumberType(unit=None):
            return "literal"
        case ListType(item=item):
            return f"list of {text_of(item)}"
        case RangeType(item=item):
            return f"range of {text_of(item)}"
        case _:
            return str(type)


def scope_from(text: str) -> Scope:
    """The scope that a cell describes."""
    names: dict[str, Type] = {}
    rest = text
    while rest.strip():
        name, rest = rest.split(":", 1)
        if rest.strip().startswith("("):
            inside, rest = rest.split(")", 1)
            result, _, rest = rest.partition(";")
            names[name.strip()] = type_from(f"{inside}){result}")
        else:
            type, _, rest = rest.partition(";")
            names[name.strip()] = type_from(type)
    return Scope(names=names, types=TYPES)


def expression(text: str, scope: Scope) -> Expression:
    parsed = parse_expression(Source(name="case", text=text).span(), _names(scope), document=True)
    assert parsed.tree is not None, parsed.diagnostics
    return parsed.tree


def unary_tests(text: str, scope: Scope) -> UnaryTests:
    parsed = parse_unary_tests(Source(name="case", text=text).span(), _names(scope), document=True)
    assert parsed.tree is not None, parsed.diagnostics
    return parsed.tree


def _names(scope: Scope) -> frozenset[str]:
    return frozenset((*scope.known_names(), *scope.known_types(), "Description", "Value"))

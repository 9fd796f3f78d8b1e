"""The catalogue of phrases is complete, and holds nothing else; numerals, labels."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from pathlib import Path

import pytest

import kaidah
from kaidah.explain.amounts import show
from kaidah.explain.language import language
from kaidah.explain.words import _DROPPED, _SEVERAL
from kaidah.feel.types import NumberType, Unit

PACKAGE = Path(kaidah.__file__).parent
CATALOGUE = language("id").phrases
USD = NumberType(Unit.parse("USD"), 2)
INDIRECT = {
    *_SEVERAL.values(),
    *_DROPPED.values(),
    *("given", "assumed", "decided", "undecided", "not given"),
    *("status", "note", "confirmed", "recalled", "seed", "true", "false"),
}


def said() -> set[str]:
    """Every phrase that the code says."""
    found: set[str] = set()
    for file in (*PACKAGE.glob("explain/*.py"), *PACKAGE.glob("cli/*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= {text for each in _phrases(node) for text in _texts(each)}
            elif isinstance(node, ast.Assign) and "phrase" in {
                getattr(each, "id", "") for each in node.targets
            }:
                found |= set(_texts(node.value))
            elif isinstance(node, ast.Tuple) and file.name == "run.py":
                found |= {text for text in _texts(node) if text in CATALOGUE}
    return found


def _phrases(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that are phrases: of `words.say`, `self.say`, `spoken.say` and `_head`."""
    match call.func:
        case ast.Attribute(attr="say", value=ast.Name(id="words" | "self" | "spoken")):
            return call.args[:1]
        case ast.Name(id="_head"):
            return call.args
        case _:
            return []


def _texts(node: ast.AST) -> list[str]:
    return [
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value
    ]


def test_every_phrase_is_translated() -> None:
    assert sorted((said() | INDIRECT) - set(CATALOGUE)) == []


def test_no_translation_is_left_over() -> None:
    assert sorted(set(CATALOGUE) - said() - INDIRECT) == []


@pytest.mark.parametrize("phrase", sorted(CATALOGUE))
def test_a_translation_has_the_same_parts(phrase: str) -> None:
    parts = re.compile(r"\{\w+\}")
    assert sorted(parts.findall(phrase)) == sorted(parts.findall(CATALOGUE[phrase]))


@pytest.mark.parametrize(
    ("value", "english", "indonesian"),
    [
        (Decimal("1448000.5"), "USD 1,448,000.50", "USD 1.448.000,50"),
        (Decimal("0"), "USD 0.00", "USD 0,00"),
        (Decimal("-3.005"), "USD -3.005", "USD -3,005"),
    ],
)
def test_numerals(value: Decimal, english: str, indonesian: str) -> None:
    assert show(value, USD) == english
    assert show(value, USD, language("id")) == indonesian


def test_lists_keep_apart_what_the_decimal_mark_would_join() -> None:
    assert show((Decimal("1.5"), True), spoken=language("id")) == "[1,5; ya]"


def test_there_are_two_languages() -> None:
    with pytest.raises(ValueError, match="en, id"):
        language("nl")

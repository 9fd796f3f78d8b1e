"""Very long, very deep and very odd FEEL texts."""

from __future__ import annotations

import pytest

from kaidah_dsl.feel.depth import MAXIMUM, of
from kaidah_dsl.feel.known_names import known_names
from kaidah_dsl.feel.parse import Parsed, parse_expression
from kaidah_dsl.feel.tree import ListLiteral
from kaidah_dsl.source import Source


def parse(text: str) -> Parsed:
    return parse_expression(Source(name="case", text=text).span())


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000 + "1" + ")" * 10_000,
        "[" * 10_000,
        "f(" * 10_000,
        "-" * 10_000 + "1",
        " + ".join(["1"] * 10_000),
        "a" + ".b" * 10_000,
        "if true then " * 5_000 + "1" + " else 2" * 5_000,
        "{a: " * 5_000 + "1" + "}" * 5_000,
        "a instance of " + "list<" * 5_000 + "number" + ">" * 5_000,
    ],
    ids=lambda text: text[:12],
)
def test_deep_texts_are_refused(text: str) -> None:
    (diagnostic,) = parse(text).diagnostics
    assert (diagnostic.code, diagnostic.message) == ("K107", "the expression is nested too deeply")


@pytest.mark.parametrize(
    "text", ["(" * 140 + "1" + ")" * 140, " + ".join(["1"] * MAXIMUM), "[" * 140 + "]" * 140]
)
def test_nested_texts_are_read(text: str) -> None:
    parsed = parse(text)
    assert parsed.tree is not None
    assert of(parsed.tree) <= MAXIMUM


def test_long_texts_are_read() -> None:
    parsed = parse("[" + ", ".join(['"a text"', "Goods value + 1"] * 5_000) + "]")
    assert isinstance(parsed.tree, ListLiteral)
    assert len(parsed.tree.items) == 10_000


@pytest.mark.parametrize(
    "text",
    ["a" + " " * 100_000, "{a" + " " * 100_000, "/*" * 50_000, '"\\' * 50_000, "a-" * 20_000, "“" * 50_000],
)
def test_odd_texts_end_soon(text: str) -> None:
    parsed = parse(text)
    assert (parsed.tree is None) == bool(parsed.diagnostics)


def test_names_are_indexed_once() -> None:
    names = frozenset({"a-b", "Goods value"})
    assert known_names(names) is known_names(frozenset({"Goods value", "a-b"}))

"""Going through FEEL trees."""

from __future__ import annotations

import pytest

from kaidah_dsl.feel import tree
from kaidah_dsl.feel.parse import parse_expression
from kaidah_dsl.feel.walk import called_names, children, free_names, type_names, uses_input_value, walk
from kaidah_dsl.source import Source


def parsed(text: str) -> tree.Expression:
    found = parse_expression(Source(name="case", text=text).span(), ("a-b",))
    assert found.tree is not None, found.diagnostics
    return found.tree


def test_children_are_in_the_order_of_the_text() -> None:
    branches = [child.span.text for child in children(parsed("if a then b else c"))]
    assert branches == ["a", "b", "c"]


def test_walk_gives_every_node_before_its_children() -> None:
    texts = [node.span.text for node in walk(parsed("f(a + 1, k: [b])"))]
    assert texts == ["f(a + 1, k: [b])", "f", "a + 1", "a + 1", "a", "1", "k: [b]", "[b]", "b"]


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("a + b * a", ["a", "b", "a"]),
        ("max(Goods value, 0)", ["max", "Goods value"]),
        ("a.b.c", ["a"]),
        ("? > a", ["a"]),
        ("for x in xs return x + y", ["xs", "y"]),
        ("for x in x return x", ["x"]),
        ("for x in xs, y in x return x + y + partial", ["xs"]),
        ("for x in a..b return x", ["a", "b"]),
        ("some x in xs satisfies x = partial", ["xs", "partial"]),
        ("every x in xs satisfies x > limit", ["xs", "limit"]),
        ("function(a, b) a + b + c", ["c"]),
        ("(function(a) a)(a)", ["a"]),
        ("{a: 1, b: a + c}", ["c"]),
        ("{a: b, b: 1}", ["b"]),
        ("{a: 1}.b + a", ["a"]),
        ("goods[value > limit and item.x = 1]", ["goods", "value", "limit"]),
        ("a instance of T", ["a"]),
        ("f(name: x)", ["f", "x"]),
        ("a-b + c", ["a-b", "c"]),
    ],
)
def test_free_names(text: str, free: list[str]) -> None:
    assert [name.name for name in free_names(parsed(text))] == free


def test_names_bound_outside_are_not_free() -> None:
    assert [name.name for name in free_names(parsed("a + b"), frozenset({"a"}))] == ["b"]


def test_called_names() -> None:
    assert [name.name for name in called_names(parsed("f(g(x), a.h(y))"))] == ["f", "g"]


def test_type_names() -> None:
    found = type_names(parsed("function(a: list<T>) a instance of context<b: U>"))
    assert [name.name for name in found] == ["T", "U"]


def test_input_of_unary_tests() -> None:
    assert uses_input_value(parsed("contains(?, a)"))
    assert not uses_input_value(parsed("contains(a, b)"))

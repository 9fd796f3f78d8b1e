"""What the printer writes, the parser reads back."""

from __future__ import annotations

from typing import get_args

from feel_trees import KNOWN, expressions, unary_tests
from hypothesis import given, settings

from kaidah_dsl.feel.parse import parse_expression, parse_unary_tests
from kaidah_dsl.feel.printer import to_text
from kaidah_dsl.feel.tree import Expression, Node, UnaryTests
from kaidah_dsl.feel.walk import walk
from kaidah_dsl.source import Source


@settings(max_examples=200, deadline=None)
@given(expressions)
def test_expressions_come_back(tree: Expression) -> None:
    text = to_text(tree, document=True)
    parsed = parse_expression(Source(name="printed", text=text).span(), KNOWN, document=True)
    assert parsed.tree == tree, (text, parsed.diagnostics)


@settings(max_examples=100, deadline=None)
@given(expressions)
def test_spans_hold_exactly_their_node(tree: Expression) -> None:
    text = f"  {to_text(tree, document=True)} "
    parsed = parse_expression(Source(name="printed", text=text).span(), KNOWN, document=True)
    assert parsed.tree is not None
    for node in filter(is_expression, walk(parsed.tree)):
        assert parse_expression(node.span, KNOWN, document=True).tree == node, node.span.text


def is_expression(node: Node) -> bool:
    return isinstance(node, get_args(Expression))


@settings(max_examples=100, deadline=None)
@given(unary_tests)
def test_unary_tests_come_back(tree: UnaryTests) -> None:
    text = to_text(tree, document=True)
    parsed = parse_unary_tests(Source(name="printed", text=text).span(), KNOWN, document=True)
    assert parsed.tree == tree, (text, parsed.diagnostics)

"""Whatever is typed gets a tree or exactly one diagnostic inside it, never an exception."""

from __future__ import annotations

from feel_trees import KNOWN, expressions
from hypothesis import given, settings
from hypothesis import strategies as st

from kaidah_dsl.feel.parse import Parsed, ParsedTests, parse_expression, parse_unary_tests
from kaidah_dsl.feel.printer import to_text
from kaidah_dsl.feel.tree import Expression
from kaidah_dsl.source import Source

# fmt: off
PIECES = [
    "if", "then", "else", "for", "some", "every", "in", "return", "satisfies", "function", "external",
    "instance", "of", "between", "and", "or", "not", "null", "true", "x", "Goods", "value", "a-b",
    "Profit", "list<number>", "context<", "function<", "->", "item", "partial", "?", "1", ".5", "1e3",
    "7.5%", "2022-04-01", '"a"', '"', "'", "“", '@"P1D"', "@", "(", ")", "[", "]", "{", "}", ",", ":", ".",
    "..", "+", "-", "*", "/", "**", "=", "==", "=>", "<", "<=", ">", ">=", "!=", "<>", "&&", "%", ";",
    "/*", "*/", "//", "$", "\n", "AND", "\\", "é", "🐎", "\n",
]
# fmt: on


def check(parsed: Parsed | ParsedTests, text: str) -> None:
    if parsed.tree is not None:
        assert parsed.diagnostics == ()
        assert 0 <= parsed.tree.span.start <= parsed.tree.span.end <= len(text)
        return
    (diagnostic,) = parsed.diagnostics
    assert diagnostic.code in ("K103", "K107")
    assert diagnostic.span is not None
    assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
    assert "\n" not in diagnostic.message


def check_both(text: str) -> None:
    span = Source(name="typed", text=text).span()
    check(parse_expression(span, KNOWN, document=True), text)
    check(parse_unary_tests(span, KNOWN), text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_pieces(text: str) -> None:
    check_both(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20))
def test_characters(text: str) -> None:
    check_both(text)


@settings(max_examples=100, deadline=None)
@given(expressions, st.data())
def test_texts_with_a_hole(tree: Expression, data: st.DataObject) -> None:
    text = to_text(tree)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 3)))
    check_both(text[:start] + text[end:])

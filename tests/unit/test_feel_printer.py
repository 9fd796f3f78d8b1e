"""Canonical FEEL text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaidah_dsl.feel import tree
from kaidah_dsl.feel.parse import parse_expression, parse_unary_tests
from kaidah_dsl.feel.printer import to_text
from kaidah_dsl.source import Source

NOWHERE = Source(name="nowhere", text="").span()


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1+2*3", "1 + 2 * 3"),
        ("((1+2))*3", "(1 + 2) * 3"),
        ("(1*2)+(3)", "1 * 2 + 3"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("(1-2)-3", "1 - 2 - 3"),
        ("-(a+b)", "-(a + b)"),
        ("(-3)**2", "-3 ** 2"),
        ("-(3**2)", "-(3 ** 2)"),
        ("2**(3**2)", "2 ** (3 ** 2)"),
        ("(a or b)and c", "(a or b) and c"),
        ("a or(b and c)", "a or b and c"),
        ("(a=b)=c", "a = b = c"),
        ("a=(b=c)", "a = (b = c)"),
        ("]1..3[", "(1..3)"),
        ("[ 1 .. 3 ]", "[1..3]"),
        ("{a:1,'b c':2}".replace("'", '"'), "{a: 1, b c: 2}"),
        ('{"a:b": 1}', '{"a:b": 1}'),
        ("if(a)then(b)else(c)", "if a then b else c"),
        ("1 + (if a then b else c)", "1 + (if a then b else c)"),
        ("1 + if a then b else c", "1 + (if a then b else c)"),
        ("for x in 1..3,y in ys return x*y", "for x in 1..3, y in ys return x * y"),
        ("some x in xs satisfies x>1", "some x in xs satisfies x > 1"),
        ("function(a:number,b)a+b", "function(a: number, b) a + b"),
        ("(function(a) a)(1)", "(function(a) a)(1)"),
        ("a instance of function<number>->list<string>", "a instance of function<number> -> list<string>"),
        ("(a instance of number).b", "(a instance of number).b"),
        ("x in(1,<5)", "x in (1, < 5)"),
        ("x in(<5)", "x in < 5"),
        ("(<5)", "< 5"),
        ("[(<5)]", "[(< 5)]"),
        ("x between 1 and 2", "x between 1 and 2"),
        ("f(a:1,2)", "f(a: 1, 2)"),
        ("a[1][b>2].c", "a[1][b > 2].c"),
        ('"a\\u0041\\n\\""', '"aA\\n\\""'),
        ('@"P1D"', '@"P1D"'),
        (".50", "0.50"),
        ("1e3", "1000"),
        ("1e400", "1e+400"),
        ("Goods\n  value", "Goods value"),
        ("1 /* one */ // two", "1"),
    ],
)
def test_canonical_text(text: str, canonical: str) -> None:
    parsed = parse_expression(Source(name="case", text=text).span())
    assert parsed.tree is not None, parsed.diagnostics
    assert to_text(parsed.tree) == canonical


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("-", "-"),
        ('"a","b"', '"a", "b"'),
        ("<5,>10", "< 5, > 10"),
        ('not("a","b")', 'not("a", "b")'),
        ("(not(a))", "(not(a))"),
        ("not(a) and b", "not(a) and b"),
        ("? >1", "? > 1"),
    ],
)
def test_canonical_tests(text: str, canonical: str) -> None:
    parsed = parse_unary_tests(Source(name="case", text=text).span())
    assert parsed.tree is not None, parsed.diagnostics
    assert to_text(parsed.tree) == canonical


def test_document_literals_are_written_out_for_others() -> None:
    text = "[2018-01-01..2025-06-05] + 7.5%"
    parsed = parse_expression(Source(name="case", text=text).span(), document=True)
    assert parsed.tree is not None
    assert to_text(parsed.tree, document=True) == text
    assert to_text(parsed.tree) == '[@"2018-01-01"..@"2025-06-05"] + 0.075'


def test_trees_of_tools() -> None:
    five = tree.NumberLiteral(span=NOWHERE, value=Decimal(5))
    negative = tree.NumberLiteral(span=NOWHERE, value=Decimal(-5))
    below = tree.Interval(span=NOWHERE, start=None, end=five, start_closed=False, end_closed=True)
    above = tree.Interval(span=NOWHERE, start=five, end=None, start_closed=False, end_closed=False)
    power = tree.Arithmetic(span=NOWHERE, operator="-", left=negative, right=negative)
    assert to_text(below) == "(<= 5)"
    assert to_text(above) == "(> 5)"
    assert to_text(power) == "-5 - -5"
    assert to_text(tree.Path(span=NOWHERE, source=negative, name="x")) == "(-5).x"
    assert to_text(tree.NamedType(span=NOWHERE, name="date and time")) == "date and time"

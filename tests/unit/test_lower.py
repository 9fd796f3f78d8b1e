"""FEEL expressions to values: what lowering is for (scopes, control, calls, tests), not the builtins."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaidah.feel.lower import Layout, Run, lower, lower_tests
from kaidah.feel.lower.frame import Constant, Undecided, Value
from kaidah.feel.types import BASE_TYPES, NumberType, Unit
from kaidah.feel.values import to_literal
from kaidah_dsl.feel.parse import parse_expression, parse_unary_tests
from kaidah_dsl.source import Source

NAMES: dict[str, Value] = {
    "Goods value": Decimal(600),
    "Kind": "passenger",
    "Nothing": None,
    "Items": ({"Name": "lamp", "Value": Decimal(10)}, {"Name": "book", "Value": Decimal(3)}),
    "Tax.VAT rate": Decimal("0.11"),
    "Value": Decimal(-1),
}
TYPES = {**BASE_TYPES, "USD": NumberType(unit=Unit.parse("USD"))}


def run_of(text: str, *, lenient: bool) -> tuple[Value, list[str]]:
    """The value of an expression, and the codes of what went wrong."""
    parsed = parse_expression(Source(name="test", text=text).span(), NAMES, document=True)
    assert parsed.tree is not None, parsed.diagnostics
    layout = Layout(shared={name: slot for slot, name in enumerate(NAMES)}, types=TYPES)
    code = lower(parsed.tree, layout)
    run = Run(list(NAMES.values()), lenient=lenient)
    value = code([run, *[None] * (layout.body.size - 1)])
    return value, [problem.code for problem in run.diagnostics]


VALUES = [
    # literals and constants
    ("1 + 2 * 3", "7"),
    ("7.5%", "0.075"),
    ('2022-01-31 + @"P1M"', '@"2022-02-28"'),
    ('[1, "a", null]', '[1, "a", null]'),
    ("{}", "{}"),
    # names
    ("Goods value - 100", "500"),
    ("Tax.VAT rate * 100", "11"),
    ("USD(Goods value)", "600"),
    ("count", "count"),
    # contexts
    ("{a: 1, b: a + 1}", "{a: 1, b: 2}"),
    ("{a: 1, b: {c: a + 1}}.b.c", "2"),
    ("{Goods value: 1, b: Goods value}.b", "1"),
    # paths
    ("Items.Name", '["lamp", "book"]'),
    ("2022-04-01.month", "4"),
    ("[1..5].end", "5"),
    # filters
    ("Items[1].Name", '"lamp"'),
    ("Items[-1].Name", '"book"'),
    ("Items[Value > 5].Name", '["lamp"]'),
    ("Items[item.Value < Goods value / 100].Name", '["book"]'),
    ("[1, 2, 3][item >= 2]", "[2, 3]"),
    ("[1, 2, 3][count([1, 2])]", "2"),
    ("[1, 2, 3][even(item)]", "[2]"),
    ("[][even(item)]", "[]"),
    ("Goods value[1]", "600"),
    ("Nothing[true]", "[]"),
    ("[[1, 2], [3]][2][1]", "3"),
    # iteration
    ("for i in 1..3 return i * i", "[1, 4, 9]"),
    ("for i in 3..1 return i", "[3, 2, 1]"),
    ("for i in [1..3) return i", "[1, 2]"),
    ("for i in [2, 3], j in 1..i return i * 10 + j", "[21, 22, 31, 32, 33]"),
    ("for d in 2022-02-27..2022-03-01 return d.day", "[27, 28, 1]"),
    ("for i in 1..5 return if i = 1 then 1 else i * partial[-1]", "[1, 2, 6, 24, 120]"),
    ("for i in [] return i", "[]"),
    ("some i in [1, 2, 3] satisfies i > 2", "true"),
    ("every i in [1, 2, 3] satisfies i > 2", "false"),
    ("some i in 1..3, j in 1..3 satisfies i + j = 6", "true"),
    ("every i in [] satisfies i > 2", "true"),
    # functions
    ("{f: function(x, y) x - y, r: f(y: 1, x: 5)}.r", "4"),
    ("{f: function(n) if n = 0 then 1 else n * f(n - 1), r: f(20)}.r", "2432902008176640000"),
    ("{n: 2, f: function(x) x * n, r: for n in [5] return f(10)}.r", "[20]"),
    ("(for i in 1..3 return function(x) x + i)[1](10)", "11"),
    ("sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]"),
    ('substring(start position: 3, string: "foobar")', '"obar"'),
    ("max(1, 2, 3)", "3"),
    ("max([1, 2, 3])", "3"),
    # logic in three values
    ("true or null", "true"),
    ("false and null", "false"),
    ("true and null", "null"),
    ("Nothing or false", "null"),
    ("if null then 1 else 2", "2"),
    # comparisons
    ("5 between 1 and 5", "true"),
    ("1 in [1..5)", "true"),
    ("6 in (1, 2, > 5)", "true"),
    ('"a" in ["a", "b"]', "true"),
    ("(< 5)", "(< 5)"),
    ("Nothing = null", "true"),
    # types
    ("[1, 2] instance of list<number>", "true"),
    ("Goods value instance of USD", "true"),
    ("null instance of number", "false"),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_value(text: str, expected: str) -> None:
    value, problems = run_of(text, lenient=False)
    assert to_literal(value) == expected
    assert problems == []


FAILURES = [
    ('"a" + 1', ["K508"]),
    ("1 / 0", ["K510"]),
    ("(1 / 0) + 1", ["K510", "K508"]),
    ("[1, 2, 3][5]", ["K511"]),
    ("[1, 2, 3][0]", ["K511"]),
    ("{a: 1}.b", ["K511"]),
    ("null.a", ["K511"]),
    ("Nothing > 1", ["K508"]),
    ("Nothing in [1..2]", []),
    ('"a" and 1', ["K508", "K508"]),
    ('if "a" then 1 else 2', ["K508"]),
    ('[1, 2][if item = 1 then "a" else true]', ["K508"]),
    ("{a: 1, a: 2}", ["K508"]),
    ("nobody", ["K508"]),
    ("Goods value(1)", ["K508"]),
    ("{f: function(x) x, r: f(1, 2)}.r", ["K509"]),
    ('{f: function(x: number) x, r: f("a")}.r', ["K509"]),
    ("substring(1, 2, 3, 4)", ["K509"]),
    ("now()", ["K509"]),
    ("for i in null return i", ["K508"]),
    ("for i in 1..1000000000 return i", ["K516"]),
    ('for i in 1.."a" return i', ["K508"]),
    ('function() external {java: {class: "a", method signature: "b"}}', ["K509"]),
]


@pytest.mark.parametrize(("text", "codes"), FAILURES)
def test_failure_is_a_warning_and_null_in_a_lenient_run(text: str, codes: list[str]) -> None:
    value, problems = run_of(text, lenient=True)
    assert (value, problems) == (None, codes)


@pytest.mark.parametrize(("text", "codes"), [(text, codes) for text, codes in FAILURES if codes])
def test_failure_ends_a_strict_run(text: str, codes: list[str]) -> None:
    with pytest.raises(Undecided):
        run_of(text, lenient=False)


def test_a_component_that_an_item_does_not_have() -> None:
    assert run_of("[{a: 1}, {b: 2}].a", lenient=True) == ((Decimal(1), None), ["K511"])


def test_what_is_not_evaluated_cannot_fail() -> None:
    assert run_of("if true then 1 else 1 / 0", lenient=False) == (Decimal(1), [])
    assert run_of("false and 1 / 0 = 1", lenient=False) == (False, [])
    assert run_of("true or 1 / 0 = 1", lenient=False) == (True, [])


def test_endless_recursion_is_no_traceback_of_ours() -> None:
    with pytest.raises((RecursionError, Undecided)):  # a decision catches both
        run_of("{f: function(n) f(n + 1), r: f(1)}.r", lenient=False)


@pytest.mark.parametrize("text", ["1 + 2", "max(1, 2)", "[1, 2 * 3]", '@"P1D" * 2', "(1 + 1) in [1..3]"])
def test_constants_are_folded(text: str) -> None:
    parsed = parse_expression(Source(name="test", text=text).span())
    assert parsed.tree is not None
    if "in [" not in text:
        assert isinstance(lower(parsed.tree, Layout()), Constant)


TESTS = [
    ("5", "5", True),
    ("5", "6", False),
    ("< 5", "4", True),
    (">= 5", "4", False),
    ("[1..5)", "5", False),
    ("]1..5]", "1", False),
    ("]1..5]", "5", True),
    ('"a", "b"', '"b"', True),
    ('not("a", "b")', '"b"', False),
    ('not("a", "b")', '"c"', True),
    ("-", "null", True),
    ("null", "null", True),
    ("< 5", "null", None),
    ("not(< 5)", "null", None),
    ("[1..5]", "null", None),
    ('"a"', "null", False),
    ("[1, 2, 3]", "2", True),
    ("[1, 2, 3]", "[1, 2, 3]", True),
    ("true", "false", False),
    ("? > 3", "4", True),
    ("even(?)", "4", True),
    ("? * 2 = 8, 1", "1", True),
    ("< Goods value", "599", True),
    ("Goods value", "600", True),
    ("[2022-04-01 .. 2022-05-01)", "2022-04-30", True),
    ('starts with(?, "a")', '"abc"', True),
    ("Kind", '"passenger"', True),
    ("!= 3", "4", True),
]


@pytest.mark.parametrize(("text", "value", "expected"), TESTS)
def test_unary_tests(text: str, value: str, expected: bool | None) -> None:
    parsed = parse_unary_tests(Source(name="test", text=text).span(), NAMES, document=True)
    assert parsed.tree is not None, parsed.diagnostics
    layout = Layout(shared={name: slot for slot, name in enumerate(NAMES)}, types=TYPES)
    test = lower_tests(parsed.tree, layout)
    tested, _ = run_of(value, lenient=False)
    frame = [Run(list(NAMES.values())), *[None] * (layout.body.size - 1)]
    assert test(frame, tested) is expected

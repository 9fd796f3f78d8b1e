"""Whatever values they are given, functions and operators give a value or a Failure: never another error."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kaidah.feel import operators
from kaidah.feel.builtins import BUILTINS, bind
from kaidah.feel.components import COMPONENT_NAMES, component
from kaidah.feel.failure import Failure
from kaidah.feel.number import CONTEXT
from kaidah.feel.temporal import parse_temporal
from kaidah.feel.values import Function, Range, to_literal, to_text, type_of

TEMPORAL = [
    "2020-02-29",
    "-999999999-01-01",
    "999999999-12-31",
    "10:00:00",
    "10:00:00Z",
    "23:59:59.999999999@Europe/Paris",
    "2020-01-01T00:00:00",
    "2024-10-27T02:30:00@Europe/Paris",
    "-999999999-01-01T00:00:00+14:00",
    "P1D",
    "-PT0.000000001S",
    "P365000000000D",
    "P1Y",
    "-P999999999M",
]
NUMBERS = [
    "0",
    "1",
    "-1",
    "2",
    "2.5",
    "-0.1",
    "1E+6144",
    "-1E-6176",
    "9999999999999999999999999999999999",
    "1E+30",
]
STRINGS = ["", "a", "foobar", "2020-01-01", "[1..3]", "(a+)+$", "$1", "\\", "[a-", "x{3,1}", ",", "i", "🐎"]
FUNCTIONS = [
    Function((), lambda: True),
    Function(("a",), lambda a: a),
    Function(("a", "b"), lambda a, b: a is b),
    Function(("a", "b"), lambda a, b: None),
]

SIMPLE = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(NUMBERS).map(Decimal),
    st.sampled_from(STRINGS),
    st.sampled_from(TEMPORAL).map(parse_temporal),
    st.sampled_from(FUNCTIONS),
)
RANGES = st.builds(
    Range, SIMPLE, SIMPLE, st.booleans(), st.booleans(), st.sampled_from(["", "", "", "=", "!="])
)
VALUES = st.recursive(
    st.one_of(SIMPLE, RANGES),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.sampled_from(["a", "key", "value", "x y"]), inner, max_size=3),
    ),
    max_leaves=6,
)


def clock() -> datetime.datetime:
    return datetime.datetime(2024, 2, 29, tzinfo=datetime.UTC)


def gives_a_value(call: Callable[[], Any]) -> None:
    with localcontext(CONTEXT):
        try:
            value = call()
        except Failure as failure:
            assert failure.code in ("K508", "K509", "K510", "K511", "K516")
            assert failure.message and "\n" not in failure.message
        else:
            type_of(value)
            assert isinstance(to_text(value), str) and isinstance(to_literal(value), str)


@settings(max_examples=400)
@given(st.sampled_from(sorted(BUILTINS)), st.lists(VALUES, max_size=4))
def test_functions(name: str, values: list[Any]) -> None:
    gives_a_value(lambda: bind(BUILTINS[name], len(values))(values, clock))


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operators.add,
    "-": operators.subtract,
    "*": operators.multiply,
    "/": operators.divide,
    "**": operators.power,
    "in": operators.contained,
    **{operator: operators.comparison(operator) for operator in ("=", "!=", "<", "<=", ">", ">=")},
    "..": lambda a, b: operators.interval(a, b, True, False),
    "(<": lambda a, b: operators.contained(a, operators.comparison_range("<", b)),
}


@settings(max_examples=400)
@given(st.sampled_from(sorted(OPERATORS)), VALUES, VALUES)
def test_operators(operator: str, a: Any, b: Any) -> None:
    gives_a_value(lambda: OPERATORS[operator](a, b))


@given(VALUES, st.sampled_from([*COMPONENT_NAMES, "nothing"]))
def test_components(value: Any, name: str) -> None:
    gives_a_value(lambda: operators.negate(value))
    gives_a_value(lambda: component(value, name))


@given(st.text(max_size=30))
def test_texts(text: str) -> None:
    for name in ("date", "time", "date and time", "duration", "number", "range"):
        gives_a_value(lambda name=name: bind(BUILTINS[name], 1)((text,), clock))
    gives_a_value(lambda: bind(BUILTINS["matches"], 2)(("abc", text), clock))
    gives_a_value(lambda: bind(BUILTINS["replace"], 3)(("abc", "b", text), clock))


@settings(max_examples=300)
@given(st.text("PYMDTHS-+:.0123456789Z@[](){}*+?|\\^$pLu,", max_size=20))
def test_texts_that_are_nearly_right(text: str) -> None:
    gives_a_value(lambda: parse_temporal(text))
    gives_a_value(lambda: bind(BUILTINS["number"], 1)((text,), clock))
    gives_a_value(lambda: bind(BUILTINS["matches"], 2)(("aaa(1)", text), clock))
    gives_a_value(lambda: bind(BUILTINS["split"], 2)(("a,b;c", text), clock))

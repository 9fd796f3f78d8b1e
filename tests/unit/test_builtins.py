"""Binding arguments, types of results, the clock. What the functions give is in tests/cases/feel."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from kaidah.feel import types
from kaidah.feel.builtins import BUILTINS, as_function, bind, call, usage
from kaidah.feel.failure import Failure
from kaidah.feel.temporal import Date, DateAndTime, Time
from kaidah.feel.types import ListType, NumberType, Type, Unit

USD = NumberType(unit=Unit.parse("USD"), scale=2)
DOLLARS = NumberType(unit=Unit.parse("USD"))
LITERAL = types.LITERAL_NUMBER


def result_type(name: str, *arguments: Type, overload: int = 0) -> Type:
    return BUILTINS[name].overloads[overload].result_type(arguments)


@pytest.mark.parametrize("name", sorted(BUILTINS))
def test_signatures_are_well_formed(name: str) -> None:
    builtin = BUILTINS[name]
    assert builtin.name == name
    assert builtin.clause.startswith("10.3.4.")
    for signature in builtin.overloads:
        optional = [parameter.optional for parameter in signature.parameters]
        assert optional == sorted(optional), "optional parameters come last"
        assert not any(parameter.variadic for parameter in signature.parameters[:-1])


@pytest.mark.parametrize(
    ("type", "expected"),
    [
        (result_type("floor", USD), DOLLARS),
        (result_type("round half up", USD, LITERAL), DOLLARS),
        (result_type("abs", types.DAYS_AND_TIME_DURATION, overload=1), types.DAYS_AND_TIME_DURATION),
        (result_type("max", USD, LITERAL, overload=1), DOLLARS),
        (result_type("max", LITERAL, USD, overload=1), DOLLARS),
        (result_type("max", ListType(USD)), DOLLARS),
        (result_type("min", types.DATE, types.DATE, overload=1), types.DATE),
        (result_type("sum", ListType(USD)), DOLLARS),
        (result_type("sum", ListType(types.ANY)), types.ANY),
        (result_type("mode", ListType(USD)), ListType(DOLLARS)),
        (result_type("count", ListType(USD)), types.NUMBER),
        (result_type("sqrt", types.NUMBER), types.NUMBER),
        (result_type("product", USD, LITERAL, USD, overload=1), NumberType(unit=Unit.parse("USD USD"))),
        (result_type("product", ListType(USD)), types.ANY),
        (result_type("product", ListType(types.NUMBER)), types.NUMBER),
        (result_type("append", ListType(USD), USD, LITERAL), ListType(DOLLARS)),
        (result_type("append", ListType(USD), types.STRING), ListType(types.ANY)),
        (result_type("concatenate", ListType(types.STRING), ListType(types.STRING)), ListType(types.STRING)),
        (result_type("flatten", ListType(ListType(types.STRING))), ListType(types.STRING)),
        (result_type("sublist", ListType(types.DATE), LITERAL), ListType(types.DATE)),
        (result_type("reverse", types.STRING), ListType(types.STRING)),
        (result_type("list replace", ListType(USD), LITERAL, USD), ListType(DOLLARS)),
    ],
)
def test_result_types_follow_the_arguments(type: Type, expected: Type) -> None:
    assert type == expected


def test_arguments_by_name_stand_in_any_order() -> None:
    bound = bind(BUILTINS["substring"], 3, ["length", "string", "start position"])
    assert bound((Decimal(2), "foobar", Decimal(3)), None) == "ob"


def test_optional_arguments_may_be_left_out_by_name() -> None:
    bound = bind(BUILTINS["substring"], 2, ["start position", "string"])
    assert bound((Decimal(3), "foobar"), None) == "obar"


@pytest.mark.parametrize(
    ("name", "count", "names"),
    [
        ("substring", 1, None),
        ("substring", 4, None),
        ("substring", 2, ["string", "position"]),
        ("substring", 2, ["string", "string"]),
        ("append", 1, None),
        ("today", 1, None),
    ],
)
def test_arguments_that_no_form_takes(name: str, count: int, names: list[str] | None) -> None:
    with pytest.raises(Failure) as caught:
        bind(BUILTINS[name], count, names)
    assert caught.value.code == "K509"


def test_a_message_names_the_wrong_argument() -> None:
    with pytest.raises(Failure) as caught:
        call(BUILTINS["substring"], ("foobar", "3"))
    assert caught.value.message == "`substring` has no result: its `start position` is a number, not a string"
    assert caught.value.help == ("it takes `(string: string, start position: number, [length: number])`")


def test_usage_shows_every_form_once() -> None:
    assert usage(BUILTINS["max"]) == "`(list: list)` or `(item, ...)`"
    assert usage(BUILTINS["finishes"]) == "`(point, range: range)` or `(range1: range, range2: range)`"


def test_conversions_of_arguments() -> None:
    assert call(BUILTINS["upper case"], (("a",),)) == "A"
    assert call(BUILTINS["count"], ("a",)) == 1
    assert call(BUILTINS["string join"], ("a",)) == "a"


def test_the_clock_is_given() -> None:
    def clock() -> datetime.datetime:
        return datetime.datetime(2024, 2, 29, 23, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))

    assert call(BUILTINS["today"], (), clock) == Date(2024, 2, 29)
    assert call(BUILTINS["now"], (), clock) == DateAndTime(Date(2024, 2, 29), Time(23, 30, 0, 0, 7 * 3600))


def test_without_a_clock_there_is_no_now() -> None:
    with pytest.raises(Failure) as caught:
        call(BUILTINS["now"], ())
    assert "none was given" in caught.value.message


def test_a_builtin_is_a_value_too() -> None:
    function = as_function(BUILTINS["before"])
    assert function.parameters == ("point1", "point2")
    assert function.call(Decimal(1), Decimal(2)) is True


def test_a_pattern_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    from kaidah.feel.builtins import pattern

    monkeypatch.setattr(pattern, "_SECONDS", 0.01)
    with pytest.raises(Failure) as caught:
        call(BUILTINS["matches"], ("a" * 60 + "!", "^((a|aa)+)+$"))
    assert caught.value.code == "K516"

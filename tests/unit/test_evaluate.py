"""Cases to answers: what is demanded, what is missing, what is told."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from planned import answer_of, codes, plan_of

from kaidah.evaluate import Answer, evaluate
from kaidah.feel.temporal import Date
from kaidah.feel.values import to_literal
from kaidah.trace import Match

PASSENGERS = """
type USD = number unit "USD" scale 2
input Traveller role : "passenger" | "crew"
input Goods value : USD >= 0
input Freight : USD >= 0 default 0
decision Exemption : USD
  | U         | Traveller role || Exemption |
  |-----------|----------------||-----------|
  | passenger | "passenger"    || 500       |
  | crew      | "crew"         || 50        |
decision Dutiable value : USD = max(Goods value + Freight - Exemption, 0)
decision Duty : USD = Dutiable value * 10%
  reading "whole value" = Goods value * 10%
  reading "broken" = Goods value / 0
"""


def shown(answer: Answer) -> str:
    return ", ".join(f"{name} = {to_literal(value)}" for name, value in answer.outputs.items())


# --- what is asked --------------------------------------------------------------------------------


def test_answer() -> None:
    answer = answer_of(PASSENGERS, {"Traveller role": "passenger", "Goods value": "600.50"})
    assert (shown(answer), codes(answer), answer.decided) == ("Duty = 10.05", [], True)


def test_outputs_come_in_the_order_asked() -> None:
    given = {"Traveller role": "crew", "Goods value": 60}
    answer = answer_of(PASSENGERS, given, "Dutiable value", "Exemption", "Duty")
    assert shown(answer) == "Dutiable value = 10, Exemption = 50, Duty = 1"


def test_only_what_is_asked_is_evaluated() -> None:
    answer = answer_of(PASSENGERS, {"Traveller role": "crew"}, "Exemption")
    assert (shown(answer), codes(answer)) == ("Exemption = 50", [])
    assert answer.trace and list(answer.trace.decisions) == ["Exemption"]


def test_a_branch_that_is_not_taken_needs_nothing() -> None:
    text = """
input A : boolean
input B : number
decision Costly = B / 0
decision Total = if A then 1 else Costly
"""
    answer = answer_of(text, {"A": True}, "Total")
    assert (shown(answer), codes(answer)) == ("Total = 1", [])
    assert answer.trace and list(answer.trace.decisions) == ["Total"]


def test_a_plan_is_evaluated_many_times() -> None:
    plan = plan_of(PASSENGERS)
    for value, duty in ((600, "10"), (500, "0"), (1500, "100")):
        answer = evaluate(plan, {"Traveller role": "passenger", "Goods value": value})
        assert shown(answer) == f"Duty = {duty}"


@pytest.mark.parametrize(
    ("name", "help"),
    [("Dutty", "did you mean `Duty`?"), ("Goods value", "`kaidah decisions MODEL` lists what can be asked")],
)
def test_unknown_decision(name: str, help: str) -> None:
    answer = answer_of(PASSENGERS, {}, name)
    assert [(problem.code, problem.help) for problem in answer.diagnostics] == [("K517", help)]
    assert answer.outputs == {name: None}


def test_repr_of_a_plan_is_short() -> None:
    assert repr(plan_of(PASSENGERS)) == "<plan of Test: 3 inputs, 3 decisions, asks Duty>"


# --- what is given --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"Goods valeu": 1}, "K502", "did you mean `Goods value`?"),
        ({"Duty": 1}, "K502", "`Duty` is a decision, not an input"),
        ({"Goods value": 1.5}, "K503", '"1.5"'),
        ({"Goods value": "1,500"}, "K503", '"1,500", which is no number in USD'),
        ({"Goods value": True}, "K503", "true"),
        ({"Goods value": "NaN"}, "K503", "NaN"),
        ({"Goods value": -1}, "K504", ">= 0"),
        ({"Traveller role": "pilot"}, "K504", '"passenger", "crew"'),
        ({"Goods value": "1.005"}, "K512", "2 digits"),
    ],
)
def test_bad_given_values(given: dict[str, object], code: str, words: str) -> None:
    answer = answer_of(PASSENGERS, given)
    [problem] = answer.diagnostics
    assert problem.code == code
    assert words in f"{problem.message} {problem.help}"
    assert not answer.decided


def test_the_day_is_the_value_of_the_date_input() -> None:
    text = "  date Day\ninput Day : date\ndecision Month : number = Day.month\n"
    day = datetime.date(2022, 4, 1)
    assert shown(answer_of(text, {}, on=day)) == "Month = 4"
    assert shown(answer_of(text, {"Day": "2022-05-01"})) == "Month = 5"
    assert shown(answer_of(text, {"Day": "2022-04-01"}, on=Date(2022, 4, 1))) == "Month = 4"
    assert codes(answer_of(text, {"Day": "2022-05-01"}, on=day)) == ["K503"]


def test_a_default_is_assumed_and_told() -> None:
    given = {"Traveller role": "crew", "Goods value": 60}
    answer = answer_of(PASSENGERS, given)
    assert answer.trace and answer.trace.assumed == {"Freight": Decimal(0)}
    answer = answer_of(PASSENGERS, {**given, "Freight": 1})
    assert answer.trace and answer.trace.assumed == {}


# --- what is missing ------------------------------------------------------------------------------


def test_a_missing_input_is_reported_once() -> None:
    answer = answer_of(PASSENGERS, {"Traveller role": "crew"}, "Dutiable value", "Duty")
    assert codes(answer) == ["K501", "K514"]
    assert answer.outputs == {"Dutiable value": None, "Duty": None}
    [missing, reaches] = answer.diagnostics
    assert missing.message == "`Goods value` is not given, and `Dutiable value` needs it"
    assert missing.help == 'give a number in USD (>= 0): `kaidah run ... "Goods value=VALUE"`'
    assert reaches.message == "`Duty` is undecided because `Dutiable value` is"


def test_other_inputs_that_may_be_needed_are_named() -> None:
    [missing, _] = answer_of(PASSENGERS, {}).diagnostics
    assert missing.notes == ("not given either, and may be needed: `Traveller role`",)


TWO_INPUTS = """
input A : number
input B : number
decision Answer
  | {policy} | A | B || Answer |
  |---|---|---||---|
  | one | 1 | < 10 || "one" |
  | two | 2 | - || "two" |
  | three | 3 | >= 10 || "three" |
  | four | - | > 100 || "four" |
"""


def test_a_missing_value_does_not_matter_to_rules_that_fail_anyway() -> None:
    text = TWO_INPUTS.format(policy="F")
    answer = answer_of(text, {"A": 2})
    assert (shown(answer), codes(answer)) == ('Answer = "two"', [])
    assert answer.trace is not None
    [table] = answer.trace.decisions["Answer"].tables
    assert table.inputs == (Decimal(2), None)
    assert table.missing == {1}
    assert [rule.entries for rule in table.rules[:2]] == [
        (Match.FAILS, Match.NOT_TRIED),
        (Match.HOLDS, Match.IRRELEVANT),
    ]
    assert [rule.kept for rule in table.rules] == [False, True, False, False]


def test_a_missing_value_that_decides_a_rule_is_an_error() -> None:
    answer = answer_of(TWO_INPUTS.format(policy="U"), {"A": 3})
    assert codes(answer) == ["K501"]
    message = '`B` is not given, and rule 3 "three" of `Answer` needs it'
    assert answer.diagnostics[0].message == message
    assert answer.trace is not None
    [table] = answer.trace.decisions["Answer"].tables
    assert table.rules[2].entries == (Match.HOLDS, Match.UNKNOWN)


@pytest.mark.parametrize("trace", [False, True])
def test_all_missing_values_of_a_rule_are_reported(trace: bool) -> None:
    assert codes(answer_of(TWO_INPUTS.format(policy="U"), {}, trace=trace)) == ["K501", "K501"]


def test_an_undecided_decision_that_does_not_matter() -> None:
    text = """
input A : number
input B : number
decision Doubled = B * 2
decision Clash
  | U | A   || Clash |
  |---|-----||-------|
  |   | > 0 || 1     |
  |   | > 1 || 2     |
decision Answer
  | U | Doubled | Clash | A      || Answer |
  |---|---------|-------|--------||--------|
  |   | > 5     | -     | < 0    || 1      |
  |   | -       | > 5   | < 0    || 2      |
  |   | -       | -     | > 0    || 3      |
"""
    answer = answer_of(text, {"A": 5})
    assert shown(answer) == "Answer = 3"
    assert [(problem.code, problem.severity) for problem in answer.diagnostics] == [("K505", "warning")]


def test_one_failure_is_one_problem() -> None:
    text = "input A : number\ndecision X = (1 / A) + 1\ndecision Y = X + 1\ndecision Z = Y * 2\n"
    answer = answer_of(text, {"A": 0})
    assert codes(answer) == ["K510", "K514", "K514"]
    assert answer.outputs == {"Z": None}


def test_lenient_runs_have_nulls_and_warnings() -> None:
    text = "input A : number\ndecision X = (1 / A) + 1\ndecision Y = if X = null then 7 else 8\n"
    answer = answer_of(text, {"A": 0}, lenient=True)
    assert (shown(answer), codes(answer), answer.decided) == ("Y = 7", ["K508", "K510"], True)
    answer = answer_of(text, {}, lenient=True)
    assert (shown(answer), codes(answer)) == ("Y = 7", ["K508", "K508", "K501"])


def test_null_may_be_given_and_tested() -> None:
    text = """
input A : number
decision Answer
  | U | A        || Answer   |
  |---|----------||----------|
  |   | null     || "none"   |
  |   | < 5      || "small"  |
  |   | [5..10]  || "middle" |
"""
    answer = answer_of(text, {"A": None})
    assert (shown(answer), codes(answer)) == ('Answer = "none"', [])


# --- results --------------------------------------------------------------------------------------


def test_a_result_must_be_of_the_declared_type() -> None:
    text = "type Rate = number [0..1]\ninput A : any\ndecision R : Rate = A\n"
    assert codes(answer_of(text, {"A": "0.5"})) == ["K513"]
    answer = answer_of(text, {"A": 2})
    assert codes(answer) == ["K513"]
    assert answer.diagnostics[0].message == "2 is not among [0..1], as `R` must be"
    assert codes(answer_of(text, {"A": Decimal("0.333333")})) == []


def test_the_scale_of_a_type_does_not_round_results() -> None:
    given = {"Traveller role": "crew", "Goods value": "50.01"}
    assert shown(answer_of(PASSENGERS, given)) == "Duty = 0.001"


def test_numbers_have_34_digits() -> None:
    answer = answer_of("input A : number\ndecision X = A / 3\n", {"A": 1})
    assert shown(answer) == "X = 0.3333333333333333333333333333333333"


def test_a_decision_without_logic() -> None:
    answer = answer_of("decision X : number\n", {}, "X", unchecked=True)
    assert codes(answer) == ["K509"]


# --- functions and services -----------------------------------------------------------------------

SERVICE = """
input A : number
input B : number
decision Low = A + 1
decision High = Low * 2 + B
function Twice(X : number) : number = X * 2
service Upper
  outputs High
  input decisions Low
decision Total = Twice(Upper(B: 1, Low: 10)) + High
"""


def test_functions_and_services_are_called() -> None:
    answer = answer_of(SERVICE, {"A": 1, "B": 100}, "Total")
    assert (shown(answer), codes(answer)) == ("Total = 146", [])


def test_a_service_is_asked_with_its_input_decisions() -> None:
    answer = answer_of(SERVICE, {"Low": 3, "B": 1}, "Upper")
    assert (shown(answer), codes(answer)) == ("Upper = 7", [])
    assert answer.trace and answer.trace.asked == ("High",)
    problem = answer_of(SERVICE, {"Low": 3, "B": 1}, "High").diagnostics[0]
    assert (problem.code, problem.help) == (
        "K502",
        "ask the service `Upper`, or give the inputs it is decided from",
    )


def test_a_decision_may_be_named_as_the_function_it_calls() -> None:
    assert (
        shown(answer_of("input A : list of number\ndecision sum = sum(A)\n", {"A": [1, 2]}, unchecked=True))
        == "sum = 3"
    )


def test_recursion() -> None:
    text = "function F(N : number) : number = if N = 0 then 1 else N * F(N - 1)\ndecision X = F(30)\n"
    assert shown(answer_of(text)) == "X = 265252859812191058636308480000000"


@pytest.mark.parametrize("lenient", [False, True])
def test_endless_recursion(lenient: bool) -> None:
    text = "function F(N : number) : number = F(N + 1)\ndecision X = F(30)\ndecision Y = 1\n"
    answer = answer_of(text, {}, "X", "Y", lenient=lenient)
    assert codes(answer) == ["K516"]
    assert shown(answer) == "X = null, Y = 1"


def test_a_long_chain_of_decisions() -> None:
    chain = [f"decision D{n} = D{n + 1} + 1" for n in range(400)]
    text = "\n".join(["input A : number", *chain, "decision D400 = A", ""])
    for trace in (False, True):
        assert shown(answer_of(text, {"A": 1}, "D0", trace=trace)) == "D0 = 401"


def test_decisions_in_a_circle_are_no_traceback() -> None:
    answer = answer_of("decision X = Y + 1\ndecision Y = X + 1\n", {}, "X", unchecked=True)
    assert "K516" in codes(answer)


def test_the_clock_is_injected() -> None:
    text = "decision Day = today()\n"
    moment = datetime.datetime(2022, 4, 1, 12, tzinfo=datetime.UTC)
    assert shown(answer_of(text, clock=lambda: moment)) == 'Day = @"2022-04-01"'
    assert codes(answer_of(text)) == ["K509"]


# --- boxes ----------------------------------------------------------------------------------------

BOXES = [
    ("  context\n    a = 1\n    b = a + A\n    result = a + b\n", "4"),
    ("  context\n    a = 1\n    b\n      context\n        c = a + A\n", "{a: 1, b: {c: 3}}"),
    ("  list\n    item = 1\n    item = A\n", "[1, 2]"),
    (
        '  relation\n    | n | v |\n    |---|---|\n    | "a" | A |\n    | "b" | 3 |\n',
        '[{n: "a", v: 2}, {n: "b", v: 3}]',
    ),
    ("  conditional\n    if = A > 1\n    then = 1\n    else = 1 / 0\n", "1"),
    ("  filter\n    in = [1, 2, 3]\n    match = item >= A\n", "[2, 3]"),
    ("  for x\n    in = [1, 2]\n    return = x * A\n", "[2, 4]"),
    ("  some x\n    in = [1, 2]\n    satisfies = x = A\n", "true"),
    ("  every x\n    in = [1, 2]\n    satisfies = x = A\n", "false"),
    ("  call Twice\n    X = A\n", "4"),
    ("  context\n    f\n      function (x : number) : number\n        = x * A\n    result = f(5)\n", "10"),
]


@pytest.mark.parametrize(("body", "expected"), BOXES)
def test_boxed_expressions(body: str, expected: str) -> None:
    text = f"input A : number\nfunction Twice(X : number) : number = X * 2\ndecision R\n{body}"
    answer = answer_of(text, {"A": 2}, "R")
    assert codes(answer) == []
    assert to_literal(answer.outputs["R"]) == expected


def test_a_table_inside_a_context_says_where_it_stands() -> None:
    text = """
input A : number
decision R
  context
    rate
      | U | A   || rate |
      |---|-----||------|
      |   | > 0 || 2    |
    result = rate * A
"""
    answer = answer_of(text, {"A": 3})
    assert shown(answer) == "R = 6"
    assert answer.trace and [table.within for table in answer.trace.decisions["R"].tables] == ["rate"]


# --- trace ----------------------------------------------------------------------------------------


def test_trace() -> None:
    answer = answer_of(PASSENGERS, {"Traveller role": "crew", "Goods value": 60})
    assert answer.trace is not None
    assert list(answer.trace.decisions) == ["Exemption", "Dutiable value", "Duty"]
    value = answer.trace.decisions["Dutiable value"]
    assert value.uses == (
        ("Goods value", Decimal(60)),
        ("Freight", Decimal(0)),
        ("Exemption", Decimal(50)),
    )
    [table] = answer.trace.decisions["Exemption"].tables
    assert [rule.rule.name for rule in table.fired] == ["crew"]
    assert table.rules[0].first_failing == 0


def test_readings_are_compared_and_harm_nothing() -> None:
    answer = answer_of(PASSENGERS, {"Traveller role": "crew", "Goods value": 60})
    assert codes(answer) == []
    assert answer.trace is not None
    whole, broken = answer.trace.decisions["Duty"].readings
    assert (whole.value, whole.differs) == (Decimal(6), True)
    assert (broken.value, broken.differs, broken.decided) == (None, False, False)
    assert [problem.code for problem in broken.diagnostics] == ["K510"]


def test_nothing_is_recorded_without_trace() -> None:
    answer = answer_of(PASSENGERS, {"Traveller role": "crew", "Goods value": 60}, trace=False)
    assert (shown(answer), answer.trace) == ("Duty = 1", None)

"""Hit policies: what a table gives for the rules that match (clause 8.2.8)."""

from __future__ import annotations

import pytest
from planned import answer_of, codes

from kaidah.feel.values import to_literal


def table(policy: str, *rules: str, values: str = "", default: str = "") -> str:
    """A table of one input X and one output, with rules as `test => output`."""
    lines = [f"  | {policy} | X || Y |"]
    if values:
        lines.append(f"  | values | || {values} |")
    if default:
        lines.append(f"  | default | || {default} |")
    lines.append("  |--|--||--|")
    lines += [f"  | | {rule.replace(' => ', ' || ')} |" for rule in rules]
    return "\n".join(["input X : number", "decision Y", *lines, ""])


THREE = ("< 10 => 1", "< 20 => 3", "< 30 => 2")

SINGLE = [
    ("U", ("< 10 => 1", ">= 10 => 2"), 5, "1"),
    ("A", ("< 10 => 1", "< 20 => 1"), 5, "1"),
    ("F", THREE, 5, "1"),
    ("F", THREE, 15, "3"),
    ("R", THREE, 5, "[1, 3, 2]"),
    ("R", THREE, 25, "[2]"),
    ("R", THREE, 35, "[]"),
    ("C", THREE, 15, "[3, 2]"),
    ("C", THREE, 35, "[]"),
    ("C+", THREE, 5, "6"),
    ("C<", THREE, 15, "2"),
    ("C>", THREE, 5, "3"),
    ("C#", THREE, 5, "3"),
    ("C#", THREE, 35, "0"),
]


@pytest.mark.parametrize(("policy", "rules", "x", "expected"), SINGLE)
@pytest.mark.parametrize("trace", [False, True])
def test_value(policy: str, rules: tuple[str, ...], x: int, expected: str, trace: bool) -> None:
    answer = answer_of(table(policy, *rules), {"X": x}, trace=trace)
    assert codes(answer) == []
    assert to_literal(answer.outputs["Y"]) == expected


RANKED = ('< 10 => "low"', '< 20 => "high"', '< 30 => "middle"', '< 30 => "high"')
ORDER = '"high", "middle", "low"'


@pytest.mark.parametrize(
    ("policy", "x", "expected"),
    [
        ("P", 5, '"high"'),
        ("P", 25, '"high"'),
        ("O", 5, '["high", "high", "middle", "low"]'),
        ("O", 35, "[]"),
    ],
)
def test_priority_is_the_order_of_the_output_values(policy: str, x: int, expected: str) -> None:
    answer = answer_of(table(policy, *RANKED, values=ORDER), {"X": x})
    assert to_literal(answer.outputs["Y"]) == expected


def test_several_outputs_are_a_context_and_ranked_one_after_the_other() -> None:
    text = """
input X : number
decision Y
  | P      | X    || Risk          | Fee |
  | values |      || "high", "low" | 2, 1 |
  |--------|------||---------------|-----|
  |        | < 10 || "low"         | 2   |
  |        | < 10 || "high"        | 1   |
  |        | < 10 || "high"        | 2   |
"""
    assert to_literal(answer_of(text, {"X": 1}).outputs["Y"]) == '{Risk: "high", Fee: 2}'


@pytest.mark.parametrize(
    ("policy", "expected"), [("U", "7"), ("F", "7"), ("A", "7"), ("C", "[7]"), ("R", "[7]"), ("C+", "7")]
)
def test_default_when_no_rule_matches(policy: str, expected: str) -> None:
    answer = answer_of(table(policy, *THREE, default="7"), {"X": 99})
    assert codes(answer) == []
    assert to_literal(answer.outputs["Y"]) == expected
    assert answer.trace and answer.trace.decisions["Y"].tables[0].defaulted


@pytest.mark.parametrize("policy", ["U", "A", "F", "C+", "C<", "C>"])
def test_no_rule_and_no_default(policy: str) -> None:
    answer = answer_of(table(policy, *THREE), {"X": 99})
    assert codes(answer) == ["K507"]
    assert (answer.outputs, answer.undecided) == ({"Y": None}, ("Y",))
    assert "`X` is 99" in answer.diagnostics[0].notes[0]


def test_two_rules_under_unique() -> None:
    answer = answer_of(table("U", "< 10 => 1", "< 20 => 1"), {"X": 5})
    [problem] = answer.diagnostics
    assert problem.code == "K505"
    assert problem.message == "rule 1 and rule 2 of `Y` both match under `U`"
    assert problem.span and problem.span.line == 7
    assert problem.others[0].span.line == 6
    assert answer.outputs == {"Y": None}


def test_rules_that_disagree_under_any() -> None:
    answer = answer_of(table("A", "< 10 => 1", "< 20 => 1", "< 30 => 2"), {"X": 5})
    [problem] = answer.diagnostics
    assert (problem.code, problem.others[0].span.line) == ("K506", 6)
    assert "rule 1 and rule 3" in problem.message


def test_an_output_that_is_not_among_the_output_values() -> None:
    text = table("U", '< 10 => "a" + "b"', values='"a", "b"').replace("decision Y", "decision Y : string")
    answer = answer_of(text, {"X": 5})
    assert codes(answer) == ["K518"]
    assert codes(answer_of(text, {"X": 5}, lenient=True)) == ["K518"]


def test_a_lenient_run_warns_and_gives_null() -> None:
    answer = answer_of(table("U", "< 10 => 1", "< 20 => 2"), {"X": 5}, lenient=True)
    assert [problem.severity for problem in answer.diagnostics] == ["warning"]
    assert (answer.outputs, answer.undecided) == ({"Y": None}, ())

"""Properties of evaluation: a table against brute force, with and without a trace, under every hit policy."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "unit"))
from planned import answer_of, codes, plan_of

from kaidah.evaluate import evaluate

BOUNDS = st.integers(min_value=0, max_value=6)
CELLS = st.one_of(st.none(), st.tuples(BOUNDS, BOUNDS).map(lambda pair: (min(pair), max(pair))))
RULES = st.lists(st.tuples(CELLS, CELLS, st.integers(0, 3)), min_size=1, max_size=6)
POLICIES = ("U", "A", "F", "R", "C", "C+", "C<", "C>", "C#")
Cell = tuple[int, int] | None
Rule = tuple[Cell, Cell, int]


def document(policy: str, rules: list[Rule]) -> str:
    def cell(bounds: Cell) -> str:
        return "-" if bounds is None else f"[{bounds[0]}..{bounds[1]}]"

    lines = [f"  | | {cell(a)} | {cell(b)} || {output} |" for a, b, output in rules]
    head = ["input A : number", "input B : number", "decision Y", f"  | {policy} | A | B || Y |"]
    return "\n".join([*head, "  |--|--|--||--|", *lines, ""])


def holds(cell: Cell, value: int) -> bool:
    return cell is None or cell[0] <= value <= cell[1]


def expected(policy: str, outputs: list[int]) -> object:
    """The value, or the code of the problem."""
    match policy:
        case "C#":
            return len(outputs)
        case "R" | "C":
            return tuple(outputs)
    if not outputs:
        return "K507"
    match policy:
        case "U":
            return outputs[0] if len(outputs) == 1 else "K505"
        case "A":
            return outputs[0] if len(set(outputs)) == 1 else "K506"
        case "C+":
            return sum(outputs)
        case "C<":
            return min(outputs)
        case "C>":
            return max(outputs)
    return outputs[0]


@settings(max_examples=60, deadline=None)
@given(rules=RULES, a=BOUNDS, b=BOUNDS, policy=st.sampled_from(POLICIES))
def test_table_gives_what_brute_force_gives(rules: list[Rule], a: int, b: int, policy: str) -> None:
    outputs = [output for left, right, output in rules if holds(left, a) and holds(right, b)]
    answer = answer_of(document(policy, rules), {"A": a, "B": b}, trace=False, unchecked=True)
    found = codes(answer)[0] if codes(answer) else answer.outputs["Y"]
    assert found == expected(policy, outputs)


@settings(max_examples=40, deadline=None)
@given(rules=RULES, a=BOUNDS, b=st.none() | BOUNDS, policy=st.sampled_from(POLICIES))
def test_a_trace_changes_nothing(rules: list[Rule], a: int, b: int | None, policy: str) -> None:
    plan = plan_of(document(policy, rules), unchecked=True)
    case = {"A": a} if b is None else {"A": a, "B": b}
    plain, traced = evaluate(plan, case, trace=False), evaluate(plan, case)
    assert plain.outputs == traced.outputs
    assert plain.diagnostics == traced.diagnostics


@settings(max_examples=40, deadline=None)
@given(rules=RULES, a=BOUNDS)
def test_what_is_decided_without_an_input_does_not_depend_on_it(rules: list[Rule], a: int) -> None:
    plan = plan_of(document("F", rules), unchecked=True)
    without = evaluate(plan, {"A": a})
    if without.decided:
        for b in range(8):
            assert evaluate(plan, {"A": a, "B": b}).outputs == without.outputs


@settings(max_examples=60, deadline=None)
@given(
    value=st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12)
)
def test_numbers_pass_through_exactly(value: Decimal) -> None:
    answer = evaluate(_IDENTITY, {"A": format(value, "f")})
    assert answer.outputs == {"Y": value}


_IDENTITY = plan_of("input A : number\ndecision Y : number = A\n")

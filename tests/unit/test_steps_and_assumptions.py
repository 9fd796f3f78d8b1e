"""What a trace says of the steps of a decision, and of what was assumed in a service."""

from __future__ import annotations

from decimal import Decimal

from planned import answer_of

CONTEXT = """
input A : number
decision Sum
  context
    Base   = A + 1
    Inner
      context
        Deep = Base * 2
    Double
      function (x : number) : number
        = x * 2
    result = Base + Inner.Deep
  reading "other"
    context
      Elsewhere = 1
      result    = Elsewhere
decision Listed
  list
    item
      context
        Not a step = 1
decision Half done
  context
    First  = 1
    Second = A / 0
    Third  = 2
"""

SERVICE = """
input A : number default 3
input B : number default 4
input C : number
decision Sum = A + B
service Add
  outputs Sum
decision Left out = Add(B: C)
decision Given = A + Add(B: C)
"""


def steps(decision: str) -> dict[str, object]:
    answer = answer_of(CONTEXT, {"A": 1}, decision)
    assert answer.trace is not None
    return dict(answer.trace.decisions[decision].steps)


def test_the_entries_of_a_context_are_steps() -> None:
    found = steps("Sum")
    assert list(found) == ["Base", "Inner"]
    assert (found["Base"], found["Inner"]) == (2, {"Deep": 4})


def test_other_contexts_are_no_steps() -> None:
    assert steps("Listed") == {}


def test_steps_end_where_something_goes_wrong() -> None:
    assert steps("Half done") == {"First": 1}


def test_what_a_service_assumes_is_assumed() -> None:
    answer = answer_of(SERVICE, {"C": 5}, "Left out")
    assert answer.outputs == {"Left out": Decimal(8)}
    assert answer.trace is not None and answer.trace.assumed == {"A": 3}


def test_what_a_service_assumes_is_told_from_what_is_given() -> None:
    answer = answer_of(SERVICE, {"A": 10, "C": 5}, "Given")
    assert answer.outputs == {"Given": Decimal(18)}
    assert answer.trace is not None and answer.trace.assumed == {"A (in Add)": 3}

"""Explanations of hand-made traces: what must be said, and in how much room."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from passenger_trace import (
    EXEMPTION_TABLE,
    LOOSE_USD,
    USD,
    cite,
    exemption_trace,
    literal,
    model,
    name,
    span,
    trace,
)

from kaidah.explain.explanation import Explanation
from kaidah.explain.from_trace import from_trace
from kaidah.explain.to_markdown import to_markdown
from kaidah.explain.to_text import to_text
from kaidah.feel.types import FunctionType, NumberType
from kaidah.model.elements import (
    BusinessKnowledgeModel,
    Context,
    ContextEntry,
    FunctionExpression,
    HitPolicy,
    LiteralExpression,
    Parameter,
)
from kaidah.trace import DecisionTrace, Match, TableTrace
from kaidah_dsl.diagnostics import error
from kaidah_dsl.feel import tree as feel


def explanation(*asked: str) -> Explanation:
    return from_trace(trace(asked or ("Import duty",)), model())


def with_exemption(**changes: object) -> Explanation:
    """The explanation of a case in which the table came out otherwise."""
    done = exemption_trace()
    table: TableTrace = replace(done.tables[0], **changes)  # type: ignore[arg-type]
    whole = trace(("Exemption",))
    other = replace(done, tables=(table,))
    return from_trace(replace(whole, decisions={"Exemption": other}), model())


def policy(hit_policy: HitPolicy, *kept: int) -> str:
    """The table's explanation when both rules match and some of them are kept."""
    table = replace(EXEMPTION_TABLE, hit_policy=hit_policy)
    rules = tuple(
        replace(rule, entries=(Match.HOLDS, Match.HOLDS), matched=True, kept=rule.rule.number in kept)
        for rule in exemption_trace().tables[0].rules
    )
    return to_text(with_exemption(table=table, rules=rules), "everything")


def test_a_table_says_which_rule_applies_and_why() -> None:
    assert to_text(explanation("Exemption")) == (
        "Passenger goods, edition P2, in force from 2018-01-01 to 2025-06-05\n"
        "\n"
        "Exemption = USD 500.00\n"
        "  rule 1 “passenger” of 2 applies\n"
        '    ✓ Traveller role is "passenger"          given\n'
        "    ✓ Goods value is USD 950.00, needs > 3   given\n"
        "    under 203/PMK.04/2017 pasal 12(1)"
    )


def test_a_formula_is_followed_by_its_values_and_where_they_came_from() -> None:
    text = to_text(explanation("Dutiable value"))
    assert "│ = max(Goods value - Exemption, 0)\n" in text
    assert "│     Goods value = USD 950.00   given\n" in text
    assert "│     Exemption = USD 500.00     decided below\n" in text
    assert "│ under 203/PMK.04/2017 pasal 12(5)\n" in text


def test_everything_also_says_why_the_other_rules_did_not_fire() -> None:
    text = to_text(explanation(), "everything")
    assert '✗ rule 2 “crew”: Traveller role is "passenger", needs "crew"' in text
    assert "crew" not in to_text(explanation())


def test_everything_lists_the_given_values() -> None:
    text = to_text(explanation("Exemption"), "everything")
    assert text.endswith("Goods value = USD 950.00, FOB price of all personal goods that stay in Indonesia")


def test_a_sentence_can_be_read_aloud() -> None:
    assert to_text(explanation("Exemption", "Import duty"), "sentence", width=500) == (
        "Exemption is USD 500.00 because rule 1 “passenger” applies (203/PMK.04/2017 pasal 12(1)): "
        'Traveller role is "passenger" and Goods value is USD 950.00.\n'
        "\n"
        "Import duty is USD 45.00 by the formula Dutiable value * 10% (203/PMK.04/2017 pasal 24(1)), where "
        "Dutiable value is USD 450.00. This is disputed: another reading of Import duty, “whole value” (Import "
        "rules for passengers, 2021-10-06 L70), would give USD 95.00."
    )


def test_a_decision_that_is_needed_twice_is_explained_once() -> None:
    text = to_text(explanation("Exemption", "Dutiable value"))
    assert text.count("rule 1 “passenger” of 2 applies") == 1
    assert "Exemption = USD 500.00     decided above" in text


def test_a_long_chain_of_decisions_fits_the_terminal() -> None:
    whole = trace()
    first = whole.decisions["Dutiable value"]
    chain = {
        f"Step {number}": replace(
            first,
            decision=f"Step {number}",
            uses=((f"Step {number - 1}", Decimal(number)),) if number else (),
        )
        for number in range(3000)
    }
    explained = from_trace(replace(whole, asked=("Step 2999",), decisions=chain), model())
    text = to_text(explained)
    assert all(text.count(f"Step {number} = 450\n") == 1 for number in range(0, 3000, 100))
    assert max(map(len, text.splitlines())) <= 100


def test_a_doubt_shows_the_other_answer_and_the_reason() -> None:
    text = to_text(explanation(), width=200)
    assert "another reading, “whole value”, would give USD 95.00" in text
    assert "because the regulation taxes the excess only" in text


@pytest.mark.parametrize("depth", ["sentence", "table", "everything"])
@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_is_wider_than_the_terminal(depth: str, width: int) -> None:
    text = to_text(explanation("Exemption", "Import duty"), depth, width)
    assert max(map(len, text.splitlines())) <= width


def test_wrapping_loses_no_words() -> None:
    def words(width: int) -> list[str]:
        text = to_text(explanation(), "everything", width)
        return [word for word in text.split() if word not in ("│", "└─", "├─")]

    assert words(40) == words(400)


def test_ascii_has_no_marks_of_our_own() -> None:
    text = to_text(explanation(), "everything", ascii=True)
    assert text.isascii()
    assert '+ Traveller role is "passenger"' in text


def test_colour_changes_nothing_but_colour() -> None:
    import re

    coloured = to_text(explanation(), "everything", colour=True)
    assert re.sub(r"\x1b\[\d+m", "", coloured) == to_text(explanation(), "everything")


def test_an_undecided_decision_says_why() -> None:
    done = DecisionTrace(
        decision="Dutiable value",
        value=None,
        decided=False,
        uses=(("Goods value", None), ("Exemption", Decimal("500"))),
        tables=(),
        citations=(),
        diagnostics=(error("K501", "`Goods value` is not given, and the formula needs it"),),
    )
    base = trace(("Dutiable value",))
    missing = replace(
        base,
        inputs={"Traveller role": "passenger"},
        decisions={"Exemption": base.decisions["Exemption"], "Dutiable value": done},
    )
    explained = from_trace(missing, model())
    text = to_text(explained)
    assert "Dutiable value = undecided\n" in text
    assert "problem K501: `Goods value` is not given, and the formula needs it" in text
    assert "Goods value              not given" in text
    assert to_text(explained, "sentence") == (
        "Dutiable value is undecided: `Goods value` is not given, and the formula needs it."
    )


def test_a_missing_input_of_a_table_is_named() -> None:
    rules = exemption_trace().tables[0].rules
    unknown = replace(rules[0], entries=(Match.HOLDS, Match.UNKNOWN), matched=False, kept=False)
    text = to_text(
        with_exemption(inputs=("passenger", None), missing=frozenset({1}), rules=(unknown, rules[1])),
        "everything",
    )
    assert "? rule 1 “passenger”: Goods value is not given, needs > 3" in text


@pytest.mark.parametrize(
    ("hit_policy", "kept", "said"),
    [
        (HitPolicy.FIRST, (1,), "rule 1 “passenger” of 2 applies, the first that matches"),
        (HitPolicy.FIRST, (1,), "▷ rule 2 “crew” matches too, but an earlier rule comes first"),
        (HitPolicy.PRIORITY, (2,), "rule 2 “crew” of 2 applies, which has priority"),
        (HitPolicy.ANY, (1, 2), "2 of 2 rules apply, and agree"),
        (HitPolicy.COLLECT_SUM, (1, 2), "2 of 2 rules apply, added up"),
        (HitPolicy.RULE_ORDER, (1, 2), "2 of 2 rules apply, listed in the order of the rules"),
        (HitPolicy.UNIQUE, (), "2 of 2 rules match, and none could be chosen"),
    ],
)
def test_the_hit_policy_is_said_in_words(hit_policy: HitPolicy, kept: tuple[int, ...], said: str) -> None:
    assert said in policy(hit_policy, *kept)


def test_several_rules_each_say_what_they_give() -> None:
    text = policy(HitPolicy.COLLECT_SUM, 1, 2)
    assert text.index("rule 1 “passenger”\n") < text.index("gives 500") < text.index("rule 2 “crew”\n")
    assert "gives 50\n" in text


def test_the_default_is_said() -> None:
    rules = tuple(
        replace(rule, entries=(Match.FAILS, Match.NOT_TRIED), matched=False, kept=False)
        for rule in exemption_trace().tables[0].rules
    )
    assert "none of 2 rules applies; the default holds" in to_text(
        with_exemption(rules=rules, defaulted=True)
    )


def test_the_entries_of_a_context_show_what_they_came_to() -> None:
    base = model()
    steps = Context(
        entries=(
            ContextEntry(name="Base", expression=literal("Goods value / 2", LOOSE_USD)),
            ContextEntry(name="Rate", expression=literal("7.5%", NumberType())),
        ),
        result=literal("Base * Rate", LOOSE_USD),
        type=LOOSE_USD,
        span=span(),
    )
    decisions = tuple(
        replace(decision, expression=steps) if decision.name == "Dutiable value" else decision
        for decision in base.decisions
    )
    whole = trace(("Dutiable value",))
    done = replace(
        whole.decisions["Dutiable value"], steps=(("Base", Decimal("475")), ("Rate", Decimal("0.075")))
    )
    explained = from_trace(
        replace(whole, decisions={**whole.decisions, "Dutiable value": done}),
        replace(base, decisions=decisions),
    )
    text = to_text(explained)
    assert "│ Base = Goods value / 2   gives USD 475.00\n" in text
    assert "│ Rate = 7.5%              gives 0.075\n" in text
    assert "│ result = Base * Rate\n" in text
    assert "worked out in 3 steps (203/PMK.04/2017 pasal 12(5))" in to_text(explained, "sentence", 500)


def test_a_called_function_is_shown_with_its_citation() -> None:
    function = BusinessKnowledgeModel(
        name="Rounded up",
        function=FunctionExpression(
            parameters=(Parameter(name="Amount", type=USD),),
            body=literal("ceiling(Amount)", USD),
            type=FunctionType((USD,), USD),
            span=span(),
        ),
        type=FunctionType((USD,), USD),
        citations=(cite("pasal 22(4)"),),
        span=span(),
    )
    call = feel.Call(
        function=name("Rounded up"),
        arguments=(feel.Argument(value=name("Dutiable value"), span=span()),),
        span=span("Rounded up(Dutiable value)"),
    )
    base = model()
    duty = replace(base.decisions[2], expression=LiteralExpression(tree=call, type=USD, span=span()))
    changed = replace(base, decisions=(*base.decisions[:2], duty), knowledge_models=(function,))
    explained = from_trace(trace(), changed)
    text = to_text(explained)
    assert "by Rounded up(Amount) = ceiling(Amount)\n" in text
    assert "under 203/PMK.04/2017 pasal 22(4)\n" in text
    assert "- by `Rounded up(Amount) = ceiling(Amount)`, under 203/PMK.04/2017 pasal 22(4)" in to_markdown(
        explained
    )
    assert "pasal 22(4)" in [citation.place for citation in explained.citations()]


def test_an_assumed_input_is_called_so() -> None:
    whole = trace(("Dutiable value",))
    assumed = replace(whole, inputs={"Traveller role": "passenger"}, assumed={"Goods value": Decimal("950")})
    assert "Goods value = USD 950.00   assumed\n" in to_text(from_trace(assumed, model()))


def test_an_undecided_answer_names_the_first_cause() -> None:
    whole = trace()
    because = error("K501", "`Goods value` is not given")
    decisions = {
        name: replace(done, value=None, decided=False, diagnostics=(because,) if index == 1 else ())
        for index, (name, done) in enumerate(whole.decisions.items())
    }
    text = to_text(from_trace(replace(whole, decisions=decisions), model()), "sentence", 500)
    assert text.startswith("Import duty is undecided: `Goods value` is not given.")


def test_an_unknown_depth_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="sentence, table, everything"):
        to_text(explanation(), "deep")


def test_the_memo_begins_with_the_answer_and_ends_with_the_law() -> None:
    text = to_markdown(explanation())
    assert text.startswith("# Import duty is USD 45.00\n")
    assert "| Import duty | **USD 45.00** | Dutiable value \\* 10% | 203/PMK.04/2017 pasal 24(1) |" in text
    assert '| 1 passenger | "passenger" ✓ | USD 950.00 ✓ `> 3` | `500` |' in text
    assert text.rstrip().endswith("pasal 24(1), pasal 12(5) and pasal 12(1)")


def test_the_memo_states_doubts() -> None:
    assert "would give USD 95.00 instead of USD 45.00" in to_markdown(explanation())


def test_the_memo_at_all_depths() -> None:
    assert "rule 2 “crew”" not in to_markdown(explanation())
    assert "- rule 2 “crew”" in to_markdown(explanation(), "everything")
    assert "| decision |" not in to_markdown(explanation(), "sentence")


def test_every_row_of_a_memo_has_as_many_cells_as_its_heading() -> None:
    cells: list[int] = []
    for line in to_markdown(explanation(), "everything").splitlines():
        count = line.replace("\\|", "").count("|")
        assert not (count and cells and cells[-1]) or count == cells[-1], line
        cells.append(count)

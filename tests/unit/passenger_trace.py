"""A small model and a trace of it, made by hand: the passenger example of docs/language.md, with a duty."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kaidah.feel.temporal import Date
from kaidah.feel.types import STRING, NumberType, Unit
from kaidah.model.elements import (
    Citation,
    Decision,
    DecisionRule,
    DecisionTable,
    Edition,
    HitPolicy,
    InputClause,
    InputData,
    ItemDefinition,
    Law,
    LiteralExpression,
    Model,
    OutputClause,
    Period,
    Reading,
    RuleAnnotation,
)
from kaidah.trace import DecisionTrace, Match, ReadingTrace, RuleTrace, TableTrace, Trace
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.source import Source, Span

USD = NumberType(unit=Unit.parse("USD"), scale=2)
LOOSE_USD = NumberType(unit=Unit.parse("USD"))


def span(text: str = "") -> Span:
    return Source(name="test", text=text).span()


def name(text: str) -> feel.Name:
    return feel.Name(name=text, span=span(text))


def number(text: str) -> feel.NumberLiteral:
    return feel.NumberLiteral(value=Decimal(text), span=span(text))


def test_of(text: str) -> feel.UnaryTests:
    """A unary test that is only shown, never evaluated here."""
    if text == "-":
        return feel.UnaryTests(tests=(), irrelevant=True, span=span(text))
    return feel.UnaryTests(tests=(name(text),), span=span(text))


test_of.__test__ = False  # type: ignore[attr-defined]

PMK_203 = Law(
    identifier="PMK-203",
    title="203/PMK.04/2017",
    in_force=Period(start=Date(2018, 1, 1), end=Date(2025, 6, 5)),
    span=span(),
)
GUIDE = Law(
    identifier="guide", title="Import rules for passengers, 2021-10-06", file="002_667c.txt", span=span()
)


def cite(place: str, law: Law = PMK_203) -> Citation:
    return Citation(law=law, place=place, span=span())


def item(name: str, type: Any) -> ItemDefinition:
    return ItemDefinition(name=name, type=type, span=span())


def literal(text: str, type: Any) -> LiteralExpression:
    return LiteralExpression(tree=name(text), type=type, span=span(text))


def rule(
    at: int, title: str, tests: Sequence[str], outputs: Sequence[str], place: str = "", status: str = ""
) -> DecisionRule:
    return DecisionRule(
        number=at,
        name=title,
        input_entries=tuple(test_of(text) for text in tests),
        output_entries=tuple(number(text) if text[0].isdigit() else name(text) for text in outputs),
        annotations=(RuleAnnotation(clause="status", text=status),) if status else (),
        citations=(cite(place),) if place else (),
        span=span(),
    )


EXEMPTION_TABLE = DecisionTable(
    hit_policy=HitPolicy.UNIQUE,
    inputs=(
        InputClause(text="Traveller role", expression=name("Traveller role"), type=STRING, span=span()),
        InputClause(text="Goods value", expression=name("Goods value"), type=USD, span=span()),
    ),
    outputs=(OutputClause(name="", type=USD, span=span()),),
    rules=(
        rule(1, "passenger", ['"passenger"', "> 3"], ["500"], "pasal 12(1)", "CONFIRMED"),
        rule(2, "crew", ['"crew"', "-"], ["50"], "pasal 14(1)"),
    ),
    type=USD,
    span=span(),
)


def model() -> Model:
    """Import duty <- Dutiable value <- Exemption (a table), Goods value."""
    return Model(
        name="Passenger goods",
        path="passengers.kaidah",
        edition=Edition(
            identifier="P2",
            in_force=Period(start=Date(2018, 1, 1), end=Date(2025, 6, 5)),
            span=span(),
        ),
        laws=(PMK_203, GUIDE),
        item_definitions=(item("USD", USD),),
        inputs=(
            InputData(name="Traveller role", item=item("Traveller role", STRING), span=span()),
            InputData(
                name="Goods value",
                item=item("Goods value", USD),
                about="FOB price of all personal goods that stay in Indonesia",
                span=span(),
            ),
        ),
        decisions=(
            Decision(name="Exemption", expression=EXEMPTION_TABLE, type=USD, span=span()),
            Decision(
                name="Dutiable value",
                expression=literal("max(Goods value - Exemption, 0)", LOOSE_USD),
                type=LOOSE_USD,
                citations=(cite("pasal 12(5)"),),
                span=span(),
            ),
            Decision(
                name="Import duty",
                about="Duty on what is left after the exemption",
                expression=literal("Dutiable value * 10%", LOOSE_USD),
                type=USD,
                citations=(cite("pasal 24(1)"),),
                readings=(
                    Reading(
                        name="whole value",
                        expression=literal("Goods value * 10%", LOOSE_USD),
                        citations=(cite("L70", GUIDE),),
                        span=span(),
                    ),
                ),
                because="the regulation taxes the excess only",
                span=span(),
            ),
        ),
    )


def exemption_trace() -> DecisionTrace:
    return DecisionTrace(
        decision="Exemption",
        value=Decimal("500"),
        decided=True,
        uses=(("Traveller role", "passenger"), ("Goods value", Decimal("950"))),
        tables=(
            TableTrace(
                table=EXEMPTION_TABLE,
                within="",
                inputs=("passenger", Decimal("950")),
                missing=frozenset(),
                rules=(
                    RuleTrace(
                        rule=EXEMPTION_TABLE.rules[0],
                        entries=(Match.HOLDS, Match.HOLDS),
                        matched=True,
                        kept=True,
                    ),
                    RuleTrace(
                        rule=EXEMPTION_TABLE.rules[1],
                        entries=(Match.FAILS, Match.NOT_TRIED),
                        matched=False,
                    ),
                ),
                defaulted=False,
                value=Decimal("500"),
            ),
        ),
        citations=(),
    )


def trace(asked: Sequence[str] = ("Import duty",)) -> Trace:
    done = (
        exemption_trace(),
        DecisionTrace(
            decision="Dutiable value",
            value=Decimal("450"),
            decided=True,
            uses=(("Goods value", Decimal("950")), ("Exemption", Decimal("500"))),
            tables=(),
            citations=(cite("pasal 12(5)"),),
        ),
        DecisionTrace(
            decision="Import duty",
            value=Decimal("45.0"),
            decided=True,
            uses=(("Dutiable value", Decimal("450")),),
            tables=(),
            citations=(cite("pasal 24(1)"),),
            readings=(
                ReadingTrace(
                    name="whole value",
                    value=Decimal("95.0"),
                    differs=True,
                    citations=(cite("L70", GUIDE),),
                ),
            ),
            because="the regulation taxes the excess only",
        ),
    )
    return Trace(
        model="Passenger goods",
        edition="P2",
        asked=tuple(asked),
        inputs={"Traveller role": "passenger", "Goods value": Decimal("950")},
        decisions={decision.decision: decision for decision in done},
    )

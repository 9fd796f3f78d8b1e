"""Files of other tools that are wrong: each gives its diagnostic with its line, and never an exception."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

pytest.importorskip("lxml")

import kaidah
from kaidah.interchange.from_xml import from_xml
from kaidah.interchange.read_tree import DEEPEST, MOST_BYTES
from kaidah_dsl.diagnostics import Severity

CASES = Path(__file__).parent / "cases" / "interchange" / "malformed.csv"
ROWS = list(csv.DictReader(CASES.open(encoding="utf-8", newline="")))
UNUSABLE = ("K601", "K602", "K603")

HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">'


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_what_is_wrong_is_said_with_its_line(row: dict[str, str]) -> None:
    result = from_xml(row["xml"].encode(), "m.dmn")
    found = [problem for problem in result.diagnostics if problem.code == row["code"]]
    assert found, result.diagnostics
    assert (result.model is None) == (row["code"] in UNUSABLE)
    assert found[0].severity is (Severity.ERROR if result.model is None else Severity.WARNING)
    if row["line"]:
        assert found[0].span is not None
        assert found[0].span.line == int(row["line"])


def test_size_and_depth_are_bounded() -> None:
    deep = HEAD + "<group>" * DEEPEST + "</group>" * DEEPEST + "</definitions>"
    deeper = HEAD + "<group>" * 5000 + "</group>" * 5000 + "</definitions>"
    large = HEAD.encode() + b" " * MOST_BYTES + b"</definitions>"
    for data in (deep.encode(), deeper.encode(), large):
        assert [problem.code for problem in from_xml(data, "m.dmn").diagnostics] == ["K602"]


def test_entities_do_not_grow() -> None:
    entities = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    bomb = f'<!DOCTYPE d [<!ENTITY e0 "ha">{entities}]>{HEAD}<description>&e9;</description></definitions>'
    assert from_xml(bomb.encode(), "m.dmn").diagnostics[0].code in ("K601", "K602")


def test_a_mistake_in_one_decision_leaves_the_others(tmp_path: Path) -> None:
    file = tmp_path / "m.dmn"
    file.write_text(
        f"""{HEAD}
        <decision name="a"><literalExpression><text>1 + + * 2</text></literalExpression></decision>
        <decision name="b"><literalExpression><text>1 + 2</text></literalExpression></decision>
        </definitions>""",
        encoding="utf-8",
    )
    answer = kaidah.load(file).evaluate({}, ["a", "b"])
    assert answer.outputs == {"a": None, "b": 3}
    assert [(problem.code, problem.severity) for problem in answer.diagnostics] == [
        ("K107", Severity.WARNING)
    ]


WHOLE = f"""{HEAD}
<itemDefinition name="t" isCollection="true"><typeRef>string</typeRef><allowedValues><text>"a", "b"</text>
</allowedValues></itemDefinition>
<inputData id="i" name="i"><variable name="i" typeRef="t"/></inputData>
<decision id="d" name="d"><variable name="d" typeRef="number"/>
<informationRequirement><requiredInput href="#i"/></informationRequirement>
<decisionTable hitPolicy="COLLECT" aggregation="SUM"><input><inputExpression><text>count(i)</text>
</inputExpression></input><output/><rule><inputEntry><text>&gt; 1</text></inputEntry><outputEntry><text>2</text>
</outputEntry></rule></decisionTable></decision>
<businessKnowledgeModel id="f" name="f"><encapsulatedLogic><formalParameter name="x"/><context><contextEntry>
<variable name="y"/><literalExpression><text>x + 1</text></literalExpression></contextEntry></context>
</encapsulatedLogic></businessKnowledgeModel>
<decision id="e" name="e"><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>
<invocation><literalExpression><text>f</text></literalExpression><binding><parameter name="x"/>
<literalExpression><text>1</text></literalExpression></binding></invocation></decision>
<decisionService name="s"><outputDecision href="#d"/><inputData href="#i"/></decisionService>
</definitions>"""


def test_no_damage_to_a_file_raises(tmp_path: Path) -> None:
    """Cut a piece out, double one, or change a character, many times over."""
    dice = random.Random(7)
    file = tmp_path / "m.dmn"
    for _ in range(300):
        start, end = sorted(dice.randrange(len(HEAD), len(WHOLE)) for _ in range(2))
        end = min(end, start + dice.randrange(1, 60))
        damaged = dice.choice(
            (
                WHOLE[:start] + WHOLE[end:],
                WHOLE[:end] + WHOLE[start:],
                WHOLE[:start] + dice.choice("<>&\"'#/=a \x00") + WHOLE[start + 1 :],
            )
        )
        file.write_text(damaged, encoding="utf-8")
        result = from_xml(file.read_bytes(), "m.dmn")
        if result.model is not None:
            kaidah.load(file).evaluate({"i": ["a", "b"]}, [each.name for each in result.model.decisions])


def test_elements_may_be_removed(tmp_path: Path) -> None:
    """Each line of the file left out, where that leaves XML."""
    lines = WHOLE.splitlines()
    file = tmp_path / "m.dmn"
    for index in range(1, len(lines) - 1):
        file.write_text("\n".join(lines[:index] + lines[index + 1 :]), encoding="utf-8")
        result = from_xml(file.read_bytes(), "m.dmn")
        if result.model is not None:
            kaidah.load(file).evaluate({"i": ["a"]})

"""The public conformance cases: all that passed once still pass, and a wrong expectation fails."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest

pytest.importorskip("lxml")
sys.path.insert(0, str(Path(__file__).parent))
import tck

HERE = Path(__file__).parent
CASES = HERE.parent.parent.parent / "shared" / "tck"
STATUS = HERE / "status.csv"


def status() -> dict[tuple[str, str, str], str]:
    """What became of each case when the status was last written."""
    with STATUS.open(encoding="utf-8", newline="") as stream:
        return {(folder, file, case): result for folder, file, case, result, _ in csv.reader(stream)}


@pytest.mark.skipif(not CASES.is_dir(), reason="the conformance cases are not beside the repository")
def test_no_case_is_worse_than_before() -> None:
    before = status()
    outcomes = tck.run_folder(CASES, jobs=1)
    worse = [
        f"{'/'.join(each.key)}: {each.message}"
        for each in outcomes
        if each.status != tck.SUCCESS and before.get(each.key, tck.SUCCESS) == tck.SUCCESS
    ]
    assert not worse, "\n".join(worse)
    better = [
        each.key for each in outcomes if each.status == tck.SUCCESS and before.get(each.key) == tck.ERROR
    ]
    assert not better, f"write the status again, it has improved: {better}"
    assert {each.key for each in outcomes} == set(before)


MODEL = """<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">
  <decision name="d" id="d"><variable name="d"/><literalExpression><text>{}</text></literalExpression></decision>
</definitions>"""

CASE = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <modelName>m.dmn</modelName>
  <testCase id="001"><resultNode name="d" type="decision"{}><expected>{}</expected></resultNode></testCase>
</testCases>"""

NIL = '<value xsi:nil="true"/>'


def value(kind: str, text: str) -> str:
    return f'<value xsi:type="xsd:{kind}">{text}</value>'


def outcome(folder: Path, expression: str, expected: str, attributes: str = "") -> tck.Outcome:
    (folder / "m.dmn").write_text(MODEL.format(expression), encoding="utf-8")
    (folder / "m-test-01.xml").write_text(CASE.format(attributes, expected), encoding="utf-8")
    return tck.run_folder(folder)[0]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 1", value("decimal", "2")),
        ("1 / 3", value("decimal", "0.333333333")),
        ('"a"', value("string", "a")),
        ("1 = 1", value("boolean", "true")),
        ('@"2020-01-31"', value("date", "2020-01-31")),
        ('@"P1D"', value("duration", "PT24H")),
        ('time("10:00:00Z")', value("time", "10:00:00+00:00")),
        ("[1, 2]", f"<list><item>{value('decimal', '1')}</item><item>{value('decimal', '2')}</item></list>"),
        ("{a: 1}", f'<component name="a">{value("decimal", "1")}</component>'),
        ("null", NIL),
    ],
)
def test_a_right_answer_passes(tmp_path: Path, expression: str, expected: str) -> None:
    assert outcome(tmp_path, expression, expected).status == tck.SUCCESS


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 1", value("decimal", "3")),
        ("1 + 1", value("string", "2")),
        ("1 / 3", value("decimal", "0.3333")),
        ("1 / 3", value("decimal", "0.33333334")),
        ('"a"', value("string", "a ")),
        ("1 = 1", value("decimal", "1")),
        ("1 = 1", value("string", "true")),
        ("1 = 1", NIL),
        ("null", value("decimal", "0")),
        ('1 + "a"', value("decimal", "1")),
        ('@"2020-01-31"', value("dateTime", "2020-01-31T00:00:00")),
        ('@"P1D"', value("duration", "PT23H")),
        ('@"P12M"', value("duration", "P365D")),
        ('time("10:00:00Z")', value("time", "10:00:00")),
        ("[1, 2]", f"<list><item>{value('decimal', '1')}</item></list>"),
        ("[1]", value("decimal", "1")),
        ("{a: 1}", f'<component name="b">{value("decimal", "1")}</component>'),
        ("{a: 1, b: 2}", f'<component name="a">{value("decimal", "1")}</component>'),
    ],
)
def test_a_wrong_answer_fails(tmp_path: Path, expression: str, expected: str) -> None:
    assert outcome(tmp_path, expression, expected).status == tck.ERROR


def test_an_expected_error_is_null_and_reported(tmp_path: Path) -> None:
    error = ' errorResult="true"'
    assert outcome(tmp_path, '1 + "a"', NIL, error).status == tck.SUCCESS
    assert outcome(tmp_path, "1 + 1", NIL, error).status == tck.ERROR
    assert outcome(tmp_path, "null", NIL, error).status == tck.ERROR  # nothing was wrong

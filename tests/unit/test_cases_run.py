"""Cases: read from a file, run, compared, reported."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from decimal import Decimal
from pathlib import Path

import pytest

from kaidah.cases.find import case_file
from kaidah.cases.run import same, shown
from kaidah.cli import main
from kaidah.feel.temporal import Date

MODEL = """model Parcels
  edition A in force [2020-01-01 .. 2020-12-31]
  edition B in force [2021-01-01 .. ]
  date Day

type Parcel = structure
  Weight : number >= 0
  Fragile : boolean

input Day : date
input Parcel : Parcel

decision Fee : number
  edition A
  = Parcel.Weight * 2

decision Fee : number
  edition B
  = Parcel.Weight * 3

decision Label
  context
    Text : string = if Parcel.Fragile then "careful" else ""
    Fee  : number = Fee
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    file = tmp_path / "parcels.kaidah"
    file.write_text(MODEL)
    return file


def run(model: Path, cases: str, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    (model.parent / "cases.csv").write_bytes(cases.encode())
    status = main(["test", str(model), *words])
    return status, capsys.readouterr().out


def test_components_and_editions(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = (
        "\ufeffcase,on,Day,Parcel.Weight,Parcel.Fragile,Fee,Label.Text,Label.Fee\r\n"
        "first,2020-06-01,,2,true,4,careful,4\r\n"
        "second,,2021-06-01,2,false,6.00,,6\r\n"
    )
    status, out = run(model, cases, capsys)
    assert (status, out.splitlines()[-1]) == (0, "2 passed, 0 failed")


def test_a_day_without_an_edition_fails_the_case(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(model, "case,on,Parcel.Weight,Fee\nearly,2019-01-01,1,2\nodd,2020-13-01,1,2\n", capsys)
    assert status == 1 and "K306" in out and "K110" in out


def test_a_case_may_expect_what_is_wrong_with_it(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = "on,Parcel.Weight,Fee\n2019-01-01,1,error K306\n2020-01-01,heavy,error K503\n2020-01-01,heavy,error K504\n"
    status, out = run(model, cases, capsys)
    assert (status, out.splitlines()[-1]) == (1, "2 passed, 1 failed")
    assert "K503: " in out and "help: " in out


def test_cells_that_are_no_values_fail_the_case(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(model, "on,Parcel.Weight,Fee\n2020-01-01,heavy,2\n2020-01-01,1,two\n", capsys)
    assert status == 1 and out.count("K503") == 2


def test_a_column_may_not_stand_twice(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out = run(model, "on,Fee,Fee\n", capsys)
    assert status == 1 and "K219" in out and "stands twice" in out


def test_junit_and_json(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = "case,on,Parcel.Weight,Parcel.Fragile,Fee\nright,2020-01-01,1,true,2\nwrong,2020-01-01,1,true,3\n"
    status, out = run(model, cases, capsys, "--format", "junit")
    suite = ElementTree.fromstring(out)[0]
    assert status == 1 and (suite.get("tests"), suite.get("failures")) == ("2", "1")
    data = json.loads(run(model, cases, capsys, "--format", "json")[1])
    assert (data["schema"], data["passed"], data["failed"]) == ("kaidah.tests/1", 1, 1)
    assert data["models"][0]["cases"][1]["decisions"] == [
        {"decision": "Fee", "expected": "3", "actual": "2", "agrees": False}
    ]


def test_exit_zero(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = "case,on,Parcel.Weight,Parcel.Fragile,Fee\nwrong,2020-01-01,1,true,3\n"
    assert run(model, cases, capsys, "--exit-zero")[0] == 0


def test_a_case_file_that_cannot_be_read(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (model.parent / "cases.csv").write_bytes(b"on,Fee\n\xff,1\n")
    assert main(["test", str(model)]) == 2
    assert "K100" in capsys.readouterr().out


def test_which_case_file_belongs_to_a_model(model: Path) -> None:
    shared, own = model.parent / "cases.csv", model.parent / "parcels.cases.csv"
    assert case_file(model) is None
    shared.touch()
    assert case_file(model) == shared
    (model.parent / "other.kaidah").touch()
    assert case_file(model) is None
    own.touch()
    assert case_file(model) == own


@pytest.mark.parametrize(
    ("expected", "actual", "equal"),
    [
        (Decimal("45"), Decimal("45.00"), True),
        (Decimal("45"), Decimal("45.001"), False),
        (Decimal(1), True, False),
        (Decimal(1), "1", False),
        ("2020-01-01", Date(2020, 1, 1), False),
        ((Decimal(1), "a"), (Decimal("1.0"), "a"), True),
        ((Decimal(1),), (Decimal(1), None), False),
        ({"a": Decimal(1)}, {"a": Decimal("1.0")}, True),
        ({"a": None}, {}, False),
        (None, None, True),
    ],
)
def test_equal_means_type_and_value(expected: object, actual: object, equal: bool) -> None:
    assert same(expected, actual) is equal


def test_values_are_shown_as_feel() -> None:
    assert [shown(value) for value in (Decimal("45.00"), "a", None, True)] == ["45", '"a"', "null", "true"]


def test_rules_that_never_fired_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "fees.kaidah"
    file.write_text(
        """model Fees

input Weight : number

decision Fee : number
  | U     | Weight || Fee |
  |-------|--------||-----|
  | light | <= 30  || 10  |
  | heavy | > 30   || 25  |

examples
  | Weight || Fee |
  |--------||-----|
  | 3      || 10  |
"""
    )
    assert main(["test", str(file), "--verbose"]) == 0
    out = capsys.readouterr().out
    assert "1 passed, 0 failed; 1 of 2 rules fired" in out
    assert 'never fired: rule 2 "heavy" of Fee (line 9)' in out
    assert main(["test", str(file), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["models"][0]["rules"] == {
        "all": 2,
        "fired": 1,
        "never_fired": [{"decision": "Fee", "rule": 2, "name": "heavy"}],
    }

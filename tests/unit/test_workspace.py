"""Finding files, reading them, and linking them for a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaidah.errors import KaidahError
from kaidah.feel.temporal import Date, parse_date
from kaidah.workspace import Regulation, Workspace
from kaidah_dsl.diagnostics import Severity

TAX = """\
model Tax rates
  date Day
  edition T1 in force [2010-01-01 .. 2022-03-31]
  edition T2 in force [2022-04-01 .. ]

input Day : date

decision VAT rate
  edition T1
  = 10%

decision VAT rate
  edition T2
  = if Day > 2022-01-01 then 11% else 0
"""
MAIN = """\
model Passenger goods
  edition P1 in force [2018-01-01 .. 2025-06-05]
  edition P2 in force [2025-06-06 .. ]

use Tax rates

input Value : number

decision VAT = Value * VAT rate
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def workspace(folder: Path) -> Workspace:
    return Workspace(here=folder, shipped=folder / "shipped")


# --- finding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "tables/indonesia/tax-rates/rates.kaidah",
        "tables/indonesia/tax-rates",
        "rates",
        "Rates",
        "tax-rates",
        "tax rates",
        "TAX_RATES",
        "Tax rates of Indonesia",
        "tax-rates-of-indonesia",
    ],
)
@pytest.mark.parametrize("place", ["tables", "shipped"])
def test_a_model_is_found(folder: Path, name: str, place: str) -> None:
    text = 'model "Tarif" as Tax rates of Indonesia // a comment\n\ndecision VAT rate = 10%\n'
    text = text.replace('"Tarif" as ', "")
    path = write(folder / place / "indonesia" / "tax-rates" / "rates.kaidah", text)
    assert workspace(folder).find(name.replace("tables/", f"{place}/")) == path


def test_the_nearest_wins(folder: Path) -> None:
    write(folder / "shipped" / "tax-rates" / "tax-rates.kaidah", "model Tax rates\n")
    near = write(folder / "mine.kaidah", "model Tax rates\n")
    assert workspace(folder).find("tax rates") == near


def test_a_folder_of_several_models_is_no_model(folder: Path) -> None:
    write(folder / "shipped" / "rates" / "one.kaidah", "model One\n")
    write(folder / "shipped" / "rates" / "two.kaidah", "model Two\n")
    assert isinstance(workspace(folder).find("rates"), tuple)
    assert workspace(folder).find("two") == folder / "shipped" / "rates" / "two.kaidah"


def test_an_unknown_model_gets_the_nearest_name_or_a_list(folder: Path) -> None:
    write(folder / "shipped" / "rates" / "rates.kaidah", "model Tax rates\n")
    for name, help in (("Tax ratse", "did you mean `Tax rates`?"), ("zzz", "there are `Tax rates`")):
        found = workspace(folder).find(name)
        assert isinstance(found, tuple)
        assert [(problem.code, problem.help) for problem in found] == [("K302", help)]


def test_nothing_there_at_all(folder: Path) -> None:
    found = workspace(folder).find("passengers")
    assert isinstance(found, tuple)
    assert "path" in found[0].help


def test_a_used_model_is_found_beside_above_and_among_the_shipped(folder: Path) -> None:
    above = folder / "tables" / "id"
    use = "model M\n\nuse Tax rates\n\ndecision D = VAT rate\n"
    main = write(above / "import" / "post" / "m.kaidah", use)
    for place in (folder / "shipped", above / "rates", above / "import" / "post"):
        path = write(place / "tax-rates.kaidah", "model Tax rates\n\ndecision VAT rate = 10%\n")
        (found,) = workspace(folder).regulation(main).uses
        assert found[1].path.resolve() == path.resolve()
        assert workspace(folder).regulation(main).check() == ()


# --- reading --------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "latin.kaidah").write_bytes("model Bea f\u00fcr".encode("latin-1"))
    for name in ("missing.kaidah", "latin.kaidah", "."):
        regulation = workspace(folder).regulation(folder / name)
        assert [problem.code for problem in regulation.diagnostics] == ["K100"]
        assert regulation.check()


def test_a_byte_order_mark_is_no_mistake(folder: Path) -> None:
    (folder / "m.kaidah").write_bytes(b"\xef\xbb\xbfmodel M\n\ndecision D = 1\n")
    assert workspace(folder).regulation("m.kaidah").check() == ()


def test_each_file_is_read_once(folder: Path) -> None:
    path = write(folder / "m.kaidah", "model M\n\ndecision D = 1\n")
    space = workspace(folder)
    assert space.regulation(path) is space.regulation("m.kaidah")
    assert space.regulation(path).model_on() is space.regulation(path).model_on(Date(2020, 1, 1))


# --- linking --------------------------------------------------------------------------------------


@pytest.fixture
def passengers(folder: Path) -> Regulation:
    write(folder / "tax.kaidah", TAX)
    return workspace(folder).regulation(write(folder / "main.kaidah", MAIN))


@pytest.mark.parametrize(
    ("day", "own", "used"),
    [
        ("2018-01-01", "P1", "T1"),
        ("2022-03-31", "P1", "T1"),
        ("2022-04-01", "P1", "T2"),
        ("2025-06-05", "P1", "T2"),
        ("2025-06-06", "P2", "T2"),
    ],
)
def test_each_model_in_its_own_edition(passengers: Regulation, day: str, own: str, used: str) -> None:
    model = passengers.model_on(parse_date(day)).model
    assert model is not None and model.edition is not None
    assert model.edition.identifier == own
    assert [each.edition for each in model.imports] == [used]
    assert model.date_input == "Day"


def test_every_combination_once(passengers: Regulation) -> None:
    models = [result.model for result in passengers.models()]
    found = [
        (model.edition.identifier, model.imports[0].edition) for model in models if model and model.edition
    ]
    assert found == [("P1", "T1"), ("P1", "T2"), ("P2", "T2")]
    assert passengers.check() == ()


def test_no_edition_for_the_day(passengers: Regulation) -> None:
    result = passengers.model_on(Date(2017, 12, 31))
    assert result.model is None
    assert [problem.code for problem in result.diagnostics] == ["K306"]
    assert "`P1` from 2018-01-01 to 2025-06-05" in result.diagnostics[0].help


def test_no_day(passengers: Regulation) -> None:
    result = passengers.model_on()
    assert [problem.code for problem in result.diagnostics] == ["K307"]


def test_a_single_edition_needs_no_day(folder: Path) -> None:
    text = "model M\n  edition E in force [2020-01-01 .. ]\n\ndecision D = 1\n"
    regulation = workspace(folder).regulation(write(folder / "m.kaidah", text))
    result = regulation.model_on()
    assert result.model is not None and result.model.edition == regulation.editions[0]
    assert regulation.model_on(Date(2019, 12, 31)).diagnostics[0].code == "K306"


def test_a_used_model_that_is_not_in_force(folder: Path) -> None:
    write(folder / "tax.kaidah", TAX)
    text = MAIN.replace("2018-01-01", "2005-01-01")
    regulation = workspace(folder).regulation(write(folder / "main.kaidah", text))
    (error,) = regulation.model_on(Date(2006, 1, 1)).diagnostics
    assert (error.code, error.severity) == ("K306", Severity.ERROR)
    assert error.span is not None and error.span.text == "Tax rates"
    (warning,) = regulation.check()
    assert (warning.code, warning.severity) == ("K306", Severity.WARNING)


def test_elements_of_a_used_model_by_a_short_name(folder: Path) -> None:
    write(folder / "tax.kaidah", TAX)
    text = MAIN.replace("use Tax rates", "use Tax rates as Tax").replace("* VAT rate", "* Tax.VAT rate")
    regulation = workspace(folder).regulation(write(folder / "main.kaidah", text))
    assert regulation.check() == ()
    model = regulation.model_on(Date(2023, 1, 1)).model
    assert model is not None
    assert [decision.name for decision in model.decisions] == ["VAT", "Tax.VAT rate"]
    assert [data.name for data in model.inputs] == ["Value", "Tax.Day"]
    assert model.date_input == "Tax.Day"


def test_the_same_model_by_two_ways_is_one(folder: Path) -> None:
    write(folder / "base.kaidah", "model Base\n\ndecision Rate = 1\n")
    write(folder / "a.kaidah", "model A\n\nuse Base\n\ndecision a = Rate\n")
    write(folder / "b.kaidah", "model B\n\nuse Base\n\ndecision b = Rate\n")
    main = write(folder / "main.kaidah", "model Main\n\nuse A\nuse B\n\ndecision Sum = a + b + Rate\n")
    assert workspace(folder).regulation(main).check() == ()


def test_the_error_shows_its_diagnostics() -> None:
    problems = Workspace(here=Path("nowhere"), shipped=Path("nowhere")).find("anything")
    assert isinstance(problems, tuple)
    assert "K302" in str(KaidahError(problems))
    assert KaidahError(problems).diagnostics == problems

"""The commands that show or draw a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kaidah
from kaidah.cli import main

DEMO = str(Path(kaidah.__file__).parent / "demo" / "passenger-goods.kaidah")


@pytest.mark.parametrize(
    ("format", "start"), [("svg", b"<"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("dot", b"")]
)
def test_a_picture_in_every_format(
    format: str, start: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"drawn.{format}"
    assert main(["draw", DEMO, "--on", "2021-10-06", "-o", str(file)]) == 0
    assert file.read_bytes().startswith(start)
    assert f"drew {file}" in capsys.readouterr().err


def test_a_picture_of_a_part(tmp_path: Path) -> None:
    whole, part = tmp_path / "whole.dot", tmp_path / "part.dot"
    assert main(["draw", DEMO, "--on", "2021-10-06", "-o", str(whole)]) == 0
    assert main(["draw", DEMO, "--on", "2021-10-06", "--decision", "Exemption", "-o", str(part)]) == 0
    assert "Has NPWP" in whole.read_text() and "Has NPWP" not in part.read_text()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["-o", "x.gif"], "cannot draw a `.gif` file"),
        (["--on", "2021-10-06", "--decision", "Exemptoin"], "did you mean `Exemption`?"),
        (["--on", "1999-01-01"], "K306"),
        (["--on", "yesterday"], "K110"),
    ],
)
def test_what_cannot_be_drawn(words: list[str], reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", DEMO, *words]) == 2
    assert reason in capsys.readouterr().err


def test_what_can_be_asked_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decisions", DEMO, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "kaidah.decisions/1"
    first, second = data["editions"]
    assert (first["edition"], second["edition"]) == ("P1", "P2")
    (total,) = [found for found in first["decisions"] if found["by_default"]]
    assert total["name"] == "Total" and total["unit"] == "USD" and total["scale"] == 2
    assert total["needs"] == ["Traveller role", "Goods value", "Has NPWP"]
    role = next(data for data in first["inputs"] if data["name"] == "Traveller role")
    assert role["allowed"] == '"passenger", "crew"'


def test_the_demo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "play"
    assert main(["demo", str(folder)]) == 0
    assert sorted(file.name for file in folder.iterdir()) == [
        "cases.csv",
        "passenger-goods.kaidah",
        "passenger-goods.svg",
    ]
    assert "Total = USD 193.50" in capsys.readouterr().out
    assert main(["test", str(folder)]) == 0
    assert main(["check", str(folder)]) == 0
    assert main(["fmt", "--check", str(folder)]) == 0


def test_the_demo_keeps_what_a_user_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cases.csv").write_text("mine")
    assert main(["demo", str(tmp_path)]) == 0
    assert (tmp_path / "cases.csv").read_text() == "mine"
    assert "kept" in capsys.readouterr().out


def test_the_demo_says_where_it_cannot_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["demo", str(tmp_path / "file")]) == 2
    assert "cannot make the folder" in capsys.readouterr().err

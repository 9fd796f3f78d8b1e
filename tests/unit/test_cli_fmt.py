"""`kaidah fmt`: what is written, what is left alone."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kaidah.cli import main

UNTIDY = "model Parcels // small ones\n\ninput Weight : number\ndecision Fee = Weight*2\n"
BROKEN = "model Parcels\n\ninput Weight :\ndecision Fee = (Weight\n"


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    file = tmp_path / "parcels.kaidah"
    file.write_text(UNTIDY.replace("decision Fee =", "decision   Fee   ="))
    return file


def test_a_file_is_laid_out_once(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", str(untidy)]) == 0
    once = untidy.read_text()
    assert "decision Fee" in once and "// small ones" in once
    assert main(["fmt", str(untidy)]) == 0
    assert untidy.read_text() == once
    assert "0 files changed, 1 as they should be" in capsys.readouterr().err


def test_check_changes_nothing(untidy: Path) -> None:
    before = untidy.read_text()
    assert main(["fmt", "--check", str(untidy)]) == 1
    assert untidy.read_text() == before


def test_diff_shows_what_would_change(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", "--diff", str(untidy)]) == 1
    assert "-decision   Fee   =" in capsys.readouterr().out


def test_files_with_errors_are_left_and_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "broken.kaidah"
    file.write_text(BROKEN)
    assert main(["fmt", str(file)]) == 1
    assert file.read_text() == BROKEN
    assert "1 with errors left as they are" in capsys.readouterr().err


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("model   Parcels\n"))
    assert main(["fmt", "-"]) == 0
    assert capsys.readouterr().out == "model Parcels\n"

"""`REVISION:FILE`: files as git has them, with the models they use."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kaidah.cli import main
from kaidah.workspace.revision import split_revision

RATES = """model Rates
  law L = "A law"

decision Rate : number = {rate}   cite L pasal 1
"""
GOODS = """model Goods
  law L = "A law"
  ask Duty

use Rates

input Value : number

decision Duty : number = Value * Rate   cite L pasal 2
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    (tmp_path / "rates.kaidah").write_text(RATES.format(rate=2))
    (tmp_path / "goods.kaidah").write_text(GOODS)
    git("add", ".")
    git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "first")
    (tmp_path / "rates.kaidah").write_text(RATES.format(rate=3))
    return tmp_path


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


def test_a_revision_has_the_models_of_its_time(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "HEAD:goods.kaidah", "goods.kaidah", "--exit-code"]) == 1
    said = capsys.readouterr().out
    assert "HEAD:goods.kaidah -> goods.kaidah" in said
    assert "Rate: 2 -> 3" in said


def test_the_same_revision_is_no_difference(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "HEAD:goods.kaidah", "HEAD:goods.kaidah", "--exit-code"]) == 0
    assert "no difference" in capsys.readouterr().out


def test_what_git_does_not_have(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "v9:goods.kaidah", "goods.kaidah"]) == 2
    assert "there is no git revision `v9`" in capsys.readouterr().err
    assert main(["diff", "HEAD:other.kaidah", "goods.kaidah"]) == 2
    assert "there is no file `other.kaidah` in git revision `HEAD`" in capsys.readouterr().err


def test_without_git(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["diff", "HEAD:goods.kaidah", "goods.kaidah"]) == 2
    assert "needs git, which is not installed" in capsys.readouterr().err


def test_what_names_a_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert split_revision("HEAD~1:a/b.kaidah") == ("HEAD~1", "a/b.kaidah")
    assert split_revision("a/b.kaidah") is None
    (tmp_path / "x:y.kaidah").write_text("")
    assert split_revision("x:y.kaidah") is None

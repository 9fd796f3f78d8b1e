"""The command line before any model is read: orientation, usage, colours, pages, and files."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest

from kaidah.cli import commands, main
from kaidah.cli.files import kaidah_files, read_text, replace_file
from kaidah.settings import Settings, colour_wanted, from_environment
from kaidah_dsl.diagnostics import Diagnostic


def test_kaidah_alone_gives_an_orientation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "kaidah demo" in capsys.readouterr().out


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {name} " in out for name in commands.SUMMARIES)


@pytest.mark.parametrize("name", commands.SUMMARIES)
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert f"kaidah {name}" in capsys.readouterr().out.partition("example:")[2]


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("kaidah ")


def test_a_word_that_is_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chek"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and "did you mean `check`?" in captured.err


def test_bad_usage_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "K201", "--nonsense"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and "--nonsense" in captured.err


@pytest.mark.parametrize("word", ["K205", "k205", "different-units"])
def test_the_page_of_a_code(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", word]) == 0
    assert capsys.readouterr().out.startswith("K205 different-units (error)")


def test_all_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule"]) == 0
    assert "K205  error        Different units" in capsys.readouterr().out


def test_an_unknown_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "K2O5"]) == 2
    assert "did you mean K205?" in capsys.readouterr().err


def test_a_page_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "K205", "-o", str(tmp_path / "page.md")]) == 0
    assert "# Different units" in (tmp_path / "page.md").read_text()
    assert main(["rule", "K205", "-o", str(tmp_path / "nowhere" / "page.md")]) == 2
    assert "cannot write" in capsys.readouterr().err


def test_a_bug_of_ours_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(name: str, words: list[str], screen: object) -> int:
        raise ZeroDivisionError("oh")

    monkeypatch.delenv("KAIDAH_DEBUG", raising=False)
    monkeypatch.setattr(commands, "run", broken)
    assert main(["rule"]) == 2
    assert "this is a bug in kaidah" in capsys.readouterr().err
    monkeypatch.setenv("KAIDAH_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["rule"])


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "wanted"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colours(choice: str, environment: dict[str, str], terminal: bool, wanted: bool) -> None:
    stream = io.StringIO()
    stream.isatty = lambda: terminal  # type: ignore[method-assign]
    assert colour_wanted(choice, stream, from_environment(environment)) is wanted
    assert Settings().debug is False


def test_a_folder_means_the_files_below_it(tmp_path: Path) -> None:
    for name in ("b.kaidah", "a.kaidah", "sub/c.kaidah", ".hidden/d.kaidah", "e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    files, problems = kaidah_files([str(tmp_path), str(tmp_path / "a.kaidah")])
    assert [file.name for file in files] == ["a.kaidah", "b.kaidah", "c.kaidah"]
    assert problems == []


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    assert kaidah_files([str(tmp_path)])[1][0].code == "K100"


def test_what_lies_beside_documents_is_none(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("case\n")
    files, (problem,) = kaidah_files([str(tmp_path / "cases.csv")])
    assert files == [] and problem.code == "K100" and "`kaidah test`" in str(problem.help)


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "no such file"), (b"\xff\xfe\x00", "not text in UTF-8")],
)
def test_files_that_cannot_be_read(content: bytes | None, words: str, tmp_path: Path) -> None:
    file = tmp_path / "x.kaidah"
    if content is not None:
        file.write_bytes(content)
    found = read_text(str(file))
    assert isinstance(found, Diagnostic) and words in found.message


def test_a_name_with_a_null_and_a_folder_are_no_files(tmp_path: Path) -> None:
    assert isinstance(read_text("a\0b"), Diagnostic)
    assert isinstance(read_text(str(tmp_path)), Diagnostic)


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "x.kaidah"
    file.write_text("before")
    file.chmod(0o640)
    link = tmp_path / "link.kaidah"
    link.symlink_to(file)
    assert replace_file(link, b"after") == ""
    assert file.read_bytes() == b"after" and link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.kaidah", "x.kaidah"]

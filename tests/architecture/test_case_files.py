"""No stored case lies about unread: every file of `tests/cases` is one that a test takes up."""

from __future__ import annotations

from pathlib import Path

import pytest

import markdown_cases

TESTS = Path(__file__).parent.parent
CASES = TESTS / "cases"

FILES = sorted(file for file in CASES.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
SOURCES = "\n".join(file.read_text(encoding="utf-8") for file in TESTS.rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(CASES).as_posix())
def test_a_test_takes_up_every_file(file: Path) -> None:
    if file.suffix == ".md":  # tests/test_cases.py reads all of them
        assert markdown_cases.read(file), "no section of this file expects anything"
        return
    assert file.parent == CASES or f'"{file.parent.name}"' in SOURCES, f"no test names the folder of {file}"
    assert file.name in SOURCES or f'glob("*{file.suffix}")' in SOURCES, f"no test reads {file}"


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.suffix == ".csv"], ids=lambda file: file.name
)
def test_no_table_of_cases_is_empty(file: Path) -> None:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) > 1

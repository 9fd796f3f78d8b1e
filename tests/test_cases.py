"""The cases of tests/cases/**/*.md. `python tests/test_cases.py --update [FILE...]` rewrites expectations."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import markdown_cases

CASES = Path(__file__).parent / "cases"
SECTIONS = [section for file in sorted(CASES.rglob("*.md")) for section in markdown_cases.read(file)]


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("KAIDAH_DEBUG", "1")


@pytest.mark.parametrize(
    "section", SECTIONS, ids=lambda section: f"{section.file.relative_to(CASES)}: {section.title}"
)
def test_case(section: markdown_cases.Section) -> None:
    for block in section.expectations:
        assert markdown_cases.actual(section, block) == block.text


def main(words: list[str]) -> int:
    if words[:1] != ["--update"]:
        print(__doc__)
        return 2
    markdown_cases.plain_environment()
    for file in [Path(word) for word in words[1:]] or sorted(CASES.rglob("*.md")):
        if markdown_cases.update(file):
            print(f"updated {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Every code has a page; the example of a page gives its code, the mended one does not; a case shows it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from kaidah_dsl import catalogue
from kaidah_dsl.diagnostics import Severity

sys.path.insert(0, str(Path(__file__).parent))
import markdown_cases

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "dsl" / "kaidah_dsl" / "pages"
_CODE = re.compile(r'"(K[1-7]\d\d)"')


def emitted() -> set[str]:
    """The codes that stand in the sources as string literals."""
    files = [*(ROOT / "dsl").rglob("*.py"), *(ROOT / "engine").rglob("*.py")]
    return {code for file in files for code in _CODE.findall(file.read_text(encoding="utf-8"))}


def expected_in_cases() -> set[str]:
    """The codes that a stored case expects: in a block of an `.md` file, or in a cell of a `.csv` file."""
    found: set[str] = set()
    for file in (ROOT / "tests" / "cases").rglob("*.md"):
        for section in markdown_cases.read(file):
            found.update(
                code for block in section.expectations for code in re.findall(r"K[1-7]\d\d", block.text)
            )
    for file in (ROOT / "tests").rglob("*.csv"):
        found.update(re.findall(r"\bK[1-7]\d\d\b", file.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("code", sorted(emitted()))
def test_every_code_has_a_page(code: str) -> None:
    page = catalogue.page(code)
    assert page is not None, f"write dsl/kaidah_dsl/pages/{code}.md"
    assert page.code == code
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", page.name)
    assert page.severity in set(Severity)
    assert page.text.startswith(f"# {page.title}\n")


def test_names_are_different() -> None:
    pages = [catalogue.page(code) for code in catalogue.codes()]
    names = [page.name for page in pages if page]
    assert len(names) == len(set(names))


def test_every_page_belongs_to_a_code() -> None:
    assert set(catalogue.codes()) - emitted() == set()


@pytest.mark.parametrize("code", sorted(emitted()))
def test_a_case_emits_every_code(code: str) -> None:
    assert code in expected_in_cases() | shown_by_their_page(), f"write a case that gives {code}"


def shown_by_their_page() -> set[str]:
    return {file.stem for file in PAGES.glob("K*.md") if example(file, "Example") is not None}


def example(file: Path, heading: str) -> markdown_cases.Section | None:
    """What stands below a heading of a page: its `kaidah` block, and `input`, if any."""
    sections = markdown_cases.sections(file)
    return next((section for section in sections if section.title == heading and section.files), None)


WITH_EXAMPLE = [file for file in sorted(PAGES.glob("K*.md")) if example(file, "Example")]


@pytest.mark.parametrize("file", WITH_EXAMPLE, ids=lambda file: file.stem)
def test_the_example_of_a_page_gives_its_code(file: Path) -> None:
    section = example(file, "Example")
    assert section is not None
    assert reports(file.stem, markdown_cases.problems(section))


@pytest.mark.parametrize("file", WITH_EXAMPLE, ids=lambda file: file.stem)
def test_the_mended_example_does_not(file: Path) -> None:
    section = example(file, "Mend")
    assert section is not None
    assert not reports(file.stem, markdown_cases.problems(section))


def reports(code: str, text: str) -> bool:
    """Whether the code heads a problem, as text or as an annotation for GitHub."""
    return re.search(rf"\b{code}::? ?", text) is not None

"""The documents say what is so: their models check clean, their commands and programs give what they show."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

import markdown_cases
from console import FILES, ROOT, blocks, printed, shown
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.document import words
from kaidah_dsl.document.parse import parse
from kaidah_dsl.source import Source

LANGUAGE = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
_PRINTED = re.compile(r"^print\(.*\)  # (?P<shown>[^,\n]+)", re.MULTILINE)


def place(found: object) -> str:
    return found.name if isinstance(found, Path) else ""


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


@pytest.mark.parametrize(("file", "block"), blocks("kaidah"), ids=place)
def test_models_check_clean(file: Path, block: markdown_cases.Block, tmp_path: Path) -> None:
    if block.words == "part":
        assert syntax_problems(block.text) == []
        return
    (tmp_path / "model.kaidah").write_text(block.text, encoding="utf-8")
    assert printed(f"check {tmp_path.as_posix()}/model.kaidah") == "1 file checked: no problems\n"
    assert "0 failed" in printed(f"test {tmp_path.as_posix()}/model.kaidah") or "examples" not in block.text


def syntax_problems(part: str) -> list[Diagnostic]:
    """What is wrong with the text of a few statements, or of one body."""
    head = "model Part\n" if not part.startswith("model ") else ""
    head += "decision A part\n" if part.startswith(" ") else ""
    return list(parse(Source(name="part.kaidah", text=head + part)).diagnostics)


@pytest.mark.parametrize(("file", "block"), blocks("console"), ids=place)
def test_commands_print_what_is_shown(file: Path, block: markdown_cases.Block) -> None:
    assert shown(block.text) == block.text


@pytest.mark.parametrize(
    ("file", "block"),
    [found for found in blocks("python") if _PRINTED.search(found[1].text)],
    ids=place,
)
def test_programs_print_what_they_say(file: Path, block: markdown_cases.Block) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(block.text, file.name, "exec"), {})
    promised = [found["shown"] for found in _PRINTED.finditer(block.text)]
    assert [text for text in promised if text not in out.getvalue().splitlines()] == []


@pytest.mark.parametrize("file", FILES, ids=place)
def test_links_lead_somewhere(file: Path) -> None:
    links = _LINK.findall(file.read_text(encoding="utf-8"))
    assert [link for link in links if not (file.parent / link).exists()] == []


@pytest.mark.parametrize("statement", words.STATEMENTS)
def test_the_language_reference_lists_every_statement_and_clause(statement: str) -> None:
    row = next(line for line in LANGUAGE.splitlines() if line.startswith(f"| `{statement}"))
    assert [clause for clause in words.CLAUSES[statement] if f"`{clause}`" not in row] == []


@pytest.mark.parametrize("box", words.BOXES)
def test_the_language_reference_shows_every_box(box: str) -> None:
    section = LANGUAGE.partition("## 4 Boxes")[2].partition("## 5")[0] + LANGUAGE.partition("## 8")[2]
    assert re.search(rf"(^|  |or |`){box}( |$)", section, re.MULTILINE)


@pytest.mark.parametrize("policy", words.HIT_POLICIES)
def test_the_language_reference_names_every_hit_policy(policy: str) -> None:
    assert f"`{policy}` " in LANGUAGE

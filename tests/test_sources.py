"""What the tables cite exists, and nothing of the sources is forgotten.

Beside each model, `sources.md` has a heading for each seed text with a table of its passages, and one of the rules:

    ## 001_57c16a7a8c8a059b.txt
    | passage | says | encoded in |               `L12` or `L12-L14`, or several
    ## Rules
    | rule | what it is about | encoded in |      an id of the fact sheet, as `CN-3`; `CN-1..CN-3` for several

What stands in backticks in `encoded in` is the name of something that the model declares or uses; anything else
there is a reason why a passage or a rule has no decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TABLES = ROOT / "tables" / "indonesia"
SEEDS = ROOT.parent / "shared" / "seeds"
FACTS = ROOT.parent / "shared" / "domain" / "regulations.md"

MODELS = sorted(TABLES.glob("*/*.kaidah"))
PAGES = sorted(TABLES.glob("*/sources.md"))
_LINES = re.compile(r"\bL(\d+)(?:-L?(\d+))?")
_RULE = re.compile(r"\b(CN|PX|TI|UP|GT|CF|TV)-([A-Z]?\d+[a-z]?|[A-Z])(?:\.\.(?:\1-)?(\d+))?")
_DECLARED_SOURCE = re.compile(r'^  source\s+(\S+)\s*=\s*"([^"]+)"', re.MULTILINE)

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed texts are not beside the repository")
needs_facts = pytest.mark.skipif(not FACTS.is_file(), reason="the fact sheet is not beside the repository")


@dataclass(frozen=True)
class Passage:
    file: str
    first: int
    last: int


def name(path: Path) -> str:
    return path.parent.name


@cache
def seed(file: str) -> tuple[str, ...]:
    """The lines of a seed text."""
    return tuple((SEEDS / file).read_text("utf-8").splitlines())


def rows(page: Path, head: str) -> Iterator[tuple[str, list[str]]]:
    """The rows of the tables whose first heading is `head`, each with the heading of the page above it."""
    inside, title = False, ""
    for line in page.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("## "):
            title = line.removeprefix("## ").strip()
        if not line.startswith("|"):
            inside = False
        elif cells[0] == head:
            inside = True
        elif inside and set(line) - set("|- :"):
            yield title, cells


def passages(page: Path) -> Iterator[Passage]:
    """Every range of lines that a page maps."""
    for file, (lines, *_) in rows(page, "passage"):
        ranges = list(_LINES.finditer(lines))
        assert ranges, f"{page}: no lines in `{lines}`"
        for found in ranges:
            yield Passage(file, int(found[1]), int(found[2] or found[1]))


def rules(text: str) -> Iterator[str]:
    """Every rule id in a text, ranges written out."""
    for found in _RULE.finditer(text):
        prefix, first, last = found[1], found[2], found[3]
        if last is None:
            yield f"{prefix}-{first}"
        else:
            yield from (f"{prefix}-{number}" for number in range(int(first), int(last) + 1))


@cache
def fact_ids() -> frozenset[str]:
    """The ids of the rules, conflicts and histories that the fact sheet lists."""
    text = FACTS.read_text("utf-8")
    return frozenset(found[1] for found in re.finditer(r"\*\*((?:CN|PX|TI|UP|GT|CF|TV)-\w+)", text))


@cache
def declared(folder: Path) -> frozenset[str]:
    """The names that the models of a folder, and all that they use, declare."""
    names: set[str] = set()
    for path in folder.glob("*.kaidah"):
        text = path.read_text("utf-8")
        names |= set(
            re.findall(
                r'^(?:decision|input|function|type|service)\s+(?:"[^"]*" as )?(.+?)(?:\(|\s*:|\s*=|$)',
                text,
                re.M,
            )
        )
        for used in re.findall(r"^use (.+?)(?: as .*)?$", text, re.M):
            names |= declared(folder_of(used))
    return frozenset(names)


@cache
def folder_of(model: str) -> Path:
    return next(
        path.parent
        for path in MODELS
        if re.search(rf"^model {re.escape(model)}$", path.read_text("utf-8"), re.M)
    )


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_every_model_has_a_page_of_sources(model: Path) -> None:
    assert (model.parent / "sources.md").is_file()


@needs_seeds
@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_passages_exist(page: Path) -> None:
    for passage in passages(page):
        assert (SEEDS / passage.file).is_file(), passage
        assert 1 <= passage.first <= passage.last <= len(seed(passage.file)), passage


@needs_seeds
@pytest.mark.parametrize("model", MODELS, ids=name)
def test_cited_lines_exist_in_the_declared_source(model: Path) -> None:
    text = model.read_text("utf-8")
    files = {
        identifier: file for identifier, file in _DECLARED_SOURCE.findall(text) if (SEEDS / file).is_file()
    }
    for identifier, file in files.items():
        for places in re.findall(rf"\b{re.escape(identifier)} ((?:L\d+(?:-L?\d+)?(?:, )?)+)", text):
            for found in _LINES.finditer(places):
                first, last = int(found[1]), int(found[2] or found[1])
                assert first <= last <= len(seed(file)), f"{identifier} {places}"
                assert any(line.strip() for line in seed(file)[first - 1 : last]), (
                    f"{identifier} {places} is blank"
                )


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_what_it_is_encoded_in_exists(page: Path) -> None:
    known = declared(page.parent)
    for head in ("passage", "rule"):
        for _, (*_, encoded) in rows(page, head):
            for word in re.findall(r"`([^`]+)`", encoded):
                assert word in known, f"`{word}` of {page.parent.name} is not declared"


@needs_facts
def test_no_rule_is_forgotten() -> None:
    mapped = {rule for page in PAGES for _, (first, *_) in rows(page, "rule") for rule in rules(first)}
    assert not sorted(fact_ids() - mapped)


@needs_seeds
@pytest.mark.parametrize("file", sorted(path.name for path in SEEDS.glob("*.txt")) if SEEDS.is_dir() else [])
def test_no_line_of_a_seed_text_is_forgotten(file: str) -> None:
    mapped = {
        line
        for page in PAGES
        for passage in passages(page)
        if passage.file == file
        for line in range(passage.first, passage.last + 1)
    }
    wanted = {number for number, line in enumerate(seed(file), 1) if len(line.strip().strip("-•|")) > 0}
    assert not sorted(wanted - mapped)

"""The formatter changes nothing but the layout, and the parser survives any text."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaidah_dsl.document.formatter import is_safe, to_text
from kaidah_dsl.document.parse import ParsedDocument, parse
from kaidah_dsl.source import Source, Span

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = ROOT / "tests" / "cases" / "documents"
TABLES = sorted((ROOT / "tables").rglob("*.kaidah"))
EVERYTHING = (DOCUMENTS / "everything.kaidah").read_text(encoding="utf-8")
MISTAKES = (DOCUMENTS / "mistakes.kaidah").read_text(encoding="utf-8")
_SIGNS = '|"=:()[]{},;/*\n \t“\ufeff\0\ré漢'
_STRETCHES = (
    "||",
    "//",
    "/*",
    "*/",
    " cite ",
    "\n  ",
    "\n    ",
    "\n\n",
    "default ",
    "structure",
    "list of ",
    "in ",
)
_BEGINNINGS = ("context\n", 'reading "x"', "function (", "call ", "= ", "\n| ", "in force ")
PIECES = st.sampled_from([*_SIGNS, *_STRETCHES, *_BEGINNINGS])
UNHURRIED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> ParsedDocument:
    return parse(Source(name="test", text=text))


def changed(text: str, changes: list[tuple[int, int, str]]) -> str:
    """A text with stretches replaced by other pieces."""
    for start, length, piece in changes:
        at = start % (len(text) + 1)
        text = text[:at] + piece + text[at + length :]
    return text


CHANGES = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 12), st.just("") | PIECES), max_size=4)


def check_layout(text: str) -> None:
    """Formatting keeps the document and every comment, and is idempotent."""
    parsed = read(text)
    once = to_text(parsed.document)
    again = read(once)
    assert again.diagnostics == ()
    assert again.document == parsed.document
    assert to_text(again.document) == once
    assert once.endswith("\n") and not once.endswith("\n\n")
    assert markers(once) == markers(text)


def markers(text: str) -> list[str]:
    """The numbered comments of everything.kaidah."""
    return sorted(re.findall(r"C\d\dC", text))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_tables_keep_their_meaning(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    check_layout(text)
    comments = re.findall(r"^\s*//.*$", text, re.MULTILINE)
    formatted = to_text(read(text).document)
    assert [line.strip() for line in comments] == [
        line.strip() for line in re.findall(r"^\s*//.*$", formatted, re.MULTILINE)
    ]


def test_everything_is_laid_out() -> None:
    expected = DOCUMENTS / "everything.formatted.kaidah"
    assert to_text(read(EVERYTHING).document) == expected.read_text(encoding="utf-8")
    assert len(set(markers(EVERYTHING))) == 38


def test_every_comment_is_kept() -> None:
    check_layout(EVERYTHING)


@UNHURRIED
@given(CHANGES)
def test_a_changed_document_keeps_its_meaning_when_it_is_still_good(
    changes: list[tuple[int, int, str]],
) -> None:
    text = changed(EVERYTHING, changes)
    if is_safe(read(text)):
        check_layout(text)


@UNHURRIED
@given(st.sampled_from([EVERYTHING, MISTAKES]), CHANGES)
def test_nothing_breaks_the_parser(text: str, changes: list[tuple[int, int, str]]) -> None:
    check_problems(changed(text, changes))


@UNHURRIED
@given(st.text(max_size=200) | st.lists(PIECES, max_size=40).map("".join))
def test_any_text_can_be_parsed(text: str) -> None:
    check_problems(text)
    check_problems("model M\n\ndecision D\n  " + text)


def check_problems(text: str) -> None:
    """Every problem has a place in the text and words on one line; a broken document prints all the same."""
    parsed = read(text)
    for problem in parsed.diagnostics:
        assert problem.span is not None
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        assert "\n" not in problem.message + problem.help
    for span in spans(parsed.document):
        assert 0 <= span.start <= span.end <= len(text)
    to_text(parsed.document)


def spans(node: object) -> list[Span]:
    """The places of a node and everything in it."""
    if isinstance(node, Span):
        return [node]
    if isinstance(node, tuple):
        return [span for part in node for span in spans(part)]
    if is_dataclass(node) and not isinstance(node, (type, Source)):
        return [span for field in fields(node) for span in spans(getattr(node, field.name))]
    return []

"""Mistakes in documents: each is reported at its place, and none hides another."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.document.parse import parse
from kaidah_dsl.document.read import from_bytes, read
from kaidah_dsl.source import Source

MISTAKES = Path(__file__).parent.parent / "cases" / "documents" / "mistakes.kaidah"


def problems(text: str) -> tuple[Diagnostic, ...]:
    return parse(Source(name="test", text=text)).diagnostics


def test_every_mistake_of_a_file_is_reported() -> None:
    """The comment behind (or above) each wrong line names the codes that belong to it."""
    text = MISTAKES.read_text(encoding="utf-8")
    expected = [
        (number, code)
        for number, line in enumerate(text.splitlines(), 1)
        if "//!" in line
        for code in line.split("//!")[1].split()
    ]
    found = [(p.span.line, p.code) for p in problems(text) if p.span]
    assert sorted(found) == sorted(expected)
    assert len(found) > 40


def test_what_can_be_read_is_in_the_document() -> None:
    document = parse(Source(name="test", text=MISTAKES.read_text(encoding="utf-8"))).document
    names = [statement.name.text for statement in document.statements if statement.name]
    assert names[:5] == ["Passenger goods", "Tax rates", "USD", "Colour", "Goods value"]


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        ("modle M\n", "`modle` is not a statement", "did you mean `model`?"),
        (
            "model M\n\ninput Weight number\n",
            "`:` is missing between `Weight` and its type",
            "`Weight : number`",
        ),
        ("model M\n\ninput Weight\n", "`Weight` has no type", "input"),
        ("model M\n\ninput A, B : number\n", "a name cannot hold a comma", "leave it out"),
        ('model M\n  abuot "x"\n', "`abuot` is not a clause", "did you mean `about`?"),
        ('model M\n  owner "x"\n', "`owner` does not belong to a `model`", "a `model` takes `about`"),
        (
            'model M\n  law L = "x" in force 2020-01-01 - 2021-01-01\n',
            "is not how a period",
            "[2020-01-01 .. 2021",
        ),
        ('model M\n  law L = "x" in force [2022-13-01 .. ]\n', "there is no day `2022-13-01`", "the month"),
        ('model M\n  law L = "x" in force [2022-01-02 .. 2022-01-01]\n', "before it begins", "first"),
        ("model M\n  allow K401\n", "`allow` without a reason", "because"),
        ("model M\n\ndecision D = max(1, 2\n  cite L 1\n", "the bracket `(` is never closed", "`)`"),
        ("", "does not begin with `model`", "first line"),
        ("input A : number\n\nmodel M\n", "`model` is not the first", "top"),
    ],
)
def test_messages(text: str, message: str, help: str) -> None:
    (found,) = problems(text)
    assert message in found.message
    assert help in found.help
    assert found.span is not None


HEADER = "model M\n\ndecision D : number\n  | U | a | b || D || cite |\n  |---|---|---||---||---|\n"


@pytest.mark.parametrize(
    ("row", "code", "message"),
    [
        ("| x | 1 | 2 || 3 |", "K104", "this rule has 4 cells, the header has 5; `cite` has none"),
        ("| x | 1 || 3 || c |", "K104", "`b` has none"),
        ("| x | 1 | 2 | 3 || c |", "K109", "`|` where the header has `||`"),
        ("| x | 1 || 2 || 3 | c |", "K109", "`||` where the header has `|`"),
        ("| x | 1 | 2 | 5 || 3 || c |", "K104", "this rule has 6 cells, the header has 5"),
        ("| x | 1 |  || 3 || c |", "K108", "the cell of `b` is empty"),
        ('| x | "a | 2 || 3 || c |', "K103", "no closing quotation mark"),
        ("| x | “a” | 2 || 3 || c |", "K101", "typographic quotation mark"),
    ],
)
def test_rules(row: str, code: str, message: str) -> None:
    (found,) = problems(f"{HEADER}  {row}\n  | y | - | - || 1 || |\n")
    assert found.code == code
    assert message in found.message
    assert found.span and found.span.line == 6


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b'model M\n  about "caf\xe9"\n')
    (tmp_path / "good").write_bytes(b"\xef\xbb\xbfmodel M\r\n")
    for name, words in {"latin": "UTF-8 (line 2)", "": "folder", "none": "does not exist"}.items():
        found = read(tmp_path / name)
        assert isinstance(found, Diagnostic) and found.code == "K100" and words in found.message
    good = read(tmp_path / "good", "good")
    assert isinstance(good, Source) and (good.text, good.name) == ("model M\n", "good")
    wide = from_bytes("model M".encode("utf-16"), "wide")
    assert isinstance(wide, Diagnostic) and "UTF-16" in wide.help

"""Nearest names, dates and periods, citations, strings and brackets."""

from __future__ import annotations

import pytest

from kaidah_dsl.document.citations import citations
from kaidah_dsl.document.layout.lines import texts, width
from kaidah_dsl.document.period import date, period
from kaidah_dsl.document.scan import Brackets, has_equals, pieces, quoted, unquoted
from kaidah_dsl.source import Source, Span
from kaidah_dsl.suggest import did_you_mean, nearest


def span(text: str) -> Span:
    return Source(name="test", text=text).span()


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("goods_value", ["Goods value", "Good"], "Goods value"),
        ("GoodsValue", ["Goods value"], "Goods value"),
        ("Good value", ["Goods value", "Book value"], "Goods value"),
        ("Dtuy", ["Duty", "Day"], "Duty"),
        ("decison", ["decision", "function"], "decision"),
        ("Weight", ["Height of the box", "Value"], None),
        ("x", ["y"], None),
        ("", ["a"], None),
        ("Value", ["Value"], None),
        ("aa", ["ab", "ba"], "ab"),
    ],
)
def test_nearest(word: str, known: list[str], expected: str | None) -> None:
    assert nearest(word, known) == expected
    assert did_you_mean(word, known) == (f"did you mean `{expected}`?" if expected else "")


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("2022-04-01", True),
        ("2024-02-29", True),
        ("2022-02-29", False),
        ("2022-13-01", False),
        ("0000-01-01", False),
        ("2022-4-1", False),
        ("01/04/2022", False),
    ],
)
def test_dates(text: str, good: bool) -> None:
    day, problems = date(span(text))
    assert (day == text) is good
    assert [problem.code for problem in problems] == ([] if good else ["K110"])


@pytest.mark.parametrize(
    ("text", "start", "end", "mended"),
    [
        ("[2018-01-01 .. 2025-06-05]", "2018-01-01", "2025-06-05", None),
        ("[2018-01-01..]", "2018-01-01", None, None),
        ("[ .. 2025-06-05]", None, "2025-06-05", None),
        ("2018-01-01 to 2025-06-05", "2018-01-01", "2025-06-05", "[2018-01-01 .. 2025-06-05]"),
        ("[2018-01-01 - 2025-06-05]", "2018-01-01", "2025-06-05", "[2018-01-01 .. 2025-06-05]"),
        ("2018-01-01 –", "2018-01-01", None, "[2018-01-01 .. ]"),
    ],
)
def test_periods(text: str, start: str | None, end: str | None, mended: str | None) -> None:
    found, problems = period(span(text))
    assert found and (found.start, found.end) == (start, end)
    assert [p.fix.edits[0].text for p in problems if p.fix] == ([mended] if mended else [])


def test_citations_of_a_cell() -> None:
    found, problems = citations(span('PMK-203 pasal 12(1);  guide "a; b" L9 ; UU'))
    assert problems == []
    assert [(c.law, c.place) for c in found] == [
        ("PMK-203", "pasal 12(1)"),
        ("guide", '"a; b" L9'),
        ("UU", ""),
    ]
    assert [c.span.text for c in found] == ["PMK-203 pasal 12(1)", 'guide "a; b" L9', "UU"]


@pytest.mark.parametrize("content", ["", "plain", 'say "x"', "back\\slash", "line\nend\tand é 漢"])
def test_strings(content: str) -> None:
    assert unquoted(quoted(content)) == content


def test_escapes() -> None:
    assert unquoted(r'"\u00e9\U01F600\n\""') == 'é😀\n"'


@pytest.mark.parametrize(
    ("text", "depth"),
    [("(1..2]", 0), ("]1..2[", 0), ("[1..xs[2]]", 0), ("f(x[1]", 1), ("{a: [1, 2}", 2), ('"(" // (', 0)],
)
def test_brackets(text: str, depth: int) -> None:
    brackets = Brackets()
    for piece, brackets in pieces(text, 0, len(text)):  # noqa: B007
        pass
    assert len(brackets.open) == depth


@pytest.mark.parametrize(
    ("text", "expected"), [("a = b", True), ("a >= b", False), ('f(x = 1) "="', False), ("a // = b", False)]
)
def test_equals(text: str, expected: bool) -> None:
    assert has_equals(text) is expected


def test_widths() -> None:
    assert [width(text) for text in ("abc", "é", "e\u0301", "漢字")] == [3, 1, 1, 4]


def test_long_texts_are_joined_with_a_blank() -> None:
    content = "word " * 60 + "end"
    lines = texts("  about ", content).split("\n")
    assert len(lines) > 1 and max(map(len, lines)) <= 110
    assert " ".join(unquoted(line.replace("about", "").strip()) for line in lines) == content

"""The lines of tests/cases/feel-syntax: FEEL texts and their trees, and wrong texts and what is said of them.

In the files `⏎` stands for a line end and `␣` for a no-break space. Trees are written by feel_shape.py.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from feel_shape import shape

from kaidah_dsl.diagnostics import Severity
from kaidah_dsl.feel.parse import Parsed, ParsedTests, parse_expression, parse_unary_tests
from kaidah_dsl.source import Source

FOLDER = Path(__file__).parent.parent / "cases" / "feel-syntax"
Line = dict[str, str]


def lines(file: Path) -> list[Line]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


RIGHT = [
    (file.stem, line)
    for file in sorted(FOLDER.glob("*.csv"))
    for line in lines(file)
    if file.stem != "mistakes"
]
WRONG = lines(FOLDER / "mistakes.csv")


def parse(text: str, names: str, kind: str) -> Parsed | ParsedTests:
    """Read the text in the middle of a source, so that every offset has to count."""
    text = text.replace("⏎", "\n").replace("␣", "\u00a0")
    span = Source(name="case", text=f'"no" ({text}) no').span(6, 6 + len(text))
    read = parse_unary_tests if kind in ("unary_tests", "tests") else parse_expression
    known = [name for name in names.split(";") if name]
    return read(span, known, document=kind in ("documents", "document"))


@pytest.mark.parametrize(
    ("kind", "line"), RIGHT, ids=lambda value: value["text"] if isinstance(value, dict) else value
)
def test_text_has_its_tree(kind: str, line: Line) -> None:
    parsed = parse(line["text"], line["names"], kind)
    assert parsed.diagnostics == ()
    assert parsed.tree is not None
    assert shape(parsed.tree) == line["tree"]


@pytest.mark.parametrize("line", WRONG, ids=lambda line: f"{line['kind']}: {line['text']}")
def test_mistake_is_explained(line: Line) -> None:
    parsed = parse(line["text"], "", line["kind"])
    assert parsed.tree is None
    (diagnostic,) = parsed.diagnostics
    assert diagnostic.severity is Severity.ERROR
    assert diagnostic.span is not None
    found = (diagnostic.code, diagnostic.span.text, diagnostic.message, diagnostic.help)
    assert found == (line["code"], line["at"], line["message"], line["help"])


@pytest.mark.parametrize("line", WRONG, ids=lambda line: f"{line['kind']}: {line['text']}")
def test_mistake_lies_inside_its_text(line: Line) -> None:
    (diagnostic,) = parse(line["text"], "", line["kind"]).diagnostics
    places = [diagnostic.span, *(other.span for other in diagnostic.others)]
    assert all(
        place is not None and 6 <= place.start <= place.end <= 6 + len(line["text"]) for place in places
    )

"""Problems as annotated source, JSON, GitHub annotations, SARIF and JUnit XML."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree

import pytest

from kaidah_dsl import report
from kaidah_dsl.diagnostics import Diagnostic, Edit, Fix, Label, Severity, error, warning
from kaidah_dsl.source import Source, Span

TEXT = """model Passenger goods
input Goods value : USD
decision Dutiable value : USD = max(Good value - Exemption, 0)
\tdecision 金額 = Wrng
"""
SOURCE = Source(name="passengers.kaidah", text=TEXT)


def span(words: str, source: Source = SOURCE) -> Span:
    start = source.text.index(words)
    return Span(source, start, start + len(words))


UNKNOWN = Diagnostic(
    code="K201",
    message="unknown name `Good value`",
    span=span("Good value"),
    label="no such name here",
    others=(Label(span=span("Goods value"), message="declared here"),),
    notes=("names are used as they are declared",),
    help="did you mean `Goods value`?",
)


def test_nothing_to_report_is_no_text() -> None:
    assert report.to_text([]) == ""


def test_places_stand_in_order_with_marks_below() -> None:
    assert (
        report.to_text([UNKNOWN])
        == """\
passengers.kaidah:3:37: error K201: unknown name `Good value`
  |
2 | input Goods value : USD
  |       ----------- declared here
  |
3 | decision Dutiable value : USD = max(Good value - Exemption, 0)
  |                                     ^^^^^^^^^^ no such name here
  note: names are used as they are declared
  help: did you mean `Goods value`?

1 problem in passengers.kaidah. `kaidah rule K201` explains K201.
"""
    )


def test_tabs_and_wide_characters_keep_marks_in_their_column() -> None:
    text = report.one_to_text(error("K201", "unknown name `Wrng`", span("Wrng")))
    line, marks = text.splitlines()[2:4]
    # the tab is shown as four blanks; each of the two wide characters takes two columns
    assert line == "4 |     decision 金額 = Wrng"
    assert marks == "  | " + " " * (4 + 9 + 4 + 3) + "^^^^"


def test_places_in_other_files_are_named() -> None:
    other = Source(name="rates.kaidah", text="decision Rate = 1\n")
    found = error("K202", "`Rate` is declared twice", span("Dutiable value"))
    found = Diagnostic(
        code=found.code, message=found.message, span=found.span, others=(Label(span=span("Rate", other)),)
    )
    assert "--> rates.kaidah:1:10" in report.one_to_text(found)


def test_a_long_line_is_shown_around_the_mark() -> None:
    source = Source(name="long.kaidah", text="a" * 300 + " needle " + "b" * 300)
    text = report.one_to_text(error("K101", "unexpected `needle`", span("needle", source)))
    line, marks = text.splitlines()[2:4]
    assert len(line) < 160
    assert line[marks.index("^") : marks.index("^") + 6] == "needle"


@pytest.mark.parametrize("words", ["", "\n", "a\nb\n\nc"])
def test_spans_of_several_lines_and_empty_ones_are_shown(words: str) -> None:
    source = Source(name="x", text=words)
    assert "^" in report.one_to_text(error("K101", "unexpected end", source.span(0)))
    assert "^" in report.one_to_text(error("K101", "unexpected end", source.span(len(words))))


def test_colours_only_where_wanted() -> None:
    assert "\x1b[" not in report.to_text([UNKNOWN])
    assert "\x1b[1;31m" in report.to_text([UNKNOWN], colour=True)


def test_the_summary_counts_kinds() -> None:
    found = [UNKNOWN, warning("K410", "unused", span("Goods value")), error("K502", "unknown input `x`")]
    assert report.summary(found).startswith("3 problems in passengers.kaidah (2 errors, 1 warning).")


def test_json_has_every_part() -> None:
    edit = Edit(span=span("Good value"), text="Goods value")
    fixed = Diagnostic(
        code="K201", message="m", span=span("Good value"), fix=Fix(message="rename", edits=(edit,), safe=True)
    )
    data = json.loads(report.to_json([UNKNOWN, fixed, error("K502", "unknown input `x`")]))
    assert data["schema"] == "kaidah.diagnostics/1"
    first, second, third = data["diagnostics"]
    assert (first["line"], first["column"], first["end_line"], first["end_column"]) == (3, 37, 3, 47)
    assert first["labels"][0]["line"] == 2
    assert second["fix"]["edits"][0]["text"] == "Goods value"
    assert third["file"] is None and third["line"] is None


def test_github_annotations_escape_their_syntax() -> None:
    source = Source(name="a,b:c.kaidah", text="100%")
    text = report.to_github([error("K101", "unexpected `100%`", source.span())])
    assert text == "::error file=a%2Cb%3Ac.kaidah,line=1,col=1,endColumn=5,title=K101::unexpected `100%25`\n"


def test_github_knows_the_severities() -> None:
    kinds = [report.to_github([Diagnostic(code="K514", message="m", severity=kind)]) for kind in Severity]
    assert [kind.split()[0] for kind in kinds] == ["::error", "::warning", "::notice"]


def test_sarif_has_rules_and_places() -> None:
    log = json.loads(report.to_sarif([UNKNOWN, error("K502", "unknown input `x`")], version="1.0"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    first, second = run["results"]
    assert ids[first["ruleIndex"]] == "K201"
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 37, "endLine": 3, "endColumn": 47}
    assert first["relatedLocations"][0]["message"]["text"] == "declared here"
    assert "locations" not in second


def test_junit_is_xml_whatever_the_message() -> None:
    text = report.to_junit(["passengers.kaidah", "b.kaidah"], [UNKNOWN, error("K100", "odd <\x00> & text")])
    root = ElementTree.fromstring(text)
    suite = root[0]
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert [case.find("failure") is not None for case in suite] == [True, False, True]

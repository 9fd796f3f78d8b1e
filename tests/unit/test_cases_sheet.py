"""Case files as spreadsheets write them."""

from __future__ import annotations

import pytest

from kaidah.cases.sheet import read_sheet


def test_cells_have_places() -> None:
    sheet = read_sheet("cases.csv", "case,Goods value,Duty\nmonitor,950, 45.00\n")
    assert sheet.header is not None
    assert [str(span) for span in sheet.header.spans] == ["cases.csv:1:1", "cases.csv:1:6", "cases.csv:1:18"]
    (line,) = sheet.lines
    assert line.cells == ("monitor", "950", "45.00")
    assert [span.text for span in line.spans] == ["monitor", "950", "45.00"]
    assert line.spans[2].column == 14


@pytest.mark.parametrize(
    "text",
    [
        "a;b\r\n1;2\r\n",
        "a\tb\n1\t2\n",
        "sep=;\r\na;b\r\n1;2\r\n",
        "a,b\r1,2\r",
        '"a","b"\n"1","2"',
        "\n\na,b\n,\n1,2\n\n",
    ],
)
def test_the_ways_of_spreadsheets(text: str) -> None:
    sheet = read_sheet("cases.csv", text)
    assert sheet.header is not None and sheet.header.cells == ("a", "b")
    assert [line.cells for line in sheet.lines] == [("1", "2")]


def test_cells_of_several_lines_keep_the_lines_after_them_in_place() -> None:
    sheet = read_sheet("cases.csv", 'a,b\n"x\ny",1\nz,2\n')
    assert [line.span.line for line in sheet.lines] == [2, 4]
    assert sheet.lines[0].cells == ("x\ny", "1")


def test_a_quote_that_never_ends_is_reported_with_its_line() -> None:
    sheet = read_sheet("cases.csv", 'a,b\n1,2\n"x,3\n')
    assert [(found.code, found.span and found.span.line) for found in sheet.diagnostics] == [("K100", 3)]
    assert len(sheet.lines) == 1


def test_an_empty_file_has_no_header() -> None:
    assert read_sheet("cases.csv", "").header is None

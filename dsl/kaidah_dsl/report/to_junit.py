"""Problems as JUnit XML: one suite, one case a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.report.to_text import one_to_text

_FORBIDDEN = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def to_junit(files: Sequence[str], diagnostics: Iterable[Diagnostic]) -> str:
    """Every file is a case; it fails by its problems. Problems without a place fail a case of their own."""
    by_file: dict[str, list[Diagnostic]] = {file: [] for file in files}
    for diagnostic in diagnostics:
        file = diagnostic.span.source.name if diagnostic.span else "kaidah"
        by_file.setdefault(file, []).append(diagnostic)
    cases = [test_case("check", file, "\n".join(map(one_to_text, found))) for file, found in by_file.items()]
    failures = sum(1 for found in by_file.values() if found)
    return test_suites([test_suite("kaidah check", cases, failures)])


def test_suites(suites: Iterable[str]) -> str:
    body = "".join(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{body}</testsuites>\n'


def test_suite(name: str, cases: Sequence[str], failures: int) -> str:
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="0"'
    return f"  <testsuite name={_attribute(name)} {counts}>\n{''.join(cases)}  </testsuite>\n"


def test_case(group: str, name: str, failure: str) -> str:
    """One case; `failure` is why it failed, or ""."""
    head = f"    <testcase classname={_attribute(group)} name={_attribute(name)}"
    if not failure:
        return f"{head}/>\n"
    first = failure.strip().partition("\n")[0]
    body = _escaped(failure.strip())
    return f"{head}>\n      <failure message={_attribute(first)}>{body}</failure>\n    </testcase>\n"


def _attribute(text: str) -> str:
    return f'"{_escaped(text)}"'.replace("\n", "&#10;")


def _escaped(text: str) -> str:
    """Text for XML, without the characters XML cannot hold (the standard library's escape costs 30 ms)."""
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, entity)
    return re.sub(_FORBIDDEN, "\ufffd", text)

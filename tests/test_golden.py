"""The worked cases of the regulations, where their file is beside the repository: one test for each."""

from __future__ import annotations

from pathlib import Path

import pytest

import golden
from golden_mapping import SECTIONS

FILE = Path(__file__).parent.parent.parent / "shared" / "domain" / "golden.json"
CASES = golden.read(FILE) if FILE.is_file() else []


@pytest.mark.skipif(not CASES, reason="the worked cases are not beside the repository")
@pytest.mark.parametrize("case", CASES or [None], ids=lambda case: case.id if case else "none")
def test_worked_case(case: golden.Case) -> None:
    if case.section not in SECTIONS:
        pytest.skip(f"no model for {case.section} yet")
    assert golden.run(case) == []

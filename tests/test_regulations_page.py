"""`docs/regulations.md` is what `python docs/regulations.py` writes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "docs" / "regulations.py"


@pytest.mark.long
def test_the_page_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("regulations", SCRIPT)
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), "run `python docs/regulations.py`"

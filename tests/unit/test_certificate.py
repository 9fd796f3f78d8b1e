"""Certificates: what holds is accepted, what was tampered with is refused."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from kaidah.certificate_checker import check, main
from kaidah.model.from_syntax import from_syntax
from kaidah.verify import verify
from kaidah.verify.certificate import certificate
from kaidah_dsl.document.parse import parse
from kaidah_dsl.source import Source

sys.path.insert(0, str(Path(__file__).parent.parent / "properties"))
from random_tables import random_table

TEXT = """model Fees
input Lane  : string in "green", "red"
input Value : number >= 0
input Weight : number >= 0
decision Fee : number
  | {policy} | Lane    | Value          | Weight || Fee |
  |---|---------|----------------|--------||-----|
  |   | "green" | -              | -      || 1   |
  |   | "red"   | <= 1500        | -      || 2   |
  |   | "red"   | (1500 .. 3000] | < 5    || 3   |
  |   | "red"   | > 3000         | < 5    || 4   |
  |   | "red"   | > 1500         | >= 5   || 5   |
"""


def document(text: str) -> Any:
    result = from_syntax(parse(Source(name="fees.kaidah", text=text)).document)
    assert result.model is not None
    return json.loads(certificate(verify([result.model])))


def verdicts(made: Any) -> list[bool]:
    return [holds for _, holds in check(made)]


def test_what_is_proved_is_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "certificate.json"
    file.write_text(json.dumps(document(TEXT.format(policy="U"))))
    assert main([str(file)]) == 0
    assert capsys.readouterr().out == "Fee: disjoint, complete\n"


def test_another_rule_is_refused() -> None:
    made = document(TEXT.format(policy="U"))
    made["tables"][0]["rules"][0][0] = "3"
    assert verdicts(made) == [False]
    made = document(TEXT.format(policy="U"))
    made["tables"][0]["rules"].pop()
    assert verdicts(made) == [False]


def test_a_wrong_step_is_refused() -> None:
    made = document(TEXT.format(policy="F").replace("(1500 .. 3000]", ">= 1000"))
    steps = made["tables"][0]["complete"]
    assert len(steps) > 1
    assert verdicts(made) == [True]
    assert verdicts({**made, "tables": [{**made["tables"][0], "complete": steps[:-1]}]}) == [False]
    assert verdicts({**made, "tables": [{**made["tables"][0], "complete": [{"rule": 99}]}]}) == [False]
    assert verdicts({**made, "tables": [{**made["tables"][0], "complete": []}]}) == [False]


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text('{"schema": "other"}')
    assert main([str(file)]) == 1
    assert main([str(tmp_path / "nothing")]) == 2
    assert main([]) == 2


@pytest.mark.parametrize("seed", range(60))
def test_random_tables(seed: int) -> None:
    parsed = parse(Source(name="random.kaidah", text=random_table(random.Random(seed)).text))
    result = from_syntax(parsed.document)
    if result.model is not None and not result.diagnostics:
        assert all(verdicts(json.loads(certificate(verify([result.model])))))


def test_the_checker_is_short_and_stands_alone() -> None:
    import kaidah.certificate_checker

    text = Path(kaidah.certificate_checker.__file__).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 250
    assert "import kaidah" not in text and "from kaidah" not in text

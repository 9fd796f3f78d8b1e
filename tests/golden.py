"""Runs a file of worked cases (id, section, given, expect) against the shipped regulations.

    python tests/golden.py FILE [--section PREFIX]...

Each section has a mapping from the file's field names to the inputs and decisions of a model (golden_mapping.py).
Every expected figure is compared exactly. Ends with `N passed, N failed`, and exit status 1 if any failed.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import kaidah
from golden_mapping import SECTIONS


@dataclass(frozen=True)
class Case:
    id: str
    section: str
    given: dict[str, Any]
    expect: dict[str, Any]


def read(path: Path) -> list[Case]:
    """The cases of a file; every number is read exactly."""
    entries = json.loads(path.read_text("utf-8"), parse_float=Decimal)
    return [Case(e["id"], e["section"], e["given"], e["expect"]) for e in entries]


def run(case: Case) -> list[str]:
    """What is wrong with a case: nothing, when every expected figure comes out."""
    section = SECTIONS[case.section].chosen(case.given)
    inputs, on, problems = section.inputs(case.given)
    expected, unknown = section.expectations(case.expect, case.given)
    problems += unknown
    if problems:
        return problems
    model = loaded(section.model)
    by_service = section.service and any(name in {d.name for d in model.decisions} for name in inputs)
    answer = model.evaluate(inputs, decisions=[section.service] if by_service else list(expected), on=on)
    outputs = {**inputs, **answer.outputs[section.service]} if by_service else answer.outputs
    problems += [f"{d.code} {d.message}" for d in answer.diagnostics if d.severity == "error"]
    for name, value in expected.items():
        if not same(value, outputs.get(name)):
            problems.append(f"{name}: expected {value}, got {outputs.get(name)}")
    return problems


@cache
def loaded(name: str) -> kaidah.LoadedModel:
    """A model, read once for all its cases."""
    return kaidah.load(name)


def same(expected: Any, actual: Any) -> bool:
    """Exact equality of an expected figure, written as text, with a value."""
    if isinstance(actual, bool) or isinstance(expected, bool):
        return expected is actual
    if isinstance(actual, Decimal):
        try:
            return Decimal(str(expected)) == actual
        except InvalidOperation:
            return False
    if isinstance(actual, tuple):
        return (
            isinstance(expected, list) and len(expected) == len(actual) and all(map(same, expected, actual))
        )
    return bool(expected == actual or expected == str(actual))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--section", action="append", default=[], help="only sections that start so")
    options = parser.parse_args(arguments)
    passed = failed = skipped = 0
    for case in read(options.file):
        if options.section and not case.section.startswith(tuple(options.section)):
            continue
        if case.section not in SECTIONS:
            skipped += 1
            print(f"{case.id} skipped: no model for {case.section} yet")
            continue
        problems = run(case)
        passed, failed = passed + (not problems), failed + bool(problems)
        for problem in problems:
            print(f"{case.id} failed: {problem}")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

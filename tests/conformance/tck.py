"""Run the public conformance cases of DMN: `python tests/conformance/tck.py DIR --results FILE.csv`.

DIR has the upstream layout: `compliance-level-N/NNNN-name/` with a `.dmn` and its `*-test-*.xml`. A line is
written for each case: folder, test file, case id, SUCCESS or ERROR or SKIPPED, and why. Whether an answer is the
expected one is judged here, without the engine's own equality.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))
from expected_value import Expected, differs, expected_value, given_value

import kaidah
from kaidah.errors import KaidahError

SUCCESS, ERROR, SKIPPED = "SUCCESS", "ERROR", "SKIPPED"


@dataclass(frozen=True)
class Outcome:
    """What became of a case. `wanted_value`: it expects a value, not only null or an error."""

    folder: str
    test_file: str
    case: str
    status: str
    message: str
    wanted_value: bool

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.folder, self.test_file, self.case)


def run_folder(root: Path, *, jobs: int = 2, only: str = "") -> list[Outcome]:
    """The outcomes of all cases below a folder."""
    files = sorted(file for file in root.rglob("*-test-*.xml") if only in str(file))
    if jobs < 2 or len(files) < 2:
        return [outcome for file in files for outcome in run_file(root, file)]
    with ProcessPoolExecutor(jobs) as pool:
        found = pool.map(partial(run_file, root), files, chunksize=4)
        return [outcome for outcomes in found for outcome in outcomes]


def run_file(root: Path, file: Path) -> list[Outcome]:
    """The outcomes of the cases in one file."""
    tests = etree.parse(file, etree.XMLParser(resolve_entities=False, remove_comments=True)).getroot()
    folder, name = file.parent.relative_to(root).as_posix(), file.stem
    model = file.parent / (tests.findtext("{*}modelName") or "").strip()
    try:
        loaded = kaidah.load(model)
    except KaidahError as problem:
        reason = problem.diagnostics[0].message if problem.diagnostics else "the model cannot be read"
        cases = tests.iterfind("{*}testCase")
        return [
            Outcome(folder, name, case.get("id", ""), ERROR, reason, _wants_value(case)) for case in cases
        ]
    return [_outcome(loaded, case, folder, name) for case in tests.iterfind("{*}testCase")]


def _outcome(loaded: kaidah.LoadedModel, case: etree._Element, folder: str, name: str) -> Outcome:
    try:
        problems = list(_problems(loaded, case))
    except Exception as bug:  # a bug in the engine is a failed case, and the others still count
        problems = [f"bug: {type(bug).__name__}: {bug}"]
    message = "; ".join(problems)
    status = ERROR if problems else SUCCESS
    return Outcome(folder, name, case.get("id", ""), status, message, _wants_value(case))


def _problems(loaded: kaidah.LoadedModel, case: etree._Element) -> Iterator[str]:
    """What is wrong with the answer to a case."""
    inputs = {node.get("name", ""): given_value(node) for node in case.iterfind("{*}inputNode")}
    results = list(case.iterfind("{*}resultNode"))
    service = case.get("invocableName") if case.get("type") == "decisionService" else None
    names = [node.get("name", "") for node in results]
    answer = loaded.evaluate(inputs, [service] if service else names, trace=False)
    outputs = dict(answer.outputs)
    if service:
        value = outputs.get(service)
        outputs = {names[0]: value} if len(names) == 1 else value if isinstance(value, dict) else {}
    for node in results:
        name = node.get("name", "")
        found = _judged(node, outputs.get(name), bool(answer.diagnostics))
        if found:
            reasons = [f"{each.code} {each.message}" for each in answer.diagnostics[:3]]
            yield f"{name}: {found}" + (f" ({' | '.join(reasons)})" if reasons else "")


def _judged(node: etree._Element, value: object, reported: bool) -> str:
    """What is wrong with one result, "" if nothing."""
    expected = _expected(node)
    found = differs(value, expected)
    if not found and node.get("errorResult") == "true" and not reported:
        return "an error is expected, and nothing was reported"
    return found


def _expected(node: etree._Element) -> Expected:
    """An expected error is expected to be null."""
    holder = node.find("{*}expected")
    return None if holder is None or node.get("errorResult") == "true" else expected_value(holder)


def _wants_value(case: etree._Element) -> bool:
    return any(_expected(node) is not None for node in case.iterfind("{*}resultNode"))


# --- results --------------------------------------------------------------------------------------


def write_results(outcomes: Sequence[Outcome], file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for each in outcomes:
            writer.writerow([*each.key, each.status, each.message])


def summary(outcomes: Sequence[Outcome]) -> str:
    """Figures by compliance level, and at the end how many passed and failed."""
    lines = []
    for level in sorted({each.folder.split("/")[0] for each in outcomes}):
        counts = Counter(each.status for each in outcomes if each.folder.split("/")[0] == level)
        lines.append(f"{level}: {counts[SUCCESS]} passed, {counts[ERROR]} failed, {counts[SKIPPED]} skipped")
    passed = [each for each in outcomes if each.status == SUCCESS]
    wanted = sum(each.wanted_value for each in outcomes)
    with_value = sum(each.wanted_value for each in passed)
    lines.append(f"{with_value} of the passes expected a value, of {wanted} cases that do")
    lines.append(f"{len(passed)} passed, {len(outcomes) - len(passed)} failed")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--results", type=Path)
    parser.add_argument("--only", default="", help="only test files whose path holds this")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    outcomes = run_folder(arguments.directory, jobs=arguments.jobs, only=arguments.only)
    if arguments.results:
        write_results(outcomes, arguments.results)
    print(summary(outcomes))
    return 0 if all(each.status == SUCCESS for each in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())

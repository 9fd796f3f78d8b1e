"""How long the analysis of tables takes: reading left out, everything else counted, witnesses too.

    python benchmarks/verification.py [--quick]

Prints a Markdown table: one run each, processor time, and the most memory that the process has needed by then.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from kaidah.certificate_checker import main as check_certificate
from kaidah.model.elements import Model
from kaidah.model.from_syntax import from_syntax
from kaidah.verify.certificate import certificate
from kaidah.verify.examined import Examined
from kaidah.verify.gap import gap
from kaidah.verify.overlap import overlap
from kaidah.verify.surroundings import Surroundings, tables_of
from kaidah.verify.verify import verified
from kaidah_dsl.document.parse import parse
from kaidah_dsl.source import Source

Stretch = tuple[int, int]
SIZE = 1_000


def partition(rules: int, clauses: int, rng: random.Random) -> list[list[Stretch]]:
    """Disjoint rules that fill everything: boxes split at random bounds."""
    boxes = [[(0, SIZE)] * clauses]
    while len(boxes) < rules:
        place = rng.randrange(len(boxes))
        clause = rng.randrange(clauses)
        start, end = boxes[place][clause]
        if end - start > 1:
            middle = rng.randint(start + 1, end - 1)
            upper = list(boxes[place])
            boxes[place][clause], upper[clause] = (start, middle), (middle, end)
            boxes.append(upper)
    rng.shuffle(boxes)
    return boxes


def widened(boxes: list[list[Stretch]], rng: random.Random) -> list[list[Stretch]]:
    """Every rule reaches farther in two clauses."""
    for box in boxes:
        for clause in rng.sample(range(len(box)), 2):
            start, end = box[clause]
            box[clause] = (max(0, start - rng.randint(1, 50)), min(SIZE, end + rng.randint(1, 50)))
    return boxes


def model(boxes: list[list[Stretch]], policy: str = "U") -> Model:
    """A table of these rules over whole numbers below `SIZE`."""
    names = [f"In {number}" for number in range(len(boxes[0]))]
    lines = ["model Benchmark", ""]
    lines += [f"input {name} : number scale 0 in [0 .. {SIZE - 1}]" for name in names]
    lines += ["", "decision Out : number", f"  | {policy} | {' | '.join(names)} || Out |"]
    lines += [f"  |---|{'|'.join('---' for _ in names)}||---|"]
    for number, box in enumerate(boxes):
        entries = " | ".join(
            "-" if stretch == (0, SIZE) else f"[{stretch[0]} .. {stretch[1]})" for stretch in box
        )
        lines.append(f"  |  | {entries} || {number} |")
    result = from_syntax(parse(Source(name="benchmark.kaidah", text="\n".join(lines) + "\n")).document)
    assert result.model is not None, result.diagnostics
    return result.model


def examined(made: Model) -> Examined:
    ((owner, within, table, _),) = tables_of(made)
    return Examined(owner=owner, within=within, table=table, surroundings=Surroundings(model=made))


def measure(title: str, boxes: list[list[Stretch]], target: str, *, all_checks: bool) -> None:
    made = model(boxes)
    start = time.process_time()
    table = examined(made)
    findings = verified(table).findings if all_checks else [*gap(table), *overlap(table)]
    found = len(findings)
    seconds = time.process_time() - start
    pairs = sum(1 for _ in table.cover.pairs())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    share = table.uncovered.share
    print(
        f"| {title} | {seconds:.2f} s | {target} | {found} findings, {pairs} overlapping pairs, "
        f"{float(share):.3%} uncovered, {table.uncovered.visited} boxes | {memory} MB |",
        flush=True,
    )


def certified(boxes: list[list[Stretch]]) -> None:
    made = model(boxes)
    start = time.process_time()
    verification = verified(examined(made))
    analysis = time.process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "certificate.json")
        file.write_text(certificate([verification]), encoding="utf-8")
        start = time.process_time()
        status = check_certificate([str(file)])
        checking = time.process_time() - start
        size = file.stat().st_size // 1024
    print(
        f"| certificate of 1,000 x 5, {size} KB | {checking:.2f} s | twice {analysis:.2f} s | status {status} | |",
        flush=True,
    )


def main(quick: bool) -> None:
    print("| what | time | target | found | memory |\n|---|---|---|---|---|")
    rng = random.Random(5)
    thousand = partition(1_000, 5, rng)
    measure("gaps and overlaps, 1,000 x 5", thousand[20:], "0.5 s", all_checks=False)
    measure("all checks, 1,000 x 5", thousand[20:], "1.5 s", all_checks=True)
    measure(
        "gaps and overlaps, 1,000 x 5 widened",
        widened(partition(1_000, 5, rng), rng),
        "5 s",
        all_checks=False,
    )
    measure(
        "gaps and overlaps, 500 x 12 widened", widened(partition(500, 12, rng), rng), "10 s", all_checks=False
    )
    certified(partition(1_000, 5, rng))
    certified(widened(partition(1_000, 5, rng), rng))
    if not quick:
        measure(
            "gaps and overlaps, 10,000 x 5", partition(10_000, 5, rng)[20:], "5 s, 300 MB", all_checks=False
        )


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])

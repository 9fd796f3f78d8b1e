"""How the cost of a table grows with its rules: reading, checking, compiling, one case.

    python benchmarks/rules.py [RULES ...]

Prints a Markdown table: medians of several runs, and each figure's ratio to the row before.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from kaidah.evaluate import evaluate
from kaidah.plan.from_model import from_model
from kaidah.workspace import Workspace
from kaidah_dsl.document.parse import parse
from kaidah_dsl.source import Source

HEAD = """model Benchmark
  law L = "A law"

type Kind = {kinds}

input Value  : number
input Weight : number
input Kind of goods : Kind
input Filed : date
input Private : boolean

decision Fee : number
  | U | Value | Weight | Kind of goods | Filed | Private || Fee || cite |
  |---|-------|--------|---------------|-------|---------||-----||------|
"""


def text(rules: int) -> str:
    """A table of disjoint rules over five input clauses: steps of value within weight class and kind."""
    kinds = [f'"kind {number}"' for number in range(10)]
    lines = [HEAD.format(kinds=" | ".join(kinds))]
    for number in range(rules):
        step, kind = divmod(number, 10)
        private = "-" if step % 2 else "true, false"
        lines.append(
            f"  | r{number} | [{step * 10} .. {step * 10 + 10}) | > 0 | {kinds[kind]} | >= 2020-01-01 | {private}"
            f" || {number} || L pasal {number} |\n"
        )
    return "".join(lines)


def median_seconds(action: Callable[[], object], runs: int) -> float:
    """Median wall time of an action, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def measure(rules: int, folder: Path) -> list[float]:
    """Seconds for: parsing, text to checked model, compiling, a case, a case with trace."""
    path = folder / f"benchmark-{rules}.kaidah"
    path.write_text(text(rules), "utf-8")
    source = Source(name=str(path), text=path.read_text("utf-8"))
    model = Workspace().regulation(path).model_on(None).model
    assert model is not None
    plan = from_model(model)
    last = (rules - 1) // 10
    case = {
        "Value": Decimal(last * 10 + 5),
        "Weight": Decimal(1),
        "Kind of goods": f"kind {(rules - 1) % 10}",
        "Filed": "2022-01-01",
        "Private": True,
    }
    answer = evaluate(plan, case)
    assert answer.outputs == {"Fee": Decimal(rules - 1)}, answer
    return [
        median_seconds(lambda: parse(source), 3),
        median_seconds(lambda: Workspace().regulation(path).model_on(None), 3),
        median_seconds(lambda: from_model(model), 3),
        median_seconds(lambda: evaluate(plan, case, trace=False), 21),
        median_seconds(lambda: evaluate(plan, case, trace=True), 21),
    ]


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [100, 1_000, 10_000]
    print("| rules | parse | text to model | compile | a case | a case with trace |")
    print("|--:|--:|--:|--:|--:|--:|")
    before: list[float] | None = None
    with TemporaryDirectory() as folder:
        for rules in sizes:
            figures = measure(rules, Path(folder))
            ratios = [f" (×{now / then:.1f})" for now, then in zip(figures, before or [], strict=False)] or [
                ""
            ] * 5
            cells = [f"{figure * 1000:,.2f} ms{ratio}" for figure, ratio in zip(figures, ratios, strict=True)]
            print(f"| {rules:,} | " + " | ".join(cells) + " |")
            before = figures


if __name__ == "__main__":
    main()

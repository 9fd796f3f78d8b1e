"""Reading and evaluating FEEL: a representative set of expressions, and thousands of distinct cells.

    python benchmarks/feel.py

Prints a Markdown table of medians of five runs.
"""

from __future__ import annotations

import csv
import statistics
import time
from collections.abc import Callable
from decimal import localcontext
from pathlib import Path

from kaidah.feel.lower import Code, Layout, Run, lower
from kaidah.feel.number import CONTEXT
from kaidah_dsl.feel.known_names import known_names
from kaidah_dsl.feel.lexer import Tokenizer
from kaidah_dsl.feel.parse import parse_expression, parse_unary_tests
from kaidah_dsl.feel.tree import Expression
from kaidah_dsl.source import Source, Span

CASES = Path(__file__).parent.parent / "tests" / "cases" / "feel"
NAMES = frozenset({"Goods value", "Exemption", "Traveller role", "Arrival date"})


def expressions() -> list[Span]:
    """The expressions of the stored cases that need no context."""
    texts = [
        row["expression"]
        for file in sorted(CASES.glob("*.csv"))
        for row in csv.DictReader(file.open(encoding="utf-8", newline=""))
        if not row["context"]
    ]
    return [Source(name="case", text=text).span() for text in texts]


def cells(count: int) -> list[Span]:
    """Distinct input entries of the kinds that tables have."""
    forms = (
        "< {0}",
        "[{0} .. {0}9)",
        '"kind {0}", "kind {0}a"',
        "> Exemption * {0}",
        "not({0})",
        ">= 2020-01-01, {0}",
    )
    texts = [forms[number % len(forms)].format(number + 1) for number in range(count)]
    return [Source(name="cell", text=text).span() for text in texts]


def median(action: Callable[[], object]) -> float:
    """Median wall time of five runs, in seconds."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def row(what: str, count: int, seconds: float) -> None:
    print(f"| {what} | {count:,} | {seconds * 1000:,.1f} ms | {seconds / count * 1e6:,.1f} µs |")


def main() -> None:
    spans, entries = expressions(), cells(5_000)
    parse_expression(spans[0], NAMES)
    print("| what | how many | all | each |")
    print("|---|--:|--:|--:|")
    parsing = median(lambda: [parse_expression(span, NAMES, document=True) for span in spans])
    row("expressions parsed", len(spans), parsing)
    known = known_names(NAMES)
    lexing = median(lambda: [Tokenizer(span, known, document=True).read() for span in spans])
    row(f"of that, lexing ({lexing / parsing:.0%})", len(spans), lexing)
    row(
        "distinct cells parsed",
        len(entries),
        median(lambda: [parse_unary_tests(s, NAMES, document=True) for s in entries]),
    )
    trees = [parsed.tree for span in spans if (parsed := parse_expression(span, NAMES, document=True)).tree]
    with localcontext(CONTEXT):
        row("expressions compiled", len(trees), median(lambda: [compiled(tree) for tree in trees]))
        ready = [compiled(tree) for tree in trees]
        row("expressions evaluated", len(ready), median(lambda: [evaluated(*one) for one in ready]))


def compiled(tree: Expression) -> tuple[Code, int]:
    """The code of a tree, and how many local slots it takes."""
    layout = Layout()
    code = lower(tree, layout)
    return code, layout.body.size


def evaluated(code: Code, size: int) -> object:
    return code([Run([], lenient=True), *[None] * size])


if __name__ == "__main__":
    main()

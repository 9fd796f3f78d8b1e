"""How long the difference in meaning of two large tables takes.

    python benchmarks/diff.py [RULES ...]

Prints a Markdown table: seconds for two versions of a table of so many rules and five input clauses, of which
none, a few, or all rules changed; disjoint ones, and ones of which the first that matches decides.
"""

from __future__ import annotations

import re
import sys
import time

from rules import text

from kaidah.diff.difference import difference
from kaidah.model.elements import Model
from kaidah.model.from_syntax import from_syntax
from kaidah_dsl.document.parse import parse
from kaidah_dsl.source import Source


def model(written: str) -> Model:
    result = from_syntax(parse(Source(name="benchmark.kaidah", text=written)).document)
    assert result.model is not None
    return result.model


def versions(rules: int) -> dict[str, tuple[str, str]]:
    """Pairs of texts by what has changed."""
    old = text(rules)
    few = old.replace("|| 5 |", "|| 6 |").replace("[100 .. 110)", "[105 .. 110)")
    every = re.sub(r"\|\| (\d+) \|", lambda found: f"|| {int(found[1]) + 1} |", old)
    first = old.replace("  | U |", "  | F |") + "  | rest | - | - | - | - | - || 0 | L pasal 1 |\n"
    return {
        "nothing": (old, old.replace("Benchmark", "Benchmark again")),
        "a few rules": (old, few),
        "every answer": (old, every),
        "a few rules, first match": (first, first.replace("|| 5 |", "|| 6 |")),
        "every bound, first match": (first, re.sub(r"(\d+)\)", lambda found: f"{int(found[1]) - 1})", first)),
    }


def main() -> None:
    print("| rules | changed | seconds | regions | nothing else changes |")
    print("|------:|---------|--------:|--------:|----------------------|")
    for rules in map(int, sys.argv[1:] or ["100", "1000"]):
        for name, pair in versions(rules).items():
            old, new = map(model, pair)
            start = time.perf_counter()
            found = difference(old, new).meaning
            seconds = time.perf_counter() - start
            regions = sum(len(table.regions) + table.more for table in found.tables)
            print(
                f"| {rules} | {name} | {seconds:.2f} | {regions} | {'proved' if found.proved else 'not proved'} |"
            )


if __name__ == "__main__":
    main()

"""A command loads only what it needs: drawing and graphs cost more time than an answer does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MODEL = "examples/passengers-in-short/passengers-in-short.kaidah"
CASE = ("goods_value=950", "traveller_role=passenger")
HEAVY = {"networkx", "graphviz", "pygraphviz", "rich", "lxml", "numpy", "asyncio", "multiprocessing"}
PROGRAM = """
import sys
from kaidah.cli import main
status = main(sys.argv[1:])
print(status, *sorted(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "command",
    [
        ("run", MODEL, *CASE),
        ("run", MODEL, *CASE, "--format", "json"),
        ("explain", MODEL, *CASE),
        ("check", MODEL),
        ("fmt", "--check", MODEL),
        ("rule", "K205"),
        ("test", MODEL),
    ],
    ids=" ".join,
)
def test_a_command_loads_only_what_it_needs(command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    status, *modules = done.stderr.split()
    assert status == "0", done.stdout
    assert HEAVY & set(modules) == set()


def test_the_library_loads_no_more() -> None:
    program = "import sys, kaidah; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stdout.split()) == set()

"""The Python files of the two packages, and what they import."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGES = {"kaidah_dsl": ROOT / "dsl" / "kaidah_dsl", "kaidah": ROOT / "engine" / "kaidah"}
FILES = sorted(file for folder in PACKAGES.values() for file in folder.rglob("*.py"))


def name_of(file: Path) -> str:
    """A file's path within its root: `kaidah/feel/types.py`."""
    return file.relative_to(ROOT).as_posix().partition("/")[2]


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(file: Path) -> Iterator[str]:
    """The packages that a file imports from outside, wherever in it: `lark`, `networkx`."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]

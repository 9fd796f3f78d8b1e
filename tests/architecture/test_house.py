"""What the sources keep to: where outside libraries are known, no floats, one clock, small files and functions."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from house import FILES, PACKAGES, imported, name_of, tree_of

WHERE = {
    "lark": ("kaidah_dsl/document/", "kaidah_dsl/feel/", "kaidah_dsl/lalr.py", "kaidah_dsl/tables.py"),
    "networkx": ("kaidah/graph.py",),
    "graphviz": ("kaidah/render/",),
    "pygraphviz": ("kaidah/render/",),
    "lxml": ("kaidah/interchange/",),
    "regex": ("kaidah/feel/builtins/",),
}
"""The files in which each outside library may be imported."""

CLOCKS = {"datetime.now", "datetime.datetime.now", "date.today", "datetime.date.today", "time.time"}
MOST_LINES = 470
MOST_LINES_OF_A_FUNCTION = 45


def offences(find: Callable[[Path], Iterable[object]]) -> dict[str, list[object]]:
    """What is found in each file, where anything is."""
    found = {name_of(file): list(find(file)) for file in FILES}
    return {name: offences for name, offences in found.items() if offences}


def calls(file: Path, *names: str) -> list[int]:
    """The lines in which one of the functions is called."""
    nodes = (node for node in ast.walk(tree_of(file)) if isinstance(node, ast.Call))
    return [node.lineno for node in nodes if ast.unparse(node.func) in names]


def test_outside_libraries_are_known_in_one_place() -> None:
    def astray(file: Path) -> set[str]:
        outside = set(imported(file)) - set(sys.stdlib_module_names) - set(PACKAGES)
        return {library for library in outside if not name_of(file).startswith(WHERE.get(library, ()))}

    assert offences(astray) == {}


def test_nothing_between_input_and_answer_makes_floats() -> None:
    places_in_pictures = "kaidah/render/"
    found = offences(lambda file: calls(file, "float"))
    assert {name: lines for name, lines in found.items() if not name.startswith(places_in_pictures)} == {}


def test_the_clock_is_asked_in_one_place() -> None:
    assert list(offences(lambda file: calls(file, *CLOCKS))) == ["kaidah/api.py"]


def test_files_stay_small() -> None:
    lines = {name_of(file): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_functions_stay_small() -> None:
    def long(file: Path) -> list[str]:
        functions = [node for node in ast.walk(tree_of(file)) if isinstance(node, ast.FunctionDef)]
        return [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= MOST_LINES_OF_A_FUNCTION]

    assert offences(long) == {}


def test_modules_say_what_they_hold() -> None:
    assert (
        offences(lambda file: [1] if tree_of(file).body and not ast.get_docstring(tree_of(file)) else [])
        == {}
    )


def test_what_is_left_to_do_is_not_noted_in_the_sources() -> None:
    def notes(file: Path) -> list[str]:
        text = file.read_text(encoding="utf-8")
        return [word for word in ("TODO", "FIXME", "XXX") if word in text]

    assert offences(notes) == {}

"""The stored tables of the grammars: they are those that Lark would make, or they are not used."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from shutil import copy

import lark
import pytest
from lark import Lark
from lark.grammar import Rule

from kaidah_dsl.lalr import Grammar
from kaidah_dsl.tables import GRAMMARS


def made_of(rule: Rule) -> tuple[object, ...]:
    """What the equality of rules leaves out. JSON has lists for tuples."""
    kept = [getattr(symbol, "filter_out", None) for symbol in rule.expansion]
    return repr(rule.options), tuple(rule.options.empty_indices), kept


def actions(parser: Lark) -> object:
    """The table of a parser, its states numbered in the order in which they are reached."""
    table = parser.parser.parser._parse_table
    reached = list(table.start_states.values())
    numbers = {state: number for number, state in enumerate(reached)}
    found = []
    for state in reached:  # grows while it is walked
        for token, (action, target) in sorted(table.states[state].items()):
            if action.name == "Shift":
                if target not in numbers:
                    numbers[target] = len(reached)
                    reached.append(target)
                found.append((numbers[state], token, numbers[target]))
            else:
                found.append((numbers[state], token, target, target.alias, *made_of(target)))
    ends = {start: numbers[state] for start, state in table.end_states.items()}
    return list(table.start_states), ends, found


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.folder.name)
def test_stored_tables_are_those_of_the_grammar(grammar: Grammar) -> None:
    held = json.loads(grammar.tables.read_text(encoding="utf-8"))
    if held["made from"]["lark"] != lark.__version__:
        pytest.skip("the tables were stored with another version of Lark, and are not used")
    assert grammar.stored() is not None, "run `make parser`"
    assert actions(grammar.parser()) == actions(grammar.built())


@pytest.fixture
def copied(tmp_path: Path) -> Grammar:
    for name in ("grammar.lark", "tables.json"):
        copy(GRAMMARS[0].folder / name, tmp_path)
    return replace(GRAMMARS[0], folder=tmp_path)


def test_a_changed_grammar_is_built_anew(copied: Grammar) -> None:
    text = (copied.folder / "grammar.lark").read_text(encoding="utf-8")
    (copied.folder / "grammar.lark").write_text(text.replace('"POWER"', '"POWER" "POWER"') + "\n// changed\n")
    assert copied.stored() is None
    assert copied.parser().options.start == ["expression", "unary_tests"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"made from": {"lark": "0"}}'])
def test_unusable_tables_are_not_used(copied: Grammar, text: str) -> None:
    copied.tables.write_text(text)
    assert actions(copied.parser()) == actions(copied.built())

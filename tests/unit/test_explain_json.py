"""`kaidah.trace/1`: exact, complete, and as its published schema says."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from passenger_trace import GUIDE, model, span, trace

from kaidah.explain.from_trace import from_trace
from kaidah.explain.to_json import to_data, to_json
from kaidah.feel.temporal import Date
from kaidah_dsl.diagnostics import error

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "trace.schema.json").read_text(encoding="utf-8"))

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, Decimal),
    "null": (type(None),),
}


def breaches(value: Any, schema: dict[str, Any], place: str = "") -> list[str]:
    """Where a value breaks a schema: as much of JSON Schema as ours uses, closed objects included."""
    if "$ref" in schema:
        return breaches(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], place)
    if "anyOf" in schema:
        return [] if any(not breaches(value, one, place) for one in schema["anyOf"]) else [place]
    if "const" in schema:
        return [] if value == schema["const"] else [place]
    if "enum" in schema:
        return [] if value in schema["enum"] else [place]
    names = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    if not any(isinstance(value, TYPES[name]) for name in names):
        return [f"{place}: {value!r} is not {names}"]
    found = []
    if isinstance(value, dict) and "properties" in schema:
        if set(value) != set(schema["properties"]):
            found.append(f"{place}: {sorted(set(value) ^ set(schema['properties']))}")
        for name, part in schema["properties"].items():
            found += breaches(value.get(name), part, f"{place}/{name}")
    if isinstance(value, list) and "items" in schema:
        for index, part in enumerate(value):
            found += breaches(part, schema["items"], f"{place}/{index}")
    return found


def loaded(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


def written(**changes: object) -> str:
    return to_json(from_trace(replace(trace(), **changes), model()))  # type: ignore[arg-type]


def test_it_is_as_its_schema_says() -> None:
    assert breaches(loaded(written()), SCHEMA) == []


def test_a_case_with_problems_is_as_its_schema_says() -> None:
    whole = trace()
    problem = error("K501", "`Goods value` is not given", span("Goods value"))
    undecided = replace(
        whole.decisions["Import duty"], value=None, decided=False, diagnostics=(problem, error("K514", "so"))
    )
    text = written(decisions={**whole.decisions, "Import duty": undecided})
    assert breaches(loaded(text), SCHEMA) == []
    assert loaded(text)["decisions"][-1]["diagnostics"][0] == {
        "code": "K501",
        "severity": "error",
        "message": "`Goods value` is not given",
        "help": "",
        "file": "test",
        "line": 1,
        "column": 1,
    }


def test_a_table_keeps_every_rule_and_every_entry() -> None:
    (table,) = loaded(written())["decisions"][0]["tables"]
    assert [rule["kept"] for rule in table["rules"]] == [True, False]
    assert table["rules"][1]["input_entries"][0] == {
        "clause": "Traveller role",
        "test": '"crew"',
        "value": "passenger",
        "unit": None,
        "text": '"passenger"',
        "missing": False,
        "match": "fails",
    }


def test_a_reading_keeps_its_source() -> None:
    (reading,) = loaded(written())["decisions"][-1]["readings"]
    assert reading["differs"] is True
    assert reading["citations"] == [
        {"law": "guide", "title": GUIDE.title, "place": "L70", "file": "002_667c.txt", "uri": None}
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.1234567890123456789012345678901234"), "0.1234567890123456789012345678901234"),
        (Decimal("1E-30"), "0." + "0" * 29 + "1"),
        (Decimal("1.5E+9"), "1500000000"),
    ],
)
def test_numbers_are_exact_and_have_no_exponent(value: Decimal, text: str) -> None:
    assert f'"value": {text},' in written(inputs={"Goods value": value})


def test_other_values_are_iso_text_lists_and_objects() -> None:
    given = {"Days": (Date(2022, 4, 1),), "Item": {"Value": Decimal(1)}, "Empty": None}
    assert [fact["value"] for fact in loaded(written(inputs=given))["inputs"]] == [
        ["2022-04-01"],
        {"Value": 1},
        None,
    ]


def test_the_data_keep_decimals() -> None:
    data = to_data(from_trace(trace(), model()))
    assert data["schema"] == "kaidah.trace/1"
    assert isinstance(data["decisions"][-1]["value"], Decimal)

"""DMN files in tests: models with what they import, the standard's schema, and what differs between models."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from kaidah.interchange.from_xml import model_of
from kaidah.interchange.imports import find_imported, import_statements
from kaidah.interchange.read_tree import read_tree
from kaidah.model.elements import Model

ROOT = Path(__file__).parent.parent
CASES = ROOT.parent / "shared" / "tck"
#: The schema is the OMG's and does not come with us: DMN15.xsd with the three it imports.
SCHEMA = Path(os.environ.get("DMN_SCHEMA", "/tmp/xsd")) / "DMN15.xsd"


@cache
def schema() -> etree.XMLSchema | None:
    """The standard's schema; None where it is not on this machine."""
    return etree.XMLSchema(file=str(SCHEMA)) if SCHEMA.is_file() else None


def check_valid(data: bytes) -> None:
    """Fails where a file does not fit the schema; without a schema only XML is asked for."""
    root = etree.fromstring(data)
    known = schema()
    assert known is None or known.validate(root), known.error_log


def model_in(path: Path, data: bytes | None = None) -> Model:
    """The model of a DMN file, or of bytes in its place."""
    document = read_tree(path.read_bytes() if data is None else data, path.name)
    imported = {}
    for statement in import_statements(document):
        found = find_imported(statement, path)
        if found is not None:
            imported[statement.namespace] = model_in(found)
    model = model_of(document, imported).model
    assert model is not None
    return model


def differences(one: Any, other: Any, where: str = "model") -> Iterator[str]:
    """Where two models differ, for the message of a failing test."""
    if one == other:
        return
    if is_dataclass(one) and type(one) is type(other):
        for each in fields(one):
            if each.compare:
                yield from differences(
                    getattr(one, each.name), getattr(other, each.name), f"{where}.{each.name}"
                )
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for index, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            yield from differences(mine, theirs, f"{where}[{index}]")
    else:
        yield f"{where}: {one!r} is not {other!r}"

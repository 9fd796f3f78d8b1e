"""How the field names of a file of worked cases map to the inputs and decisions of the shipped models.

Each module of `golden_mappings` holds the sections of one subject in its `SECTIONS`; here they are put together.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module

import golden_mappings
from golden_mappings.section import Section


def _sections() -> Iterator[tuple[str, Section]]:
    for module in pkgutil.iter_modules(golden_mappings.__path__):
        subject = import_module(f"golden_mappings.{module.name}")
        yield from getattr(subject, "SECTIONS", {}).items()


SECTIONS: Mapping[str, Section] = dict(_sections())

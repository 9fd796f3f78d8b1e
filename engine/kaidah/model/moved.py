"""A FEEL tree at another place: the same text, read once and used in many cells."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from kaidah_dsl.feel import tree as feel
from kaidah_dsl.source import Span

Tree = TypeVar("Tree", bound=feel.Node)


def moved(tree: Tree, distance: int) -> Tree:
    """The tree with all its spans shifted by `distance` in the same source."""
    result: Tree = _shifted(tree, distance) if distance else tree
    return result


def _shifted(value: Any, distance: int) -> Any:
    if isinstance(value, feel.Node):
        kind: Any = type(value)
        parts = {name: _shifted(getattr(value, name), distance) for name in _parts(kind)}
        span = value.span
        return kind(span=Span(span.source, span.start + distance, span.end + distance), **parts)
    if isinstance(value, tuple):
        return tuple(_shifted(part, distance) for part in value)
    return value


@cache
def _parts(kind: Hashable) -> tuple[str, ...]:
    assert isinstance(kind, type) and is_dataclass(kind)
    return tuple(field.name for field in fields(kind) if field.name != "span")

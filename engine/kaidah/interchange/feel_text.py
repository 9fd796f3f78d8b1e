"""FEEL trees as the text that DMN XML and documents hold of them, unreadable ones included."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.printer import to_text

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def unreadable_text(node: feel.Expression | feel.UnaryTests) -> str | None:
    """The text of what another tool wrote and FEEL cannot read; None for all that can be read.

    It is the whole text of its XML element: "" where there was none.
    """
    if isinstance(node, feel.UnaryTests) and len(node.tests) == 1:
        node = node.tests[0]
    if not isinstance(node, feel.Unreadable):
        return None
    return "" if node.code == "K604" else node.span.source.text.strip()


def feel_text(node: feel.Expression | feel.UnaryTests) -> str:
    """Standard FEEL: percentages and dates of documents are written out."""
    unreadable = unreadable_text(node)
    return writable(to_text(node) if unreadable is None else unreadable, escape=True)


def writable(text: str, *, escape: bool = False) -> str:
    """A text without the characters that XML cannot hold; in FEEL they are written as escapes."""
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found.group()):04X}" if escape else "", text)


def without_conversions(node: Any, types: Collection[str]) -> Any:
    """A tree in which `USD(x)` is x: the standard knows no units. `types` are the names of such types."""
    match node:
        case feel.Call(function=feel.Name(name=name), arguments=(argument,)) if name in types:
            return without_conversions(argument.value, types)
        case tuple():
            return tuple(without_conversions(part, types) for part in node)
        case feel.Node():
            kind: Any = type(node)
            changes = {
                name: new
                for name in _tree_fields(kind)
                if (new := without_conversions(old := getattr(node, name), types)) is not old and new != old
            }
            return replace(node, **changes) if changes else node
        case _:
            return node


@cache
def _tree_fields(kind: Hashable) -> tuple[str, ...]:
    if not isinstance(kind, type) or not is_dataclass(kind):
        return ()
    return tuple(field.name for field in fields(kind) if field.name != "span")

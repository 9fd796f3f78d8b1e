"""How deep a tree is. Everything behind the parser walks trees by recursion, so their depth is bounded."""

from __future__ import annotations

from kaidah_dsl.feel.tree import Node
from kaidah_dsl.feel.walk import children

#: Levels of a tree, and brackets in each other. Python's own stack holds about six calls for each.
MAXIMUM = 150


def of(root: Node) -> int:
    """The number of levels of a tree, counted without recursion; stops counting a little above MAXIMUM."""
    level, nodes = 0, [root]
    while nodes and level <= MAXIMUM:
        level += 1
        nodes = [child for node in nodes for child in children(node)]
    return level

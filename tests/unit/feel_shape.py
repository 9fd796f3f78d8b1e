"""FEEL trees as one line of text that shows their structure: `(+ |Goods value| (* 2 3))`.

Not FEEL, on purpose: cases compare with it, so it shares nothing with the printer.
"""

from __future__ import annotations

import json

from kaidah_dsl.feel import tree
from kaidah_dsl.feel.tree import Node


def shape(node: Node | None) -> str:
    if node is None:
        return "_"
    name = type(node).__name__
    match node:
        case tree.NumberLiteral(value=value, percent=percent):
            return f"{value}{' percent' if percent else ''}"
        case tree.StringLiteral(value=value):
            return json.dumps(value, ensure_ascii=False)
        case tree.BooleanLiteral(value=value):
            return str(value).lower()
        case tree.NullLiteral():
            return "null"
        case tree.AtLiteral(text=text, bare=bare):
            return f"{'bare' if bare else '@'} {text}"
        case tree.Name(name=text):
            return f"|{text}|"
        case tree.NamedType(name=text):
            return f"<{text}>"
        case tree.Arithmetic() | tree.Comparison():
            return listed(node.operator, node.left, node.right)
        case tree.UnaryComparison():
            return listed(f"?{node.operator}", node.value)
        case tree.Interval():
            ends = f"{'[' if node.start_closed else '('}..{']' if node.end_closed else ')'}"
            return listed(ends, node.start, node.end)
        case tree.Path():
            return f"(. {shape(node.source)} {node.name})"
        case tree.ContextEntry():
            return f"{node.key}: {shape(node.value)}"
        case tree.Argument():
            return shape(node.value) if node.name is None else f"{node.name}: {shape(node.value)}"
        case tree.FormalParameter():
            return node.name if node.type is None else f"{node.name}: {shape(node.type)}"
        case tree.Iterator(end=None):
            return f"{node.name} in {shape(node.domain)}"
        case tree.Iterator():
            return f"{node.name} in {shape(node.domain)} .. {shape(node.end)}"
        case tree.Quantified():
            return listed(node.quantifier, *node.iterators, node.condition)
        case tree.FunctionDefinition():
            return listed("external" if node.external else "function", *node.parameters, node.body)
        case tree.UnaryTests():
            if node.irrelevant:
                return "-"
            return listed("not-tests" if node.negated else "tests", *node.tests)
        case tree.FunctionTypeExpression():
            return listed("function-type", *node.parameters, node.result)
        case _:
            return listed(SHORT.get(name, name.lower()), *children_of(node))


def listed(head: str, *parts: Node | None) -> str:
    return f"({' '.join([head, *map(shape, parts)])})"


def children_of(node: Node) -> list[Node]:
    found: list[Node] = []
    for name in node.__dataclass_fields__:
        value = getattr(node, name)
        found += value if isinstance(value, tuple) else [value] if isinstance(value, Node) else []
    return found


SHORT = {
    "ListLiteral": "list",
    "ContextLiteral": "context",
    "Conjunction": "and",
    "Disjunction": "or",
    "Negation": "-",
    "InstanceOf": "instance-of",
    "ListTypeExpression": "list-type",
    "RangeTypeExpression": "range-type",
    "ContextTypeExpression": "context-type",
}

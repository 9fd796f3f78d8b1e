"""Going through FEEL trees: children, every node, the names that a tree takes from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from kaidah_dsl.feel import tree
from kaidah_dsl.feel.tree import Name, Node

_FIELDS: dict[type[Node], tuple[str, ...]] = {}  # of a node class but its span, in the order of the text


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below a node, in the order of the text, entries and arguments included."""
    kind = type(node)
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(field.name for field in fields(kind) if field.name != "span")
    for name in _FIELDS[kind]:
        value = getattr(node, name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from value


def walk(root: Node) -> Iterator[Node]:
    """A node and all nodes below it, each before its children, in the order of the text."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(tuple(children(node))))


def free_names(root: Node, bound: frozenset[str] = frozenset()) -> Iterator[Name]:
    """The names that a tree takes from outside, in the order of the text, functions that it calls included.

    Left out are `?`, names in `bound`, and what the tree declares itself: iteration variables (and `partial`
    in `for`), parameters, context keys behind their entry, `item` in a filter. A name in a filter's condition
    may mean an entry of the item; it is given all the same. Type names are not `Name`s: see `type_names`.
    """
    match root:
        case Name(name=name):
            if name != "?" and name not in bound:
                yield root
        case tree.For(iterators=iterators, result=result):
            yield from _iterated(iterators, result, bound, frozenset(("partial",)))
        case tree.Quantified(iterators=iterators, condition=condition):
            yield from _iterated(iterators, condition, bound, frozenset())
        case tree.FunctionDefinition(parameters=parameters, body=body):
            yield from free_names(body, bound | {parameter.name for parameter in parameters})
        case tree.ContextLiteral(entries=entries):
            for entry in entries:
                yield from free_names(entry.value, bound)
                bound |= {entry.key}
        case tree.Filter(source=source, condition=condition):
            yield from free_names(source, bound)
            yield from free_names(condition, bound | {"item"})
        case _:
            for child in children(root):
                yield from free_names(child, bound)


def _iterated(
    iterators: tuple[tree.Iterator, ...], result: Node, bound: frozenset[str], inside: frozenset[str]
) -> Iterator[Name]:
    for iterator in iterators:
        yield from free_names(iterator.domain, bound)
        if iterator.end is not None:
            yield from free_names(iterator.end, bound)
        bound |= {iterator.name}
    yield from free_names(result, bound | inside)


def called_names(root: Node) -> Iterator[Name]:
    """The names that are called as functions anywhere in a tree, in the order of the text."""
    for node in walk(root):
        if isinstance(node, tree.Call) and isinstance(node.function, Name):
            yield node.function


def type_names(root: Node) -> Iterator[tree.NamedType]:
    """The types that a tree names, behind `instance of` and in parameters."""
    return (node for node in walk(root) if isinstance(node, tree.NamedType))


def uses_input_value(root: Node) -> bool:
    """Whether `?`, the value that a unary test tests, occurs in a tree."""
    return any(isinstance(node, Name) and node.name == "?" for node in walk(root))

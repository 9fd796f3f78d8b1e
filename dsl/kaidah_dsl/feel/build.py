"""From what the grammar recognises to the tree: one method per alias of grammar.lark.

Every method gets the tokens and nodes of its rule in order; spans run from the first to the last of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from lark import Transformer

from kaidah_dsl.feel import tree
from kaidah_dsl.feel.literals import number_value, percent_value
from kaidah_dsl.feel.token import Token
from kaidah_dsl.source import Span

Part = Any  # a Token, a node, or a tuple of nodes: the grammar guarantees which


def _span(parts: Sequence[Part]) -> Span:
    first: Span = parts[0].span
    return first if len(parts) == 1 else Span(first.source, first.start, parts[-1].span.end)


class Items:
    """Several nodes of one kind: arguments, entries, iterators, parameters, tests, types."""

    __slots__ = ("nodes",)

    def __init__(self, nodes: tuple[Any, ...]) -> None:
        self.nodes = nodes

    @property
    def span(self) -> Span:
        return _span(self.nodes)


class TreeBuilder(Transformer[Token, Any]):
    """Lark calls these while it parses; no Lark tree is ever made."""

    # --- literals ---

    def number(self, parts: list[Token]) -> tree.NumberLiteral:
        text, span = parts[0].text, parts[0].span
        if text.endswith("%"):
            return tree.NumberLiteral(span=span, value=percent_value(text[:-1]), percent=True)
        return tree.NumberLiteral(span=span, value=number_value(text))

    def string(self, parts: list[Token]) -> tree.StringLiteral:
        return tree.StringLiteral(span=parts[0].span, value=parts[0].text)

    def at_literal(self, parts: list[Token]) -> tree.AtLiteral:
        span = parts[0].span
        return tree.AtLiteral(span=span, text=parts[0].text, bare=span.source.text[span.start] != "@")

    def true(self, parts: list[Token]) -> tree.BooleanLiteral:
        return tree.BooleanLiteral(span=parts[0].span, value=True)

    def false(self, parts: list[Token]) -> tree.BooleanLiteral:
        return tree.BooleanLiteral(span=parts[0].span, value=False)

    def null(self, parts: list[Token]) -> tree.NullLiteral:
        return tree.NullLiteral(span=parts[0].span)

    def list_literal(self, parts: list[Part]) -> tree.ListLiteral:
        items = parts[1].nodes if len(parts) > 2 else ()
        return tree.ListLiteral(span=_span(parts), items=items)

    def context_literal(self, parts: list[Part]) -> tree.ContextLiteral:
        return tree.ContextLiteral(span=_span(parts), entries=parts[1].nodes)

    def entry(self, parts: list[Part]) -> tree.ContextEntry:
        key, _, value = parts
        return tree.ContextEntry(span=_span(parts), key=key.text, value=value)

    def interval(self, parts: list[Part]) -> tree.Interval:
        opening, start, _, end, closing = parts
        return tree.Interval(
            span=_span(parts),
            start=start,
            end=end,
            start_closed=opening.type == "LEFT_BRACKET",
            end_closed=closing.type == "RIGHT_BRACKET",
        )

    def function(self, parts: list[Part]) -> tree.FunctionDefinition:
        return tree.FunctionDefinition(
            span=_span(parts), parameters=parts[2].nodes, body=parts[-1], external=len(parts) > 5
        )

    # --- names and access ---

    def name(self, parts: list[Token]) -> tree.Name:
        return tree.Name(span=parts[0].span, name=parts[0].text)

    def path(self, parts: list[Part]) -> tree.Path:
        return tree.Path(span=_span(parts), source=parts[0], name=parts[2].text)

    def filter(self, parts: list[Part]) -> tree.Filter:
        return tree.Filter(span=_span(parts), source=parts[0], condition=parts[2])

    def call(self, parts: list[Part]) -> tree.Call:
        return tree.Call(span=_span(parts), function=parts[0], arguments=parts[2].nodes)

    def argument(self, parts: list[Part]) -> tree.Argument:
        name = parts[0].text if len(parts) > 1 else None
        return tree.Argument(span=_span(parts), value=parts[-1], name=name)

    def group(self, parts: list[Part]) -> tree.Expression:
        """Parentheses make no node; what stands in them gets their span."""
        return cast(tree.Expression, replace(parts[1], span=_span(parts)))

    # --- operators ---

    def negation(self, parts: list[Part]) -> tree.Negation:
        return tree.Negation(span=_span(parts), operand=parts[1])

    def arithmetic(self, parts: list[Part]) -> tree.Arithmetic:
        left, operator, right = parts
        return tree.Arithmetic(span=_span(parts), operator=operator.text, left=left, right=right)

    def comparison(self, parts: list[Part]) -> tree.Comparison:
        left, operator, right = parts
        return tree.Comparison(span=_span(parts), operator=operator.text, left=left, right=right)

    def unary_comparison(self, parts: list[Part]) -> tree.UnaryComparison:
        return tree.UnaryComparison(span=_span(parts), operator=parts[0].text, value=parts[1])

    def between(self, parts: list[Part]) -> tree.Between:
        return tree.Between(span=_span(parts), value=parts[0], low=parts[2], high=parts[4])

    def in_one(self, parts: list[Part]) -> tree.In:
        return tree.In(span=_span(parts), value=parts[0], tests=(parts[2],))

    def in_comparison(self, parts: list[Part]) -> tree.In:
        return tree.In(span=_span(parts), value=parts[0], tests=(self.unary_comparison(parts[2:]),))

    def in_several(self, parts: list[Part]) -> tree.In:
        return tree.In(span=_span(parts), value=parts[0], tests=(parts[3], *parts[5].nodes))

    def conjunction(self, parts: list[Part]) -> tree.Conjunction:
        return tree.Conjunction(span=_span(parts), left=parts[0], right=parts[2])

    def disjunction(self, parts: list[Part]) -> tree.Disjunction:
        return tree.Disjunction(span=_span(parts), left=parts[0], right=parts[2])

    def instance_of(self, parts: list[Part]) -> tree.InstanceOf:
        return tree.InstanceOf(span=_span(parts), value=parts[0], type=parts[2])

    # --- control ---

    def if_(self, parts: list[Part]) -> tree.If:
        return tree.If(span=_span(parts), condition=parts[1], then=parts[3], otherwise=parts[5])

    def for_(self, parts: list[Part]) -> tree.For:
        return tree.For(span=_span(parts), iterators=parts[1].nodes, result=parts[3])

    def quantified(self, parts: list[Part]) -> tree.Quantified:
        span, quantifier = _span(parts), parts[0].text
        return tree.Quantified(span=span, quantifier=quantifier, iterators=parts[1].nodes, condition=parts[3])

    def iterator(self, parts: list[Part]) -> tree.Iterator:
        end = parts[4] if len(parts) > 3 else None
        return tree.Iterator(span=_span(parts), name=parts[0].text, domain=parts[2], end=end)

    # --- types ---

    def parameter(self, parts: list[Part]) -> tree.FormalParameter:
        type = parts[2] if len(parts) > 1 else None
        return tree.FormalParameter(span=_span(parts), name=parts[0].text, type=type)

    def named_type(self, parts: list[Token]) -> tree.NamedType:
        return tree.NamedType(span=parts[0].span, name=parts[0].text)

    def generic_type(self, parts: list[Part]) -> tree.ListTypeExpression | tree.RangeTypeExpression:
        if parts[0].text == "list":
            return tree.ListTypeExpression(span=_span(parts), item=parts[2])
        return tree.RangeTypeExpression(span=_span(parts), item=parts[2])

    def context_type(self, parts: list[Part]) -> tree.ContextTypeExpression:
        return tree.ContextTypeExpression(span=_span(parts), entries=parts[2].nodes)

    def function_type(self, parts: list[Part]) -> tree.FunctionTypeExpression:
        return tree.FunctionTypeExpression(span=_span(parts), parameters=parts[2].nodes, result=parts[5])

    # --- unary tests ---

    def tests(self, parts: list[Part]) -> tree.UnaryTests:
        return tree.UnaryTests(span=parts[0].span, tests=parts[0].nodes)

    def negated_tests(self, parts: list[Part]) -> tree.UnaryTests:
        return tree.UnaryTests(span=_span(parts), tests=parts[2].nodes, negated=True)

    def irrelevant(self, parts: list[Token]) -> tree.UnaryTests:
        return tree.UnaryTests(span=parts[0].span, tests=(), irrelevant=True)

    def items(self, parts: list[Part]) -> Items:
        return Items(tuple(parts[::2]))  # a comma stands between any two

"""FEEL tree to text: one canonical spelling with no parentheses but the needed ones.

`parse_expression` reads the text back to an equal tree, given the names in it. What no spelling can keep
apart is not kept apart: the conjunction of `Profit` and `loss` where `Profit and loss` is a name too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from kaidah_dsl.feel import tree
from kaidah_dsl.feel.literals import number_literal, percent_literal, string_literal
from kaidah_dsl.feel.words import declaration_at, single_spaced

# How tightly a node holds together; a node in a place that asks for more gets parentheses.
_ANY, _DISJUNCTION, _CONJUNCTION, _COMPARISON, _SUM, _PRODUCT, _POWER, _SIGN, _INSTANCE, _OPERAND = range(10)
_STRENGTHS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "**": _POWER}

Printable = tree.Expression | tree.UnaryTests | tree.TypeExpression


def to_text(node: Printable, *, document: bool = False) -> str:
    """The canonical text of an expression, of unary tests, or of a type.

    With `document`, `7.5%` and bare dates are written as such, otherwise as plain FEEL.
    """
    match node:
        case tree.UnaryTests():
            return _Printer(document).tests(node)
        case (
            tree.NamedType()
            | tree.ListTypeExpression()
            | tree.RangeTypeExpression()
            | tree.ContextTypeExpression()
            | tree.FunctionTypeExpression()
        ):
            return _type(node)
        case _:
            return _Printer(document).test(node)


@dataclass(frozen=True)
class _Printer:
    document: bool

    def tests(self, tests: tree.UnaryTests) -> str:
        if tests.irrelevant:
            return "-"
        text = ", ".join(map(self.test, tests.tests))
        if tests.negated:
            return f"not({text})"
        # A single call of `not` is not a negated test.
        return f"({text})" if len(tests.tests) == 1 and _calls_not(tests.tests[0]) else text

    def test(self, node: tree.Expression) -> str:
        """A unary test, or a whole expression: a unary comparison needs no parentheses."""
        return self._node(node)

    def at(self, strength: int, node: tree.Expression) -> str:
        """A node in a place that asks for a strength."""
        text = self._node(node)
        parentheses = isinstance(node, tree.UnaryComparison) or _strength(node) < strength
        return f"({text})" if parentheses else text

    def _all(self, nodes: Iterable[tree.Expression]) -> str:
        return ", ".join(self.at(_ANY, node) for node in nodes)

    def _node(self, node: tree.Expression) -> str:
        match node:
            case (
                tree.NumberLiteral()
                | tree.StringLiteral()
                | tree.BooleanLiteral()
                | tree.NullLiteral()
                | tree.AtLiteral()
            ):
                return self._literal(node)
            case tree.ListLiteral(items=items):
                return f"[{self._all(items)}]"
            case tree.ContextLiteral(entries=entries):
                return "{" + ", ".join(map(self._entry, entries)) + "}"
            case tree.Interval():
                return self._interval(node)
            case tree.Name(name=name):
                return name
            case tree.Path(source=source, name=name):
                return f"{self.at(_OPERAND, source)}.{name}"
            case tree.Filter(source=source, condition=condition):
                return f"{self.at(_OPERAND, source)}[{self.at(_ANY, condition)}]"
            case tree.Call(function=function, arguments=arguments):
                return f"{self.at(_OPERAND, function)}({', '.join(map(self._argument, arguments))})"
            case tree.InstanceOf(value=value, type=type):
                return f"{self.at(_INSTANCE, value)} instance of {_type(type)}"
            case tree.If() | tree.For() | tree.Quantified() | tree.FunctionDefinition():
                return self._control(node)
            case _:
                return self._operation(node)

    def _literal(
        self,
        node: tree.NumberLiteral
        | tree.StringLiteral
        | tree.BooleanLiteral
        | tree.NullLiteral
        | tree.AtLiteral,
    ) -> str:
        match node:
            case tree.NumberLiteral(value=value, percent=percent):
                return percent_literal(value) if percent and self.document else number_literal(value)
            case tree.StringLiteral(value=value):
                return string_literal(value)
            case tree.BooleanLiteral(value=value):
                return "true" if value else "false"
            case tree.NullLiteral():
                return "null"
            case tree.AtLiteral(text=text, bare=bare):
                return text if bare and self.document else f"@{string_literal(text)}"
            case _:
                assert_never(node)

    def _operation(
        self,
        node: tree.Negation
        | tree.Arithmetic
        | tree.Comparison
        | tree.UnaryComparison
        | tree.Between
        | tree.In
        | tree.Conjunction
        | tree.Disjunction,
    ) -> str:
        match node:
            case tree.Negation(operand=operand):
                return f"-{self.at(_SIGN, operand)}"
            case tree.Arithmetic(operator=operator, left=left, right=right):
                strength = _STRENGTHS[operator]
                return f"{self.at(strength, left)} {operator} {self.at(strength + 1, right)}"
            case tree.Comparison(operator=operator, left=left, right=right):
                return f"{self.at(_COMPARISON, left)} {operator} {self.at(_SUM, right)}"
            case tree.UnaryComparison(operator=operator, value=value):
                return f"{operator} {self.at(_SUM, value)}"
            case tree.Between(value=value, low=low, high=high):
                ends = f"{self.at(_SUM, low)} and {self.at(_SUM, high)}"
                return f"{self.at(_COMPARISON, value)} between {ends}"
            case tree.In(value=value, tests=tests):
                return f"{self.at(_COMPARISON, value)} in {self._in_tests(tests)}"
            case tree.Conjunction(left=left, right=right):
                return f"{self.at(_CONJUNCTION, left)} and {self.at(_COMPARISON, right)}"
            case tree.Disjunction(left=left, right=right):
                return f"{self.at(_DISJUNCTION, left)} or {self.at(_CONJUNCTION, right)}"
            case _:
                assert_never(node)

    def _in_tests(self, tests: tuple[tree.Expression, ...]) -> str:
        if len(tests) > 1:
            return f"({', '.join(map(self.test, tests))})"
        test = tests[0]
        return self.test(test) if isinstance(test, tree.UnaryComparison) else self.at(_SUM, test)

    def _control(self, node: tree.If | tree.For | tree.Quantified | tree.FunctionDefinition) -> str:
        match node:
            case tree.If(condition=condition, then=then, otherwise=otherwise):
                branches = f"then {self.at(_ANY, then)} else {self.at(_ANY, otherwise)}"
                return f"if {self.at(_ANY, condition)} {branches}"
            case tree.For(iterators=iterators, result=result):
                return f"for {self._iterators(iterators)} return {self.at(_ANY, result)}"
            case tree.Quantified(quantifier=word, iterators=iterators, condition=condition):
                return f"{word} {self._iterators(iterators)} satisfies {self.at(_ANY, condition)}"
            case tree.FunctionDefinition(parameters=parameters, body=body, external=external):
                head = f"function({_parameters(parameters)})"
                return f"{head}{' external' if external else ''} {self.at(_ANY, body)}"
            case _:
                assert_never(node)

    def _iterators(self, iterators: tuple[tree.Iterator, ...]) -> str:
        return ", ".join(map(self._iterator, iterators))

    def _iterator(self, iterator: tree.Iterator) -> str:
        domain = self.at(_DISJUNCTION, iterator.domain)
        end = "" if iterator.end is None else f"..{self.at(_DISJUNCTION, iterator.end)}"
        return f"{iterator.name} in {domain}{end}"

    def _interval(self, interval: tree.Interval) -> str:
        if interval.start is None and interval.end is not None:
            return f"({'<=' if interval.end_closed else '<'} {self.at(_SUM, interval.end)})"
        if interval.end is None and interval.start is not None:
            return f"({'>=' if interval.start_closed else '>'} {self.at(_SUM, interval.start)})"
        start, end = (
            "null" if bound is None else self.at(_DISJUNCTION, bound)
            for bound in (interval.start, interval.end)
        )
        return f"{'[' if interval.start_closed else '('}{start}..{end}{']' if interval.end_closed else ')'}"

    def _entry(self, entry: tree.ContextEntry) -> str:
        return f"{_key(entry.key)}: {self.at(_ANY, entry.value)}"

    def _argument(self, argument: tree.Argument) -> str:
        value = self.at(_ANY, argument.value)
        return value if argument.name is None else f"{argument.name}: {value}"


def _key(key: str) -> str:
    """A context key as a name where it reads as one, otherwise as a string."""
    found = declaration_at("KEY").match(f"{key}:")
    return key if found and found.group() == key == single_spaced(key) else string_literal(key)


def _strength(node: tree.Expression) -> int:
    match node:
        case tree.If() | tree.For() | tree.Quantified() | tree.FunctionDefinition():
            return _ANY
        case tree.Disjunction():
            return _DISJUNCTION
        case tree.Conjunction():
            return _CONJUNCTION
        case tree.Comparison() | tree.Between() | tree.In():
            return _COMPARISON
        case tree.Arithmetic(operator=operator):
            return _STRENGTHS[operator]
        case tree.Negation():
            return _SIGN
        case tree.NumberLiteral(value=value):
            return _SIGN if value.is_signed() else _OPERAND
        case tree.InstanceOf():
            return _INSTANCE
        case _:
            return _OPERAND


def _calls_not(node: tree.Expression) -> bool:
    return isinstance(node, tree.Call) and node.function == tree.Name(span=node.span, name="not")


def _parameters(parameters: tuple[tree.FormalParameter, ...]) -> str:
    return ", ".join(
        parameter.name if parameter.type is None else f"{parameter.name}: {_type(parameter.type)}"
        for parameter in parameters
    )


def _type(node: tree.TypeExpression) -> str:
    match node:
        case tree.NamedType(name=name):
            return name
        case tree.ListTypeExpression(item=item):
            return f"list<{_type(item)}>"
        case tree.RangeTypeExpression(item=item):
            return f"range<{_type(item)}>"
        case tree.ContextTypeExpression(entries=entries):
            return f"context<{_parameters(entries)}>"
        case tree.FunctionTypeExpression(parameters=parameters, result=result):
            return f"function<{', '.join(map(_type, parameters))}> -> {_type(result)}"
        case _:
            assert_never(node)

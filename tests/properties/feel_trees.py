"""Random FEEL trees."""

from __future__ import annotations

from hypothesis import strategies as st

from kaidah_dsl.feel import tree
from kaidah_dsl.source import Source, Span

NOWHERE: Span = Source(name="nowhere", text="").span()

#: Plain names, and names that can only be read because they are known.
NAMES = (
    "x",
    "y",
    "Goods value",
    "item",
    "partial",
    "a-b",
    "Pre-bureau risk",
    "Profit and loss",
    "for hire",
    "not resident",
    "days in weekend",
    "Traveller's age",
    "Extra days case 1",
    "🐎 über 横綱",
    "date and time",
    "Rate (%)",
    "some",
)
KNOWN = frozenset(NAMES)

names = st.sampled_from([name for name in NAMES if name != "some"])
variables = st.sampled_from(["x", "Goods value", "a-b", "🐎 über 横綱"])
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
numbers = st.decimals(min_value=0, allow_nan=False, allow_infinity=False)


def node(kind, **parts):
    return st.builds(kind, span=st.just(NOWHERE), **parts)


def tuples(items, smallest=0, largest=3):
    return st.lists(items, min_size=smallest, max_size=largest).map(tuple)


def parameters(type, *, optional):
    return node(tree.FormalParameter, name=variables, type=st.none() | type if optional else type)


types = st.recursive(
    node(tree.NamedType, name=st.sampled_from(["number", "date and time", "Any", "Goods item", "Lib.Item"])),
    lambda type: st.one_of(
        node(tree.ListTypeExpression, item=type),
        node(tree.RangeTypeExpression, item=type),
        node(tree.ContextTypeExpression, entries=tuples(parameters(type, optional=False))),
        node(tree.FunctionTypeExpression, parameters=tuples(type), result=type),
    ),
    max_leaves=4,
)


literals = st.one_of(
    node(tree.NumberLiteral, value=numbers),
    node(tree.NumberLiteral, value=st.decimals(0, 1000, places=3), percent=st.just(True)),
    node(tree.StringLiteral, value=texts),
    node(tree.BooleanLiteral, value=st.booleans()),
    node(tree.NullLiteral),
    node(tree.AtLiteral, text=texts),
    node(tree.AtLiteral, text=st.dates().map(str), bare=st.just(True)),
)


def branches(inner):
    """The nodes that hold other nodes."""
    iterators = tuples(
        node(tree.Iterator, name=variables, domain=inner, end=st.none() | inner), smallest=1, largest=2
    )
    comparisons = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    formal = tuples(parameters(types, optional=True))
    return st.one_of(
        node(tree.ListLiteral, items=tuples(inner)),
        node(tree.ContextLiteral, entries=tuples(node(tree.ContextEntry, key=names | texts, value=inner))),
        node(tree.Interval, start=inner, end=inner, start_closed=st.booleans(), end_closed=st.booleans()),
        node(tree.UnaryComparison, operator=comparisons, value=inner),
        node(tree.FunctionDefinition, parameters=formal, body=inner),
        node(tree.Path, source=inner, name=st.sampled_from(["a", "time offset", "a-b", "Profit and loss"])),
        node(tree.Filter, source=inner, condition=inner),
        node(
            tree.Call,
            function=inner | node(tree.Name, name=st.just("not")),
            arguments=tuples(node(tree.Argument, value=inner, name=st.none() | names)),
        ),
        node(tree.Negation, operand=inner),
        node(tree.Arithmetic, operator=st.sampled_from(["+", "-", "*", "/", "**"]), left=inner, right=inner),
        node(tree.Comparison, operator=comparisons, left=inner, right=inner),
        node(tree.Between, value=inner, low=inner, high=inner),
        node(tree.In, value=inner, tests=tuples(inner, smallest=1)),
        node(tree.Conjunction, left=inner, right=inner),
        node(tree.Disjunction, left=inner, right=inner),
        node(tree.InstanceOf, value=inner, type=types),
        node(tree.If, condition=inner, then=inner, otherwise=inner),
        node(tree.For, iterators=iterators, result=inner),
        node(
            tree.Quantified,
            quantifier=st.sampled_from(["some", "every"]),
            iterators=iterators,
            condition=inner,
        ),
    )


expressions = st.recursive(literals | node(tree.Name, name=names | st.just("?")), branches, max_leaves=12)

unary_tests = st.one_of(
    node(tree.UnaryTests, tests=tuples(expressions, smallest=1), negated=st.booleans()),
    node(tree.UnaryTests, tests=st.just(()), irrelevant=st.just(True)),
)

"""Random models keep what they say as XML and as a document."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("lxml")
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))
from feel_trees import NOWHERE, node, tuples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dmn_files import check_valid, differences
from kaidah.feel.types import ANY, BASE_TYPES, FunctionType
from kaidah.interchange.from_xml import from_xml
from kaidah.interchange.to_syntax import to_syntax
from kaidah.interchange.to_xml import to_xml
from kaidah.model import elements as dmn
from kaidah.model.from_syntax import from_syntax
from kaidah_dsl.feel import tree as feel

INPUTS = ("x", "Goods value", "a-b", "Profit and loss")
UNHURRIED = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])

#: What XML can hold: control characters are escaped in FEEL, and have no place elsewhere.
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=12)
prose = words.map(lambda text: " ".join(text.split())).filter(bool)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)

leaves = st.one_of(
    node(feel.NumberLiteral, value=st.decimals(min_value=0, max_value=10**9, places=2)),
    node(feel.StringLiteral, value=texts),
    node(feel.BooleanLiteral, value=st.booleans()),
    node(feel.Name, name=st.sampled_from(INPUTS)),
)
trees = st.recursive(
    leaves,
    lambda tree: st.one_of(
        node(feel.Arithmetic, operator=st.sampled_from(["+", "-", "*", "/"]), left=tree, right=tree),
        node(feel.Comparison, operator=st.sampled_from(["=", "<", ">="]), left=tree, right=tree),
        node(feel.If, condition=tree, then=tree, otherwise=tree),
        node(feel.ListLiteral, items=tuples(tree)),
    ),
    max_leaves=5,
)
allowed = node(
    feel.UnaryTests,
    tests=tuples(node(feel.UnaryComparison, operator=st.sampled_from(["<", ">="]), value=leaves), 1),
    negated=st.booleans(),
)
tests = st.one_of(node(feel.UnaryTests, tests=st.just(()), irrelevant=st.just(True)), allowed)
items = st.sampled_from(["number", "string", "date and time", "Any"]).map(
    lambda name: dmn.ItemDefinition(name=name, type=BASE_TYPES[name], span=NOWHERE)
)


def boxed(made, /, **parts):
    """A boxed expression, perhaps with a declared type."""

    def typed(item):
        type_ = item.type if item else ANY
        return st.builds(made, span=st.just(NOWHERE), item=st.just(item), type=st.just(type_), **parts)

    return (st.none() | items).flatmap(typed)


literals = boxed(dmn.LiteralExpression, tree=trees)
plain_literals = st.builds(dmn.LiteralExpression, span=st.just(NOWHERE), type=st.just(ANY), tree=trees)


@st.composite
def decision_tables(draw):
    inputs, outputs = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    clauses = tuple(
        dmn.InputClause(
            text="", expression=draw(trees), type=ANY, values=draw(st.none() | allowed), span=NOWHERE
        )
        for _ in range(inputs)
    )
    named = outputs > 1 or draw(st.booleans())
    results = tuple(
        dmn.OutputClause(
            name=f"Output {index}" if named else "",
            type=ANY,
            default=draw(st.none() | leaves),
            label=draw(st.just("") | prose.filter(lambda text: '"' not in text and "|" not in text)),
            span=NOWHERE,
        )
        for index in range(outputs)
    )
    rules = tuple(
        dmn.DecisionRule(
            number=number,
            name="",
            input_entries=tuple(draw(tests) for _ in clauses),
            output_entries=tuple(draw(trees) for _ in results),
            span=NOWHERE,
        )
        for number in range(1, draw(st.integers(2, 3)))
    )
    return dmn.DecisionTable(
        hit_policy=draw(st.sampled_from(dmn.HitPolicy)),
        inputs=clauses,
        outputs=results,
        rules=rules,
        type=ANY,
        span=NOWHERE,
    )


@st.composite
def relations(draw):
    columns = ("one", "the other")
    rows = tuple(tuple(draw(plain_literals) for _ in columns) for _ in range(draw(st.integers(1, 2))))
    return dmn.Relation(columns=columns, rows=rows, type=ANY, span=NOWHERE)


def entries(box):
    return st.tuples(box, box).map(
        lambda found: tuple(
            dmn.ContextEntry(name=f"entry {index}", expression=each) for index, each in enumerate(found, 1)
        )
    )


boxes = st.recursive(
    literals | decision_tables() | relations(),
    lambda box: st.one_of(
        boxed(dmn.Context, entries=entries(box), result=st.none() | box),
        boxed(dmn.ListExpression, items=tuples(box, 1)),
        boxed(dmn.Conditional, condition=box, then=box, otherwise=box),
        boxed(dmn.FilterExpression, source=box, match=box),
        boxed(
            dmn.IteratorExpression,
            kind=st.sampled_from(["for", "some", "every"]),
            variable=st.just("each one"),
            source=box,
            result=box,
        ),
    ),
    max_leaves=4,
)


@st.composite
def models(draw):
    """A lenient model, its decisions requiring all of its input data."""
    required = tuple(dmn.DeclaredRequirement(kind="information", name=name) for name in INPUTS)
    any_item = dmn.ItemDefinition(name="Any", type=ANY, span=NOWHERE)
    described = st.just("") | prose
    decisions = tuple(
        dmn.Decision(
            name=f"Decision {number}",
            label=draw(described),
            about=draw(described),
            question=draw(described),
            expression=draw(st.none() | boxes),
            item=(item := draw(st.none() | items)),
            type=item.type if item else ANY,
            requirements=required,
            span=NOWHERE,
        )
        for number in range(1, draw(st.integers(2, 3)))
    )
    service = dmn.DecisionService(
        name="Service",
        outputs=("Decision 1",),
        encapsulated=(),
        input_decisions=(),
        input_data=INPUTS,
        type=FunctionType((), ANY),
        span=NOWHERE,
    )
    return dmn.Model(
        name="Random",
        path="",
        namespace="urn:random",
        about=draw(described),
        inputs=tuple(
            dmn.InputData(
                name=name, item=draw(items | st.just(any_item)), about=draw(described), span=NOWHERE
            )
            for name in INPUTS
        ),
        decisions=decisions,
        services=(service,),
        lenient=True,
    )


@UNHURRIED
@given(models())
def test_xml_and_text_say_the_same(model: dmn.Model) -> None:
    written = to_xml(model, drawn=False)
    check_valid(written)
    read = from_xml(written, "random.dmn").model
    assert read is not None
    assert to_xml(read, drawn=False) == written
    said = to_syntax(read)
    assert said.diagnostics == ()
    again = from_syntax(said.document).model
    assert again is not None
    through_text = from_xml(to_xml(again, drawn=False), "random.dmn").model
    assert not list(differences(read, through_text))

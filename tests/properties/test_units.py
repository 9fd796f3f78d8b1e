"""Units are the free abelian group over their names, and inference is dimensional analysis."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kaidah.feel.assign import assignable
from kaidah.feel.infer import infer, merged
from kaidah.feel.scope import Scope
from kaidah.feel.types import LITERAL_NUMBER, PLAIN, STRING, ListType, NumberType, RangeType, Type, Unit
from kaidah.feel.units import agree, common, power, product, root
from kaidah_dsl.feel.tree import Arithmetic, Expression, Name, NumberLiteral
from kaidah_dsl.source import Source

NAMES = ("USD", "IDR", "EUR", "kg")
SPAN = Source(name="made", text="made").span()

powers = st.dictionaries(st.sampled_from(NAMES), st.integers(-3, 3).filter(bool))
units = powers.map(lambda found: Unit(tuple(sorted(found.items()))))
maybe_units = st.none() | units
types: st.SearchStrategy[Type] = st.recursive(
    maybe_units.map(NumberType) | st.just(STRING), lambda inner: inner.map(ListType) | inner.map(RangeType)
)


@given(units)
def test_a_unit_reads_as_it_is_written(unit: Unit) -> None:
    assert Unit.parse(str(unit)) == unit


@given(maybe_units, maybe_units, maybe_units)
def test_products_associate_and_commute(a: Unit | None, b: Unit | None, c: Unit | None) -> None:
    assert product(a, b) == product(b, a)
    assert product(product(a, b), c) == product(a, product(b, c))


@given(units, units)
def test_a_quotient_undoes_a_product(a: Unit, b: Unit) -> None:
    assert product(product(a, b), b, -1) == a
    assert product(a, a, -1) == PLAIN


@given(units)
def test_a_root_undoes_a_square(unit: Unit) -> None:
    assert root(power(unit, Decimal(2))) == unit


@given(maybe_units, maybe_units)
def test_units_agree_both_ways(a: Unit | None, b: Unit | None) -> None:
    assert agree(a, b) == agree(b, a)
    if agree(a, b):
        assert common(a, b) == common(b, a)


@given(types, types)
def test_assignment_and_merging(a: Type, b: Type) -> None:
    assert assignable(a, a)
    assert assignable(a, merged(a, b))


# --- dimensional analysis -------------------------------------------------------------------------

VARIABLES = {"a": "USD", "b": "IDR", "c": "IDR per USD", "d": ""}
SCOPE = Scope(names={name: NumberType(Unit.parse(unit)) for name, unit in VARIABLES.items()})

leaves: st.SearchStrategy[Expression] = st.sampled_from(sorted(VARIABLES)).map(
    lambda name: Name(span=SPAN, name=name)
) | st.just(NumberLiteral(span=SPAN, value=Decimal(2)))
expressions = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda operator, left, right: Arithmetic(span=SPAN, operator=operator, left=left, right=right),
        st.sampled_from(("+", "-", "*", "/")),
        inner,
        inner,
    ),
    max_leaves=8,
)


class Clash(Exception):
    pass


def analysed(node: Expression) -> dict[str, int] | None:
    """The powers of the units of an expression, None for a literal; raises Clash where a sum has two."""
    match node:
        case NumberLiteral():
            return None
        case Name(name=name):
            return dict(Unit.parse(VARIABLES[name]).powers)
        case Arithmetic(operator=operator, left=left, right=right):
            ours, theirs = analysed(left), analysed(right)
            if operator in "+-":
                if ours is not None and theirs is not None and ours != theirs:
                    raise Clash
                return theirs if ours is None else ours
            if ours is None and theirs is None:
                return None
            sign = 1 if operator == "*" else -1
            result = {name: (ours or {}).get(name, 0) + sign * (theirs or {}).get(name, 0) for name in NAMES}
            return {name: exponent for name, exponent in result.items() if exponent}
    raise AssertionError(node)


@given(expressions)
def test_inference_is_dimensional_analysis(tree: Expression) -> None:
    found = infer(tree, SCOPE)
    try:
        powers = analysed(tree)
    except Clash:
        assert {problem.code for problem in found.diagnostics} <= {"K205", "K206"}
        assert found.diagnostics
        return
    assert found.diagnostics == ()
    if powers is None:
        assert found.type == LITERAL_NUMBER
    else:
        assert found.type == NumberType(Unit(tuple(sorted(powers.items()))))

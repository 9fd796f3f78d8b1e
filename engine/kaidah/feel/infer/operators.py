"""Types of operators: arithmetic (DMN 1.5, tables 50 to 53), comparison (tables 54 and 55), logic."""

from __future__ import annotations

from decimal import Decimal

from kaidah.feel.infer.check import Check, merged, unit_of
from kaidah.feel.misquoted import misquoted
from kaidah.feel.typed import Typed, described
from kaidah.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_AND_TIME,
    DAYS_AND_TIME_DURATION,
    NUMBER,
    STRING,
    TIME,
    YEARS_AND_MONTHS_DURATION,
    AnyType,
    ContextType,
    FunctionType,
    ListType,
    NullType,
    NumberType,
    RangeType,
    SimpleType,
    Type,
    Unit,
)
from kaidah.feel.units import agree, clash, power, product
from kaidah_dsl.diagnostics import Label
from kaidah_dsl.feel import tree as feel

_DAYS = DAYS_AND_TIME_DURATION
_MONTHS = YEARS_AND_MONTHS_DURATION

_SUMS: dict[tuple[Type, Type], Type] = {
    (STRING, STRING): STRING,
    (_DAYS, _DAYS): _DAYS,
    (_MONTHS, _MONTHS): _MONTHS,
    (DATE, _DAYS): DATE,
    (DATE, _MONTHS): DATE,
    (DATE_AND_TIME, _DAYS): DATE_AND_TIME,
    (DATE_AND_TIME, _MONTHS): DATE_AND_TIME,
    (TIME, _DAYS): TIME,
}
_SUMS |= {(right, left): result for (left, right), result in _SUMS.items()}

_DIFFERENCES: dict[tuple[Type, Type], Type] = {
    (_DAYS, _DAYS): _DAYS,
    (_MONTHS, _MONTHS): _MONTHS,
    (DATE, DATE): _DAYS,
    (DATE, DATE_AND_TIME): _DAYS,
    (DATE_AND_TIME, DATE): _DAYS,
    (DATE_AND_TIME, DATE_AND_TIME): _DAYS,
    (TIME, TIME): _DAYS,
    (DATE, _DAYS): DATE,
    (DATE, _MONTHS): DATE,
    (DATE_AND_TIME, _DAYS): DATE_AND_TIME,
    (DATE_AND_TIME, _MONTHS): DATE_AND_TIME,
    (TIME, _DAYS): TIME,
}

_PRODUCTS: dict[tuple[Type, Type], Type] = {
    (NUMBER, _DAYS): _DAYS,
    (_DAYS, NUMBER): _DAYS,
    (NUMBER, _MONTHS): _MONTHS,
    (_MONTHS, NUMBER): _MONTHS,
}

_QUOTIENTS: dict[tuple[Type, Type], Type] = {
    (_DAYS, NUMBER): _DAYS,
    (_MONTHS, NUMBER): _MONTHS,
    (_DAYS, _DAYS): NUMBER,
    (_MONTHS, _MONTHS): NUMBER,
}

_TABLES: dict[str, dict[tuple[Type, Type], Type]] = {
    "+": _SUMS,
    "-": _DIFFERENCES,
    "*": _PRODUCTS,
    "/": _QUOTIENTS,
    "**": {},
}

_ORDERED = {STRING, DATE, TIME, DATE_AND_TIME, _DAYS, _MONTHS}


# --- arithmetic -----------------------------------------------------------------------------------


def arithmetic(node: feel.Arithmetic, left: Typed, right: Typed, check: Check) -> Type:
    """The type of `left operator right`; K204 where the operator has no meaning for the two."""
    kinds = single(left.type), single(right.type)
    match kinds:
        case (AnyType() | NullType(), _) | (_, AnyType() | NullType()):
            return ANY
        case NumberType(), NumberType():
            return NumberType(_unit(node, left, right, check))
        case _:
            pass
    result = _TABLES[node.operator].get((_plain(kinds[0]), _plain(kinds[1])))
    if result is None:
        _not_defined(node, left, right, check)
        return ANY
    return result


def single(type: Type) -> Type:
    """The type after FEEL's implicit conversion of a list of one item to the item."""
    return type.item if isinstance(type, ListType) else type


def _plain(type: Type) -> Type:
    return NUMBER if isinstance(type, NumberType) else type


def _not_defined(node: feel.Arithmetic, left: Typed, right: Typed, check: Check) -> None:
    check.report(
        "K204",
        f"`{node.operator}` is not defined between {left.described} and {right.described}",
        node.span,
        others=(
            Label(span=left.span, message=left.described),
            Label(span=right.span, message=right.described),
        ),
        help=_arithmetic_help(node, left, right),
    )


def _arithmetic_help(node: feel.Arithmetic, left: Typed, right: Typed) -> str:
    if node.operator == "+" and STRING in (left.type, right.type):
        other = right if left.type == STRING else left
        return f"make it a string: `string({other.quoted[1:-1]})`"
    return ""


def _unit(node: feel.Arithmetic, left: Typed, right: Typed, check: Check) -> Unit | None:
    ours, theirs = unit_of(left.type), unit_of(right.type)
    match node.operator:
        case "+" | "-":
            return check.common_unit((left, right))
        case "*":
            return product(ours, theirs)
        case "/":
            return product(ours, theirs, -1)
        case "**":
            return _power(node, left, right, check)


def _power(node: feel.Arithmetic, left: Typed, right: Typed, check: Check) -> Unit | None:
    ours, exponent = unit_of(left.type), unit_of(right.type)
    if exponent is not None and not exponent.is_plain:
        check.report(
            "K205", f"{right.quoted} is in {exponent}, but an exponent is a plain number", right.span
        )
        return None
    try:
        unit = power(ours, _whole_literal(node.right))
    except ValueError:
        check.report(
            "K205",
            f"{left.quoted} is in {ours}, and its power has no unit unless the exponent is a whole literal",
            left.span,
            help="write the exponent as a number, or drop the unit first by dividing",
        )
        return None
    return exponent if unit is None else unit


def _whole_literal(node: feel.Expression) -> Decimal | None:
    match node:
        case feel.NumberLiteral(value=value):
            return value
        case feel.Negation(operand=feel.NumberLiteral(value=value)):
            return -value
        case _:
            return None


def negation(operand: Typed, check: Check) -> Type:
    """The type of `-operand`."""
    type = single(operand.type)
    if isinstance(type, NumberType) or type in (_DAYS, _MONTHS):
        return NumberType(type.unit) if isinstance(type, NumberType) else type
    if not isinstance(type, AnyType | NullType):
        check.report("K204", f"{operand.quoted} is {operand.described} and has no negative", operand.span)
    return ANY


# --- comparison -----------------------------------------------------------------------------------


def comparison(operator: str, left: Typed, right: Typed, check: Check, *, code: str = "K212") -> None:
    """Reports two expressions that cannot be compared, with K205 or K206 where only their units differ."""
    ordering = operator not in ("=", "!=")
    if not comparable(left.type, right.type, ordering=ordering):
        not_comparable(left, right, check, ordering=ordering, code=code)
        return
    units = unit_of(left.type), unit_of(right.type)
    if units[0] is not None and units[1] is not None and not agree(*units):
        check.problems.append(clash(left, right, (units[0], units[1]), check.scope))


def not_comparable(left: Typed, right: Typed, check: Check, *, ordering: bool, code: str) -> None:
    """Reports two expressions of which it is known that they cannot be compared."""
    message = (
        f"{left.quoted} is {left.described}, {right.quoted} is {right.described}: they cannot be compared"
    )
    if ordering and comparable(left.type, right.type, ordering=False):
        message = f"{left.quoted} is {left.described}, which has no order"
    check.report(
        code,
        message,
        right.span,
        label=right.described,
        others=() if left.span == right.span else (Label(span=left.span, message=left.described),),
        help=_comparison_help(left, right),
    )


def _comparison_help(left: Typed, right: Typed) -> str:
    if {left.type, right.type} == {_DAYS, _MONTHS}:
        return "to count in years and months use `years and months duration(from, to)`"
    return misquoted(right, single(left.type)) or misquoted(left, single(right.type))


def comparable(left: Type, right: Type, *, ordering: bool) -> bool:
    """Whether values of these types can be compared, with `=` or (`ordering`) with `<` and its kin."""
    match left, right:
        case (AnyType() | NullType(), _) | (_, AnyType() | NullType()):
            return True
        case NumberType(), NumberType():
            return True
        case SimpleType(), SimpleType():
            return _simple_comparable(left, right, ordering=ordering)
        case ListType(item=ours), ListType(item=theirs):
            return comparable(ours, theirs, ordering=ordering)
        case (ListType(item=item), other) | (other, ListType(item=item)):
            return comparable(item, other, ordering=ordering)
        case (RangeType(item=ours), RangeType(item=theirs)):
            return not ordering and comparable(ours, theirs, ordering=True)
        case (ContextType(), ContextType()) | (FunctionType(), FunctionType()):
            return not ordering
        case _:
            return False


def _simple_comparable(left: Type, right: Type, *, ordering: bool) -> bool:
    if {left, right} == {DATE, DATE_AND_TIME}:
        return True
    return left == right and (not ordering or left in _ORDERED)


# --- logic and ranges -----------------------------------------------------------------------------


def boolean(operand: Typed, check: Check, place: str) -> None:
    """K204 unless the operand is a boolean; `place` says where it stands, such as "`and` needs booleans"."""
    check.expect(operand, BOOLEAN, f"{place}, but {operand.quoted} is {operand.described}")


def interval(start: Typed | None, end: Typed | None, check: Check) -> Type:
    """The type of a range with these bounds."""
    bounds = tuple(bound for bound in (start, end) if bound)
    for bound in bounds:
        if not comparable(bound.type, bound.type, ordering=True):
            check.report(
                "K212", f"{bound.quoted} is {described(bound.type)}, which cannot bound a range", bound.span
            )
            return RangeType(ANY)
    if len(bounds) == 2:
        comparison("<", bounds[0], bounds[1], check)
        return RangeType(merged(single(bounds[0].type), single(bounds[1].type)))
    return RangeType(single(bounds[0].type)) if bounds else RangeType(ANY)

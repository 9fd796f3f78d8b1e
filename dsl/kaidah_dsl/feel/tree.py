"""The syntax tree of FEEL (DMN 1.5, clause 10.3.1.2). Spans do not take part in equality."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from kaidah_dsl.source import Span

ArithmeticOperator: TypeAlias = Literal["+", "-", "*", "/", "**"]
ComparisonOperator: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, kw_only=True)
class Node:
    span: Span = field(compare=False, repr=False)


# --- literals -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class NumberLiteral(Node):
    """`value` is already divided by 100 where `percent` (written `7.5%`, a literal of documents only)."""

    value: Decimal
    percent: bool = False


@dataclass(frozen=True, kw_only=True)
class StringLiteral(Node):
    value: str


@dataclass(frozen=True, kw_only=True)
class BooleanLiteral(Node):
    value: bool


@dataclass(frozen=True, kw_only=True)
class NullLiteral(Node):
    pass


@dataclass(frozen=True, kw_only=True)
class AtLiteral(Node):
    """`@"2022-04-01"`: a date, time, date and time or duration. `bare` when written without `@""`
    (`2022-04-01`, a literal of documents only)."""

    text: str
    bare: bool = False


@dataclass(frozen=True, kw_only=True)
class ListLiteral(Node):
    items: tuple[Expression, ...]


@dataclass(frozen=True, kw_only=True)
class ContextEntry(Node):
    key: str
    value: Expression


@dataclass(frozen=True, kw_only=True)
class ContextLiteral(Node):
    entries: tuple[ContextEntry, ...]


@dataclass(frozen=True, kw_only=True)
class Interval(Node):
    """`[1..10]`, `(1..10]`, `]1..10[`. A bound of None is unbounded (only written by tools)."""

    start: Expression | None
    end: Expression | None
    start_closed: bool
    end_closed: bool


@dataclass(frozen=True, kw_only=True)
class UnaryComparison(Node):
    """`< 5`: a positive unary test, and in parentheses a range value (`(< 5)`)."""

    operator: ComparisonOperator
    value: Expression


@dataclass(frozen=True, kw_only=True)
class FormalParameter(Node):
    name: str
    type: TypeExpression | None = None


@dataclass(frozen=True, kw_only=True)
class FunctionDefinition(Node):
    parameters: tuple[FormalParameter, ...]
    body: Expression
    external: bool = False


# --- names and access -----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Name(Node):
    """A name, words separated by single spaces. `?` and `item` are names too."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Path(Node):
    source: Expression
    name: str


@dataclass(frozen=True, kw_only=True)
class Filter(Node):
    source: Expression
    condition: Expression


@dataclass(frozen=True, kw_only=True)
class Argument(Node):
    """`name` is None for a positional argument."""

    value: Expression
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Call(Node):
    function: Expression
    arguments: tuple[Argument, ...]


# --- operators ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Negation(Node):
    operand: Expression


@dataclass(frozen=True, kw_only=True)
class Arithmetic(Node):
    operator: ArithmeticOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, kw_only=True)
class Comparison(Node):
    operator: ComparisonOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, kw_only=True)
class Between(Node):
    value: Expression
    low: Expression
    high: Expression


@dataclass(frozen=True, kw_only=True)
class In(Node):
    """`value in test` or `value in (test, test)`."""

    value: Expression
    tests: tuple[Expression, ...]


@dataclass(frozen=True, kw_only=True)
class Conjunction(Node):
    left: Expression
    right: Expression


@dataclass(frozen=True, kw_only=True)
class Disjunction(Node):
    left: Expression
    right: Expression


@dataclass(frozen=True, kw_only=True)
class InstanceOf(Node):
    value: Expression
    type: TypeExpression


# --- control --------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class If(Node):
    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, kw_only=True)
class Iterator(Node):
    """`name in domain`, or `name in domain..end` (iteration over whole numbers or dates)."""

    name: str
    domain: Expression
    end: Expression | None = None


@dataclass(frozen=True, kw_only=True)
class For(Node):
    iterators: tuple[Iterator, ...]
    result: Expression


@dataclass(frozen=True, kw_only=True)
class Quantified(Node):
    quantifier: Literal["some", "every"]
    iterators: tuple[Iterator, ...]
    condition: Expression


# --- type expressions (after `instance of`, in function parameters) -------------------------------


@dataclass(frozen=True, kw_only=True)
class NamedType(Node):
    """`number`, `days and time duration`, or the name of an item definition (dots kept)."""

    name: str


@dataclass(frozen=True, kw_only=True)
class ListTypeExpression(Node):
    item: TypeExpression


@dataclass(frozen=True, kw_only=True)
class RangeTypeExpression(Node):
    item: TypeExpression


@dataclass(frozen=True, kw_only=True)
class ContextTypeExpression(Node):
    entries: tuple[FormalParameter, ...]


@dataclass(frozen=True, kw_only=True)
class FunctionTypeExpression(Node):
    parameters: tuple[TypeExpression, ...]
    result: TypeExpression


# --- unary tests (clause 7.3.3, 10.3.1.2 rules 7 and following) -----------------------------------


@dataclass(frozen=True, kw_only=True)
class UnaryTests(Node):
    """The tests of an input entry. `irrelevant` for `-`; `negated` for `not(...)`.

    Each test is an Interval, a UnaryComparison, or an expression: its value is compared with the input, is
    looked up when it is a list or range, or is the verdict when it is boolean and uses `?`.
    """

    tests: tuple[Expression, ...]
    negated: bool = False
    irrelevant: bool = False


TypeExpression: TypeAlias = (
    NamedType | ListTypeExpression | RangeTypeExpression | ContextTypeExpression | FunctionTypeExpression
)

Expression: TypeAlias = (
    NumberLiteral
    | StringLiteral
    | BooleanLiteral
    | NullLiteral
    | AtLiteral
    | ListLiteral
    | ContextLiteral
    | Interval
    | UnaryComparison
    | FunctionDefinition
    | Name
    | Path
    | Filter
    | Call
    | Negation
    | Arithmetic
    | Comparison
    | Between
    | In
    | Conjunction
    | Disjunction
    | InstanceOf
    | If
    | For
    | Quantified
)

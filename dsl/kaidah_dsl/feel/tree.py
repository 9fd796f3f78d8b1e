"""The syntax tree of FEEL (DMN 1.5, clause 10.3.1.2). Spans do not take part in equality."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from typing import Literal, TypeAlias

from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span

ArithmeticOperator: TypeAlias = Literal["+", "-", "*", "/", "**"]
ComparisonOperator: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">="]


@frozen
class Node:
    span: Span = field(compare=False, repr=False)


# --- literals -------------------------------------------------------------------------------------


@frozen
class NumberLiteral(Node):
    """`value` is already divided by 100 where `percent` (written `7.5%`, a literal of documents only)."""

    value: Decimal
    percent: bool = False


@frozen
class StringLiteral(Node):
    value: str


@frozen
class BooleanLiteral(Node):
    value: bool


@frozen
class NullLiteral(Node):
    pass


@frozen
class Unreadable(NullLiteral):
    """A text that is no FEEL, in a file whose other parts are used: it has no value. What is wrong is in
    `code`, `message` and `help`; the text is that of the span."""

    code: str
    message: str
    help: str = ""


@frozen
class AtLiteral(Node):
    """`@"2022-04-01"`: a date, time, date and time or duration. `bare` when written without `@""`
    (`2022-04-01`, a literal of documents only)."""

    text: str
    bare: bool = False


@frozen
class ListLiteral(Node):
    items: tuple[Expression, ...]


@frozen
class ContextEntry(Node):
    key: str
    value: Expression


@frozen
class ContextLiteral(Node):
    entries: tuple[ContextEntry, ...]


@frozen
class Interval(Node):
    """`[1..10]`, `(1..10]`, `]1..10[`. A bound of None is unbounded (only written by tools)."""

    start: Expression | None
    end: Expression | None
    start_closed: bool
    end_closed: bool


@frozen
class UnaryComparison(Node):
    """`< 5`: a positive unary test, and in parentheses a range value (`(< 5)`)."""

    operator: ComparisonOperator
    value: Expression


@frozen
class FormalParameter(Node):
    name: str
    type: TypeExpression | None = None


@frozen
class FunctionDefinition(Node):
    parameters: tuple[FormalParameter, ...]
    body: Expression
    external: bool = False


# --- names and access -----------------------------------------------------------------------------


@frozen
class Name(Node):
    """A name, words separated by single spaces. `?` and `item` are names too."""

    name: str


@frozen
class Path(Node):
    source: Expression
    name: str


@frozen
class Filter(Node):
    source: Expression
    condition: Expression


@frozen
class Argument(Node):
    """`name` is None for a positional argument."""

    value: Expression
    name: str | None = None


@frozen
class Call(Node):
    function: Expression
    arguments: tuple[Argument, ...]


# --- operators ------------------------------------------------------------------------------------


@frozen
class Negation(Node):
    operand: Expression


@frozen
class Arithmetic(Node):
    operator: ArithmeticOperator
    left: Expression
    right: Expression


@frozen
class Comparison(Node):
    operator: ComparisonOperator
    left: Expression
    right: Expression


@frozen
class Between(Node):
    value: Expression
    low: Expression
    high: Expression


@frozen
class In(Node):
    """`value in test` or `value in (test, test)`."""

    value: Expression
    tests: tuple[Expression, ...]


@frozen
class Conjunction(Node):
    left: Expression
    right: Expression


@frozen
class Disjunction(Node):
    left: Expression
    right: Expression


@frozen
class InstanceOf(Node):
    value: Expression
    type: TypeExpression


# --- control --------------------------------------------------------------------------------------


@frozen
class If(Node):
    condition: Expression
    then: Expression
    otherwise: Expression


@frozen
class Iterator(Node):
    """`name in domain`, or `name in domain..end` (iteration over whole numbers or dates)."""

    name: str
    domain: Expression
    end: Expression | None = None


@frozen
class For(Node):
    iterators: tuple[Iterator, ...]
    result: Expression


@frozen
class Quantified(Node):
    quantifier: Literal["some", "every"]
    iterators: tuple[Iterator, ...]
    condition: Expression


# --- type expressions (after `instance of`, in function parameters) -------------------------------


@frozen
class NamedType(Node):
    """`number`, `days and time duration`, or the name of an item definition (dots kept)."""

    name: str


@frozen
class ListTypeExpression(Node):
    item: TypeExpression


@frozen
class RangeTypeExpression(Node):
    item: TypeExpression


@frozen
class ContextTypeExpression(Node):
    entries: tuple[FormalParameter, ...]


@frozen
class FunctionTypeExpression(Node):
    parameters: tuple[TypeExpression, ...]
    result: TypeExpression


# --- unary tests (clause 7.3.3, 10.3.1.2 rules 7 and following) -----------------------------------


@frozen
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

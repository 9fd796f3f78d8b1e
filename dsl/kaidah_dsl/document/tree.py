"""The syntax tree of a `.kaidah` document. Spans and comments do not take part in equality.

FEEL stays text here (`FeelText`): it cannot be read before the names in scope are known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kaidah_dsl.source import Source, Span


@dataclass(frozen=True, kw_only=True)
class Comments:
    """Comments that belong to a node: whole lines before it (blank lines as ""), one behind it."""

    before: tuple[str, ...] = ()
    behind: str = ""


NO_COMMENTS = Comments()


@dataclass(frozen=True, kw_only=True)
class Node:
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class NameText(Node):
    """A name as written, words separated by single spaces."""

    text: str


@dataclass(frozen=True, kw_only=True)
class FeelText(Node):
    """FEEL as written (its own comments included), not yet parsed."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Text(Node):
    """The content of a quoted string."""

    text: str


# --- small clauses --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Period(Node):
    """`[2018-01-01 .. 2025-06-05]`: ISO dates, both inclusive; None is open."""

    start: str | None
    end: str | None


@dataclass(frozen=True, kw_only=True)
class Citation(Node):
    """`PMK-203 pasal 12(1)`: the identifier of a law or source, and a place in it."""

    law: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Allow(Node):
    """`allow K402 because "..."`."""

    code: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Reading(Node):
    """Another reading of a decision: logic that is compared, never applied."""

    name: str
    body: Boxed
    citations: tuple[Citation, ...] = ()


# --- types ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class NamedTypeText(Node):
    """A base type or another type, with unit, scale (digits behind the point) and allowed values."""

    name: str
    unit: str | None = None
    scale: int | None = None
    allowed: FeelText | None = None


@dataclass(frozen=True, kw_only=True)
class Enumeration(Node):
    """`"passenger" | "crew"`: FEEL constants."""

    values: tuple[FeelText, ...]


@dataclass(frozen=True, kw_only=True)
class ListOf(Node):
    item: TypeText
    allowed: FeelText | None = None


@dataclass(frozen=True, kw_only=True)
class RangeOf(Node):
    item: TypeText


@dataclass(frozen=True, kw_only=True)
class FunctionOf(Node):
    parameters: tuple[TypeText, ...]
    result: TypeText


@dataclass(frozen=True, kw_only=True)
class Component(Node):
    name: NameText
    type: TypeText
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Structure(Node):
    components: tuple[Component, ...]


TypeText: TypeAlias = NamedTypeText | Enumeration | ListOf | RangeOf | FunctionOf | Structure


# --- boxed expressions ----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Literal_(Node):
    """`= EXPRESSION`: a literal expression in DMN's sense."""

    feel: FeelText


@dataclass(frozen=True, kw_only=True)
class Cell(Node):
    """A cell of a table: its text without surrounding blanks, and the span of that text."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Row(Node):
    """A line of a table, in the three groups that `||` separates. `head` is the first cell."""

    head: Cell
    inputs: tuple[Cell, ...]
    outputs: tuple[Cell, ...]
    annotations: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Table(Node):
    """A decision table. `header.head` is the hit policy; `types`, `labels`, `values` and `defaults` are the
    optional rows between header and rules."""

    header: Row
    rules: tuple[Row, ...]
    types: Row | None = None
    labels: Row | None = None
    values: Row | None = None
    defaults: Row | None = None


@dataclass(frozen=True, kw_only=True)
class Entry(Node):
    """A named or role-named part of a box: context entry, binding, list item, `if`, `return`, ..."""

    name: NameText
    type: TypeText | None = None
    body: Boxed


@dataclass(frozen=True, kw_only=True)
class ContextBox(Node):
    entries: tuple[Entry, ...]
    result: Boxed | None = None


@dataclass(frozen=True, kw_only=True)
class CallBox(Node):
    """`call NAME` with its bindings: a boxed invocation."""

    function: FeelText
    bindings: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class ListBox(Node):
    items: tuple[Boxed, ...]


@dataclass(frozen=True, kw_only=True)
class RelationBox(Node):
    columns: tuple[NameText, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, kw_only=True)
class ConditionalBox(Node):
    condition: Boxed
    then: Boxed
    otherwise: Boxed


@dataclass(frozen=True, kw_only=True)
class FilterBox(Node):
    source: Boxed
    match: Boxed


@dataclass(frozen=True, kw_only=True)
class IteratorBox(Node):
    """`for x`, `some x`, `every x`: `in`, and `return` or `satisfies`."""

    kind: Literal["for", "some", "every"]
    variable: NameText
    source: Boxed
    result: Boxed


@dataclass(frozen=True, kw_only=True)
class Parameter(Node):
    name: NameText
    type: TypeText | None = None


@dataclass(frozen=True, kw_only=True)
class FunctionBox(Node):
    parameters: tuple[Parameter, ...]
    result_type: TypeText | None
    body: Boxed


Boxed: TypeAlias = (
    Literal_
    | Table
    | ContextBox
    | CallBox
    | ListBox
    | RelationBox
    | ConditionalBox
    | FilterBox
    | IteratorBox
    | FunctionBox
)


# --- statements -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Law(Node):
    identifier: str
    title: str
    in_force: Period | None = None
    uri: str = ""


@dataclass(frozen=True, kw_only=True)
class SourceText(Node):
    """`source guide = "FILE" "title"`: a text that is cited but is not law."""

    identifier: str
    file: str
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class EditionClause(Node):
    identifier: str
    in_force: Period
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class ModelStatement(Node):
    """The first statement. `date` names the input that `--on` sets; `ask` the decisions asked by default."""

    name: NameText
    about: str = ""
    namespace: str = ""
    laws: tuple[Law, ...] = ()
    sources: tuple[SourceText, ...] = ()
    editions: tuple[EditionClause, ...] = ()
    date: NameText | None = None
    ask: tuple[NameText, ...] = ()
    allows: tuple[Allow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Use(Node):
    name: NameText
    alias: NameText | None = None
    path: Text | None = None


@dataclass(frozen=True, kw_only=True)
class TypeStatement(Node):
    name: NameText
    type: TypeText
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class InputStatement(Node):
    name: NameText
    type: TypeText | None
    default: FeelText | None = None
    label: str = ""
    about: str = ""
    editions: tuple[NameText, ...] = ()
    allows: tuple[Allow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DecisionStatement(Node):
    name: NameText
    type: TypeText | None
    body: Boxed | None
    label: str = ""
    about: str = ""
    question: str = ""
    answers: str = ""
    editions: tuple[NameText, ...] = ()
    citations: tuple[Citation, ...] = ()
    readings: tuple[Reading, ...] = ()
    because: str = ""
    allows: tuple[Allow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FunctionStatement(Node):
    """A business knowledge model."""

    name: NameText
    function: FunctionBox | None
    label: str = ""
    about: str = ""
    editions: tuple[NameText, ...] = ()
    citations: tuple[Citation, ...] = ()
    allows: tuple[Allow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ServiceStatement(Node):
    name: NameText
    outputs: tuple[NameText, ...]
    encapsulates: tuple[NameText, ...] = ()
    input_decisions: tuple[NameText, ...] = ()
    input_data: tuple[NameText, ...] = ()
    label: str = ""
    about: str = ""
    editions: tuple[NameText, ...] = ()


@dataclass(frozen=True, kw_only=True)
class KnowledgeSourceStatement(Node):
    name: NameText
    about: str = ""
    owner: str = ""
    uri: str = ""
    governs: tuple[NameText, ...] = ()
    citations: tuple[Citation, ...] = ()
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Examples(Node):
    """A table of cases: given columns, `||`, expected columns (FEEL). `on` sets the date of all its cases."""

    name: NameText | None
    given: tuple[Cell, ...]
    expected: tuple[Cell, ...]
    rows: tuple[tuple[tuple[Cell, ...], tuple[Cell, ...]], ...]
    on: str | None = None
    about: str = ""


Statement: TypeAlias = (
    ModelStatement
    | Use
    | TypeStatement
    | InputStatement
    | DecisionStatement
    | FunctionStatement
    | ServiceStatement
    | KnowledgeSourceStatement
    | Examples
)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole file: its statements in order, and comments behind the last of them."""

    source: Source = field(compare=False, repr=False)
    statements: tuple[Statement, ...]
    trailing: tuple[str, ...] = field(default=(), compare=False, repr=False)

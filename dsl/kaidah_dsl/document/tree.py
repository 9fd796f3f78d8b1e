"""The syntax tree of a `.kaidah` document. Spans and comments do not take part in equality.

FEEL stays text here (`FeelText`): it cannot be read before the names in scope are known. Where FEEL or a cell
is missing or cannot be read, its `text` is "" and the parser has said so: nobody else need complain about it.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal, TypeAlias

from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Source, Span


@frozen
class Comments:
    """Comments that belong to a node: whole lines before it (blank lines as ""), one behind it."""

    before: tuple[str, ...] = ()
    behind: str = ""


NO_COMMENTS = Comments()


@frozen
class Node:
    span: Span = field(compare=False, repr=False)
    comments: Comments = field(default=NO_COMMENTS, compare=False, repr=False)


@frozen
class NameText(Node):
    """A name as written, words separated by single spaces."""

    text: str


@frozen
class FeelText(Node):
    """FEEL as written (its own comments included), not yet parsed. `span` is the raw text; in `text` the
    lines behind the first have lost the indentation they share."""

    text: str


@frozen
class Text(Node):
    """The content of a quoted string."""

    text: str


# --- small clauses --------------------------------------------------------------------------------


@frozen
class Period(Node):
    """`[2018-01-01 .. 2025-06-05]`: ISO dates, both inclusive; None is open."""

    start: str | None
    end: str | None


@frozen
class Citation(Node):
    """`PMK-203 pasal 12(1)`: the identifier of a law or source, and a place in it."""

    law: str
    place: str


@frozen
class Allow(Node):
    """`allow K402 because "..."`."""

    code: str
    reason: str


@frozen
class Reading(Node):
    """Another reading of a decision: logic that is compared, never applied."""

    name: str
    body: Boxed
    citations: tuple[Citation, ...] = ()


# --- types ----------------------------------------------------------------------------------------


@frozen
class NamedTypeText(Node):
    """A base type or another type, with unit, scale (digits behind the point) and allowed values."""

    name: str
    unit: str | None = None
    scale: int | None = None
    allowed: FeelText | None = None


@frozen
class Enumeration(Node):
    """`"passenger" | "crew"`: FEEL constants."""

    values: tuple[FeelText, ...]


@frozen
class ListOf(Node):
    item: TypeText
    allowed: FeelText | None = None


@frozen
class RangeOf(Node):
    item: TypeText


@frozen
class FunctionOf(Node):
    parameters: tuple[TypeText, ...]
    result: TypeText
    names: tuple[str, ...] = ()


@frozen
class Component(Node):
    name: NameText
    type: TypeText
    about: str = ""
    label: str = ""


@frozen
class Structure(Node):
    components: tuple[Component, ...]


TypeText: TypeAlias = NamedTypeText | Enumeration | ListOf | RangeOf | FunctionOf | Structure


# --- boxed expressions ----------------------------------------------------------------------------


@frozen
class Literal_(Node):
    """`= EXPRESSION`: a literal expression in DMN's sense."""

    feel: FeelText


@frozen
class Cell(Node):
    """A cell of a table: its text without surrounding blanks, and the span of that text."""

    text: str


@frozen
class Row(Node):
    """A line of a table, in the three groups that `||` separates. `head` is the first cell."""

    head: Cell
    inputs: tuple[Cell, ...]
    outputs: tuple[Cell, ...]
    annotations: tuple[Cell, ...]


@frozen
class Table(Node):
    """A decision table. `header.head` is the hit policy; `types`, `labels`, `values` and `defaults` are the
    optional rows between header and rules."""

    header: Row
    rules: tuple[Row, ...]
    types: Row | None = None
    labels: Row | None = None
    values: Row | None = None
    defaults: Row | None = None


@frozen
class Entry(Node):
    """A named or role-named part of a box: context entry, binding, list item, `if`, `return`, ..."""

    name: NameText
    type: TypeText | None = None
    body: Boxed


@frozen
class ContextBox(Node):
    entries: tuple[Entry, ...]
    result: Boxed | None = None


@frozen
class CallBox(Node):
    """`call NAME` with its bindings: a boxed invocation."""

    function: FeelText
    bindings: tuple[Entry, ...]


@frozen
class ListBox(Node):
    items: tuple[Boxed, ...]


@frozen
class RelationBox(Node):
    columns: tuple[NameText, ...]
    rows: tuple[tuple[Cell, ...], ...]


@frozen
class ConditionalBox(Node):
    condition: Boxed
    then: Boxed
    otherwise: Boxed


@frozen
class FilterBox(Node):
    source: Boxed
    match: Boxed


@frozen
class IteratorBox(Node):
    """`for x`, `some x`, `every x`: `in`, and `return` or `satisfies`."""

    kind: Literal["for", "some", "every"]
    variable: NameText
    source: Boxed
    result: Boxed


@frozen
class Parameter(Node):
    name: NameText
    type: TypeText | None = None


@frozen
class FunctionBox(Node):
    parameters: tuple[Parameter, ...]
    result_type: TypeText | None
    body: Boxed


@frozen
class TypedBox(Node):
    """`typed TYPE`: the body below it is made to fit the type, as files of other tools declare it."""

    type: TypeText
    body: Boxed


@frozen
class ExternalBox(Node):
    """`external Java`: the body of a function that is defined elsewhere; it names what is called."""

    kind: str
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
    | TypedBox
    | ExternalBox
)


# --- statements -----------------------------------------------------------------------------------


@frozen
class Clause(Node):
    """Where a clause (`about`, `law`, ..., or `body`) stands in its statement. Its content is in the
    statement's fields; comments around it are here."""

    keyword: str


@frozen
class StatementNode(Node):
    """What every statement has besides its content, for the layout only: its `clauses` that stand on lines of
    their own, in the author's order, and the `trailing` comments behind the last of them."""

    clauses: tuple[Clause, ...] = field(default=(), compare=False, repr=False)
    trailing: tuple[str, ...] = field(default=(), compare=False, repr=False)


@frozen
class Law(Node):
    identifier: str
    title: str
    in_force: Period | None = None
    uri: str = ""


@frozen
class SourceText(Node):
    """`source guide = "FILE" "title"`: a text that is cited but is not law."""

    identifier: str
    file: str
    title: str = ""


@frozen
class EditionClause(Node):
    identifier: str
    in_force: Period
    about: str = ""


@frozen
class ModelStatement(StatementNode):
    """The first statement. `date` names the input that `--on` sets; `ask` the decisions asked by default.
    `lenient` says why the standard's null semantics hold; "" where they do not."""

    name: NameText
    about: str = ""
    namespace: str = ""
    laws: tuple[Law, ...] = ()
    sources: tuple[SourceText, ...] = ()
    editions: tuple[EditionClause, ...] = ()
    date: NameText | None = None
    ask: tuple[NameText, ...] = ()
    lenient: str = ""
    allows: tuple[Allow, ...] = ()


@frozen
class Use(StatementNode):
    name: NameText
    alias: NameText | None = None
    path: Text | None = None


@frozen
class TypeStatement(StatementNode):
    name: NameText
    type: TypeText
    about: str = ""
    label: str = ""


@frozen
class InputStatement(StatementNode):
    name: NameText
    type: TypeText | None
    default: FeelText | None = None
    label: str = ""
    about: str = ""
    editions: tuple[NameText, ...] = ()
    allows: tuple[Allow, ...] = ()


@frozen
class DecisionStatement(StatementNode):
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
    requires: tuple[NameText, ...] = ()


@frozen
class FunctionStatement(StatementNode):
    """A business knowledge model."""

    name: NameText
    function: FunctionBox | None
    label: str = ""
    about: str = ""
    editions: tuple[NameText, ...] = ()
    citations: tuple[Citation, ...] = ()
    allows: tuple[Allow, ...] = ()
    requires: tuple[NameText, ...] = ()


@frozen
class ServiceStatement(StatementNode):
    name: NameText
    outputs: tuple[NameText, ...]
    encapsulates: tuple[NameText, ...] = ()
    input_decisions: tuple[NameText, ...] = ()
    input_data: tuple[NameText, ...] = ()
    type: TypeText | None = None
    label: str = ""
    about: str = ""
    editions: tuple[NameText, ...] = ()


@frozen
class KnowledgeSourceStatement(StatementNode):
    name: NameText
    about: str = ""
    owner: str = ""
    uri: str = ""
    governs: tuple[NameText, ...] = ()
    citations: tuple[Citation, ...] = ()
    label: str = ""
    requires: tuple[NameText, ...] = ()


@frozen
class Examples(StatementNode):
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


@frozen
class Document:
    """A whole file: its statements in order, and comments behind the last of them."""

    source: Source = field(compare=False, repr=False)
    statements: tuple[Statement, ...]
    trailing: tuple[str, ...] = field(default=(), compare=False, repr=False)

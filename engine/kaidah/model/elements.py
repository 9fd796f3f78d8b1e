"""DMN's elements (DMN 1.5, clauses 6 to 10), with what law needs besides: laws, editions, readings, examples.

A Model is one edition of one document, with the models it uses already merged in for that edition (their elements
carry the name by which they are used). Every FEEL text is parsed: trees, no strings, behind this point.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from kaidah_dsl.feel import tree as feel
from kaidah_dsl.source import Span

from kaidah.feel.temporal import Date
from kaidah.feel.types import Type


@dataclass(frozen=True, kw_only=True)
class Element:
    """`name` is the full name in the model (`Tax.VAT rate` for a used one)."""

    name: str
    span: Span = field(compare=False, repr=False)
    label: str = ""
    about: str = ""


# --- law ------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days from `start` to `end`, both included; None is open."""

    start: Date | None = None
    end: Date | None = None

    def __contains__(self, day: Date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, kw_only=True)
class Law:
    """A law (`file` empty) or a source text that is cited (`file` names it)."""

    identifier: str
    title: str
    in_force: Period = Period()
    uri: str = ""
    file: str = ""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Citation:
    law: Law
    place: str
    span: Span = field(compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.law.title} {self.place}".strip()


@dataclass(frozen=True, kw_only=True)
class Edition:
    identifier: str
    in_force: Period
    about: str = ""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """`allow CODE because REASON`; `within` names the element it stands in, "" for the whole model."""

    code: str
    reason: str
    within: str
    span: Span = field(compare=False, repr=False)


# --- expressions (clause 7) -----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class LiteralExpression:
    tree: feel.Expression
    type: Type
    span: Span = field(compare=False, repr=False)


class HitPolicy(StrEnum):
    UNIQUE = "U"
    ANY = "A"
    PRIORITY = "P"
    FIRST = "F"
    RULE_ORDER = "R"
    OUTPUT_ORDER = "O"
    COLLECT = "C"
    COLLECT_SUM = "C+"
    COLLECT_MIN = "C<"
    COLLECT_MAX = "C>"
    COLLECT_COUNT = "C#"


@dataclass(frozen=True, kw_only=True)
class InputClause:
    """`text` is the input expression as written (its heading)."""

    text: str
    expression: feel.Expression
    type: Type
    values: feel.UnaryTests | None = None
    label: str = ""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class OutputClause:
    """`values` in their order, which is the priority under P and O. `name` is "" for a single nameless output."""

    name: str
    type: Type
    values: feel.UnaryTests | None = None
    default: feel.Expression | None = None
    label: str = ""
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class RuleAnnotation:
    """A cell of an annotation clause other than `cite`."""

    clause: str
    text: str


@dataclass(frozen=True, kw_only=True)
class DecisionRule:
    """`number` counts from 1 in the table; `name` may be ""."""

    number: int
    name: str
    input_entries: tuple[feel.UnaryTests, ...]
    output_entries: tuple[feel.Expression, ...]
    annotations: tuple[RuleAnnotation, ...] = ()
    citations: tuple[Citation, ...] = ()
    span: Span = field(compare=False, repr=False)

    @property
    def title(self) -> str:
        """`rule 2 "crew"`, or `rule 2`."""
        return f'rule {self.number} "{self.name}"' if self.name else f"rule {self.number}"


@dataclass(frozen=True, kw_only=True)
class DecisionTable:
    hit_policy: HitPolicy
    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    rules: tuple[DecisionRule, ...]
    annotation_clauses: tuple[str, ...] = ()
    type: Type
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class ContextEntry:
    name: str
    expression: BoxedExpression


@dataclass(frozen=True, kw_only=True)
class Context:
    entries: tuple[ContextEntry, ...]
    result: BoxedExpression | None
    type: Type
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Binding:
    parameter: str
    expression: BoxedExpression


@dataclass(frozen=True, kw_only=True)
class Invocation:
    function: feel.Expression
    bindings: tuple[Binding, ...]
    type: Type
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class ListExpression:
    items: tuple[BoxedExpression, ...]
    type: Type
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Relation:
    columns: tuple[str, ...]
    rows: tuple[tuple[BoxedExpression, ...], ...]
    type: Type
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Conditional:
    condition: BoxedExpression
    then: BoxedExpression
    otherwise: BoxedExpression
    type: Type
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class FilterExpression:
    source: BoxedExpression
    match: BoxedExpression
    type: Type
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class IteratorExpression:
    """`kind` is for, some or every."""

    kind: str
    variable: str
    source: BoxedExpression
    result: BoxedExpression
    type: Type
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Parameter:
    name: str
    type: Type


@dataclass(frozen=True, kw_only=True)
class FunctionExpression:
    """A boxed function; `type` is its FunctionType."""

    parameters: tuple[Parameter, ...]
    body: BoxedExpression
    type: Type
    span: Span = field(compare=False, repr=False)


BoxedExpression: TypeAlias = (
    LiteralExpression
    | DecisionTable
    | Context
    | Invocation
    | ListExpression
    | Relation
    | Conditional
    | FilterExpression
    | IteratorExpression
    | FunctionExpression
)


# --- elements of the requirement graph (clause 6) -------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ItemDefinition(Element):
    """`allowed` restrict the values of `type`; `components` are the item definitions of a structure's entries,
    `item` that of a list's items."""

    type: Type
    allowed: feel.UnaryTests | None = None
    components: tuple[ItemDefinition, ...] = ()
    item: ItemDefinition | None = None


@dataclass(frozen=True, kw_only=True)
class InputData(Element):
    """`item` checks given values: its type, scale and allowed values. `default` (a constant) is assumed, and
    listed as an assumption, where a case gives nothing."""

    item: ItemDefinition
    default: feel.Expression | None = None

    @property
    def type(self) -> Type:
        return self.item.type


@dataclass(frozen=True, kw_only=True)
class Reading:
    name: str
    expression: BoxedExpression
    citations: tuple[Citation, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Decision(Element):
    """`expression` None: no decision logic yet. `item` checks what comes out, where a type is declared."""

    expression: BoxedExpression | None
    type: Type
    item: ItemDefinition | None = None
    question: str = ""
    allowed_answers: str = ""
    citations: tuple[Citation, ...] = ()
    readings: tuple[Reading, ...] = ()
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class BusinessKnowledgeModel(Element):
    function: FunctionExpression | None
    type: Type
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DecisionService(Element):
    """All four lists complete (worked out where the text left them out)."""

    outputs: tuple[str, ...]
    encapsulated: tuple[str, ...]
    input_decisions: tuple[str, ...]
    input_data: tuple[str, ...]
    type: Type


@dataclass(frozen=True, kw_only=True)
class KnowledgeSource(Element):
    """`governs` names elements; laws that are cited are knowledge sources too (see `graph`)."""

    owner: str = ""
    uri: str = ""
    governs: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Import:
    """A used model: by `alias` ("" when its names are used as they are)."""

    name: str
    alias: str
    edition: str
    path: str


@dataclass(frozen=True, kw_only=True)
class Example:
    """A case of an `examples` table: FEEL constants by name, as trees; `problems` are the expected codes."""

    name: str
    group: str
    given: tuple[tuple[str, feel.Expression], ...]
    expected: tuple[tuple[str, feel.Expression], ...]
    problems: tuple[tuple[str, str], ...] = ()
    on: Date | None = None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Model:
    """One edition of a document. `date_input` is set by `--on`; `asked` are the decisions asked by default."""

    name: str
    path: str
    namespace: str = ""
    about: str = ""
    edition: Edition | None = None
    laws: tuple[Law, ...] = ()
    imports: tuple[Import, ...] = ()
    item_definitions: tuple[ItemDefinition, ...] = ()
    inputs: tuple[InputData, ...] = ()
    decisions: tuple[Decision, ...] = ()
    knowledge_models: tuple[BusinessKnowledgeModel, ...] = ()
    services: tuple[DecisionService, ...] = ()
    knowledge_sources: tuple[KnowledgeSource, ...] = ()
    examples: tuple[Example, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    date_input: str = ""
    asked: tuple[str, ...] = ()

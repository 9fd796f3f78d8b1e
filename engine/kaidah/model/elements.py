"""DMN's elements (DMN 1.5, clauses 6 to 10), with what law needs besides: laws, editions, readings, examples.

A Model is one edition of one document, with the models it uses already merged in for that edition (their
elements carry the name by which they are used). Every FEEL text is parsed: trees, no strings, behind this
point.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TypeAlias

from kaidah.feel.temporal import Date
from kaidah.feel.types import FunctionType, Type
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span

# --- what a file of another tool holds besides ----------------------------------------------------


@frozen
class Written:
    """What the XML element had that means nothing here, kept to be written back: its id, that of its
    variable, attributes of other vocabularies (in Clark notation), extension elements as XML."""

    id: str = ""
    variable_id: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    extensions: tuple[str, ...] = ()


NOTHING_WRITTEN = Written()


@frozen
class DeclaredRequirement:
    """A requirement as a file declares it: `kind` is information, knowledge or authority, `name` the full
    name of what is required; `alias` is the name it goes by in the logic where that is another."""

    kind: str
    name: str
    alias: str = ""
    written: Written = field(default=NOTHING_WRITTEN, compare=False, repr=False)


@frozen
class Element:
    """`name` is the full name in the model (`Tax.VAT rate` for a used one)."""

    name: str
    span: Span = field(compare=False, repr=False)
    label: str = ""
    about: str = ""
    written: Written = field(default=NOTHING_WRITTEN, compare=False, repr=False)


# --- law ------------------------------------------------------------------------------------------


@frozen
class Period:
    """Days from `start` to `end`, both included; None is open."""

    start: Date | None = None
    end: Date | None = None

    def __contains__(self, day: Date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@frozen
class Law:
    """A law (`file` empty) or a source text that is cited (`file` names it)."""

    identifier: str
    title: str
    in_force: Period = Period()
    uri: str = ""
    file: str = ""
    span: Span = field(compare=False, repr=False)


@frozen
class Citation:
    law: Law
    place: str
    span: Span = field(compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.law.title} {self.place}".strip()


@frozen
class Edition:
    identifier: str
    in_force: Period
    about: str = ""
    span: Span = field(compare=False, repr=False)


@frozen
class Allowance:
    """`allow CODE because REASON`; `within` names the element it stands in, "" for the whole model."""

    code: str
    reason: str
    within: str
    span: Span = field(compare=False, repr=False)


# --- expressions (clause 7) -----------------------------------------------------------------------


@frozen
class Boxed:
    """What all expressions have. `item` is the declared type of the value, which is made to fit it (files
    of other tools declare one for any expression); `type` is what is known of it."""

    type: Type
    span: Span = field(compare=False, repr=False)
    item: ItemDefinition | None = None
    label: str = field(default="", compare=False)
    written: Written = field(default=NOTHING_WRITTEN, compare=False, repr=False)


@frozen
class LiteralExpression(Boxed):
    tree: feel.Expression


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


@frozen
class InputClause:
    """`text` is the input expression as written (its heading)."""

    text: str = field(compare=False)
    expression: feel.Expression
    type: Type
    values: feel.UnaryTests | None = None
    label: str = ""
    span: Span = field(compare=False, repr=False)
    item: ItemDefinition | None = None
    written: Written = field(default=NOTHING_WRITTEN, compare=False, repr=False)


@frozen
class OutputClause:
    """`values` in their order, which is the priority under P and O. `name` is "" for a single nameless
    output."""

    name: str
    type: Type
    values: feel.UnaryTests | None = None
    default: feel.Expression | None = None
    label: str = ""
    span: Span = field(compare=False, repr=False)
    item: ItemDefinition | None = None
    written: Written = field(default=NOTHING_WRITTEN, compare=False, repr=False)


@frozen
class RuleAnnotation:
    """A cell of an annotation clause other than `cite`."""

    clause: str
    text: str


@frozen
class DecisionRule:
    """`number` counts from 1 in the table; `name` may be ""."""

    number: int
    name: str
    input_entries: tuple[feel.UnaryTests, ...]
    output_entries: tuple[feel.Expression, ...]
    annotations: tuple[RuleAnnotation, ...] = ()
    citations: tuple[Citation, ...] = ()
    span: Span = field(compare=False, repr=False)
    written: Written = field(default=NOTHING_WRITTEN, compare=False, repr=False)

    @property
    def title(self) -> str:
        """`rule 2 "crew"`, or `rule 2`."""
        return f'rule {self.number} "{self.name}"' if self.name else f"rule {self.number}"


@frozen
class DecisionTable(Boxed):
    hit_policy: HitPolicy
    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    rules: tuple[DecisionRule, ...]
    annotation_clauses: tuple[str, ...] = ()
    output_label: str = field(default="", compare=False)


@frozen
class ContextEntry:
    """`declared` is the type its variable is declared with, `item` all that is declared of it."""

    name: str
    expression: BoxedExpression
    declared: Type | None = None
    item: ItemDefinition | None = None
    written: Written = field(default=NOTHING_WRITTEN, compare=False, repr=False)


@frozen
class Context(Boxed):
    entries: tuple[ContextEntry, ...]
    result: BoxedExpression | None


@frozen
class Binding:
    parameter: str
    expression: BoxedExpression


@frozen
class Invocation(Boxed):
    function: feel.Expression
    bindings: tuple[Binding, ...]


@frozen
class ListExpression(Boxed):
    items: tuple[BoxedExpression, ...]


@frozen
class Relation(Boxed):
    columns: tuple[str, ...]
    rows: tuple[tuple[BoxedExpression, ...], ...]


@frozen
class Conditional(Boxed):
    condition: BoxedExpression
    then: BoxedExpression
    otherwise: BoxedExpression


@frozen
class FilterExpression(Boxed):
    source: BoxedExpression
    match: BoxedExpression


@frozen
class IteratorExpression(Boxed):
    """`kind` is for, some or every."""

    kind: str
    variable: str
    source: BoxedExpression
    result: BoxedExpression


@frozen
class Parameter:
    name: str
    type: Type
    item: ItemDefinition | None = None
    written: Written = field(default=NOTHING_WRITTEN, compare=False, repr=False)


@frozen
class FunctionExpression(Boxed):
    """A boxed function; `type` is its FunctionType. `kind` is FEEL, Java or PMML: for the latter two the body
    is a context that names what is called."""

    parameters: tuple[Parameter, ...]
    body: BoxedExpression
    kind: str = "FEEL"


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


@frozen
class ItemDefinition(Element):
    """`allowed` restrict the values of `type`; `components` are the item definitions of a structure's
    entries, `item` that of a list's items. `constraint` restricts the value as a whole, a list for instance
    (the standard's typeConstraint). `type_ref` is the name of the type it was declared with."""

    type: Type
    allowed: feel.UnaryTests | None = None
    components: tuple[ItemDefinition, ...] = ()
    item: ItemDefinition | None = None
    constraint: feel.UnaryTests | None = None
    type_ref: str = field(default="", compare=False)


@frozen
class InputData(Element):
    """`item` checks given values: its type, scale and allowed values. `default` (a constant) is assumed, and
    listed as an assumption, where a case gives nothing."""

    item: ItemDefinition
    default: feel.Expression | None = None

    @property
    def type(self) -> Type:
        return self.item.type


@frozen
class Reading:
    name: str
    expression: BoxedExpression
    citations: tuple[Citation, ...]
    span: Span = field(compare=False, repr=False)


@frozen
class Decision(Element):
    """`expression` None: no decision logic yet. `item` checks what comes out, where a type is declared.
    `requirements` None: what its logic uses."""

    expression: BoxedExpression | None
    type: Type
    item: ItemDefinition | None = None
    question: str = ""
    allowed_answers: str = ""
    citations: tuple[Citation, ...] = ()
    readings: tuple[Reading, ...] = ()
    because: str = ""
    requirements: tuple[DeclaredRequirement, ...] | None = None


@frozen
class BusinessKnowledgeModel(Element):
    function: FunctionExpression | None
    type: Type
    citations: tuple[Citation, ...] = ()
    item: ItemDefinition | None = None
    requirements: tuple[DeclaredRequirement, ...] | None = None


@frozen
class DecisionService(Element):
    """All four lists complete (worked out where the text left them out). `within` is the prefix of an
    imported one."""

    outputs: tuple[str, ...]
    encapsulated: tuple[str, ...]
    input_decisions: tuple[str, ...]
    input_data: tuple[str, ...]
    type: Type
    item: ItemDefinition | None = None
    within: str = ""

    @property
    def answer_type(self) -> Type:
        """The type of what it answers; its `type` is that of the function it can be used as."""
        return self.type.result if isinstance(self.type, FunctionType) else self.type


@frozen
class KnowledgeSource(Element):
    """`governs` names elements; laws that are cited are knowledge sources too (see `graph`)."""

    owner: str = ""
    uri: str = ""
    governs: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    requirements: tuple[DeclaredRequirement, ...] = ()


@frozen
class Import:
    """A used model: by `alias` ("" when its names are used as they are)."""

    name: str
    alias: str
    edition: str
    path: str = field(compare=False)
    namespace: str = ""
    written: Written = field(default=NOTHING_WRITTEN, compare=False, repr=False)


@frozen
class Example:
    """A case of an `examples` table: FEEL constants by name, as trees; `problems` are the expected codes."""

    name: str
    group: str
    given: tuple[tuple[str, feel.Expression], ...]
    expected: tuple[tuple[str, feel.Expression], ...]
    problems: tuple[tuple[str, str], ...] = ()
    on: Date | None = None
    span: Span = field(compare=False, repr=False)


@frozen
class Model:
    """One edition of a document. `date_input` is set by `--on`; `asked` are the decisions asked by
    default. `lenient`: it comes from a file of another tool, and the standard's null semantics hold.
    `layout` (diagrams) and `artifacts` (text annotations, business context) are XML, kept to be written
    back."""

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
    lenient: bool = False
    written: Written = field(default=NOTHING_WRITTEN, compare=False, repr=False)
    layout: str = field(default="", compare=False, repr=False)
    artifacts: tuple[str, ...] = field(default=(), compare=False, repr=False)

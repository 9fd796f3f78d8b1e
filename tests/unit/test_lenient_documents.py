"""Documents that stand for a file of another tool: their own syntax, and what becomes of it."""

from __future__ import annotations

from kaidah.model.elements import DecisionTable, DeclaredRequirement, FunctionExpression, Model
from kaidah.model.from_syntax import from_syntax
from kaidah_dsl.diagnostics import Severity
from kaidah_dsl.document.formatter import to_text
from kaidah_dsl.document.parse import parse
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.source import Source

TEXT = """\
model Lending
  lenient "from elsewhere"

type "Family state" as tState = "S" | "M"

type tPerson = structure
  "Their name" as Name : string
  State                : tState

type tRates   = list of (number >= 0) in count(?) < 3
type tCompare = function(one : number, other : number) : boolean

input Person : tPerson

decision Greeting : string
  requires nothing
  typed string
    | U    | Person.State || -      |
    | type | tState       || string |
    |------|--------------||--------|
    |      | "S"          || "Ms."  |

decision Broken = unreadable("1 +")

function Cosine(x : number) : number
  requires Greeting
  external Java
    context
      class            = "java.lang.Math"
      method signature = "cos(double)"

service Greetings : string
  outputs    Greeting
  input data Person

knowledge source Board
  requires Greeting
  governs  Broken
"""


def model() -> Model:
    parsed = parse(Source(name="lending.kaidah", text=TEXT))
    assert parsed.diagnostics == ()
    assert to_text(parsed.document) == TEXT
    result = from_syntax(parsed.document)
    assert result.model is not None
    assert all(problem.severity is not Severity.ERROR for problem in result.diagnostics)
    assert [problem.code for problem in result.diagnostics] == ["K107"]
    return result.model


def test_types_have_labels_names_and_constraints() -> None:
    state, person, rates, compare = model().item_definitions
    assert state.label == "Family state"
    assert person.components[0].label == "Their name"
    assert rates.item is not None and rates.item.allowed is not None and rates.constraint is not None
    assert compare.type.names == ("one", "other")


def test_requirements_are_as_declared() -> None:
    greeting, broken = model().decisions
    assert greeting.requirements == ()
    assert broken.requirements is None
    (cosine,) = model().knowledge_models
    assert cosine.requirements == (DeclaredRequirement(kind="information", name="Greeting"),)
    (board,) = model().knowledge_sources
    assert board.requirements == (DeclaredRequirement(kind="authority", name="Greeting"),)


def test_boxes_have_types_and_clauses_too() -> None:
    table = model().decisions[0].expression
    assert isinstance(table, DecisionTable)
    assert table.item is not None and table.item.name == "string"
    assert table.inputs[0].item is not None and table.inputs[0].item.name == "tState"
    assert table.inputs[0].values is None
    assert table.outputs[0].name == ""


def test_what_cannot_be_read_is_kept() -> None:
    tree = model().decisions[1].expression.tree
    assert isinstance(tree, feel.Unreadable)
    assert tree.code == "K107"
    assert tree.span.source.text == "1 +"


def test_a_function_defined_elsewhere() -> None:
    function = model().knowledge_models[0].function
    assert isinstance(function, FunctionExpression)
    assert function.kind == "Java"
    assert function.parameters[0].item is not None


def test_services_are_as_listed() -> None:
    (service,) = model().services
    assert service.encapsulated == ()
    assert service.item is not None and service.item.name == "string"
    assert service.type.names == ("Person",)

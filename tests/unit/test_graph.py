"""The requirement graph."""

from __future__ import annotations

import networkx as nx
from models import model, result

from kaidah.graph import law_node, requirement_graph
from kaidah.model.requirements import Requirement as Edge
from kaidah.model.requirements import RequirementKind, in_order, needed

MODEL = """\
model Taxes
  law L = "Law"
  law Unused = "Another"
  allow K401 because "a test"

input Value   : number
input Freight : number
input Rate    : number

decision Customs value = Value + Freight
decision Duty
  | U | Customs value || Duty                       || cite |
  |---|---------------||----------------------------||------|
  |   | > 10          || Rounded(Customs value, 10) || L 1  |
  |   | <= 10         || 0                          || L 2  |
  reading "other" = Rate
decision Local
  context
    Value = 1
    a     = Value + Rate
    b     = for Freight in [1, 2] return Freight + a
decision VAT = Duty * 11%

function Rounded(Value : number, To : number) : number = Up(Value / To) * To   cite L
function Up(x : number) : number = ceiling(x)

service Service
  outputs VAT

decision Called = Service(Value: 1, Freight: 2)

knowledge source Handbook
  governs VAT
"""


def edges(name: str) -> list[tuple[str, str]]:
    graph = requirement_graph(model(MODEL))
    return [(edge.source, edge.kind) for edge in graph.requirements(name)]


def test_requirements_come_from_the_names_used() -> None:
    assert edges("Customs value") == [("Value", "information"), ("Freight", "information")]
    assert edges("Duty") == [
        ("Customs value", "information"),
        ("Rounded", "knowledge"),
        (law_node("L"), "authority"),
    ]
    assert edges("Rounded") == [("Up", "knowledge"), (law_node("L"), "authority")]
    assert edges("VAT") == [("Duty", "information"), ("Handbook", "authority")]
    assert edges("Called") == [("Service", "knowledge")]


def test_names_that_a_box_declares_itself_are_no_requirements() -> None:
    assert edges("Local") == [("Rate", "information")]


def test_graph() -> None:
    found = requirement_graph(model(MODEL))
    assert isinstance(found.graph, nx.DiGraph)
    assert found.graph.edges["Duty", "VAT"]["kind"] is RequirementKind.INFORMATION
    assert found.graph.edges["Duty", "VAT"]["span"].text == "Duty"
    assert found.graph.nodes["Duty"]["element"].name == "Duty"
    assert law_node("L") in found.graph
    assert law_node("Unused") not in found.graph
    assert found.cycles() == ()


def test_what_is_needed() -> None:
    found = requirement_graph(model(MODEL))
    assert found.needed("VAT") == {"Duty", "Customs value", "Value", "Freight", "Rounded", "Up"}
    assert found.needed_inputs("VAT") == ("Value", "Freight")
    assert found.needed_inputs("Local") == ("Rate",)
    assert found.needed_inputs("Service") == ("Value", "Freight")
    assert found.top_decisions() == ("Local", "VAT", "Called")
    assert found.dependents("Customs value") == ("Duty",)


def test_slice() -> None:
    found = requirement_graph(model(MODEL))
    assert set(found.slice(["Customs value"]).nodes) == {"Customs value", "Value", "Freight"}
    assert set(found.slice(["Duty"]).nodes) == {
        "Customs value",
        "Value",
        "Freight",
        "Duty",
        "Rounded",
        "Up",
        law_node("L"),
    }
    assert law_node("L") not in found.slice(["Duty"], authority=False)


def test_order() -> None:
    found = requirement_graph(model(MODEL))
    order = found.evaluation_order()
    for edge in found.edges:
        if edge.kind is not RequirementKind.AUTHORITY:
            assert order.index(edge.source) < order.index(edge.target)


def test_circles_have_their_whole_path() -> None:
    text = "model M\n\ndecision a = b\ndecision b = c\ndecision c = a\ndecision d = d + e\ndecision e = 1\n"
    found = result(text)
    assert found.model is not None
    problems = requirement_graph(found.model).cycles()
    assert [problem.code for problem in problems] == ["K301", "K301"]
    assert {problem.message.partition(": ")[2] for problem in problems} == {
        "`a` -> `b` -> `c` -> `a`",
        "`d` -> `d`",
    }
    assert [problem.code for problem in found.diagnostics] == ["K301", "K301"]


def test_a_long_chain_needs_no_deep_recursion() -> None:
    chain = "".join(f"decision d{i} = d{i + 1} + 1\n" for i in range(1500))
    found = model(f"model Long\n\n{chain}decision d1500 = 1\n")
    assert len(found.decisions) == 1501
    assert requirement_graph(found).top_decisions() == ("d0",)


def test_needed_stops_where_it_is_told() -> None:
    required = {"a": ("b", "c"), "b": ("d",), "c": ("d", "e")}
    assert needed(["a"], required) == ["d", "b", "e", "c", "a"]
    assert needed(["a"], required, stop=("b",)) == ["b", "d", "e", "c", "a"]


def test_every_circle_is_found_and_broken() -> None:
    kind = RequirementKind.INFORMATION
    pairs = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "b"), ("x", "x")]
    order = in_order("abcxy", [Edge(source=s, target=t, kind=kind) for s, t in pairs])
    assert sorted(order.names) == ["a", "b", "c", "x", "y"]
    assert {frozenset(circle) for circle in order.circles} == {
        frozenset("ab"),
        frozenset("bc"),
        frozenset("x"),
    }

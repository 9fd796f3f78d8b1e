"""DMN XML for tests, written short."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import kaidah
from kaidah.api import ExplainedAnswer
from kaidah.interchange.names import MODEL_NAMESPACES


def definitions(*parts: str, name: str = "m", namespace: str = "urn:m", version: str = "1.5") -> str:
    head = f'<definitions xmlns="{MODEL_NAMESPACES[version]}" name="{name}" namespace="{namespace}">'
    return f"{head}{''.join(parts)}</definitions>"


def typed(type_ref: str) -> str:
    return f' typeRef="{escape(type_ref)}"' if type_ref else ""


def variable(name: str, type_ref: str = "") -> str:
    return f'<variable name="{name}"{typed(type_ref)}/>'


def literal(text: str, type_ref: str = "") -> str:
    return f"<literalExpression{typed(type_ref)}><text>{escape(text)}</text></literalExpression>"


def context(*entries: tuple[str, str], result: str = "") -> str:
    inner = "".join(f"<contextEntry>{variable(*key.split(':'))}{box}</contextEntry>" for key, box in entries)
    return f"<context>{inner}{f'<contextEntry>{result}</contextEntry>' if result else ''}</context>"


def function(parameters: str, body: str, kind: str = "FEEL", tag: str = "functionDefinition") -> str:
    """`parameters` as `x:number y`."""
    formal = "".join(
        f'<formalParameter name="{name}"{typed(type_ref)}/>'
        for name, _, type_ref in (each.partition(":") for each in parameters.split())
    )
    return f'<{tag} kind="{kind}">{formal}{body}</{tag}>'


def invocation(called: str, **arguments: str) -> str:
    bindings = "".join(
        f'<binding><parameter name="{name}"/>{box}</binding>' for name, box in arguments.items()
    )
    return f"<invocation>{literal(called)}{bindings}</invocation>"


def decision(name: str, box: str, *requires: str, type_ref: str = "") -> str:
    """`requires` are hrefs behind `input `, `decision ` or `knowledge `."""
    required = "".join(map(_requirement, requires))
    return f'<decision id="{name}" name="{name}">{variable(name, type_ref)}{required}{box}</decision>'


def _requirement(text: str) -> str:
    kind, href = text.split(" ", 1)
    if kind == "knowledge":
        return f'<knowledgeRequirement><requiredKnowledge href="{href}"/></knowledgeRequirement>'
    return f'<informationRequirement><required{kind.title()} href="{href}"/></informationRequirement>'


def knowledge(name: str, parameters: str, body: str, *requires: str, type_ref: str = "") -> str:
    logic = function(parameters, body, tag="encapsulatedLogic")
    required = "".join(map(_requirement, requires))
    inner = f"{variable(name, type_ref)}{logic}{required}"
    return f'<businessKnowledgeModel id="{name}" name="{name}">{inner}</businessKnowledgeModel>'


def input_data(name: str, type_ref: str = "") -> str:
    return f'<inputData id="{name}" name="{name}">{variable(name, type_ref)}</inputData>'


def service(name: str, *parts: str, type_ref: str = "") -> str:
    """`parts` are `outputDecision p`, `inputData x` and the like."""
    inner = "".join(f'<{kind} href="#{href}"/>' for kind, href in (part.split(" ", 1) for part in parts))
    return f'<decisionService id="{name}" name="{name}">{variable(name, type_ref)}{inner}</decisionService>'


def item(
    name: str, type_ref: str = "", *, allowed: str = "", constraint: str = "", many: bool = False
) -> str:
    parts = f"<typeRef>{type_ref}</typeRef>"
    parts += f"<allowedValues><text>{escape(allowed)}</text></allowedValues>" if allowed else ""
    parts += f"<typeConstraint><text>{escape(constraint)}</text></typeConstraint>" if constraint else ""
    return f'<itemDefinition name="{name}" isCollection="{str(many).lower()}">{parts}</itemDefinition>'


def evaluated(
    folder: Path, text: str, inputs: dict[str, Any] | None = None, asked: str = "d", **others: str
) -> ExplainedAnswer:
    """The answer of the model in `text`; `others` are the texts of further files by name."""
    (folder / "m.dmn").write_text(text, encoding="utf-8")
    for name, other in others.items():
        (folder / f"{name}.dmn").write_text(other, encoding="utf-8")
    return kaidah.load(folder / "m.dmn").evaluate(inputs or {}, [asked])


def codes(answer: ExplainedAnswer) -> list[str]:
    return sorted({problem.code for problem in answer.diagnostics})

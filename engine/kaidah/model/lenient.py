"""Documents that stand for a file of another tool: `lenient` below `model`.

The standard's null semantics hold, types are made to fit rather than checked, requirements are as declared,
and what cannot be read has no value: all as if the model had been read from that file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from kaidah.feel.types import ANY, ContextType, FunctionType, Type
from kaidah.model.elements import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    DeclaredRequirement,
    KnowledgeSource,
    Model,
)
from kaidah.model.statements import Statements
from kaidah_dsl.diagnostics import Diagnostic, Severity, error
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.suggest import did_you_mean

NOTHING = "nothing"
"""`requires nothing`: a decision that uses names it does not require."""


def with_requirements(
    own: Model, whole: Model, statements: Statements, diagnostics: list[Diagnostic]
) -> Model:
    """The model with the requirements its statements declare; `whole` has the elements of used models too."""
    kinds = _kinds(whole)
    requiring: tuple[
        syntax.DecisionStatement | syntax.FunctionStatement | syntax.KnowledgeSourceStatement, ...
    ] = (
        *statements.of(syntax.DecisionStatement),
        *statements.of(syntax.FunctionStatement),
        *statements.of(syntax.KnowledgeSourceStatement),
    )
    listed = {each.name.text: each.requires for each in requiring if each.requires}
    found = {name: tuple(_required(names, kinds, diagnostics)) for name, names in listed.items()}
    return replace(
        own,
        decisions=tuple(_requiring(each, found) for each in own.decisions),
        knowledge_models=tuple(_requiring(each, found) for each in own.knowledge_models),
        knowledge_sources=tuple(_authorities(each, found) for each in own.knowledge_sources),
    )


def _kinds(model: Model) -> dict[str, str]:
    values = dict.fromkeys((each.name for each in (*model.inputs, *model.decisions)), "information")
    functions = dict.fromkeys((e.name for e in (*model.knowledge_models, *model.services)), "knowledge")
    return values | functions | dict.fromkeys((e.name for e in model.knowledge_sources), "authority")


def _required(
    names: tuple[syntax.NameText, ...], kinds: dict[str, str], diagnostics: list[Diagnostic]
) -> Iterator[DeclaredRequirement]:
    if [name.text for name in names] == [NOTHING] and NOTHING not in kinds:
        return
    for name in names:
        if name.text in kinds:
            yield DeclaredRequirement(kind=kinds[name.text], name=name.text)
        else:
            help = did_you_mean(name.text, kinds)
            diagnostics.append(error("K201", f"there is no element `{name.text}`", name.span, help=help))


Requiring = TypeVar("Requiring", Decision, BusinessKnowledgeModel)


def _requiring(element: Requiring, found: dict[str, tuple[DeclaredRequirement, ...]]) -> Requiring:
    return replace(element, requirements=found[element.name]) if element.name in found else element


def _authorities(
    source: KnowledgeSource, found: dict[str, tuple[DeclaredRequirement, ...]]
) -> KnowledgeSource:
    required = tuple(replace(each, kind="authority") for each in found.get(source.name, ()))
    return replace(source, requirements=required)


def with_plain_types(model: Model) -> Model:
    """The model with the types that are declared and no others, its services as they are listed."""
    types: dict[str, Type] = {data.name: data.type for data in model.inputs}
    types |= {decision.name: decision.type for decision in model.decisions}
    return replace(model, services=tuple(_with_type(each, types) for each in model.services))


def _with_type(service: DecisionService, types: dict[str, Type]) -> DecisionService:
    given = (*service.input_data, *service.input_decisions)
    outputs = tuple((name, types.get(name, ANY)) for name in service.outputs)
    result = outputs[0][1] if len(outputs) == 1 else ContextType(outputs)
    function = FunctionType(tuple(types.get(name, ANY) for name in given), result, given)
    return replace(service, type=function)


def softened(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Problems of a part are warnings: the rest of the model is used."""
    return [
        replace(each, severity=Severity.WARNING) if each.severity is Severity.ERROR else each
        for each in diagnostics
    ]

"""`kaidah decisions MODEL`: what can be asked, and the inputs each needs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from typing import Any

from kaidah.api import LoadedModel, find
from kaidah.cli.case import add_language, report
from kaidah.cli.screen import Screen
from kaidah.explain.language import called
from kaidah.explain.words import Words, words_in
from kaidah.feel.exact_json import to_json
from kaidah.feel.types import NumberType, Type
from kaidah.graph import requirement_graph
from kaidah.model.elements import Decision, DecisionService, InputData, ItemDefinition, Model
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.feel.printer import to_text as feel_text
from kaidah_dsl.frozen import frozen
from kaidah_dsl.report import counted

EXAMPLE = "kaidah decisions passengers.kaidah --format json"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("model", metavar="MODEL", help="a .kaidah file, or the name of a shipped model")
    parser.add_argument("--on", metavar="DATE", help="only the edition in force on this day")
    add_language(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file")


@frozen
class Askable:
    """A decision or service, and the inputs it needs."""

    element: Decision | DecisionService
    needs: tuple[InputData, ...]
    by_default: bool


def run(arguments: Namespace, screen: Screen) -> int:
    found = _models(arguments)
    if not found or isinstance(found[0], Diagnostic):
        report(tuple(problem for problem in found if isinstance(problem, Diagnostic)), screen)
        return 2
    models = [model for model in found if isinstance(model, Model)]
    text = _as_json(models) if arguments.format == "json" else _as_text(models, words_in(arguments.lang))
    return screen.deliver(text, arguments.output)


def _models(arguments: Namespace) -> Sequence[Model | Diagnostic]:
    loaded = find(arguments.model)
    if not isinstance(loaded, LoadedModel):
        return loaded
    return loaded.editions_for(arguments.on)


def askables(model: Model) -> list[Askable]:
    """What can be asked of a model, those asked by default first."""
    graph = requirement_graph(model)
    default = model.asked or tuple(graph.top_decisions())
    inputs = {data.name: data for data in model.inputs}
    found = []
    elements: list[Decision | DecisionService] = [*model.decisions, *model.services]
    for element in elements:
        needed = set(graph.needed_inputs(element.name))
        needs = tuple(data for name, data in inputs.items() if name in needed)
        found.append(Askable(element=element, needs=needs, by_default=element.name in default))
    return sorted(found, key=lambda askable: not askable.by_default)


def _as_text(models: Sequence[Model], words: Words) -> str:
    return "\n".join(_model_text(model, words) for model in models)


def _model_text(model: Model, words: Words) -> str:
    names = called(model, words.language)
    lines = [_title(model, words)]
    lines += [f"  {model.about}"] if model.about else []
    for askable in askables(model):
        lines += ["", *_askable_lines(askable, names, words)]
    used = {data.name for askable in askables(model) for data in askable.needs}
    lines += ["", words.say("inputs")]
    for data in model.inputs:
        remark = _remark(data, model, used, words)
        lines.append(f"  {_with_label(data, words)} : {type_text(data.item)}{_default(data, words)}{remark}")
        lines += [f"      {data.about}"] if data.about else []
    return "\n".join(lines) + "\n"


def _remark(data: InputData, model: Model, used: set[str], words: Words) -> str:
    if data.name == model.date_input:
        return f", {words.say('the day of the case: --on DATE')}"
    return "" if data.name in used else f"  ({words.say('no decision needs it')})"


def _default(data: InputData, words: Words) -> str:
    if data.default is None:
        return ""
    return f", {words.say('{value} if not given', value=feel_text(data.default, document=True))}"


def _title(model: Model, words: Words) -> str:
    return f"{model.name}, {words.edition(model.edition)}" if model.edition else model.name


def _askable_lines(askable: Askable, names: Mapping[str, str], words: Words) -> list[str]:
    element = askable.element
    star = "* " if askable.by_default else "  "
    lines = [
        f"{star}{_with_label(element, words)} : {_type(_answer_type(element), getattr(element, 'item', None))}"
    ]
    asked = getattr(element, "question", "") or element.about
    lines += [f"      {asked}"] if asked else []
    needs = ", ".join(names[data.name] for data in askable.needs) or words.say("nothing")
    lines.append(f"      {words.say('needs {inputs}', inputs=needs)}")
    return lines


def _answer_type(element: Decision | DecisionService | InputData) -> Type:
    return element.answer_type if isinstance(element, DecisionService) else element.type


def _with_label(element: Decision | DecisionService | InputData, words: Words) -> str:
    """The name, and what it is called in the other language."""
    if not element.label:
        return element.name
    first, second = element.name, element.label
    if words.language.labelled:
        first, second = second, first
    return f'{first} ("{second}")'


def type_text(item: ItemDefinition) -> str:
    """The type of an input with its allowed values: `number in USD >= 0`."""
    return _type(item.type, item)


def _type(type: Type, item: ItemDefinition | None) -> str:
    scale = f", {_decimals(type.scale)}" if isinstance(type, NumberType) and type.scale is not None else ""
    allowed = f" {feel_text(item.allowed, document=True)}" if item and item.allowed else ""
    return f"{type}{scale}{allowed}"


def _decimals(scale: int) -> str:
    return "whole" if scale == 0 else f"{counted(scale, 'decimal')}"


def _as_json(models: Sequence[Model]) -> str:
    return to_json({"schema": "kaidah.decisions/1", "editions": [_model_data(model) for model in models]})


def _model_data(model: Model) -> dict[str, Any]:
    return {
        "model": model.name,
        "edition": model.edition.identifier if model.edition else None,
        "decisions": [_askable_data(askable) for askable in askables(model)],
        "inputs": [_data(data, data.item) | _default_data(data) for data in model.inputs],
    }


def _askable_data(askable: Askable) -> dict[str, Any]:
    element = askable.element
    return {
        **_data(element, getattr(element, "item", None)),
        "question": getattr(element, "question", ""),
        "service": isinstance(element, DecisionService),
        "by_default": askable.by_default,
        "needs": [data.name for data in askable.needs],
    }


def _default_data(data: InputData) -> dict[str, Any]:
    return {"default": feel_text(data.default, document=True) if data.default else None}


def _data(element: Decision | DecisionService | InputData, item: ItemDefinition | None) -> dict[str, Any]:
    type = _answer_type(element)
    return {
        "name": element.name,
        "label": element.label,
        "about": element.about,
        "type": str(type),
        "unit": str(type.unit)
        if isinstance(type, NumberType) and type.unit and not type.unit.is_plain
        else None,
        "scale": type.scale if isinstance(type, NumberType) else None,
        "allowed": feel_text(item.allowed, document=True) if item and item.allowed else None,
    }

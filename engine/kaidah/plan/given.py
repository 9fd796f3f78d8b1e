"""Given values, as Python, JSON or text has them, to FEEL values of an item definition."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kaidah.feel import types
from kaidah.feel.lower import Layout, Run, lower
from kaidah.feel.lower.frame import Undecided, Value
from kaidah.feel.types import Type
from kaidah.model.elements import ItemDefinition
from kaidah.plan.convert import PLAIN_NUMBER, Conversion
from kaidah.plan.item import ItemPlan, remembered_item_plan
from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Source


@frozen
class Converted:
    """The value, or what is wrong with what was given (then the value is None)."""

    value: Value = None
    diagnostics: tuple[Diagnostic, ...] = ()


def from_given(
    value: Any, item: ItemDefinition | ItemPlan, name: str = "", *, lenient: bool = False
) -> Converted:
    """`value` as a value of `item`; `name` says whose value it is where that is not the item's name.

    Numbers come as int, Decimal or plain decimal text (never as float), dates, times and durations as those
    of Python or of FEEL or as ISO 8601 text, lists as lists, structures as mappings. Problems are K501 (a
    component is missing), K502 (an unknown one), K503 (wrong type), K504 (not allowed), K512 (the scale). Null
    is of every type; where values are restricted it must be allowed, unless `lenient`.
    """
    plan = item if isinstance(item, ItemPlan) else remembered_item_plan(item)
    found = Conversion([], lenient)
    converted = found.convert(value, plan, name or plan.name)
    if found.diagnostics:
        return Converted(diagnostics=tuple(found.diagnostics))
    return Converted(value=converted)


# --- text -----------------------------------------------------------------------------------------

TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def from_text(text: str, item: ItemDefinition | ItemPlan, name: str = "") -> Converted:
    """What is typed on a command line or in a cell of a CSV file, as a value of `item`.

    Strings need no quotes; what starts with `[`, `{`, `@` or `"` is FEEL. Problems are those of `from_given`.
    """
    plan = item if isinstance(item, ItemPlan) else remembered_item_plan(item)
    text = text.strip()
    if _is_feel(text, plan.type):
        return _from_feel(text, plan, name or plan.name)
    if text == "null" and plan.type != types.STRING:
        return from_given(None, plan, name)
    return from_given(_plain(text, plan.type), plan, name)


def _is_feel(text: str, type: Type) -> bool:
    if type == types.STRING:
        return len(text) > 1 and text.startswith('"') and text.endswith('"')
    if isinstance(type, types.RangeType | types.ListType | types.ContextType):
        return True
    return text.startswith(("[", "{", "@", '"'))


def _plain(text: str, type: Type) -> Value:
    """Text that is no FEEL: what its type makes of it."""
    if type == types.BOOLEAN:
        return TRUTH.get(text.lower(), text)
    if type != types.ANY:
        return text
    if text in ("true", "false"):
        return text == "true"
    return _number_or_text(text)


def _number_or_text(text: str) -> Value:
    return Decimal(text) if PLAIN_NUMBER.fullmatch(text) else text


def _from_feel(text: str, plan: ItemPlan, name: str) -> Converted:
    """A FEEL constant."""
    from kaidah_dsl.feel.parse import parse_expression  # the grammar is only loaded when a value needs it

    parsed = parse_expression(Source(name=name, text=text).span(), document=True)
    if parsed.tree is None:
        fact = f"`{name}` cannot be read as a value: `{text}`"
        return Converted(diagnostics=(error("K503", fact, help=_form(plan.type)),))
    layout = Layout()
    code, run = lower(parsed.tree, layout), Run([])
    try:
        value = code([run, *[None] * (layout.body.size - 1)])
    except Undecided:
        return Converted(diagnostics=tuple(run.diagnostics))
    return from_given(value, plan, name)


def _form(type: Type) -> str:
    match type:
        case types.ListType():
            return 'write a list, such as `[1, 2]` or `["a", "b"]`'
        case types.ContextType():
            return 'write its components, such as `{Description: "lamp", Value: 10}`'
        case types.RangeType():
            return "write a range, such as `[1..10]`"
    return 'write a FEEL value, such as `12.5`, `"text"` or `@"2022-04-01"`'

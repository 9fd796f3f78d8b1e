"""Types, from the lines that hold them."""

from __future__ import annotations

from lark import Token, Tree

from kaidah_dsl.document import feel_text
from kaidah_dsl.document.forms import Form
from kaidah_dsl.document.scan import unquoted, words_of
from kaidah_dsl.document.tree import (
    Component,
    Enumeration,
    FeelText,
    FunctionOf,
    ListOf,
    NamedTypeText,
    RangeOf,
    Structure,
    TypeText,
)
from kaidah_dsl.source import Span


def type_in(form: Form, components: tuple[Component, ...] = ()) -> TypeText | None:
    """The type of a line; `components` are those below it, where it is (a list of) a structure."""
    tree = form.part("type")
    return type_text(form, tree, components) if tree is not None else None


def type_text(form: Form, tree: Tree[Token], components: tuple[Component, ...] = ()) -> TypeText | None:
    """The type that a part `type` of a line holds, or None where it is missing."""
    part = tree.children[0]
    if not isinstance(part, Tree):
        return None
    span = _span(form, part)
    match part.data:
        case "named":
            return _named(form, part, span)
        case "enumeration":
            return Enumeration(
                span=span, values=tuple(_feel(form, value) for value in form.all("VALUE", part))
            )
        case "list_of":
            return _list_of(form, part, span, components)
        case "range_of":
            return RangeOf(span=span, item=_inner(form, part, components))
        case "function_of":
            return _function_of(form, part, span)
        case _:
            return Structure(span=span, components=components)


def _named(form: Form, part: Tree[Token], span: Span) -> NamedTypeText | None:
    name = form.one("TYPE_NAME", part)
    if name is None:
        return None
    unit = form.part("unit", part)
    scale = form.part("scale", part)
    unit_text = form.one("STRING", unit) if unit is not None else None
    digits = form.one("NUMBER", scale) if scale is not None else None
    return NamedTypeText(
        span=span,
        name=words_of(name),
        unit=unquoted(unit_text) if unit_text else None,
        scale=int(digits) if digits and digits.isdecimal() and len(digits) < 4 else None,
        allowed=_tests(form, part),
    )


def _list_of(form: Form, part: Tree[Token], span: Span, components: tuple[Component, ...]) -> ListOf:
    return ListOf(span=span, item=_inner(form, part, components), allowed=_tests(form, part))


def _function_of(form: Form, part: Tree[Token], span: Span) -> FunctionOf:
    """`function(TYPE, TYPE) : TYPE`; parameters may have names: `function(NAME : TYPE) : TYPE`."""
    names: list[str] = []
    parameters: list[TypeText] = []
    for formal in form.parts("formal", part):
        found = [type_text(form, inner) or _any(span) for inner in form.parts("type", formal)]
        named = found[0] if len(found) > 1 else None
        names.append(named.name if isinstance(named, NamedTypeText) else "")
        parameters.append(found[-1])
    result = form.part("type", part)
    return FunctionOf(
        span=span,
        parameters=tuple(parameters),
        result=(type_text(form, result) if result is not None else None) or _any(span),
        names=tuple(names) if any(names) else (),
    )


def _inner(form: Form, part: Tree[Token], components: tuple[Component, ...]) -> TypeText:
    inner = form.part("type", part)
    found = type_text(form, inner, components) if inner is not None else None
    return found or _any(_span(form, part))


def _any(span: Span) -> NamedTypeText:
    return NamedTypeText(span=span, name="any")


def _tests(form: Form, part: Tree[Token]) -> FeelText | None:
    tests = form.one("TESTS", part)
    return _feel(form, tests) if tests else None


def _feel(form: Form, token: Token) -> FeelText:
    return feel_text.feel_text(form.place(token))


def _span(form: Form, part: Tree[Token]) -> Span:
    tokens = [t for t in part.scan_values(lambda value: isinstance(value, Token)) if t]
    if not tokens:
        return form.source.span(form.span.end, form.span.end)
    return form.source.span(tokens[0].start_pos or 0, tokens[-1].end_pos)

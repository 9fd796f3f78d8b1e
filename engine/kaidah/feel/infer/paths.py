"""Types of components: entries of contexts, properties of dates, times, durations and ranges
(DMN 1.5, clause 10.3.2.5 and table 65)."""

from __future__ import annotations

from collections.abc import Mapping

from kaidah.feel.components import component_types
from kaidah.feel.infer.check import Check
from kaidah.feel.typed import Typed, described
from kaidah.feel.types import ANY, AnyType, ContextType, ListType, NullType, Type
from kaidah_dsl.diagnostics import Diagnostic, Edit, Fix
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.source import Span
from kaidah_dsl.suggest import nearest


def component(node: feel.Path, source: Typed, check: Check) -> Type:
    """The type of `source.name`; K211 if there is none. Over a list: the list of the components."""
    match source.type:
        case AnyType() | NullType():
            return ANY
        case ListType(item=item):
            return ListType(component(node, Typed(source.span, item), check))
        case ContextType(entries=()):
            return ANY
    known = components(source.type)
    if node.name not in known:
        _no_component(node, source, tuple(known), check)
        return ANY
    return known[node.name]


def components(type: Type) -> Mapping[str, Type]:
    """The components that a value of this type has."""
    return dict(type.entries) if isinstance(type, ContextType) else component_types(type)


def _no_component(node: feel.Path, source: Typed, known: tuple[str, ...], check: Check) -> None:
    if not known:
        check.report(
            "K211",
            f"{source.quoted} is {described(source.type)}, which has no components",
            _name_place(node),
        )
        return
    near = nearest(node.name, known)
    place = _name_place(node)
    check.problems.append(
        Diagnostic(
            code="K211",
            message=f"{source.quoted} is {described(source.type)} and has no `{node.name}`",
            span=place,
            help=f"did you mean `{near}`?" if near else f"it has {_enumerated(known)}",
            fix=Fix(message=f"write `{near}`", edits=(Edit(span=place, text=near),)) if near else None,
        )
    )


def _name_place(node: feel.Path) -> Span:
    """Where the name behind the point stands, if it is written as it reads."""
    span = node.span
    if span.text.endswith(node.name):
        return Span(span.source, span.end - len(node.name), span.end)
    return span


def _enumerated(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names[:8]) + (" and more" if len(names) > 8 else "")

"""Which values may stand where a type is declared (DMN 1.5, clause 10.3.2.9.4 on conversions)."""

from __future__ import annotations

from collections.abc import Iterator

from kaidah.feel.misquoted import misquoted
from kaidah.feel.scope import Scope
from kaidah.feel.typed import Typed, described
from kaidah.feel.types import (
    DATE,
    DATE_AND_TIME,
    AnyType,
    ContextType,
    FunctionType,
    ListType,
    NullType,
    NumberType,
    RangeType,
    SimpleType,
    Type,
    Unit,
)
from kaidah.feel.units import agree, conversion, in_unit, say_so, saying_so, type_of_unit
from kaidah_dsl.diagnostics import Diagnostic, Label
from kaidah_dsl.source import Span


def assignable(source: Type, target: Type) -> bool:
    """Whether a value of type `source` fits where `target` is declared, in kind and in units."""
    return fits(source, target) and not any(True for _ in _unit_differences(source, target))


def fits(source: Type, target: Type) -> bool:
    """Whether the kind of value fits; units are not looked at.

    What is not known fits everything, null may stand anywhere, and FEEL's implicit conversions are made: a
    list of one item and the item, a date and the date and time of its midnight.
    """
    match source, target:
        case (AnyType() | NullType(), _) | (_, AnyType()):
            return True
        case ListType(item=item), ListType(item=wanted):
            return fits(item, wanted)
        case ListType(item=item), _:
            return fits(item, target)
        case _, ListType(item=wanted):
            return fits(source, wanted)
        case NumberType(), NumberType():
            return True
        case SimpleType(), SimpleType():
            return source == target or (source == DATE and target == DATE_AND_TIME)
        case RangeType(item=item), RangeType(item=wanted):
            return fits(item, wanted)
        case ContextType(), ContextType():
            return not source.entries or not any(True for _ in _misfits(source, target))
        case FunctionType(), FunctionType():
            return True
        case _:
            return False


def _misfits(source: ContextType, target: ContextType) -> Iterator[tuple[str, Type | None, Type]]:
    """Entries that are missing or of another kind."""
    for name, wanted in target.entries:
        entry = source.entry(name)
        if entry is None or not fits(entry, wanted):
            yield name, entry, wanted


def _unit_differences(source: Type, target: Type) -> Iterator[tuple[Unit, Unit]]:
    """Units, here and inside, that do not agree."""
    match source, target:
        case NumberType(unit=unit), NumberType(unit=wanted):
            if unit is not None and wanted is not None and not agree(unit, wanted):
                yield unit, wanted
        case (ListType(item=item), ListType(item=goal)) | (RangeType(item=item), RangeType(item=goal)):
            yield from _unit_differences(item, goal)
        case ListType(item=item), _:
            yield from _unit_differences(item, target)
        case _, ListType(item=goal):
            yield from _unit_differences(source, goal)
        case ContextType(), ContextType():
            for name, goal in target.entries:
                yield from _unit_differences(source.entry(name) or goal, goal)
        case _:
            return


def assignment(
    source: Type,
    target: Type,
    span: Span,
    *,
    scope: Scope | None = None,
    declared: Span | None = None,
    code: str = "K204",
) -> tuple[Diagnostic, ...]:
    """What is wrong with putting the expression at `span`, of type `source`, where `target` is declared.

    `declared` is the place of the declaration, `code` that of a value of another kind. At most one problem:
    K205 or K206 where only the units differ.
    """
    expression = Typed(span, source)
    if not fits(source, target):
        return (_mismatch(expression, target, declared, code),)
    for units in _unit_differences(source, target):
        return (_unit_mismatch(expression, units, declared, scope or Scope()),)
    return ()


def _mismatch(expression: Typed, target: Type, declared: Span | None, code: str) -> Diagnostic:
    message = f"{expression.quoted} is {expression.described}, but {described(target)} is needed"
    if isinstance(expression.type, ContextType) and isinstance(target, ContextType):
        message = _entry_message(expression, expression.type, target)
    return Diagnostic(
        code=code,
        message=message,
        span=expression.span,
        label=expression.described,
        others=_declaration(declared, described(target)),
        help=misquoted(expression, target),
    )


def _entry_message(expression: Typed, source: ContextType, target: ContextType) -> str:
    name, entry, wanted = next(_misfits(source, target))
    if entry is None:
        return f"{expression.quoted} has no `{name}`, which {described(target)} needs"
    return f"`{name}` of {expression.quoted} is {described(entry)}, but {described(wanted)} is needed"


def _unit_mismatch(
    expression: Typed, units: tuple[Unit, Unit], declared: Span | None, scope: Scope
) -> Diagnostic:
    unit, wanted = units
    needed = "a plain number" if wanted.is_plain else f"a number in {wanted}"
    return Diagnostic(
        code="K206" if unit.is_plain else "K205",
        message=f"{expression.quoted} is {in_unit(unit)}, but {needed} is needed",
        span=expression.span,
        label=in_unit(unit),
        others=_declaration(declared, needed),
        help=_unit_help(expression, unit, wanted, scope),
        fix=saying_so(expression, wanted, scope) if unit.is_plain else None,
    )


def _unit_help(expression: Typed, unit: Unit, wanted: Unit, scope: Scope) -> str:
    if unit.is_plain:
        return say_so(expression, wanted, scope)
    if wanted.is_plain:
        name = type_of_unit(unit, scope)
        one = f"`{name}(1)`" if name else f"a number in {unit}"
        return f"divide by {one} to drop the unit, or declare a number in {unit}"
    return f"convert it, e.g. {conversion(unit, wanted)}"


def _declaration(declared: Span | None, needed: str) -> tuple[Label, ...]:
    return (Label(span=declared, message=f"{needed} is declared here"),) if declared else ()

"""What the steps of inference share: the names in scope, and the problems found so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from kaidah.feel.assign import fits
from kaidah.feel.scope import Scope
from kaidah.feel.typed import Typed
from kaidah.feel.types import ANY, ContextType, ListType, NullType, NumberType, RangeType, Type, Unit
from kaidah.feel.units import agree, clash, common
from kaidah_dsl.diagnostics import Diagnostic, Label
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span


@frozen
class Check:
    """A scope, and the list in which its problems are gathered."""

    scope: Scope
    problems: list[Diagnostic] = field(default_factory=list)

    def within(self, names: Mapping[str, Type], *, open: bool = False) -> Check:
        """The same check with further names in scope."""
        return Check(scope=self.scope.child(names, open=open), problems=self.problems)

    def report(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        label: str = "",
        help: str = "",
        others: tuple[Label, ...] = (),
    ) -> None:
        problem = Diagnostic(code=code, message=message, span=span, label=label, help=help, others=others)
        self.problems.append(problem)

    def expect(self, operand: Typed, wanted: Type, message: str) -> None:
        """K204 with this message unless the operand is, or may be, of the wanted kind."""
        if not fits(operand.type, wanted):
            self.report("K204", message, operand.span, label=operand.described)

    def common_unit(self, operands: tuple[Typed, ...]) -> Unit | None:
        """The one unit of some numbers; K205 or K206 for the first that differs.

        Where it is open which unit was meant it is None, so that no further problem follows.
        """
        first: Typed | None = None
        result: Unit | None = None
        for operand in operands:
            unit = unit_of(operand.type)
            if unit is None:
                continue
            if first is not None and result is not None and not agree(result, unit):
                self.problems.append(clash(first, operand, (result, unit), self.scope))
                return _meant(result, unit)
            first, result = operand, common(result, unit)
        return result


def _meant(left: Unit, right: Unit) -> Unit | None:
    """Of a unit and a plain number the unit was meant."""
    return right if left.is_plain else left if right.is_plain else None


def unit_of(type: Type) -> Unit | None:
    """The unit of a number, or of the numbers in a list or range; None where there is none to look at."""
    match type:
        case NumberType(unit=unit):
            return unit
        case ListType(item=item) | RangeType(item=item):
            return unit_of(item)
        case _:
            return None


def merged(left: Type, right: Type) -> Type:
    """One type for two branches: their own where they are of a kind, else any. Null may stand anywhere."""
    match left, right:
        case (NullType(), other) | (other, NullType()):
            return other
        case NumberType(), NumberType() if agree(left.unit, right.unit):
            scale = left.scale if left.scale == right.scale else None
            return NumberType(common(left.unit, right.unit), scale)
        case ListType(item=a), ListType(item=b):
            return ListType(merged(a, b))
        case RangeType(item=a), RangeType(item=b):
            return RangeType(merged(a, b))
        case ContextType(), ContextType():
            return _merged_contexts(left, right)
        case _:
            return left if left == right else ANY


def _merged_contexts(left: ContextType, right: ContextType) -> Type:
    """Entry by entry, if both have the same entries."""
    if {name for name, _ in left.entries} != {name for name, _ in right.entries}:
        return ANY
    theirs = dict(right.entries)
    entries = tuple((name, merged(entry, theirs[name])) for name, entry in left.entries)
    return ContextType(entries, left.name if left.name == right.name else "")

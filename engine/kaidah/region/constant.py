"""Constants: expressions whose value is known before any case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import localcontext
from typing import Any, Final

from kaidah.feel.builtins import BUILTINS
from kaidah.feel.lower import Layout, Run, lower
from kaidah.feel.lower.frame import Undecided, Value
from kaidah.feel.number import CONTEXT
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.walk import free_names, uses_input_value


class NotConstant:
    """The value of what is no constant."""

    def __repr__(self) -> str:
        return "<not constant>"


NOT_CONSTANT: Final = NotConstant()
_NO_NAMES: dict[str, Value] = {}


@dataclass(frozen=True)
class Constants:
    """The names whose values are known (decisions that need no input), with these values."""

    known: Mapping[str, Value] = field(default_factory=dict)

    def value(self, tree: feel.Expression) -> Any:
        """The value of an expression, or NOT_CONSTANT."""
        match tree:
            case (
                feel.NumberLiteral(value=value)
                | feel.StringLiteral(value=value)
                | feel.BooleanLiteral(value=value)
            ):
                return value
            case feel.Negation(operand=feel.NumberLiteral(value=value)):
                return -value
            case feel.Unreadable():
                return NOT_CONSTANT
            case feel.NullLiteral():
                return None
            case _:
                return self._worked_out(tree)

    def _worked_out(self, tree: feel.Expression) -> Any:
        names = {name.name for name in free_names(tree)}
        shared = names & self.known.keys()
        if uses_input_value(tree) or any(name not in BUILTINS for name in names - shared):
            return NOT_CONSTANT
        slots = {name: slot for slot, name in enumerate(shared)}
        layout = Layout(shared=slots)
        run = Run([self.known[name] for name in slots])
        with localcontext(CONTEXT):
            try:
                code = lower(tree, layout)
                return code([run, *[None] * (layout.body.size - 1)])
            except (Undecided, RecursionError):
                return NOT_CONSTANT

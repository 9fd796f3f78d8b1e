"""What the names in a FEEL expression stand for, as far as types go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from kaidah.feel.types import Type
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.frozen import frozen


@frozen
class Scope:
    """Names of values and names of types (item definitions). A child hides its parent's names.

    Builtin functions and base types (`number`) need not be listed. `allowed` holds the allowed values of
    names that have some, so that a constant they are compared with can be checked.
    An `open` scope may have further names that are not known: the entries of a filtered item of unknown type.
    """

    names: Mapping[str, Type] = field(default_factory=dict)
    types: Mapping[str, Type] = field(default_factory=dict)
    allowed: Mapping[str, feel.UnaryTests] = field(default_factory=dict, repr=False)
    open: bool = False
    parent: Scope | None = field(default=None, repr=False)

    def child(self, names: Mapping[str, Type], *, open: bool = False) -> Scope:
        """This scope with further names, which win."""
        return Scope(names=names, open=open or self.open, parent=self)

    def lookup(self, name: str) -> Type | None:
        """The type of a name's value; None if there is no such name."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.parent
        return None

    def named_type(self, name: str) -> Type | None:
        """The type that a name stands for; None if there is no such item definition."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.types:
                return scope.types[name]
            scope = scope.parent
        return None

    def allowed_values(self, name: str) -> feel.UnaryTests | None:
        """The allowed values of a name; None if it has none."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.allowed.get(name)
            scope = scope.parent
        return None

    def known_names(self) -> Iterator[str]:
        """Every name of a value, inner ones first."""
        scope: Scope | None = self
        while scope is not None:
            yield from scope.names
            scope = scope.parent

    def known_types(self) -> Iterator[str]:
        """Every name of an item definition."""
        scope: Scope | None = self
        while scope is not None:
            yield from scope.types
            scope = scope.parent


@frozen
class Inference:
    """The type of an expression, and what is wrong with it."""

    type: Type
    diagnostics: tuple[Diagnostic, ...] = ()

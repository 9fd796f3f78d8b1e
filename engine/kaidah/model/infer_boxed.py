"""Static types of boxed expressions: every box gets its type, and what does not fit is reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from typing import assert_never

from kaidah.feel.assign import assignment
from kaidah.feel.infer import Scope, infer
from kaidah.feel.typed import described
from kaidah.feel.types import ANY, BOOLEAN, ContextType, FunctionType, ListType, RangeType, Type
from kaidah.model.elements import (
    Binding,
    BoxedExpression,
    Conditional,
    Context,
    ContextEntry,
    DecisionTable,
    FilterExpression,
    FunctionExpression,
    Invocation,
    IteratorExpression,
    ListExpression,
    LiteralExpression,
    Relation,
)
from kaidah.model.infer_table import TableInference
from kaidah.model.settled import joined, settled
from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span
from kaidah_dsl.suggest import did_you_mean


@frozen
class BoxInference:
    """Types boxed expressions and gathers what is wrong with them."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def typed(
        self, box: BoxedExpression, scope: Scope, expected: Type | None = None, declared: Span | None = None
    ) -> BoxedExpression:
        """The box with its types. `expected` is the type its value is assigned to, `declared` where that
        stands."""
        match box:
            case LiteralExpression():
                return replace(box, type=self._feel(box.tree, scope, expected, declared))
            case DecisionTable():
                return TableInference(scope=scope, diagnostics=self.diagnostics).typed(
                    box, expected, declared
                )
            case Context():
                return self._context(box, scope, expected, declared)
            case Invocation():
                return self._checked(self._invocation(box, scope), scope, expected, declared)
            case ListExpression():
                return self._list(box, scope, expected, declared)
            case Relation():
                return self._checked(self._relation(box, scope), scope, expected, declared)
            case Conditional():
                return self._conditional(box, scope, expected, declared)
            case FilterExpression():
                return self._checked(self._filter(box, scope), scope, expected, declared)
            case IteratorExpression():
                return self._checked(self._iterator(box, scope), scope, expected, declared)
            case FunctionExpression():
                return self.function(box, scope)
            case _:
                assert_never(box)

    def function(
        self, box: FunctionExpression, scope: Scope, declared: Span | None = None
    ) -> FunctionExpression:
        """A boxed function: its body against its declared result type, or its result type from its body."""
        parameters = {parameter.name: parameter.type for parameter in box.parameters}
        result = box.type.result if isinstance(box.type, FunctionType) else ANY
        body = self.typed(box.body, scope.child(parameters), _wanted(result), declared)
        type_ = FunctionType(
            tuple(parameters.values()), settled(body.type) if result == ANY else result, tuple(parameters)
        )
        return replace(box, body=body, type=type_)

    def _feel(
        self, tree: feel.Expression, scope: Scope, expected: Type | None, declared: Span | None = None
    ) -> Type:
        inference = infer(tree, scope, expected=expected, declared=declared)
        self.diagnostics.extend(inference.diagnostics)
        return inference.type

    def _checked(
        self, box: BoxedExpression, scope: Scope, expected: Type | None, declared: Span | None
    ) -> BoxedExpression:
        """The box itself, after a look at whether its type may stand where it does."""
        if expected is not None:
            self.diagnostics.extend(assignment(box.type, expected, box.span, scope=scope, declared=declared))
        return box

    def _context(
        self, box: Context, scope: Scope, expected: Type | None, declared: Span | None
    ) -> BoxedExpression:
        """An entry sees those above it. Without a result the value is the context of all entries."""
        wanted = expected if box.result is None and isinstance(expected, ContextType) else None
        entries: list[ContextEntry] = []
        types: dict[str, Type] = {}
        for entry in box.entries:
            if entry.name in types:
                self.diagnostics.append(
                    error("K202", f"entry `{entry.name}` is declared twice", entry.expression.span)
                )
            inner = entry.declared or (wanted.entry(entry.name) if wanted else None)
            expression = self.typed(entry.expression, scope.child(dict(types)), inner, declared)
            entries.append(replace(entry, expression=expression))
            types[entry.name] = inner or settled(expression.type)
        if box.result is None:
            result: BoxedExpression | None = None
            type_: Type = ContextType(tuple(types.items()), wanted.name if wanted else "")
        else:
            result = self.typed(box.result, scope.child(dict(types)), expected, declared)
            type_ = result.type
        typed = replace(box, entries=tuple(entries), result=result, type=type_)
        return typed if result is not None else self._checked(typed, scope, expected, declared)

    def _list(
        self, box: ListExpression, scope: Scope, expected: Type | None, declared: Span | None
    ) -> BoxedExpression:
        wanted = expected.item if isinstance(expected, ListType) else None
        items = tuple(self.typed(item, scope, wanted, declared) for item in box.items)
        typed = replace(box, items=items, type=ListType(wanted or joined(item.type for item in items)))
        return typed if wanted else self._checked(typed, scope, expected, declared)

    def _relation(self, box: Relation, scope: Scope) -> Relation:
        rows = tuple(tuple(self.typed(cell, scope) for cell in row) for row in box.rows)
        columns = (
            (name, joined(settled(row[index].type) for row in rows if index < len(row)))
            for index, name in enumerate(box.columns)
        )
        return replace(box, rows=rows, type=ListType(ContextType(tuple(columns))))

    def _conditional(
        self, box: Conditional, scope: Scope, expected: Type | None, declared: Span | None
    ) -> Conditional:
        condition = self.typed(box.condition, scope, BOOLEAN)
        then = self.typed(box.then, scope, expected, declared)
        otherwise = self.typed(box.otherwise, scope, expected, declared)
        type_ = joined((then.type, otherwise.type))
        return replace(box, condition=condition, then=then, otherwise=otherwise, type=type_)

    def _filter(self, box: FilterExpression, scope: Scope) -> FilterExpression:
        source = self.typed(box.source, scope)
        item = source.type.item if isinstance(source.type, ListType) else source.type
        entries = dict(item.entries) if isinstance(item, ContextType) else {}
        match = self.typed(box.match, scope.child({**entries, "item": item}), BOOLEAN)
        return replace(box, source=source, match=match, type=ListType(item))

    def _iterator(self, box: IteratorExpression, scope: Scope) -> IteratorExpression:
        source = self.typed(box.source, scope)
        item = source.type.item if isinstance(source.type, ListType | RangeType) else source.type
        variables = {box.variable: item} | ({"partial": ListType(ANY)} if box.kind == "for" else {})
        result = self.typed(box.result, scope.child(variables), None if box.kind == "for" else BOOLEAN)
        type_ = ListType(settled(result.type)) if box.kind == "for" else BOOLEAN
        return replace(box, source=source, result=result, type=type_)

    # --- invocation -----------------------------------------------------------------------------------

    def _invocation(self, box: Invocation, scope: Scope) -> Invocation:
        function = self._feel(box.function, scope, None)
        if not isinstance(function, FunctionType):
            if function != ANY:
                message = f"`{box.function.span.text}` is {described(function)}, not a function"
                self.diagnostics.append(error("K210", message, box.function.span))
            bindings = tuple(self._bound(binding, scope, None) for binding in box.bindings)
            return replace(box, bindings=bindings)
        wanted = dict(zip(function.names, function.parameters, strict=False))
        bindings = tuple(
            self._bound(binding, scope, wanted.get(binding.parameter)) for binding in box.bindings
        )
        if function.names:
            self.diagnostics.extend(_binding_problems(box, function.names, function.optional))
        return replace(box, bindings=bindings, type=function.result)

    def _bound(self, binding: Binding, scope: Scope, expected: Type | None) -> Binding:
        return replace(binding, expression=self.typed(binding.expression, scope, expected))


def _binding_problems(
    box: Invocation, names: tuple[str, ...], optional: frozenset[str]
) -> Iterable[Diagnostic]:
    """K208 for a binding that no parameter has, K207 for a parameter without a binding."""
    function = box.function.span.text
    bound = {binding.parameter for binding in box.bindings}
    for binding in box.bindings:
        if binding.parameter not in names:
            message = f"`{function}` has no parameter `{binding.parameter}`"
            help = did_you_mean(binding.parameter, names) or f"it has {_listed(names)}"
            yield error("K208", message, binding.expression.span, help=help)
    if missing := [name for name in names if name not in bound | optional]:
        yield error("K207", f"the call of `{function}` gives no {_listed(missing)}", box.function.span)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _wanted(type_: Type) -> Type | None:
    return None if type_ == ANY else type_

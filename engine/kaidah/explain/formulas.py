"""Decision logic as it is written, for reading: one formula per expression of a box."""

from __future__ import annotations

from typing import assert_never

from kaidah.explain.explanation import Formula
from kaidah.explain.written import AS_WRITTEN, Written
from kaidah.model.elements import (
    BoxedExpression,
    Conditional,
    Context,
    DecisionTable,
    FilterExpression,
    FunctionExpression,
    Invocation,
    IteratorExpression,
    ListExpression,
    LiteralExpression,
    Relation,
)
from kaidah_dsl.feel import tree as feel

CONSTANTS = (feel.NumberLiteral, feel.StringLiteral, feel.BooleanLiteral, feel.NullLiteral, feel.AtLiteral)


def is_constant(node: feel.Expression) -> bool:
    """Whether an expression is a literal, so that its text is its value."""
    match node:
        case feel.Negation(operand=operand):
            return isinstance(operand, CONSTANTS)
        case feel.ListLiteral(items=items):
            return all(is_constant(item) for item in items)
        case _:
            return isinstance(node, CONSTANTS)


def formulas(
    box: BoxedExpression | None, as_written: Written = AS_WRITTEN, name: str = ""
) -> tuple[Formula, ...]:
    """The formulas of a box, in order. Tables are left out: what they did is told by their rules."""
    match box:
        case None | DecisionTable():
            return ()
        case LiteralExpression(tree=tree):
            return (Formula(name=name, text=as_written.of(tree)),)
        case Context(entries=entries, result=result):
            parts: list[Formula] = []
            for entry in entries:
                parts += formulas(entry.expression, as_written, entry.name)
                as_written = as_written.within(entry.name)
            return (*parts, *formulas(result, as_written, "result" if entries else name))
        case Conditional() | FilterExpression() | Invocation() | IteratorExpression():
            return (Formula(name=name, text=_sentence(box, as_written)),)
        case ListExpression(items=items):
            return (Formula(name=name, text=f"[{', '.join(inline(item, as_written) for item in items)}]"),)
        case Relation():
            return (Formula(name=name, text=_relation(box, as_written)),)
        case FunctionExpression(parameters=parameters, body=body):
            names = [parameter.name for parameter in parameters]
            text = f"function({', '.join(names)}) {inline(body, as_written.within(*names))}"
            return (Formula(name=name, text=text),)
        case _:
            assert_never(box)


def inline(box: BoxedExpression, as_written: Written) -> str:
    """A box within another, on one line."""
    if isinstance(box, DecisionTable):
        return "(table)"
    parts = formulas(box, as_written)
    if len(parts) == 1 and not parts[0].name:
        return parts[0].text
    return f"{{{', '.join(f'{part.name}: {part.text}' for part in parts)}}}"


def _sentence(
    box: Conditional | FilterExpression | Invocation | IteratorExpression, as_written: Written
) -> str:
    match box:
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            parts = [inline(part, as_written) for part in (condition, then, otherwise)]
            return "if {} then {} else {}".format(*parts)
        case FilterExpression(source=source, match=match):
            return f"{inline(source, as_written)}[{inline(match, as_written)}]"
        case Invocation(function=function, bindings=bindings):
            arguments = (
                f"{binding.parameter}: {inline(binding.expression, as_written)}" for binding in bindings
            )
            return f"{as_written.of(function)}({', '.join(arguments)})"
        case IteratorExpression(kind=kind, variable=variable, source=source, result=result):
            word = "return" if kind == "for" else "satisfies"
            inside = as_written.within(variable, "partial")
            return f"{kind} {variable} in {inline(source, as_written)} {word} {inline(result, inside)}"
        case _:
            assert_never(box)


def _relation(box: Relation, as_written: Written) -> str:
    rows = (
        ", ".join(
            f"{column}: {inline(cell, as_written)}" for column, cell in zip(box.columns, row, strict=True)
        )
        for row in box.rows
    )
    return f"[{', '.join(f'{{{row}}}' for row in rows)}]"

"""Texts of other tools that are no FEEL: a lenient document keeps them as `unreadable("the text")`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kaidah_dsl.diagnostics import Diagnostic, Severity, warning
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.parse import parse_expression, parse_unary_tests
from kaidah_dsl.source import Source

WORD = "unreadable"


@dataclass(frozen=True, kw_only=True)
class Kept:
    tree: feel.Expression
    diagnostics: tuple[Diagnostic, ...]


def unreadable(
    tree: feel.Expression | None, found: Sequence[Diagnostic], names: frozenset[str], *, tests: bool = False
) -> Kept | None:
    """What stands for a text that cannot be read; None where it can."""
    match tree:
        case feel.Call(function=feel.Name(name=name), arguments=(argument,)) if name == WORD:
            if isinstance(argument.value, feel.StringLiteral):
                return _read_again(argument.value, names, tests)
        case None if found:
            first = found[0]
            lenient = tuple(replace(problem, severity=Severity.WARNING) for problem in found)
            if first.span is not None:
                return Kept(tree=_unreadable(first, first), diagnostics=lenient)
    return None


def _read_again(text: feel.StringLiteral, names: frozenset[str], tests: bool) -> Kept:
    """What is wrong with the text, in its own words; an empty one was not there."""
    if not text.value:
        problem = warning("K604", "the expression is empty", text.span, help="write it, or `null`")
        return Kept(tree=_unreadable(problem, problem), diagnostics=(problem,))
    source = Source(name=text.span.source.name, text=text.value, first_line=text.span.line)
    read = parse_unary_tests if tests else parse_expression
    found = read(source.span(), names).diagnostics or (warning("K107", "this is not FEEL", source.span()),)
    lenient = tuple(replace(problem, severity=Severity.WARNING) for problem in found)
    return Kept(tree=_unreadable(found[0], replace(found[0], span=source.span())), diagnostics=lenient)


def _unreadable(problem: Diagnostic, placed: Diagnostic) -> feel.Unreadable:
    assert placed.span is not None
    return feel.Unreadable(code=problem.code, message=problem.message, help=problem.help, span=placed.span)

"""FEEL text to tree (DMN 1.5, clause 10.3.1.2). Mistakes come back as diagnostics, never as exceptions."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark, UnexpectedInput

from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.feel import depth, mistakes
from kaidah_dsl.feel.build import TreeBuilder
from kaidah_dsl.feel.known_names import known_names
from kaidah_dsl.feel.lexer import Tokenizer, TokenLexer
from kaidah_dsl.feel.misspellings import too_deep
from kaidah_dsl.feel.signs import CLOSING, OPENING
from kaidah_dsl.feel.token import Token
from kaidah_dsl.feel.tree import Expression, UnaryTests
from kaidah_dsl.frozen import frozen
from kaidah_dsl.lalr import Grammar
from kaidah_dsl.source import Span

GRAMMAR = Grammar(
    folder=Path(__file__).parent,
    lexer=TokenLexer,
    starts=("expression", "unary_tests"),
    transformer=TreeBuilder(),
)


@frozen
class Parsed:
    """The tree of an expression, or None and what is wrong with its text."""

    tree: Expression | None
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen
class ParsedTests:
    """The tree of the unary tests of an input entry, or None and what is wrong with their text."""

    tree: UnaryTests | None
    diagnostics: tuple[Diagnostic, ...] = ()


def parse_expression(span: Span, names: Collection[str] = (), *, document: bool = False) -> Parsed:
    """Read the text of a span as an expression (rule 1).

    `names` are the names in scope, components included; only those that hold operators, keywords or numbers
    matter here. Pass one frozenset for many texts. `document` allows `7.5%` and bare dates. The spans in the
    tree count in `span.source`.
    """
    tree, diagnostics = _parse("expression", span, names, document)
    return Parsed(tree=tree, diagnostics=diagnostics)


def parse_unary_tests(span: Span, names: Collection[str] = (), *, document: bool = False) -> ParsedTests:
    """Read the text of a span as unary tests (rule 17): `-`, `not(...)`, or tests separated by commas."""
    tree, diagnostics = _parse("unary_tests", span, names, document)
    return ParsedTests(tree=tree, diagnostics=diagnostics)


def _parse(
    start: str, span: Span, names: Collection[str], document: bool
) -> tuple[Any, tuple[Diagnostic, ...]]:
    read = Tokenizer(span, known_names(frozenset(names)), document=document).read()
    if start == "unary_tests":
        _mark_tests(read.tokens)
    if not read.tokens:
        return None, (mistakes.nothing(span, tests=start == "unary_tests"),)
    try:
        # Lark passes the input on to the lexer, which takes tokens instead of text.
        tree: Any = _lark().parse(read.tokens, start)
    except UnexpectedInput as stop:
        return None, (mistakes.explain(stop, read.tokens),)
    if len(read.tokens) > depth.MAXIMUM and depth.of(tree) > depth.MAXIMUM:
        return None, (too_deep(span),)
    return tree, ()


@cache
def _lark() -> Lark:
    """The parser, made at first use."""
    return GRAMMAR.parser()


def _mark_tests(tokens: list[Token]) -> None:
    """`-` alone, and `not(...)` around everything, are not operators but kinds of unary tests."""
    kinds = [token.type for token in tokens[:2]]
    if kinds == ["MINUS"] and len(tokens) == 1:
        tokens[0].type = "IRRELEVANT"
    elif kinds == ["NAME", "LEFT_PARENTHESIS"] and tokens[0].text == "not" and _closes_last(tokens):
        tokens[0].type = "NOT"


def _closes_last(tokens: list[Token]) -> bool:
    """Whether the bracket that the second token opens is closed by the last one."""
    level = 0
    for index, token in enumerate(tokens):
        level += (token.type in OPENING) - (token.type in CLOSING)
        if index and level == 0:
            return index == len(tokens) - 1
    return False

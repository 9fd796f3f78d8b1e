"""One line read by its form: the tokens of lexer.py in the grammar of grammar.lark, right or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

from lark import Lark, Token, Tree, UnexpectedToken
from lark.lexer import Lexer
from lark.parsers.lalr_interactive_parser import InteractiveParser

from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.document import line_mistakes
from kaidah_dsl.document.cursor import NO_TYPES, TypeNames
from kaidah_dsl.document.lexer import LineLexer
from kaidah_dsl.lalr import Grammar
from kaidah_dsl.source import Source, Span

_INSERTABLE = ("EQUAL", "COLON", "COMMA", "AS", "IN_FORCE", "BECAUSE")
_COMPLETABLE = (*(kind for kind, _ in line_mistakes._MISSING), "IN", "TEXT_KEYWORD")
_COMPLETION_LIMIT = 8


class _Tokens(Lexer):
    """A lexer that is given the tokens."""

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, data: Any) -> Iterator[Token]:  # type: ignore[override]
        yield from data


GRAMMAR = Grammar(folder=Path(__file__).parent, lexer=_Tokens, starts=tuple(line_mistakes.FORMS))


@cache
def _grammar() -> Lark:
    return GRAMMAR.parser()


@dataclass
class Form:
    """A line as its grammar sees it. Tokens that had to be added to complete it are empty."""

    name: str
    source: Source
    tree: Tree[Token]
    span: Span
    comments: str = ""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def one(self, kind: str, tree: Tree[Token] | None = None) -> Token | None:
        """The first token of a kind directly in the line (or in a part of it) that is not empty."""
        return next(iter(self.all(kind, tree)), None)

    def all(self, kind: str, tree: Tree[Token] | None = None) -> list[Token]:
        """The tokens of a kind that are not empty."""
        children = (self.tree if tree is None else tree).children
        return [child for child in children if isinstance(child, Token) and child.type == kind and child]

    def part(self, rule: str, tree: Tree[Token] | None = None) -> Tree[Token] | None:
        """The first part that a rule of the grammar made."""
        return next(iter(self.parts(rule, tree)), None)

    def parts(self, rule: str, tree: Tree[Token] | None = None) -> list[Tree[Token]]:
        children = (self.tree if tree is None else tree).children
        return [child for child in children if isinstance(child, Tree) and child.data == rule]

    def place(self, token: Token) -> Span:
        """The span of a token."""
        return self.source.span(token.start_pos or 0, token.end_pos)


def read(
    source: Source,
    form: str,
    span: Span,
    keyword: Token | None = None,
    types: TypeNames = NO_TYPES,
) -> Form:
    """Read `span` as a line of `form`. `keyword` is its first token where the form begins with one.

    Always a Form: what cannot be read is left out, what is missing is empty, and its diagnostics say so.
    """
    start = keyword.end_pos if keyword is not None and keyword.end_pos else span.start
    lexer = LineLexer(source, form, start, span.end, types, [keyword] if keyword is not None else [])
    tokens = lexer.run()
    diagnostics = lexer.diagnostics
    try:
        tree = _grammar().parse(tokens, start=form)
    except UnexpectedToken as problem:
        tree, found = _recovered(problem, lexer, tokens, span)
        if not diagnostics:
            diagnostics.append(found)
    comments = " ".join(lexer.comments)
    return Form(form, source, tree, span, comments, diagnostics)


def _recovered(
    problem: UnexpectedToken, lexer: LineLexer, tokens: list[Token], span: Span
) -> tuple[Tree[Token], Diagnostic]:
    """The tree of what can be read, and what is wrong with the rest."""
    form, source, parser = lexer.form, lexer.source, problem.interactive_parser
    if lexer.sign_before_type in _accepted(parser) and (divided := lexer.with_type_divided()):
        found = line_mistakes.sign_missing(form, source, divided)
        return read_tokens(form, divided, span), found
    index = next((i for i, token in enumerate(tokens) if token is problem.token), len(tokens))
    accepted = _accepted(parser)
    found = line_mistakes.explain(form, source, problem.token, accepted, tokens[:index], span)
    for token in tokens[index:]:
        parser = _fed(parser, token)
    return _completed(parser, span.end), found


def read_tokens(form: str, tokens: list[Token], span: Span) -> Tree[Token]:
    """The tree of tokens that have been put right, as far as they now fit."""
    parser = _grammar().parse_interactive([], start=form)
    for token in tokens:
        parser = _fed(parser, token)
    return _completed(parser, span.end)


def _empty(kind: str, offset: int) -> Token:
    return Token(kind, "", start_pos=offset, end_pos=offset)


def _accepted(parser: InteractiveParser) -> set[str]:
    """The kinds of tokens with which the parser can go on."""
    return cast("set[str]", parser.accepts())  # type: ignore[no-untyped-call]


def _fed(parser: InteractiveParser, token: Token) -> InteractiveParser:
    """The parser after `token`, after a sign that was left out and `token`, or as it was."""
    accepted = _accepted(parser)
    if token.type in accepted:
        parser.feed_token(token)
        return parser
    for kind in _INSERTABLE:
        if kind in accepted:
            attempt = copy(parser)
            attempt.feed_token(_empty(kind, token.start_pos or 0))
            if token.type in _accepted(attempt):
                attempt.feed_token(token)
                return attempt
    return parser


def _completed(parser: InteractiveParser, offset: int) -> Tree[Token]:
    """The tree when the line is completed with empty tokens."""
    for _ in range(_COMPLETION_LIMIT):
        accepted = _accepted(parser)
        if "$END" in accepted:
            return cast("Tree[Token]", parser.feed_token(Token("$END", "")))
        kind = next((kind for kind in _COMPLETABLE if kind in accepted), min(accepted))
        parser.feed_token(_empty(kind, offset))
    return Tree("nothing", [])

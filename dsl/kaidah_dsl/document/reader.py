"""What reading one document carries along, and the small things every line is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TypeVar

from lark import Token

from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.document import citations, feel_text, forms, mistakes
from kaidah_dsl.document.cursor import NO_TYPES, TypeNames
from kaidah_dsl.document.forms import Form
from kaidah_dsl.document.outline import Line
from kaidah_dsl.document.scan import unquoted, words_of
from kaidah_dsl.document.tree import (
    NO_COMMENTS,
    Citation,
    Comments,
    FeelText,
    NameText,
    Node,
    Parameter,
)
from kaidah_dsl.document.type_text import type_text
from kaidah_dsl.source import Source, Span

NodeT = TypeVar("NodeT", bound=Node)


@dataclass
class Reader:
    """The source, the names of its types, and the problems found so far."""

    source: Source
    types: TypeNames = NO_TYPES
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def span(self, line: Line) -> Span:
        """The text of a line with what continues it."""
        return self.source.span(line.start, line.end)

    def first_line(self, line: Line) -> Span:
        """The text of a line up to its first line end: enough to point at."""
        end = self.source.text.find("\n", line.start, line.end)
        return self.source.span(line.start, line.end if end < 0 else end)

    def whole(self, line: Line) -> Span:
        """The text of a line with everything below it."""
        return self.source.span(line.start, max(line.end, line.last))

    def form(self, name: str, line: Line, keyword: str = "", kind: str = "") -> Form:
        """Read a line by its form; `keyword` is what it starts with, a token of `kind`."""
        token = None
        if keyword:
            pattern = r"\s+".join(map(re.escape, keyword.split())) if keyword != "=" else "="
            found = re.compile(pattern).match(self.source.text, line.start, line.end)
            end = found.end() if found else line.start + len(mistakes.first_word(line.text(self.source)))
            kind = kind or keyword.upper().replace(" ", "_")
            token = Token(kind, keyword, start_pos=line.start, end_pos=end)
        form = forms.read(self.source, name, self.span(line), token, self.types)
        if not (line.unclosed and form.diagnostics):
            self.diagnostics += form.diagnostics
        return form

    def name(self, form: Form) -> NameText | None:
        """The first name of a line, or None (which has been reported)."""
        token = form.one("NAME")
        return name_text(form, token) if token else None

    def names(self, form: Form) -> tuple[NameText, ...]:
        return tuple(name_text(form, token) for token in form.all("NAME"))

    def feel(self, form: Form, line: Line) -> FeelText | None:
        """The expression behind `=`, None where there is no `=`; empty where it cannot be read."""
        token = form.one("FEEL")
        if token is None:
            equals = any(
                kind == "FEEL" for kind in (t.type for t in form.tree.children if isinstance(t, Token))
            )
            return feel_text.missing(self.source.span(line.end, line.end)) if equals else None
        span = form.place(token)
        broken = line.unclosed or any(problem.code in ("K101", "K103") for problem in form.diagnostics)
        return feel_text.missing(span) if broken else feel_text.feel_text(span)

    def citations(self, form: Form) -> tuple[Citation, ...]:
        """The citations at the end of a line."""
        part = form.part("citations")
        cited: list[Citation] = []
        for token in form.all("CITATION", part) if part is not None else []:
            one, problems = citations.citation(form.place(token))
            self.diagnostics += problems
            cited += [one] if one else []
        return tuple(cited)

    def parameters(self, form: Form) -> tuple[Parameter, ...]:
        """The formal parameters of a function."""
        whole = form.part("parameters")
        parameters = []
        for part in form.parts("parameter", whole) if whole is not None else []:
            name, type = form.one("NAME", part), form.part("type", part)
            if name:
                parameters.append(
                    Parameter(
                        span=form.place(name),
                        name=name_text(form, name),
                        type=type_text(form, type) if type is not None else None,
                    )
                )
        return tuple(parameters)


def name_text(form: Form, token: Token) -> NameText:
    return NameText(span=form.place(token), text=words_of(token))


def strings(form: Form) -> list[str]:
    """The contents of the texts of a line."""
    return [unquoted(token) for token in form.all("STRING")]


def label(form: Form) -> str:
    """The label of `"LABEL" as NAME`."""
    part = form.part("label")
    token = form.one("STRING", part) if part is not None else None
    return unquoted(token) if token else ""


def comments(line: Line, form: Form | None = None) -> Comments:
    """The comments before a line, and those within it outside FEEL."""
    behind = form.comments if form else ""
    return Comments(before=line.before, behind=behind) if line.before or behind else NO_COMMENTS


def commented(node: NodeT, outer: Comments) -> NodeT:
    """A node with the comments of its own and those around the line it stands in."""
    if outer == NO_COMMENTS:
        return node
    own = node.comments
    behind = " ".join(text for text in (outer.behind, own.behind) if text)
    return replace(node, comments=Comments(before=(*outer.before, *own.before), behind=behind))

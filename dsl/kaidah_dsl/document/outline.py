"""From text to an outline: statements, and below them lines and the lines that belong to those.

Indentation, open brackets and comments say what belongs together; what a line means is not asked here, beyond
telling a line that has parts (a box, a table) from one that is continued by deeper lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.document import mistakes, words
from kaidah_dsl.document.physical import Content, Physical
from kaidah_dsl.document.scan import has_equals
from kaidah_dsl.source import Source, Span

DEEPEST = 40
"""Levels of boxes within boxes that are read."""

_STRUCTURE = re.compile(r'(?:.*[\s=:(])?structure\s*(?:"[^"]*"\s*)?(?:(?://|/\*).*)?$', re.DOTALL)
_CONTINUES = re.compile(r'["+*/<>,)\]}\[(-]|!=|(?:and|or|then|else|in|unit|scale|cite|from|as)\b')
_OPEN_END = re.compile(r"[-+*/<>=,:(\[{]\s*$")
_MISPLACED = re.compile(
    r'(?:about|namespace|question|answers|owner|uri|reading|because)[ \t]+"'
    r'|(?:law|source)[ \t]+\S+[ \t]*=[ \t]*"|edition[ \t]+\S+[ \t]+in[ \t]+force|allow[ \t]+K'
)


@dataclass
class Line:
    """A line with what continues it; `kind` is statement, clause, row or part, `keyword` a statement's."""

    start: int
    end: int
    indent: int
    kind: str
    before: tuple[str, ...] = ()
    keyword: str = ""
    unclosed: bool = False
    children: list[Line] = field(default_factory=list)
    trailing: tuple[str, ...] = ()

    def text(self, source: Source) -> str:
        return source.text[self.start : self.end]

    @property
    def last(self) -> int:
        """The end of the last line that belongs to this one."""
        return self.children[-1].last if self.children else self.end


@dataclass
class Outline:
    statements: list[Line]
    trailing: tuple[str, ...]
    diagnostics: list[Diagnostic]


class _Builder:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.statements: list[Line] = []
        self.diagnostics: list[Diagnostic] = []
        self.stack: list[Line] = []
        self.too_deep = False

    # --- where a line goes --------------------------------------------------------------------

    def add(self, content: Content) -> None:
        text = content.text(self.source)
        if self.starts_statement(content):
            return self._statement(content, text)
        if not self.stack:
            return self._indented_statement(content, text)
        row = content.row and self.stack[0].keyword != "type"
        while len(self.stack) > 1 and self.stack[-1].indent >= max(content.indent, 1):
            self.stack.pop()
        parent = self.stack[-1]
        if not row and self._continues(parent, content, text):
            parent.end = content.end
            parent.unclosed |= content.unclosed
            return None
        while len(self.stack) > 1 and not self._has_parts(self.stack[-1]):
            self._off(content)
            self.stack.pop()
        return self._child(self.stack[-1], content, row)

    def starts_statement(self, content: Content) -> bool:
        """Whether a line stands in the first column, and is not a clause that lost its indentation."""
        if content.indent:
            return False
        text = content.text(self.source)
        if not self.stack or words.keyword_at(words.STATEMENT, text):
            return True
        return not (text.startswith(("|", "=")) or words.keyword_at(words.CLAUSE, text))

    def _statement(self, content: Content, text: str) -> None:
        line = self._line(content, "statement")
        line.keyword = words.keyword_at(words.STATEMENT, text) or mistakes.meant_statement(text)
        self.statements.append(line)
        self.stack = [line]

    def _indented_statement(self, content: Content, text: str) -> None:
        self.diagnostics.append(mistakes.indented_statement(self._span(content)))
        self._statement(content, text)
        self.stack[0].indent = 0

    def _child(self, parent: Line, content: Content, row: bool) -> None:
        siblings = parent.children
        if self._is_off(siblings, content, row):
            self._off(content)
        kind = "row" if row else "clause" if parent.kind == "statement" else "part"
        line = self._line(content, kind)
        if siblings:
            line.indent = siblings[0].indent
        siblings.append(line)
        if row:
            return
        if len(self.stack) < DEEPEST:
            self.stack.append(line)
        elif not self.too_deep:
            self.too_deep = True
            self.diagnostics.append(mistakes.too_deep(self._span(content), DEEPEST))

    def _is_off(self, siblings: list[Line], content: Content, row: bool) -> bool:
        """Whether a line is indented unlike its siblings; the lines of a table may be ragged."""
        if self.too_deep or (row and siblings and siblings[-1].kind == "row" and content.indent):
            return False
        return content.indent == 0 or bool(siblings and siblings[-1].indent != content.indent)

    def _line(self, content: Content, kind: str) -> Line:
        return Line(
            start=content.start,
            end=content.end,
            indent=content.indent,
            kind=kind,
            before=content.before,
            unclosed=content.unclosed,
        )

    # --- what continues what ------------------------------------------------------------------

    def _continues(self, parent: Line, content: Content, text: str) -> bool:
        if parent.kind == "statement":
            return not parent.children and self._continues_head(parent, content, text)
        if _MISPLACED.match(text) and self.stack[0].keyword != "type":
            return False
        return not self._has_parts(parent)

    def _continues_head(self, head: Line, content: Content, text: str) -> bool:
        so_far = head.text(self.source)
        if head.keyword == "type":
            return not _STRUCTURE.match(so_far)
        if _OPEN_END.search(so_far[-20:]):
            return True
        clause = words.keyword_at(words.CLAUSE, text)
        if clause and clause in words.CLAUSES.get(head.keyword, ()):
            return False
        if text.startswith("=") or words.is_box_head(text):
            return content.indent > 2 and has_equals(so_far)
        if _CONTINUES.match(text):
            return True
        return content.indent > 2 and has_equals(so_far) and not mistakes.meant_clause(text)

    def _has_parts(self, line: Line) -> bool:
        """Whether deeper lines are parts of this line; otherwise they continue it."""
        if line.children:
            return True
        text = line.text(self.source)
        if line.kind == "statement":
            return True
        if self.stack[0].keyword == "type":
            return _STRUCTURE.match(text) is not None
        if line.kind == "clause":
            clause = words.keyword_at(words.CLAUSE, text)
            if clause and clause != "reading" and not words.is_box_head(text):
                return False
        return not has_equals(text)

    # --- mistakes -----------------------------------------------------------------------------

    def _off(self, content: Content) -> None:
        self.diagnostics.append(mistakes.indentation_off(self._span(content), content.indent))

    def _span(self, content: Content) -> Span:
        line_end = self.source.text.find("\n", content.start, content.end)
        return self.source.span(content.start, content.end if line_end < 0 else line_end)


def _split_comments(pending: list[tuple[int, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Comments between two statements: those that are indented belong to the first one."""
    last = 0
    for index, (indent, text) in enumerate(pending, 1):
        if text and indent == 0:
            break
        if text:
            last = index
    lines = tuple(text for _, text in pending)
    return lines[:last], lines[last:]


def outline(source: Source) -> Outline:
    """The outline of a document. Whatever the text is, every line of it is in the outline or reported."""
    physical = Physical(source)
    builder = _Builder(source)
    for content in physical.contents():
        content.before = tuple(text for _, text in content.pending)
        if builder.statements and builder.starts_statement(content):
            builder.statements[-1].trailing, content.before = _split_comments(content.pending)
        builder.add(content)
    trailing, rest = _split_comments(physical.pending)
    if builder.statements:
        builder.statements[-1].trailing = trailing
    else:
        rest = trailing + rest
    return Outline(builder.statements, rest, [*physical.diagnostics, *builder.diagnostics])

"""The lines of a text with content, joined where a bracket or a comment stays open; comments between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.document import mistakes, words
from kaidah_dsl.document.feel_text import dedented
from kaidah_dsl.document.scan import PIECE, Brackets
from kaidah_dsl.source import Source

_JOIN_LIMIT = 100
_STOP = re.compile(
    r"[ \t]*(?:\||cite[ \t]+\w|(?:about|question|answers|reading|because)[ \t]+\""
    r"|(?:law|source)[ \t]+\S+[ \t]*=[ \t]*\"|allow[ \t]+K\d)"
)
_BLANKS = re.compile(r"[ \t\ufeff\u00a0]*")


@dataclass
class Content:
    """A line that holds more than a comment. `pending` are the comment lines and blank lines before it."""

    start: int
    end: int
    indent: int
    row: bool
    pending: list[tuple[int, str]]
    before: tuple[str, ...] = ()
    unclosed: bool = False

    def text(self, source: Source) -> str:
        return source.text[self.start : self.end]


@dataclass
class Physical:
    source: Source
    diagnostics: list[Diagnostic] = field(default_factory=list)
    pending: list[tuple[int, str]] = field(default_factory=list)
    tabs: list[tuple[int, int]] = field(default_factory=list)

    def contents(self) -> Iterator[Content]:
        """Every line with content; afterwards `pending` holds the comments behind the last of them."""
        index, lines = 0, len(self.source.line_starts)
        while index < lines:
            start, end = self._bounds(index)
            first = self._indentation(start, end)
            index, content = self._line(index, start, first, end)
            if content:
                yield content
        if self.tabs:
            self.diagnostics.append(mistakes.tabs([self.source.span(*tab) for tab in self.tabs]))

    def _bounds(self, index: int) -> tuple[int, int]:
        starts = self.source.line_starts
        end = starts[index + 1] - 1 if index + 1 < len(starts) else len(self.source.text)
        return starts[index], end

    def _indentation(self, start: int, end: int) -> int:
        found = _BLANKS.match(self.source.text, start, end)
        return found.end() if found else start

    def _line(self, index: int, start: int, first: int, end: int) -> tuple[int, Content | None]:
        text = self.source.text
        indent = self._columns(start, first)
        while text.startswith("/*", first):
            close = text.find("*/", first + 2)
            if close < 0:
                self.diagnostics.append(mistakes.unclosed_comment(self.source.span(first, first + 2)))
                self._comment(indent, text[first:end])
                return index + 1, None
            self._comment(indent, text[first : close + 2])
            index = bisect_right(self.source.line_starts, close + 1) - 1
            end = self._bounds(index)[1]
            first = self._indentation(close + 2, end)
            if not text[first:end].strip():
                return index + 1, None
        line = text[first:end].rstrip()
        if not line:
            self.pending.append((indent, ""))
            return index + 1, None
        if line.startswith("//"):
            self._comment(indent, line)
            return index + 1, None
        self._note_tab(start, first)
        return self._content(index, first, first + len(line), indent)

    def _columns(self, start: int, first: int) -> int:
        blanks = self.source.text[start:first].replace("\ufeff", "")
        return len(blanks) + blanks.count("\t")

    def _comment(self, indent: int, comment: str) -> None:
        self.pending.extend((indent, line.rstrip()) for line in dedented(comment).split("\n"))

    def _note_tab(self, start: int, first: int) -> None:
        text = self.source.text
        at = text.find("\t", start, first)
        if at >= 0 and "\n" not in text[start:first]:
            stop = at
            while text[stop] == "\t":
                stop += 1
            self.tabs.append((at, stop))

    def _content(self, index: int, first: int, end: int, indent: int) -> tuple[int, Content]:
        row = self.source.text[first] == "|"
        content = Content(start=first, end=end, indent=indent, row=row, pending=self.pending)
        self.pending = []
        if row:
            return index + 1, content
        end, opener = self._joined_end(index, first, end)
        content.end = end
        if opener is not None:
            content.unclosed = True
            self.diagnostics.append(mistakes.unclosed_bracket(self.source.span(opener, opener + 1)))
        return bisect_right(self.source.line_starts, max(first, end - 1)), content

    def _joined_end(self, index: int, first: int, end: int) -> tuple[int, int | None]:
        """Where the line ends when open brackets and comments are followed; a bracket that never closes."""
        brackets = Brackets()
        own_end, position = end, first
        for following in range(index, min(index + _JOIN_LIMIT, len(self.source.line_starts))):
            start, line_end = self._bounds(following)
            if following > index and self._stops(start, line_end):
                break
            if position >= line_end and following > index:
                continue
            position = self._scan(brackets, max(start, position), line_end)
            if not brackets.open:
                last = self._bounds(bisect_right(self.source.line_starts, max(first, position - 1)) - 1)[1]
                return first + len(self.source.text[first:last].rstrip()), None
        return own_end, brackets.open[-1][1]

    def _scan(self, brackets: Brackets, start: int, end: int) -> int:
        """Follow the brackets of a line; where the scan ends (behind a comment that runs over line ends)."""
        text, position = self.source.text, start
        while found := PIECE.search(text, position, end):
            position = found.end()
            if text.startswith("/*", found.start()):
                close = text.find("*/", found.start() + 2)
                if close < 0:
                    self.diagnostics.append(
                        mistakes.unclosed_comment(self.source.span(found.start(), position))
                    )
                    return end
                position = close + 2
                end = max(end, self._line_end(position))
                continue
            brackets.see(text, found)
        return end

    def _line_end(self, position: int) -> int:
        end = self.source.text.find("\n", position)
        return len(self.source.text) if end < 0 else end

    def _stops(self, start: int, end: int) -> bool:
        """Whether an open bracket cannot reach this line: a statement, a clause or a table begins here."""
        line = self.source.text[start:end]
        if _STOP.match(line) is not None:
            return True
        return words.keyword_at(words.STATEMENT, line) is not None

"""What reading any part of a DMN file needs: children by name, FEEL texts to trees, problems gathered.

A file of another tool is used as far as it can be: what is wrong with a part is a warning, and the part has no
value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from kaidah.interchange.names import is_feel
from kaidah.interchange.read_tree import Document, line_of
from kaidah.model.elements import Written
from kaidah_dsl.diagnostics import Diagnostic, Severity, warning
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.parse import parse_expression, parse_unary_tests
from kaidah_dsl.source import Source, Span

Names = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One file. `names` are those that FEEL may meet behind a dot anywhere in it."""

    document: Document
    names: Names = frozenset()
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def warn(self, code: str, message: str, element: etree._Element, help: str = "") -> None:
        self.diagnostics.append(warning(code, message, self.document.span(element), help=help))

    # --- FEEL ---------------------------------------------------------------------------------------

    def expression(
        self, parent: etree._Element | None, scope: Names, owner: etree._Element
    ) -> feel.Expression:
        """The tree of the `text` inside an element; what cannot be read has no value."""
        span = self.text(parent)
        if parent is None or span is None or not span.text.strip():
            place = self.document.span(owner if parent is None else parent)
            return self._unreadable("K604", "the expression is empty", "write it, or `null`", place)
        language = parent.get("expressionLanguage", "")
        if not is_feel(language):
            fact = f"the expression is written in `{language}`, which is not read"
            return self._unreadable("K609", fact, "write it in FEEL", span)
        parsed = parse_expression(span, scope | self.names)
        if parsed.tree is not None and not parsed.diagnostics:
            return parsed.tree
        return self._mistaken(parsed.diagnostics, span)

    def tests(self, parent: etree._Element | None, scope: Names) -> feel.UnaryTests | None:
        """The unary tests in the `text` of an element; None where there are none."""
        span = self.text(parent)
        if span is None or not span.text.strip():
            return None
        parsed = parse_unary_tests(span, scope | self.names)
        if parsed.tree is not None and not parsed.diagnostics:
            return parsed.tree
        return feel.UnaryTests(tests=(self._mistaken(parsed.diagnostics, span),), span=span)

    def text(self, parent: etree._Element | None) -> Span | None:
        """The text of an element's `text`, where it stands in the file."""
        found = None if parent is None else child(parent, "text")
        return None if found is None else self.span_of_text(found)

    def span_of_text(self, element: etree._Element) -> Span:
        text = element.text or ""
        line = line_of(element)
        source = Source(name=self.document.name, text=text, first_line=line)
        inner = text.strip()
        start = text.find(inner) if inner else 0
        return source.span(start, start + len(inner)) if inner else source.span()

    def _mistaken(self, found: tuple[Diagnostic, ...], span: Span) -> feel.Unreadable:
        lenient = [replace(problem, severity=Severity.WARNING) for problem in found]
        self.diagnostics.extend(lenient)
        first = found[0] if found else warning("K107", "this is not FEEL", span)
        return feel.Unreadable(
            code=first.code, message=first.message, help=first.help, span=first.span or span
        )

    def _unreadable(self, code: str, message: str, help: str, span: Span) -> feel.Unreadable:
        self.diagnostics.append(warning(code, message, span, help=help))
        return feel.Unreadable(code=code, message=message, help=help, span=span)

    def nothing(self, code: str, message: str, element: etree._Element, help: str = "") -> feel.Unreadable:
        """An expression that is not there, or of no known kind."""
        return self._unreadable(code, message, help, self.document.span(element))


# --- elements -------------------------------------------------------------------------------------


def tag(element: etree._Element) -> str:
    """The local name of an element of DMN; with its namespace where it is of another vocabulary."""
    qualified = etree.QName(element)
    root = element.getroottree().getroot()
    return qualified.localname if qualified.namespace == etree.QName(root).namespace else qualified.text


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The child elements of these names, in their order; all of DMN's where none is named."""
    for each in element.iterchildren(etree.Element):
        if not names or tag(each) in names:
            yield each


def child(element: etree._Element, *names: str) -> etree._Element | None:
    return next(children(element, *names), None)


def content(element: etree._Element, name: str) -> str:
    """The text of a child element, "" where there is none."""
    found = child(element, name)
    return "" if found is None else (found.text or "").strip()


def flag(element: etree._Element, name: str) -> bool:
    return element.get(name, "").strip() in ("true", "1")


def single_spaced(name: str) -> str:
    """A name as FEEL has it: its words separated by single spaces (clause 10.3.1.2, rules 26 to 30)."""
    return " ".join(name.split())


def written(element: etree._Element) -> Written:
    """What an element has that means nothing to a model."""
    variable = child(element, "variable")
    foreign = tuple(
        (str(key), str(value)) for key, value in element.attrib.items() if str(key).startswith("{")
    )
    holder = child(element, "extensionElements")
    extensions = [] if holder is None else [markup(each) for each in children(holder)]
    return Written(
        id=element.get("id", ""),
        variable_id="" if variable is None else variable.get("id", ""),
        attributes=foreign,
        extensions=tuple(extensions),
    )


def markup(element: etree._Element) -> str:
    """An element as XML that stands alone."""
    return str(etree.tostring(element, encoding="unicode", with_tail=False))

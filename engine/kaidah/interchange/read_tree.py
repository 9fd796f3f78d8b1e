"""Bytes of a file nobody vouches for, to a tree of XML elements.

No entity is resolved, nothing is loaded from anywhere, and size and depth are bounded. Whatever is wrong with
the bytes comes back as a K6xx diagnostic with its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from kaidah.interchange.names import VERSIONS
from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.source import Source, Span

MOST_BYTES = 20_000_000
DEEPEST = 120


@dataclass(frozen=True)
class Document:
    """A file that has been read. `root` is None where it could not be; `version` is that of the standard."""

    name: str
    root: etree._Element | None
    version: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    data: bytes = field(default=b"", repr=False)

    @cached_property
    def lines(self) -> list[str]:
        return self.data.decode("utf-8", "replace").splitlines()

    def span(self, element: etree._Element) -> Span:
        """The line on which an element's start tag ends."""
        return self.line(line_of(element))

    def line(self, number: int) -> Span:
        text = self.lines[number - 1] if 0 < number <= len(self.lines) else ""
        stripped = text.strip()
        start = text.find(stripped) if stripped else 0
        return Source(name=self.name, text=text, first_line=number).span(start, start + len(stripped))


def line_of(element: etree._Element) -> int:
    """The line on which an element's start tag ends."""
    line: Any = element.sourceline
    return int(line or 1)


def read_tree(data: bytes, name: str) -> Document:
    """The document in `data`; `name` is that of the file, for messages. K601 to K603."""
    if len(data) > MOST_BYTES:
        size = f"{MOST_BYTES // 1_000_000} MB"
        return _refused(name, b"", "K602", f"`{name}` is larger than {size}", "split the model")
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as problem:
        return _not_xml(name, data, problem)
    except (ValueError, LookupError) as problem:
        return _refused(name, data, "K601", f"`{name}` is not XML: {_lower(str(problem))}")
    if root.getroottree().docinfo.internalDTD is not None:
        help = "remove the DOCTYPE: a DMN file needs none"
        return _refused(name, data, "K602", f"`{name}` has a DOCTYPE, which is not read", help)
    return _checked(name, data, root)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _not_xml(name: str, data: bytes, problem: etree.XMLSyntaxError) -> Document:
    document = Document(name, None, data=data)
    line = problem.lineno or 1
    reason = _lower(problem.msg or "it is empty")
    if "depth" in reason:
        found = error("K602", f"`{name}` is nested too deep", document.line(line))
    else:
        help = "save it again from the tool it comes from"
        found = error("K601", f"`{name}` is not well-formed XML: {reason}", document.line(line), help=help)
    return Document(name, None, diagnostics=(found,), data=data)


def _checked(name: str, data: bytes, root: etree._Element) -> Document:
    document = Document(name, root, data=data)
    qualified = etree.QName(root)
    version = VERSIONS.get(qualified.namespace or "")
    if version is None or qualified.localname != "definitions":
        help = f"its root must be `definitions` of DMN {', '.join(VERSIONS.values())}"
        shown = (
            f"{{{qualified.namespace}}}{qualified.localname}" if qualified.namespace else qualified.localname
        )
        fact = f"`{name}` is no DMN model: its root is `{shown}`"
        return Document(
            name, None, diagnostics=(error("K603", fact, document.span(root), help=help),), data=data
        )
    deepest = _too_deep(root)
    if deepest is not None:
        found = error("K602", f"`{name}` is nested deeper than {DEEPEST} elements", document.span(deepest))
        return Document(name, None, diagnostics=(found,), data=data)
    return Document(name, root, version, data=data)


def _too_deep(root: etree._Element) -> etree._Element | None:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            found: etree._Element = element
            return found
    return None


def _refused(name: str, data: bytes, code: str, message: str, help: str = "") -> Document:
    span = Document(name, None, data=data).line(1) if data else None
    return Document(name, None, diagnostics=(error(code, message, span, help=help),), data=data)


def _lower(text: str) -> str:
    first = text.splitlines()[0] if text else ""
    return first[:1].lower() + first[1:]

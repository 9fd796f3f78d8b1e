"""Imports of other models: what a file says of them, and which file beside it they mean (clause 6.3.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lxml import etree

from kaidah.interchange.names import VERSIONS
from kaidah.interchange.read_tree import Document
from kaidah.interchange.reading import children, single_spaced
from kaidah_dsl.diagnostics import Diagnostic, warning
from kaidah_dsl.source import Span

SUFFIX = ".dmn"


@dataclass(frozen=True, kw_only=True)
class ImportStatement:
    """`name` is the prefix of what is imported, "" where its names are used as they are."""

    namespace: str
    name: str
    location: str
    kind: str
    span: Span
    element: etree._Element = field(repr=False)

    @property
    def is_dmn(self) -> bool:
        return not self.kind or self.kind in VERSIONS or "/DMN/" in self.kind

    def not_found(self) -> Diagnostic:
        """K606."""
        where = self.location or self.namespace
        help = f"put the file whose namespace is `{self.namespace}` beside this one"
        return warning(
            "K606", f"the imported model `{self.name or where}` is not found", self.span, help=help
        )


def import_statements(document: Document) -> tuple[ImportStatement, ...]:
    """The imports of a document, in its order."""
    if document.root is None:
        return ()
    return tuple(
        ImportStatement(
            namespace=each.get("namespace", ""),
            name=single_spaced(each.get("name", "")),
            location=each.get("locationURI", ""),
            kind=each.get("importType", ""),
            span=document.span(each),
            element=each,
        )
        for each in children(document.root, "import")
    )


def find_imported(statement: ImportStatement, file: Path) -> Path | None:
    """The file that an import means: the one at its location if it is there, else one of its namespace beside
    the importing file. Nothing outside that folder is read."""
    folder = file.resolve().parent
    if statement.location and "://" not in statement.location:
        given = (folder / statement.location).resolve()
        if given.is_relative_to(folder) and given.is_file() and given != file.resolve():
            return given
    for each in sorted(folder.glob(f"*{SUFFIX}")):
        if each != file.resolve() and _namespace(each, each.stat().st_mtime_ns) == statement.namespace:
            return each
    return None


_NAMESPACE = re.compile(rb"""<(?:[\w.-]+:)?definitions\b[^>]*?\snamespace\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@lru_cache(maxsize=256)
def _namespace(path: Path, changed: int) -> str:
    """The namespace a file gives its model, from its first bytes."""
    try:
        with path.open("rb") as file:
            match = _NAMESPACE.search(file.read(65_536))
    except OSError:
        return ""
    return (match.group(1) or match.group(2) or b"").decode("utf-8", "replace") if match else ""

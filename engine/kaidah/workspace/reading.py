"""Reading a file: text that cannot be read is a diagnostic too."""

from __future__ import annotations

from pathlib import Path

from kaidah.workspace import collecting
from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.document.parse import parse
from kaidah_dsl.document.read import read
from kaidah_dsl.document.tree import Document
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Source


@frozen
class ReadDocument:
    """A document and what its text has wrong; an empty one where the file could not be read (K100)."""

    document: Document
    diagnostics: tuple[Diagnostic, ...]


def read_document(path: Path) -> ReadDocument:
    """The document in a file, named by its path from the current folder where it lies below that."""
    name = _shown(path)
    source = read(path, name)
    if isinstance(source, Diagnostic):
        return ReadDocument(
            document=Document(source=Source(name=name, text=""), statements=()), diagnostics=(source,)
        )
    with collecting.put_off():
        parsed = parse(source)
    return ReadDocument(document=parsed.document, diagnostics=parsed.diagnostics)


def read_bytes(path: Path) -> tuple[str, bytes | Diagnostic]:
    """A file's name as messages show it, and its bytes or why they cannot be read (K100)."""
    name = _shown(path)
    try:
        return name, path.read_bytes()
    except OSError as problem:
        reason = (problem.strerror or "it cannot be opened").lower()
        return name, error("K100", f"`{name}` cannot be read: {reason}")


def _shown(path: Path) -> str:
    here = Path.cwd()
    inside = path.is_absolute() and path.is_relative_to(here)
    return (path.relative_to(here) if inside else path).as_posix()

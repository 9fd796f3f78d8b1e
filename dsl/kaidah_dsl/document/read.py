"""From a file to a Source."""

from __future__ import annotations

from pathlib import Path

from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.source import Source

LARGEST = 20 * 1024 * 1024
"""Bytes a document may have."""


def read(path: Path, name: str = "") -> Source | Diagnostic:
    """The text of a file, its line ends made `\n` and a byte order mark left out; or K100 and why not.

    `name` is what messages call the file; its path if omitted.
    """
    shown = name or str(path)
    try:
        if path.is_dir():
            return _unreadable(shown, "is a folder, not a file", "name a `.kaidah` file in it")
        if path.stat().st_size > LARGEST:
            return _unreadable(
                shown, "is larger than 20 MB", "divide it into several models that `use` each other"
            )
        content = path.read_bytes()
    except FileNotFoundError:
        return _unreadable(shown, "does not exist")
    except PermissionError:
        return _unreadable(shown, "may not be read", "ask for the right to read it")
    except (OSError, ValueError) as problem:
        return _unreadable(shown, f"cannot be read ({getattr(problem, 'strerror', None) or 'bad name'})")
    return from_bytes(content, shown)


def from_bytes(content: bytes, name: str) -> Source | Diagnostic:
    """The text in the bytes of a file, or K100 where they are not UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        return _not_utf8(content, name, line)
    if "\0" in text:
        return error("K100", f"`{name}` is not a text", help="give a `.kaidah` file")
    return Source(name=name, text=text.replace("\r\n", "\n").replace("\r", "\n"))


def _not_utf8(content: bytes, name: str, line: int) -> Diagnostic:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    help = "save it as UTF-8" + (" (it is UTF-16 now)" if wide else "")
    return error("K100", f"`{name}` is not in UTF-8 (line {line})", help=help)


def _unreadable(name: str, why: str, help: str = "") -> Diagnostic:
    return error("K100", f"`{name}` {why}", help=help)

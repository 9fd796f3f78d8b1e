"""Files and folders as a user names them: what is there, what can be read, and writing them whole."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kaidah_dsl.diagnostics import Diagnostic, error

SKIPPED = frozenset({"node_modules", "__pycache__"})
NO_DOCUMENTS = frozenset({".csv", ".json", ".md", ".pdf", ".png", ".svg", ".xlsx"})
"""Files that are found beside documents, and are none."""


def kaidah_files(paths: Sequence[str]) -> tuple[list[Path], list[Diagnostic]]:
    """Every `.kaidah` file the paths name, in order and once: a file itself, of a folder all below it."""
    found: dict[Path, None] = {}
    problems: list[Diagnostic] = []
    for path in map(Path, paths or ["."]):
        try:
            below = _below(path) if path.is_dir() else [path]
        except OSError as reason:
            problems.append(unreadable(str(path), reason))
            continue
        if not path.exists():
            problems.append(unreadable(str(path), FileNotFoundError()))
            continue
        if path.suffix.lower() in NO_DOCUMENTS and path.is_file():
            problems.append(_no_document(path))
            continue
        if not below:
            problems.append(
                error("K100", f"no `.kaidah` file in `{path}`", help="name a file or another folder")
            )
        found.update(dict.fromkeys(below))
    return list(found), problems


def _below(folder: Path) -> list[Path]:
    files = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in SKIPPED)
        files += [Path(parent, name) for name in sorted(names) if name.endswith(".kaidah")]
    return files


def _no_document(path: Path) -> Diagnostic:
    """A K100 for a file that lies beside documents, such as their cases or a picture of them."""
    cases = "its cases are run by `kaidah test` on the `.kaidah` file beside it"
    help = cases if path.suffix.lower() == ".csv" else "name a `.kaidah` file"
    return error("K100", f"`{path}` is no document in the language of Kaidah", help=help)


def read_text(path: str) -> str | Diagnostic:
    """The text of a file in UTF-8 (a byte order mark is dropped), or why it cannot be read."""
    try:
        content = Path(path).read_bytes()
    except (OSError, ValueError) as reason:
        return unreadable(path, reason)
    return _decoded(content, path)


def read_standard_input() -> str | Diagnostic:
    """What is piped in, as UTF-8 whatever the terminal's own encoding."""
    stream = getattr(sys.stdin, "buffer", None)
    return sys.stdin.read() if stream is None else _decoded(stream.read(), "<stdin>")


def _decoded(content: bytes, path: str) -> str | Diagnostic:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        return error(
            "K100", f"`{path}` is not text in UTF-8 (byte {reason.start + 1})", help="save it as UTF-8"
        )


def unreadable(path: str, reason: Exception) -> Diagnostic:
    """A K100 that says in words why a file cannot be read."""
    words = _REASONS.get(type(reason)) or getattr(reason, "strerror", None) or str(reason)
    return error("K100", f"cannot read `{path}`: {words}")


_REASONS: dict[type[Exception], str] = {
    FileNotFoundError: "there is no such file",
    IsADirectoryError: "it is a folder",
    PermissionError: "you may not read it",
    NotADirectoryError: "a part of its path is a file",
}


def replace_file(path: Path, content: bytes) -> str:
    """Write a file whole: beside it first, then in its place, so that nobody sees half of it.

    Its permissions stay; a link is followed. Returns what went wrong, or "".
    """
    try:
        target = path.resolve()
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(beside, mode)  # noqa: PTH101 (a text path is at hand)
            os.replace(beside, target)  # noqa: PTH105
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as reason:
        return f"cannot write `{path}`: {getattr(reason, 'strerror', None) or reason}"
    return ""


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

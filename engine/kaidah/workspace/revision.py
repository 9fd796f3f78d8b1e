"""Files as they were in a git revision, with those beside them that they may use."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.frozen import frozen

_SUFFIXES = (".kaidah", ".dmn")
_ASK = "`git log --oneline` lists the revisions"


@frozen
class Revision:
    """A revision's models, written into a folder that is gone when it is closed; `path` is the file asked for."""

    folder: TemporaryDirectory[str]
    path: Path

    def close(self) -> None:
        self.folder.cleanup()


def split_revision(given: str) -> tuple[str, str] | None:
    """`REV:FILE` in its parts; None for what names no revision."""
    revision, colon, path = given.partition(":")
    if not colon or not revision or not path or Path(given).exists():
        return None
    return (revision, path) if len(revision) > 1 or revision.isalnum() else None


def checked_out(revision: str, path: str) -> Revision | Diagnostic:
    """The file at a revision of the repository that it lies in; K720 where git cannot give it."""
    if shutil.which("git") is None:
        return error("K720", f"`{revision}:{path}` needs git, which is not installed")
    beside = Path(path).parent
    here = beside if beside.is_dir() else Path()
    top = _git(here, "rev-parse", "--show-toplevel")
    if top is None:
        message = f"`{path}` lies in no git repository, so it has no revision `{revision}`"
        return error("K720", message, help="give two files, or go into the repository")
    if revision.startswith("-") or _git(here, "rev-parse", "--verify", f"{revision}^{{commit}}") is None:
        return error("K720", f"there is no git revision `{revision}`", help=_ASK)
    root = Path(top.decode().strip())
    listed = _git(root, "ls-tree", "-r", "-z", "--name-only", revision) or b""
    names = [name for name in listed.decode(errors="replace").split("\0") if name.endswith(_SUFFIXES)]
    wanted = _within(root, path)
    if wanted not in names:
        return error(
            "K720",
            f"there is no file `{path}` in git revision `{revision}`",
            help=f"`git ls-tree -r --name-only {revision}` lists its files",
        )
    archive = _git(root, "archive", "--format=tar", revision, "--", *names)
    if archive is None:
        return error("K720", f"git cannot give the files of revision `{revision}`")
    folder = TemporaryDirectory(prefix="kaidah-")
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder.name, filter="data")
    return Revision(folder=folder, path=Path(folder.name, wanted))


def _within(root: Path, path: str) -> str:
    """The path from the top of the repository; it may be given from there, or from here."""
    full = Path(path).absolute().resolve()
    return full.relative_to(root.resolve()).as_posix() if full.is_relative_to(root.resolve()) else path


def _git(folder: Path, *words: str) -> bytes | None:
    """What git says; None where it fails."""
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None

"""Commands in the documents: a block ```console holds lines `$ kaidah ...` and what they print.

`python tests/console.py` rewrites what they print.
"""

from __future__ import annotations

import contextlib
import io
import shlex
from pathlib import Path

import markdown_cases

ROOT = Path(__file__).parent.parent
FILES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").rglob("*.md")])


def blocks(kind: str) -> list[tuple[Path, markdown_cases.Block]]:
    """The fenced blocks of a kind in all documents."""
    sections = [section for file in FILES for section in markdown_cases.sections(file)]
    return [(section.file, block) for section in sections for block in section.blocks if block.kind == kind]


def shown(text: str) -> str:
    """The commands of a block, each with what it prints now."""
    commands = [line for line in text.splitlines() if line.startswith("$ kaidah ")]
    return "\n".join(f"{line}\n{printed(line.removeprefix('$ kaidah '))}" for line in commands)


def printed(command: str) -> str:
    """What `kaidah` prints for these arguments, in the folder of the repository."""
    from kaidah.cli import main

    out = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        main(shlex.split(command))
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines()) + "\n"


def update(file: Path) -> bool:
    """Rewrite what the commands of a document print; whether that changed it."""
    text = before = file.read_text(encoding="utf-8")
    for block in reversed([block for owner, block in blocks("console") if owner == file]):
        text = text[: block.start] + shown(block.text) + text[block.end :]
    if text != before:
        file.write_text(text, encoding="utf-8")
    return text != before


if __name__ == "__main__":
    markdown_cases.plain_environment()
    for file in FILES:
        if update(file):
            print(f"updated {file.name}")

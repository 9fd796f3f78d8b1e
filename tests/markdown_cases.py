"""Cases in Markdown: prose, then fenced blocks with what is given and what is expected.

    ```kaidah [FILE]         a file; its name is that of the case file unless it is given
    ```csv FILE              any other file
    ```input                 NAME = VALUE lines, or JSON; lines that begin with -- are arguments (--on DATE)
    ```command               the arguments of `kaidah`, a line each

    ```diagnostics           expected: what `kaidah check` says, or with `input` what is wrong with the case
    ```answer                expected: NAME = VALUE lines
    ```explanation [DEPTH]   expected: the explanation as text
    ```output                expected: what the commands print, and `[exit N]` where N is not 0

A case reaches from one heading to the next; files of the sections before it are there too.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kaidah_dsl.report import to_text

EXPECTATIONS = ("diagnostics", "answer", "explanation", "output")
_FENCE = re.compile(
    r"^(?P<ticks>`{3,})(?P<info>[^`\n]*)\n(?P<body>.*?)^(?P=ticks)[ \t]*$", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(r"^#{1,6} +(?P<title>.+?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: the words behind its ticks, its text, and where the text lies in the file."""

    kind: str
    words: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Section:
    """One case: a heading and its blocks, with the files of the sections before it."""

    file: Path
    title: str
    blocks: tuple[Block, ...]
    files: dict[str, str] = field(default_factory=dict)

    @property
    def expectations(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.kind in EXPECTATIONS)

    def block(self, kind: str) -> str | None:
        return next((block.text for block in self.blocks if block.kind == kind), None)


def read(file: Path) -> list[Section]:
    """The cases of a file: its sections that expect something."""
    return [section for section in sections(file) if section.expectations]


def sections(file: Path) -> list[Section]:
    """Every section of a file, with the files it has by then."""
    text = file.read_text(encoding="utf-8")
    files: dict[str, str] = {}
    found = []
    for title, blocks in _sections(text):
        for block in blocks:
            if block.kind == "kaidah":
                files[block.words or f"{file.stem}.kaidah"] = block.text
            elif block.words and block.kind not in EXPECTATIONS:
                files[block.words] = block.text
        found.append(Section(file, title, tuple(blocks), dict(files)))
    return found


def _sections(text: str) -> Iterator[tuple[str, list[Block]]]:
    blocks = [_block(match) for match in _FENCE.finditer(text)]
    headings = [
        match
        for match in _HEADING.finditer(text)
        if not any(block.start <= match.start() < block.end for block in blocks)
    ]
    starts = [match.start() for match in headings] + [len(text)]
    for match, end in zip(headings, starts[1:], strict=True):
        yield match["title"], [block for block in blocks if match.start() <= block.start < end]


def _block(match: re.Match[str]) -> Block:
    kind, _, words = match["info"].strip().partition(" ")
    return Block(kind, words.strip(), match["body"], match.start("body"), match.end("body"))


def actual(section: Section, block: Block) -> str:
    """What really comes out, for an expectation."""
    with in_folder(section):
        return _settled(_outcome(section, block))


def problems(section: Section) -> str:
    """What `kaidah check` and `test` say of a section's file, and what is wrong with its case, if any."""
    with in_folder(section):
        found = _command(f"check {_main_file(section)} --exit-zero")
        found += _command(f"test {_main_file(section)} --format github")
        given = section.block("input")
        case = Block("diagnostics", "", "", 0, 0)
        return found if given is None else found + _of_case(section, case, given)


@contextlib.contextmanager
def in_folder(section: Section) -> Iterator[None]:
    """A folder with the files of the section, as the current one."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name, text in section.files.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
        yield


def _outcome(section: Section, block: Block) -> str:
    if block.kind == "output":
        commands = (section.block("command") or "").splitlines()
        return "".join(_command(command) for command in commands if command.strip())
    given = section.block("input")
    if block.kind == "diagnostics" and given is None:
        return _command(f"check {_main_file(section)} --exit-zero")
    return _of_case(section, block, given or "")


def _of_case(section: Section, block: Block, given: str) -> str:
    from kaidah.cli import case

    parser = ArgumentParser()
    case.add_arguments(parser)
    answer = case.answer(parser.parse_args([_main_file(section), *_words(given)]))
    if isinstance(answer, case.Unusable):
        return to_text(answer.diagnostics)
    match block.kind:
        case "diagnostics":
            return to_text(answer.diagnostics)
        case "explanation":
            return answer.explain(block.words or "table")  # type: ignore[arg-type]
        case _:
            return "".join(f"{name} = {text}\n" for name, text in answer.shown().items())


def _words(given: str) -> list[str]:
    """The input block as arguments of `kaidah run`."""
    if given.lstrip().startswith("{"):
        Path("given.json").write_text(given, encoding="utf-8")
        return ["--input", "given.json"]
    words: list[str] = []
    for line in filter(None, map(str.strip, given.splitlines())):
        if line.startswith("--"):
            option, _, value = line.partition(" ")
            words.append(f"{option}={value.strip()}")
        else:
            name, _, value = line.partition("=")
            words.append(f"{name.strip()}={value.strip()}")
    return words


def _main_file(section: Section) -> str:
    """The file the case is about: the last `kaidah` block so far."""
    return next(reversed([name for name in section.files if name.endswith(".kaidah")]))


def _command(words: str) -> str:
    from kaidah.cli import main

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        status = main(shlex.split(words))
    return out.getvalue() + (f"[exit {status}]\n" if status else "")


def _settled(text: str) -> str:
    lines = [line.rstrip() for line in text.rstrip().splitlines()]
    return "\n".join(lines) + "\n" if lines else ""


def update(file: Path) -> bool:
    """Rewrite what a file expects by what comes out; whether that changed it."""
    text = before = file.read_text(encoding="utf-8")
    changes = [(block, actual(section, block)) for section in read(file) for block in section.expectations]
    for block, new in reversed(changes):
        text = text[: block.start] + new + text[block.end :]
    if text != before:
        file.write_text(text, encoding="utf-8")
    return text != before


def plain_environment() -> None:
    """No colours and one width, wherever the cases run."""
    os.environ.update(NO_COLOR="1", COLUMNS="100")
    for name in ("FORCE_COLOR", "KAIDAH_DEBUG"):
        os.environ.pop(name, None)

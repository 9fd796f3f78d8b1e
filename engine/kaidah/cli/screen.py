"""Where a command writes: answers to people on stdout, errors of usage on stderr, or a file with `-o`."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kaidah.settings import Settings, colour_wanted, from_environment
from kaidah_dsl.frozen import frozen

if TYPE_CHECKING:
    from kaidah_dsl.report.paint import Paint


@frozen
class Screen:
    """`colour`: whether to write colours to `out`."""

    out: TextIO
    err: TextIO
    settings: Settings
    colour: bool = False

    @staticmethod
    def of_process() -> Screen:
        """The process's own streams; characters a terminal cannot show are escaped rather than fatal."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        settings = from_environment(os.environ)
        colour = colour_wanted("auto", sys.stdout, settings)
        return Screen(out=sys.stdout, err=sys.stderr, settings=settings, colour=colour)

    def coloured(self, choice: str) -> Screen:
        """The same screen with `--color` applied."""
        return replace(self, colour=colour_wanted(choice, self.out, self.settings))

    @property
    def paint(self) -> Paint:
        from kaidah_dsl.report.paint import Paint

        return Paint(self.colour)

    @property
    def ascii(self) -> bool:
        """Whether `out` cannot show the marks and boxes of an explanation."""
        try:
            "│✓✗“”".encode(self.out.encoding or "utf-8")
        except (UnicodeEncodeError, LookupError):
            return True
        return False

    @property
    def width(self) -> int:
        """Columns of the terminal, at most 120; 100 where there is none."""
        import shutil

        return min(shutil.get_terminal_size((100, 40)).columns, 120)

    def print(self, text: str = "") -> None:
        """Text for people, with its line end."""
        self.out.write(text if text.endswith("\n") else text + "\n")

    def say(self, text: str) -> None:
        """A word beside the answer: errors of usage, what was written where."""
        self.err.write(text if text.endswith("\n") else text + "\n")

    def flush(self) -> None:
        self.out.flush()

    def deliver(self, text: str, file: str | None) -> int:
        """Write the text to the file, or to stdout where there is none; returns the exit status."""
        if file is None or file == "-":
            self.print(text)
            return 0
        return self.save(text.encode(), file)

    def save(self, content: bytes, file: str) -> int:
        """Write bytes to a file, whole or not at all; 2 where it cannot be written."""
        from kaidah.cli.files import replace_file

        problem = replace_file(Path(file), content)
        if problem:
            self.say(problem)
            return 2
        return 0

"""The `kaidah` command: 0 done, 1 findings, 2 bad usage or unreadable file; never the business outcome."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from kaidah.cli import commands, orientation
from kaidah.cli.screen import Screen

DONE, FINDINGS, UNUSABLE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; whatever goes wrong ends in words, not in a traceback (but with KAIDAH_DEBUG=1)."""
    words = list(sys.argv[1:] if argv is None else argv)
    screen = Screen.of_process()
    try:
        status = _run(words, screen)
        screen.flush()
        return status
    except SystemExit as end:  # argparse: usage errors (2) and --help (0)
        return end.code if isinstance(end.code, int) else UNUSABLE
    except KeyboardInterrupt:
        screen.say("stopped")
        return 130
    except BrokenPipeError:  # the reader (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as bug:
        if screen.settings.debug:
            raise
        screen.say(_apology(bug, words))
        return UNUSABLE


def _run(words: list[str], screen: Screen) -> int:
    if not words:
        screen.print(orientation.SHORT)
        return DONE
    if words[0] in commands.SUMMARIES:
        return commands.run(words[0], words[1:], screen)
    return orientation.without_command(words, screen)


def _apology(bug: Exception, words: list[str]) -> str:
    command = " ".join(["kaidah", *words])
    return (
        f"this is a bug in kaidah, not a mistake of yours: {type(bug).__name__}: {bug}\n"
        f"  while running: {command}\n"
        "  KAIDAH_DEBUG=1 before the command shows where; please report it with the file that causes it"
    )

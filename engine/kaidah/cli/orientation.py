"""What `kaidah` says when no command is given."""

from __future__ import annotations

from kaidah.cli.commands import SUMMARIES
from kaidah.cli.screen import Screen

SHORT = """\
Kaidah answers cases by decision tables of regulations, and says why.

  kaidah demo                    make a small folder to play with, and show a real case
  kaidah decisions MODEL         what can be asked, and what it needs
  kaidah run MODEL NAME=VALUE    answer a case
  kaidah explain MODEL ...       the same, with rules and articles
  kaidah check                   what is wrong with the files here
  kaidah test                    run the examples and cases here

MODEL is a .kaidah file or the name of a shipped model. `kaidah --help` lists all commands."""


def without_command(words: list[str], screen: Screen) -> int:
    """`--help`, `--version`, or a word that is no command."""
    word = words[0]
    if word in ("-h", "--help", "help"):
        screen.print(_help())
        return 0
    if word in ("-V", "--version"):
        from kaidah import __version__

        screen.print(f"kaidah {__version__}")
        return 0
    screen.say(f"kaidah: `{word}` is not a command{_did_you_mean(word)}\n`kaidah --help` lists the commands")
    return 2


def _did_you_mean(word: str) -> str:
    from kaidah_dsl.suggest import did_you_mean

    help = did_you_mean(word, SUMMARIES)
    return f"; {help}" if help else ""


def _help() -> str:
    rows = "\n".join(f"  {name:<11}{summary}" for name, summary in SUMMARIES.items())
    return f"""\
usage: kaidah COMMAND [ARGUMENTS]

commands:
{rows}

  --version  the version of kaidah
  --help     this; `kaidah COMMAND --help` for one command, with an example

exit status: 0 done, 1 findings (a problem, a failed case, an undecided answer),
             2 bad usage or unreadable file

example:
  kaidah run passengers.kaidah "Goods value=950" --on 2022-04-01"""

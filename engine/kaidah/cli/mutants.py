"""`kaidah test --mutate` and `--suggest`: what the cases do not notice, and the cases that would."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from kaidah.api import LoadedModel
from kaidah.cases.report import ModelResult
from kaidah.cli.screen import Screen
from kaidah_dsl.report import counted, to_text

_MOST_TOLD = 10


def mutate(
    tested: Sequence[tuple[LoadedModel | None, ModelResult]], arguments: Namespace, screen: Screen
) -> int:
    """Report the changes that no case notices; exit status 1 where they are more than `--threshold` lets pass."""
    from kaidah.cases.mutate import mutate as of_model
    from kaidah.cases.mutation_text import ModelMutation, noticed_in_percent, to_json
    from kaidah.cases.mutation_text import to_text as for_people
    from kaidah.cases.table_variants import variants_of

    found = [
        ModelMutation(
            result=result,
            tables=of_model(loaded, variants_of(loaded.models()), result.results) if loaded else (),
        )
        for loaded, result in tested
    ]
    if arguments.format == "json":
        text = to_json(found)
    else:
        colour = screen.colour and not arguments.output
        text = for_people(found, colour=colour, verbose=arguments.verbose)
    written = screen.deliver(text, arguments.output)
    below = arguments.threshold is not None and noticed_in_percent(found) < arguments.threshold
    return written or int(below and not arguments.exit_zero)


def suggest(
    tested: Sequence[tuple[LoadedModel | None, ModelResult]], arguments: Namespace, screen: Screen
) -> int:
    """Write the cases that are missing, as lines of a case file; a file that is there is left as it is."""
    from kaidah.cases.suggest import suggest as of_model
    from kaidah.cases.table_variants import variants_of
    from kaidah.cases.to_csv import to_csv

    loaded, result = tested[0]
    if loaded is None:
        screen.say(to_text(result.diagnostics, colour=screen.colour))
        return 2
    if arguments.output and Path(arguments.output).exists():
        screen.say(f"kaidah: `{arguments.output}` is there already; suggestions go to a new file")
        return 2
    found = of_model(loaded, variants_of(loaded.models()), result.results)
    text = to_csv(found.cases)
    written = screen.deliver(text, arguments.output) if text else 0
    screen.say(f"{counted(len(found.cases), 'case')} to confirm: the answers are those of today")
    if found.unreached:
        screen.say(f"no case was found for {counted(len(found.unreached), 'change')}:")
        for each in found.unreached[:_MOST_TOLD]:
            screen.say(f"  {each.table}: {f'{each.rule}: ' if each.rule else ''}{each.change}")
        if len(found.unreached) > _MOST_TOLD:
            screen.say(f"  and {len(found.unreached) - _MOST_TOLD} more")
    return written

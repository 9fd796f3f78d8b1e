"""What the `model` statement says about a model's elements: its date, and what is asked by default."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kaidah.feel.typed import described
from kaidah.feel.types import ANY, DATE, DATE_AND_TIME
from kaidah.model.elements import Model
from kaidah.model.requirements import requirements
from kaidah.model.statements import Statements
from kaidah_dsl.diagnostics import Diagnostic, error
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.suggest import did_you_mean


def own_date(header: syntax.ModelStatement | None, statements: Statements) -> str:
    """The model's date where the document itself declares that input; "" otherwise."""
    name = header.date.text if header and header.date else ""
    declared = {statement.name.text for statement in statements.of(syntax.InputStatement)}
    return name if name in declared else ""


def date_input(
    header: syntax.ModelStatement | None, model: Model, used: str, diagnostics: list[Diagnostic]
) -> str:
    """The input that holds the day: the document's own, otherwise that of a used model; "" without one."""
    if header is None or header.date is None:
        return used
    name = header.date
    found = next((data for data in model.inputs if data.name == name.text), None)
    if found is None:
        help = did_you_mean(name.text, [data.name for data in model.inputs])
        diagnostics.append(error("K201", f"there is no input `{name.text}`", name.span, help=help))
        return used
    if found.type not in (DATE, DATE_AND_TIME, ANY):
        message = f"the model's date must be a date, but `{name.text}` is {described(found.type)}"
        diagnostics.append(error("K204", message, name.span))
    return found.name


def asked_decisions(
    header: syntax.ModelStatement | None, own: Model, model: Model, used: Sequence[str]
) -> tuple[str, ...]:
    """The decisions asked when nobody says which: those the text lists, otherwise those that no other needs.

    Of the list only what this edition has is asked; `used` are those of used models, which count where the
    document has no decision of its own.
    """
    if header is not None and header.ask:
        names = {element.name for element in (*model.decisions, *model.services)}
        return tuple(name.text for name in header.ask if name.text in names)
    needed = {edge.source for edge in requirements(model)}
    found = [d.name for d in own.decisions if d.name not in needed and d.expression is not None]
    return tuple(found or (used if not own.decisions else ()))


def unknown_asked(header: syntax.ModelStatement | None, known: Collection[str]) -> Iterator[Diagnostic]:
    """K201 for each asked decision that no edition has."""
    for name in header.ask if header else ():
        if name.text not in known:
            yield error(
                "K201", f"there is no decision `{name.text}`", name.span, help=did_you_mean(name.text, known)
            )

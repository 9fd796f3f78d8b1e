"""The languages an explanation can be read in: phrases from a catalogue, names by their labels, numerals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from kaidah_dsl.frozen import frozen

if TYPE_CHECKING:
    from kaidah.model.elements import Element, Model

LANGUAGES = ("en", "id")


@frozen
class Language:
    """`phrases` translate the English ones, word for word as the code has them; `numerals` turn the marks of
    English numerals into those of the language. `labelled`: names are shown by their labels."""

    code: str
    phrases: Mapping[str, str]
    numerals: Mapping[int, str]
    labelled: bool

    def say(self, phrase: str, /, **parts: object) -> str:
        """A phrase with its parts put in."""
        text = self.phrases.get(phrase, phrase)
        return text.format(**parts) if parts else text

    def number(self, text: str) -> str:
        """`1,448,000.50` as the language writes it."""
        return text.translate(self.numerals) if self.numerals else text


ENGLISH = Language(code="en", phrases={}, numerals={}, labelled=False)


@lru_cache
def language(code: str) -> Language:
    """The language of a code in `LANGUAGES`; raises ValueError for others."""
    if code not in LANGUAGES:
        raise ValueError(f"the languages are {', '.join(LANGUAGES)}, not {code!r}")
    if code == "en":
        return ENGLISH
    import tomllib  # most explanations are in English
    from importlib.resources import files

    catalogue = tomllib.loads(files("kaidah.explain").joinpath(f"languages/{code}.toml").read_text("utf-8"))
    marks = catalogue["numerals"]
    numerals = str.maketrans({",": marks["group"], ".": marks["decimal"]})
    return Language(code=code, phrases=catalogue["phrases"], numerals=numerals, labelled=True)


def called(model: Model, spoken: Language) -> dict[str, str]:
    """What the elements of a model are called in a language."""
    return labels(
        (*model.inputs, *model.decisions, *model.knowledge_models, *model.services),
        spoken,
    )


def labels(elements: Iterable[Element], spoken: Language) -> dict[str, str]:
    """What each element is called: its label where the language shows labels; with its name behind it where
    another element has the same label."""
    found = list(elements)
    if not spoken.labelled:
        return {element.name: element.name for element in found}
    taken: dict[str, int] = {}
    for element in found:
        shown = element.label or element.name
        taken[shown] = taken.get(shown, 0) + 1
    return {element.name: _label(element, taken) for element in found}


def _label(element: Element, taken: Mapping[str, int]) -> str:
    shown = element.label or element.name
    return f"{shown} ({element.name})" if taken[shown] > 1 and shown != element.name else shown

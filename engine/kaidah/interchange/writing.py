"""What writing any part of a DMN file needs: elements with their ids, descriptions and extensions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from kaidah.interchange.feel_text import feel_text, without_conversions, writable
from kaidah.interchange.ids import Ids
from kaidah.interchange.names import DIAGRAM_NAMESPACES, MODEL_NAMESPACES
from kaidah.model.elements import NOTHING_WRITTEN, Citation, Written
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.feel.printer import to_text

VERSION = "1.5"
DMN = MODEL_NAMESPACES[VERSION]
DMNDI = DIAGRAM_NAMESPACES[VERSION]
DC = "http://www.omg.org/spec/DMN/20180521/DC/"
DI = "http://www.omg.org/spec/DMN/20180521/DI/"
#: Kaidah's own facts: see docs/interchange.md.
KAIDAH = "https://kaidah.dev/ns/1"
PREFIXES: Any = {None: DMN, "dmndi": DMNDI, "dc": DC, "di": DI, "kaidah": KAIDAH}


def add(parent: etree._Element, name: str, text: str = "", /, **attributes: str | None) -> etree._Element:
    """A new last child of DMN's vocabulary; attributes of None are left out, `_` behind a name is dropped."""
    return _add(parent, f"{{{DMN}}}{name}", text, attributes)


def fact(parent: etree._Element, name: str, text: str = "", /, **attributes: str | None) -> etree._Element:
    """A new last child of Kaidah's own vocabulary; attributes that are empty are left out."""
    return _add(
        parent, f"{{{KAIDAH}}}{name}", text, {key: value or None for key, value in attributes.items()}
    )


def _add(parent: etree._Element, name: str, text: str, attributes: dict[str, str | None]) -> etree._Element:
    element = etree.SubElement(parent, name)
    for key, value in attributes.items():
        if value is not None:
            element.set(key.rstrip("_"), writable(value))
    if text:
        element.text = writable(text)
    return element


@dataclass(kw_only=True)
class Writing:
    """One file. `units` are the names of types that convert numbers: `USD(x)` is written as x."""

    ids: Ids
    units: frozenset[str] = frozenset()

    def described(
        self,
        element: etree._Element,
        made: str,
        *,
        identifier: str = "",
        written: Written = NOTHING_WRITTEN,
        about: str = "",
        label: str = "",
        facts: Sequence[etree._Element] = (),
    ) -> str:
        """Gives an element its id, label, description and extensions, and returns the id.

        The id is the given one, else that of the source, else the made one.
        """
        identifier = identifier or self.ids.give(written.id, made)
        element.set("id", identifier)
        if label:
            element.set("label", writable(label))
        for key, value in written.attributes:
            element.set(key, value)
        if about:
            add(element, "description", about)
        kept = [etree.fromstring(markup) for markup in written.extensions]
        own = {each.tag for each in facts}
        extensions = [*(each for each in kept if each.tag not in own), *facts]
        if extensions:
            add(element, "extensionElements").extend(extensions)
        return identifier

    def expression_text(self, element: etree._Element, tree: feel.Expression | feel.UnaryTests) -> None:
        """The `text` of an expression or of unary tests; the conversions of units stay in an extension."""
        plain = without_conversions(tree, self.units) if self.units else tree
        if plain is not tree:
            holder = add(element, "extensionElements")
            fact(holder, "feel", to_text(tree, document=True))
        add(element, "text", feel_text(plain))


def facts_holder() -> etree._Element:
    """An element below which facts can be made before they have their place."""
    return etree.Element(f"{{{DMN}}}extensionElements", nsmap=PREFIXES)


def cited(holder: etree._Element, citations: Iterable[Citation]) -> None:
    """What an element cites, as facts."""
    for citation in citations:
        fact(holder, "cite", law=citation.law.identifier, place=citation.place)


def newest_vocabulary(markup: str, old: Iterable[str], new: str) -> str:
    """Kept XML in the vocabulary of the version that is written."""
    for namespace in old:
        markup = markup.replace(f'"{namespace}"', f'"{new}"')
    return markup

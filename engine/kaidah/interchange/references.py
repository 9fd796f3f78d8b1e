"""References between elements: hrefs, of this file or with a namespace (clause 6.3.4, 12.3.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from kaidah.interchange.reading import Reading, children, single_spaced, tag, written
from kaidah.model.elements import DeclaredRequirement, Model
from kaidah.model.renamed import elements

NAMED = ("inputData", "decision", "businessKnowledgeModel", "decisionService", "knowledgeSource")
_REQUIREMENTS = {
    "informationRequirement": "information",
    "knowledgeRequirement": "knowledge",
    "authorityRequirement": "authority",
}


@dataclass(frozen=True, kw_only=True)
class References:
    """`places` are full names by namespace and id; `first` the first element of each name; `aliases` the
    names by which imported elements go that have another one here."""

    reading: Reading
    namespace: str
    places: dict[tuple[str, str], str]
    first: dict[str, etree._Element]
    aliases: dict[str, str]

    @staticmethod
    def of(
        root: etree._Element,
        reading: Reading,
        used: Sequence[tuple[str, Model]],
        aliases: dict[str, str] | None = None,
    ) -> References:
        namespace = root.get("namespace", "")
        places: dict[tuple[str, str], str] = {}
        first: dict[str, etree._Element] = {}
        for each in children(root, *NAMED):
            name = single_spaced(each.get("name", ""))
            places.setdefault((namespace, each.get("id", "")), name)
            first.setdefault(name, each)
        for imported, model in used:
            for element in elements(model):
                if element.written.id:
                    places.setdefault((imported, element.written.id), element.name)
        return References(
            reading=reading, namespace=namespace, places=places, first=first, aliases=aliases or {}
        )

    def is_named(self, element: etree._Element) -> bool:
        """Whether an element has a name of its own; K604 where it has none, or one that is taken."""
        name = single_spaced(element.get("name", ""))
        if not name:
            self.reading.warn("K604", f"the `{tag(element)}` has no name", element)
        elif self.first[name] is not element:
            self.reading.warn("K604", f"there is another element `{name}`: this one is left out", element)
            return False
        return bool(name)

    def requirements(self, element: etree._Element) -> tuple[DeclaredRequirement, ...]:
        """What an element declares to require."""
        return tuple(self._requirements(element))

    def _requirements(self, element: etree._Element) -> Iterator[DeclaredRequirement]:
        for each in children(element, *_REQUIREMENTS):
            for target in children(each):
                name = self._name(target) if target.get("href") else ""
                if name:
                    alias = self.aliases.get(name, "")
                    kind = _REQUIREMENTS[tag(each)]
                    yield DeclaredRequirement(kind=kind, name=name, alias=alias, written=written(each))

    def listed(self, element: etree._Element, kind: str) -> tuple[str, ...]:
        """The elements that a decision service lists."""
        names = (self._name(each) for each in children(element, kind))
        return tuple(dict.fromkeys(name for name in names if name))

    def _name(self, element: etree._Element) -> str:
        """The full name of what an `href` means; K605 where it means nothing."""
        href = element.get("href", "").strip()
        namespace, _, identifier = href.rpartition("#")
        found = self.places.get((namespace or self.namespace, identifier))
        if found is None:
            help = "it must be `#` and the id of an element, behind the namespace of an imported model"
            self.reading.warn("K605", f"there is no element `{href}`", element, help)
        return found or ""

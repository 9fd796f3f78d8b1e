"""How the field names of one section of worked cases map to the inputs and decisions of a model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Convert = Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True)
class Section:
    """`given` and `expect` name an input or decision for each field, with a conversion where words differ; None
    ignores the field. `assumed` are inputs a case of this section takes for granted; `derived` adds inputs that
    follow from several fields. A case that gives an intermediate figure asks `service`, which starts from it.
    `instead`: a case that gives this field is one for another section. `alike` finds the input for other spellings of
    a field's name."""

    model: str
    given: Mapping[str, str | tuple[str, Convert] | None]
    expect: Mapping[str, str | tuple[str, Convert]]
    assumed: Mapping[str, Any] = field(default_factory=dict)
    day: str = "2021-10-06"
    derived: Callable[[Mapping[str, Any]], dict[str, Any]] = lambda given: {}
    service: str = ""
    expect_for: Callable[[Mapping[str, Any]], Mapping[str, str | tuple[str, Convert]]] = lambda given: {}
    instead: Mapping[str, Section] = field(default_factory=dict)
    alike: Callable[[str], str | tuple[str, Convert] | None] = lambda name: None

    def chosen(self, given: Mapping[str, Any]) -> Section:
        """This section, or the one that a field of the case asks for."""
        return next((section for name, section in self.instead.items() if name in given), self)

    def inputs(self, given: Mapping[str, Any]) -> tuple[dict[str, Any], str, list[str]]:
        """Inputs, the day, and fields nobody knows."""
        inputs = dict(self.assumed)
        problems = []
        for name, value in given.items():
            if name == "date" or (name in self.given and self.given[name] is None):
                continue
            known = self.given.get(name) or self.alike(name)
            if known is None:
                problems.append(f"no input for the given `{name}`")
                continue
            target, converted = _convert(known, value)
            inputs[target] = converted
        inputs |= self.derived(given)
        return inputs, given.get("date") or _day_of_rate(given) or self.day, problems

    def expectations(
        self, expect: Mapping[str, Any], given: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[str]]:
        """Decisions with the values they must have, and fields nobody knows."""
        names = {**self.expect, **self.expect_for(given)}
        known = {name: _convert(names[name], value) for name, value in expect.items() if name in names}
        unknown = [f"no decision for the expected `{name}`" for name in expect if name not in names]
        return dict(known.values()), unknown


def _convert(target: str | tuple[str, Convert] | None, value: Any) -> tuple[str, Any]:
    assert target is not None
    return (target[0], target[1](value)) if isinstance(target, tuple) else (target, value)


def _day_of_rate(given: Mapping[str, Any]) -> str | None:
    """A case that gives the VAT rate instead of a day happened when that rate was in force."""
    return {"0.10": "2021-10-06", "0.11": "2022-06-01"}.get(str(given.get("vat_rate")))


def words(table: Mapping[Any, Any]) -> Convert:
    """Exchange words; words that the table lacks stay."""
    return lambda value: table.get(value, value)


def containing(table: Mapping[str, str], otherwise: str) -> Convert:
    """Exchange by the first key that the text contains."""
    return lambda text: next((word for key, word in table.items() if key in text), otherwise)

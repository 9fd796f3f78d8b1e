"""Models from text, for tests."""

from __future__ import annotations

from kaidah.model.elements import Decision, Model
from kaidah.model.from_syntax import ModelResult, from_syntax
from kaidah_dsl.document.parse import parse
from kaidah_dsl.source import Source


def result(text: str) -> ModelResult:
    """The model of a text without editions, with what is wrong with it."""
    parsed = parse(Source(name="test.kaidah", text=text))
    assert not parsed.diagnostics, parsed.diagnostics
    return from_syntax(parsed.document)


def model(text: str) -> Model:
    """The model of a text that has nothing wrong with it."""
    found = result(text)
    assert found.diagnostics == ()
    assert found.model is not None
    return found.model


def decision(model: Model, name: str) -> Decision:
    return next(each for each in model.decisions if each.name == name)

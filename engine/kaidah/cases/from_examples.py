"""Cases out of the `examples` tables of a document."""

from __future__ import annotations

from typing import Any

from kaidah.api import LoadedModel
from kaidah.cases.case import Case, Cases
from kaidah.feel.lower import Body, Frame, Layout, Run, lower
from kaidah.model.elements import Example
from kaidah_dsl.feel.tree import Expression


def from_examples(loaded: LoadedModel) -> Cases:
    """Every example once, though it may stand in several editions."""
    examples = {
        (example.span.source.name, example.span.start): example
        for model in loaded.models()
        for example in model.examples
    }
    return Cases(cases=tuple(_case(example) for example in examples.values()))


def _case(example: Example) -> Case:
    return Case(
        name=example.name,
        group=example.group,
        given={name: constant(tree) for name, tree in example.given},
        expected={(name,): constant(tree) for name, tree in example.expected},
        problems=dict(example.problems),
        on=example.on,
        span=example.span,
    )


def constant(tree: Expression) -> Any:
    """The value of a FEEL constant."""
    body = Body()
    code = lower(tree, Layout(body=body))
    frame: Frame = [Run([]), *[None] * (body.size - 1)]
    return code(frame)

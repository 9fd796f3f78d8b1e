"""Every FEEL text of the standard's conformance models is read."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaidah_dsl.feel.parse import parse_expression, parse_unary_tests
from kaidah_dsl.source import Source

MODELS = Path(__file__).parents[3] / "shared" / "tck"

UNARY_TESTS = frozenset(("inputEntry", "inputValues", "outputValues", "allowedValues", "typeConstraint"))
EXPRESSIONS = frozenset(("literalExpression", "inputExpression", "outputEntry", "defaultOutputEntry"))

pytestmark = pytest.mark.skipif(
    not MODELS.is_dir(), reason="the conformance models are not beside this repository"
)


def local_name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def names_in(root: ElementTree.Element) -> frozenset[str]:
    return frozenset(name for element in root.iter() if (name := element.get("name")))


def texts_in(root: ElementTree.Element) -> Iterator[tuple[bool, str]]:
    for element in root.iter():
        kind = local_name(element)
        for child in element:
            if local_name(child) == "text" and child.text and kind in UNARY_TESTS | EXPRESSIONS:
                yield kind in UNARY_TESTS, child.text


def unread(path: Path) -> Iterator[str]:
    """The texts of a model that are not read, each with the reason."""
    roots = [ElementTree.parse(file).getroot() for file in sorted(path.parent.glob("*.dmn"))]
    names = frozenset().union(*map(names_in, roots))
    for is_tests, text in texts_in(ElementTree.parse(path).getroot()):
        span = Source(name=path.name, text=text).span()
        parsed = parse_unary_tests(span, names) if is_tests else parse_expression(span, names)
        if parsed.tree is None:
            yield f"{text.strip()}: {parsed.diagnostics[0].message}"


@pytest.mark.parametrize("path", sorted(MODELS.glob("**/*.dmn")), ids=lambda path: path.stem)
def test_texts_are_read(path: Path) -> None:
    assert list(unread(path)) == []

"""Every model of the conformance cases, written as XML and as a document, stays the model it is."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

pytest.importorskip("lxml")
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))
import tck

from dmn_files import CASES, check_valid, differences, model_in
from kaidah.interchange.kept import keeping, with_document
from kaidah.interchange.to_syntax import to_syntax
from kaidah.interchange.to_xml import to_xml
from kaidah.workspace import Workspace
from kaidah_dsl.document.formatter import to_text
from kaidah_dsl.document.parse import parse
from kaidah_dsl.source import Source

MODELS = sorted(CASES.rglob("*.dmn"))
pytestmark = pytest.mark.skipif(not MODELS, reason="the conformance cases are not beside the repository")


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_xml_to_model_to_xml(path: Path) -> None:
    model = model_in(path)
    written = to_xml(model)
    check_valid(written)
    again = model_in(path, written)
    assert not list(differences(model, again))
    assert to_xml(again) == written


def through_text(path: Path, folder: Path) -> tuple[str, bytes]:
    """The document of a file, in a folder that holds it too, and the XML of that document."""
    model = model_in(path)
    said = to_syntax(model)
    assert said.diagnostics == ()
    document = folder / f"{path.stem}.kaidah"
    document.write_text(said.text, encoding="utf-8")
    result = Workspace(here=folder).regulation(document).model_on()
    assert result.model is not None
    assert result.model.lenient
    return said.text, with_document(keeping(result.model, model), said.text)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cases, each model replaced by what its document gives."""
    root = tmp_path_factory.mktemp("converted") / "tck"
    shutil.copytree(CASES, root)
    for path in MODELS:
        place = root / path.relative_to(CASES)
        place.chmod(0o644)
        place.parent.chmod(0o755)
        text, written = through_text(place, place.parent)
        check_valid(written)
        assert to_text(parse(Source(name="again", text=text)).document) == text
        place.with_suffix(".written").write_bytes(written)
    for path in MODELS:
        place = root / path.relative_to(CASES)
        place.with_suffix(".kaidah").unlink()
        place.with_suffix(".written").replace(place)
    return root


@pytest.mark.long
def test_xml_to_text_to_xml(converted: Path) -> None:
    for path in MODELS:
        found = list(differences(model_in(path), model_in(converted / path.relative_to(CASES))))
        assert not found, (path.name, found)


@pytest.mark.long
def test_the_answers_are_the_same(converted: Path) -> None:
    before = {outcome.key: outcome.status for outcome in tck.run_folder(CASES, jobs=1)}
    after = {outcome.key: outcome.status for outcome in tck.run_folder(converted, jobs=1)}
    assert after == before

"""The shipped tables as DMN files: valid, the same every time, and back to the same text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("lxml")
sys.path.insert(0, str(Path(__file__).parent.parent))
from lxml import etree

import kaidah
from dmn_files import ROOT, check_valid, model_in
from kaidah.interchange.from_xml import from_xml
from kaidah.interchange.kept import kept_document, with_document
from kaidah.interchange.to_xml import to_xml
from kaidah.interchange.writing import DMN, DMNDI, KAIDAH
from kaidah.workspace import Workspace
from kaidah.workspace.conversion import convert
from kaidah_dsl.document.formatter import to_text
from kaidah_dsl.document.parse import parse
from kaidah_dsl.source import Source

TABLES = sorted((ROOT / "tables").rglob("*.kaidah"))
PASSENGERS = ROOT / "tables" / "indonesia" / "passengers" / "passengers.kaidah"


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_edition_is_valid_and_keeps_its_text(path: Path) -> None:
    regulation = Workspace().regulation(path)
    text = to_text(regulation.document)
    for result in regulation.models()[-1:]:
        assert result.model is not None
        data = with_document(result.model, text)
        check_valid(data)
        assert with_document(result.model, text) == data
        read = from_xml(data, "file.dmn").model
        assert read is not None
        assert kept_document(data, read) == (text, True)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_text_to_xml_to_text(path: Path, tmp_path: Path) -> None:
    files = convert(path, tmp_path / "a.dmn").files
    for file, content in files:
        file.write_bytes(content)
    ((_, back),) = convert(tmp_path / "a.dmn", tmp_path / "a.kaidah").files
    formatted = to_text(parse(Source(name="a", text=path.read_text(encoding="utf-8"))).document)
    assert back.decode() == formatted


@pytest.fixture(scope="module")
def passengers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the last edition and what it uses."""
    folder = tmp_path_factory.mktemp("passengers")
    for file, content in convert(PASSENGERS, folder / "passengers.dmn").files:
        file.write_bytes(content)
    return folder


def test_the_file_gives_the_same_answers(passengers: Path) -> None:
    case = {
        "Goods value": "950",
        "Arrival date": "2025-07-01",
        "Personal goods": True,
        "Has NPWP": False,
        "Income tax list rate": "0.10",
    }
    asked = ["Dutiable value", "Import duty", "VAT"]
    ours = kaidah.load(PASSENGERS).evaluate(case, asked, on="2025-07-01").outputs
    theirs = kaidah.load(passengers / "passengers.dmn").evaluate(case, asked).outputs
    assert ours == theirs
    assert len(ours) == 3


def test_laws_and_citations_are_facts_and_knowledge_sources(passengers: Path) -> None:
    root = etree.parse(passengers / "passengers.dmn").getroot()
    exemption = root.find(f"{{{DMN}}}decision[@name='Exemption']")
    cited = exemption.findall(f".//{{{DMN}}}rule/{{{DMN}}}extensionElements/{{{KAIDAH}}}cite")
    assert {each.get("law") for each in cited} >= {"PMK-203"}
    sources = {each.get("id"): each.get("name") for each in root.findall(f"{{{DMN}}}knowledgeSource")}
    assert sources["law_PMK-203"] == "203/PMK.04/2017"
    required = exemption.findall(f"{{{DMN}}}authorityRequirement/{{{DMN}}}requiredAuthority")
    assert "#law_PMK-203" in {each.get("href") for each in required}
    model = model_in(passengers / "passengers.dmn")
    decision = next(each for each in model.decisions if each.name == "Exemption")
    assert str(decision.expression.rules[0].citations[0]).startswith("203/PMK.04/2017")


def test_the_diagram_shows_the_decisions(passengers: Path) -> None:
    root = etree.parse(passengers / "passengers.dmn").getroot()
    shown = {each.get("dmnElementRef") for each in root.iter(f"{{{DMNDI}}}DMNShape")}
    assert {"decision_Exemption", "input_Goods_value"} <= shown
    drawn = {each.get("dmnElementRef") for each in root.iter(f"{{{DMNDI}}}DMNEdge")}
    assert drawn <= {each.get("id") for each in root.iter(etree.Element)}
    assert len(drawn) > 20


def test_a_changed_file_is_said_anew(passengers: Path, tmp_path: Path) -> None:
    text = (passengers / "passengers.dmn").read_text(encoding="utf-8")
    changed = text.replace("<text>500</text>", "<text>550</text>")
    assert changed != text
    (passengers / "changed.dmn").write_text(changed, encoding="utf-8")
    converted = convert(passengers / "changed.dmn", tmp_path / "changed.kaidah")
    assert [each.code for each in converted.diagnostics] == ["K612"]
    said = converted.files[0][1].decode()
    assert "| 550 " in said
    assert "PMK-203 pasal 12(1)" in said
    assert "\n  lenient " in said


def test_what_the_replaced_file_has_besides_is_kept(tmp_path: Path) -> None:
    foreign = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:x="urn:x" id="_m" name="M"'
        ' namespace="urn:m" x:colour="red"><inputData id="_a" name="A"><extensionElements><x:note>n</x:note>'
        '</extensionElements><variable id="_av" name="A" typeRef="number"/></inputData>'
        '<decision id="_b" name="B"><variable id="_bv" name="B"/><informationRequirement id="_r">'
        '<requiredInput href="#_a"/></informationRequirement><literalExpression id="_l"><text>A + 1</text>'
        "</literalExpression></decision></definitions>"
    )
    file = tmp_path / "m.dmn"
    file.write_text(foreign, encoding="utf-8")
    for source, target in ((file, tmp_path / "m.kaidah"), (tmp_path / "m.kaidah", file)):
        ((path, content),) = convert(source, target).files
        path.write_bytes(content)
    root = etree.parse(file).getroot()
    check_valid(file.read_bytes())
    ids = {each.get("id") for each in root.iter(etree.Element)}
    assert {"_m", "_a", "_av", "_b", "_bv", "_r"} <= ids
    assert root.get("{urn:x}colour") == "red"
    assert root.findtext(".//{urn:x}note") == "n"


def test_ids_do_not_depend_on_other_elements() -> None:
    def ids(text: str) -> set[str]:
        path = Path("nowhere.kaidah")
        from kaidah.model.from_syntax import from_syntax

        model = from_syntax(parse(Source(name=str(path), text=text)).document).model
        assert model is not None
        return {each.get("id") for each in etree.fromstring(to_xml(model)).iter(etree.Element)} - {None}

    small = "model M\n\ninput A : number\n\ndecision B : number = A + 1\n"
    assert ids(small) <= ids(small + "\ndecision C : number = B + 1\n")


def test_a_file_of_another_model_is_not_overwritten(tmp_path: Path) -> None:
    other = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="T" namespace="urn:t"/>'
    (tmp_path / "tax-rates.dmn").write_text(other, encoding="utf-8")
    converted = convert(PASSENGERS, tmp_path / "p.dmn")
    assert [each.code for each in converted.diagnostics] == ["K608"]
    assert tmp_path / "tax-rates.dmn" not in dict(converted.files)

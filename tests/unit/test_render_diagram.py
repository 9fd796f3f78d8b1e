"""Requirement diagrams: what is drawn, in which shape, and that it fits."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from passenger_trace import model, span

from kaidah.feel.types import ANY
from kaidah.model.elements import DecisionService, KnowledgeSource
from kaidah.render import measure
from kaidah.render.diagram import (
    FONT_SIZE,
    LINE_HEIGHT,
    Diagram,
    Line,
    LineKind,
    ShapeKind,
    diagram,
    shape,
)
from kaidah.render.from_dot import from_dot
from kaidah.render.from_model import FEW_AUTHORITIES, from_model
from kaidah.render.lay_out import lay_out
from kaidah.render.outline import outline
from kaidah.render.to_dot import dot_text, to_dot
from kaidah.render.to_picture import to_picture
from kaidah.render.to_svg import baselines, to_svg

SVG = "{http://www.w3.org/2000/svg}"


def all_kinds() -> Diagram:
    """Each kind of shape and line."""
    return diagram(
        "All kinds",
        [
            shape(ShapeKind.DECISION, "Import duty"),
            shape(ShapeKind.DECISION, "Customs value of goods which were bought abroad & carried home"),
            shape(ShapeKind.KNOWLEDGE_MODEL, "Rounded up"),
            shape(ShapeKind.DECISION_SERVICE, "Taxes <in rupiah>"),
            shape(ShapeKind.INPUT_DATA, "FOB value", "<b>"),
            shape(ShapeKind.INPUT_DATA, r"Back\slash"),
            shape(ShapeKind.KNOWLEDGE_SOURCE, "law PMK-199", "199/PMK.010/2019"),
        ],
        [
            Line(kind=LineKind.INFORMATION, required=required, requirer=requirer)
            for required, requirer in [
                ("FOB value", "Customs value of goods which were bought abroad & carried home"),
                (r"Back\slash", "Customs value of goods which were bought abroad & carried home"),
                ("Customs value of goods which were bought abroad & carried home", "Import duty"),
            ]
        ]
        + [
            Line(kind=LineKind.KNOWLEDGE, required="Rounded up", requirer="Import duty"),
            Line(kind=LineKind.KNOWLEDGE, required="Taxes <in rupiah>", requirer="Import duty"),
            Line(kind=LineKind.AUTHORITY, required="law PMK-199", requirer="Import duty"),
        ],
    )


def overlaps(drawn: Iterable[tuple[float, float, float, float]]) -> bool:
    return any(
        abs(x - other_x) < (width + other_width) / 2 and abs(y - other_y) < (height + other_height) / 2
        for (x, y, width, height), (other_x, other_y, other_width, other_height) in itertools.combinations(
            drawn, 2
        )
    )


def test_a_law_is_drawn_as_knowledge_source() -> None:
    drawn = from_model(model(), laws=True)
    assert [(found.kind, found.name) for found in drawn.shapes] == [
        (ShapeKind.DECISION, "Exemption"),
        (ShapeKind.DECISION, "Dutiable value"),
        (ShapeKind.DECISION, "Import duty"),
        (ShapeKind.INPUT_DATA, "Traveller role"),
        (ShapeKind.INPUT_DATA, "Goods value"),
        (ShapeKind.KNOWLEDGE_SOURCE, "law PMK-203"),
    ]
    assert Line(kind=LineKind.AUTHORITY, required="law PMK-203", requirer="Exemption") in drawn.lines


def test_only_what_a_decision_needs_is_drawn() -> None:
    drawn = from_model(model(), ["Exemption"], laws=False)
    assert {found.name for found in drawn.shapes} == {"Exemption", "Traveller role", "Goods value"}
    assert {line.kind for line in drawn.lines} == {LineKind.INFORMATION}


def test_laws_that_govern_much_are_left_out_unless_wanted() -> None:
    base = model()
    many = tuple(replace(base.decisions[0], name=f"Exemption {number}") for number in range(FEW_AUTHORITIES))
    crowded = replace(base, decisions=(*base.decisions, *many))
    kinds = {line.kind for line in from_model(crowded).lines}
    assert kinds == {LineKind.INFORMATION}
    assert LineKind.AUTHORITY in {line.kind for line in from_model(crowded, laws=True).lines}
    assert LineKind.AUTHORITY in {line.kind for line in from_model(base).lines}


def test_a_declared_knowledge_source_is_drawn_with_what_it_governs() -> None:
    source = KnowledgeSource(name="Customs office", governs=("Exemption",), span=span())
    drawn = from_model(replace(model(), knowledge_sources=(source,)), laws=False)
    assert drawn.shapes[-1].kind is ShapeKind.KNOWLEDGE_SOURCE
    authority = Line(kind=LineKind.AUTHORITY, required="Customs office", requirer="Exemption")
    assert authority in drawn.lines


def test_asking_for_a_service_draws_what_its_outputs_need() -> None:
    service = DecisionService(
        name="Exempt",
        outputs=("Exemption",),
        encapsulated=(),
        input_decisions=(),
        input_data=("Traveller role", "Goods value"),
        type=ANY,
        span=span(),
    )
    drawn = from_model(replace(model(), services=(service,)), ["Exempt"], laws=False)
    assert {found.name for found in drawn.shapes} == {"Exemption", "Traveller role", "Goods value"}


def test_labels_in_the_other_language_are_shown_when_asked_for() -> None:
    base = model()
    labelled = replace(base, decisions=(replace(base.decisions[0], label="Pembebasan"), *base.decisions[1:]))
    assert from_model(labelled, labels=True).shapes[0].lines == ("Pembebasan",)
    assert from_model(labelled).shapes[0].lines == ("Exemption",)


def test_dot_has_inputs_at_the_bottom_and_three_kinds_of_arrow() -> None:
    text = dot_text(all_kinds())
    assert "rankdir=BT" in text
    for arrow in ("arrowhead=normal", "arrowhead=vee", "arrowhead=dot"):
        assert arrow in text
    assert text.count("style=dashed") == 3


def test_dot_is_read_back_as_the_same_diagram() -> None:
    assert from_dot(dot_text(all_kinds())) == all_kinds()


def test_svg_has_every_name_and_every_line() -> None:
    drawing = lay_out(all_kinds())
    root = ElementTree.fromstring(to_svg(drawing))
    titles = [element.text for element in root.iter(f"{SVG}title")]
    assert "decision: Import duty" in titles
    assert "<b>" in [element.text for element in root.iter(f"{SVG}text")]
    assert "decision service: Taxes <in rupiah>" in titles
    assert "Import duty requires Rounded up" in titles
    words = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert "Customs value of goods which were bought abroad & carried home" in words
    assert r"Back\slash" in words
    assert len(root.findall(f"{SVG}g")) == 7 + 6


def test_knowledge_and_authority_are_dashed_and_information_is_not() -> None:
    root = ElementTree.fromstring(to_svg(lay_out(all_kinds())))
    for group in root.findall(f"{SVG}g"):
        path = group.find(f"{SVG}path")
        assert path is not None
        dashed = path.get("stroke-dasharray") is not None
        assert dashed == (group.get("class") in ("knowledge requirement", "authority requirement"))


def test_shapes_do_not_overlap_and_stay_inside() -> None:
    drawing = lay_out(all_kinds())
    boxes = [(placed.x, placed.y, placed.shape.width, placed.shape.height) for placed in drawing.shapes]
    assert not overlaps(boxes)
    for x, y, width, height in boxes:
        assert width / 2 <= x <= drawing.width - width / 2
        assert height / 2 <= y <= drawing.height - height / 2


def test_unconnected_parts_are_set_in_rows_and_loose_input_data_comes_last() -> None:
    shapes = [shape(ShapeKind.INPUT_DATA, "Loose")]
    shapes += [shape(ShapeKind.DECISION, f"Decision {number}") for number in range(12)]
    shapes += [shape(ShapeKind.INPUT_DATA, f"Input {number}") for number in range(6)]
    lines = [
        Line(kind=LineKind.INFORMATION, required=f"Input {number}", requirer=f"Decision {number}")
        for number in range(6)
    ]
    drawing = lay_out(diagram("Parts", shapes, lines))
    boxes = [(placed.x, placed.y, placed.shape.width, placed.shape.height) for placed in drawing.shapes]
    assert len(boxes) == 19
    assert not overlaps(boxes)
    assert drawing.shapes[-1].shape.name == "Loose"
    assert drawing.shapes[-1].y == max(placed.y for placed in drawing.shapes)
    assert drawing.width < 3 * drawing.height


def test_requirements_point_up() -> None:
    for placed in lay_out(all_kinds()).lines:
        assert placed.tip[1] < placed.curve[0][1]


@pytest.mark.parametrize("kind", list(ShapeKind))
def test_an_outline_stays_within_the_size_of_its_shape(kind: ShapeKind) -> None:
    placed = lay_out(diagram("", [shape(kind, "Name")], [])).shapes[0]
    found = outline(placed)
    for x, y in (found.start, *(step[-1] for step in found.steps)):
        assert abs(x - placed.x) <= placed.shape.width / 2
        assert abs(y - placed.y) <= placed.shape.height / 2


@given(st.text(st.characters(categories=("L", "N", "P", "Zs", "Mn")), min_size=1, max_size=120))
@settings(max_examples=200, deadline=None)
def test_text_never_leaves_its_shape(name: str) -> None:
    for kind in ShapeKind:
        found = shape(kind, name)
        assert all(measure.width(line, FONT_SIZE) < found.width for line in found.lines)
        assert len(found.lines) * LINE_HEIGHT < found.height
        assert "".join("".join(found.lines).split()) == "".join(name.split())


def test_lines_of_text_stand_around_the_middle() -> None:
    placed = lay_out(all_kinds()).shapes[1]
    heights = [y for _, y, _ in baselines(placed)]
    assert len(heights) > 1
    assert abs(sum(heights) / len(heights) - FONT_SIZE * 0.35 - placed.y) < 0.01


@pytest.mark.parametrize(
    ("format", "start"), [("svg", b"<svg "), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("dot", b"digraph")]
)
def test_every_format_is_drawn_the_same_each_time(format: str, start: bytes) -> None:
    picture = to_picture(all_kinds(), format)
    assert picture.startswith(start)
    assert to_picture(dot_text(all_kinds()), format) == picture


def test_a_picture_has_no_moment_of_its_making() -> None:
    dates = re.findall(rb"/CreationDate \((D:[^)]*)\)", to_picture(all_kinds(), "pdf"))
    assert dates in ([], [b"D:20000101000000Z"])


def test_many_lines_are_drawn(capfd: pytest.CaptureFixture[str]) -> None:
    shapes = [shape(ShapeKind.DECISION, f"Decision {number}") for number in range(40)]
    lines = [
        Line(kind=LineKind.INFORMATION, required=f"Decision {one}", requirer=f"Decision {other}")
        for one in range(40)
        for other in range(one + 1, min(one + 5, 40))
    ]
    assert to_picture(diagram("Many", shapes, lines), "png").startswith(b"\x89PNG")
    assert capfd.readouterr().err == ""


def test_an_empty_model_is_an_empty_picture() -> None:
    assert to_picture(diagram("Nothing", [], []), "svg").startswith(b"<svg ")


def test_an_unknown_format_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="svg, png, pdf, dot"):
        to_picture(all_kinds(), "bmp")


def test_the_dot_text_of_a_model() -> None:
    assert '"Traveller role"' in to_dot(model())

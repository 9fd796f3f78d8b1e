"""The library: what a Python caller sees."""

from __future__ import annotations

import datetime
import json
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal, localcontext
from pathlib import Path

import pytest

import kaidah
from kaidah.api import LoadedModel
from kaidah.feel.temporal import Date

DEMO = Path(kaidah.__file__).parent / "demo" / "passenger-goods.kaidah"
MONITOR = {"Traveller role": "passenger", "Goods value": "950", "Has NPWP": False}


@pytest.fixture(scope="module")
def model() -> LoadedModel:
    return kaidah.load(DEMO)


@pytest.mark.parametrize("on", ["2021-10-06", datetime.date(2021, 10, 6), Date(2021, 10, 6)])
def test_the_day_selects_the_edition(model: LoadedModel, on: str | datetime.date | Date) -> None:
    answer = model.evaluate(MONITOR, on=on)
    assert (answer.edition, answer.outputs) == ("P1", {"Total": Decimal("193.50")})
    assert answer.decided


def test_the_date_input_selects_it_too(model: LoadedModel) -> None:
    answer = model.evaluate(MONITOR | {"Arrival date": "2022-04-01"})
    assert (answer.edition, answer.outputs) == ("P2", {"Total": Decimal("198.45")})


def test_days_of_an_edition_share_its_plan(model: LoadedModel) -> None:
    assert model.on(Date(2021, 1, 1)).plan is model.on(Date(2021, 2, 1)).plan
    assert model.on(Date(2021, 1, 1)).plan is not model.on(Date(2023, 1, 1)).plan


@pytest.mark.parametrize(
    ("on", "code"),
    [("2017-01-01", "K306"), (None, "K307"), ("2022-02-30", "K110"), ("soon", "K110"), (7, "K110")],
)
def test_a_day_without_edition_is_in_the_answer(model: LoadedModel, on: object, code: str) -> None:
    answer = model.evaluate(MONITOR, on=on)  # type: ignore[arg-type]
    assert [found.code for found in answer.diagnostics] == [code]
    assert answer.outputs == {} and not answer.decided


def test_problems_of_a_case_do_not_raise(model: LoadedModel) -> None:
    answer = model.evaluate({"Goods valu": 1}, "Totl", on="2021-10-06")
    assert {found.code for found in answer.diagnostics} == {"K502", "K517"}
    assert "did you mean `Goods value`?" in str([found.help for found in answer.diagnostics])


def test_what_is_asked(model: LoadedModel) -> None:
    answer = model.evaluate(MONITOR, ["Exemption", "VAT rate"], on="2021-10-06")
    assert answer.outputs == {"Exemption": Decimal(500), "VAT rate": Decimal("0.10")}
    assert answer.shown() == {"Exemption": "USD 500.00", "VAT rate": "0.1"}
    assert answer.because("Exemption") == ["rule 1 “passenger”, 203/PMK.04/2017 pasal 12(1)"]


def test_explanations_in_every_form(model: LoadedModel) -> None:
    answer = model.evaluate(MONITOR, on="2021-10-06")
    for depth in ("sentence", "table", "everything"):
        assert "193.50" in answer.explain(depth)
    assert "193.50" in answer.explain(format="markdown")
    assert json.loads(answer.explain(format="json"))["schema"] == "kaidah.trace/1"
    with pytest.raises(ValueError):
        answer.explain(format="pdf")


def test_without_a_trace_there_is_an_answer_only(model: LoadedModel) -> None:
    answer = model.evaluate(MONITOR, on="2021-10-06", trace=False)
    assert answer.outputs == {"Total": Decimal("193.50")}
    assert answer.trace is None and answer.because("Total") == []


def test_they_read_well(model: LoadedModel) -> None:
    answer = model.evaluate(MONITOR, on="2021-10-06")
    assert repr(answer) == "Total = USD 193.50"
    assert "editions:  P1, P2" in repr(model) and "Goods value" in repr(model)
    assert ">USD 193.50</td>" in answer._repr_html_() and ">Total</td>" in model._repr_html_()


def test_a_notebook_shows_what_is_wrong(model: LoadedModel) -> None:
    answer = model.evaluate({"Traveller role": "<b>"}, on="2021-10-06")
    assert "K504" in answer._repr_html_() and "&lt;b&gt;" in answer._repr_html_()


@pytest.mark.parametrize(
    ("inputs", "decisions", "fact"),
    [
        ("Goods value=950", None, "names with values"),
        ([("Goods value", 950)], None, "names with values"),
        ({1: 2}, None, "names of inputs are text, not 1"),
        ({}, 5, "by their names"),
        ({}, ["Total", 5], "not 5"),
    ],
)
def test_arguments_of_another_kind_raise(
    model: LoadedModel, inputs: object, decisions: object, fact: str
) -> None:
    with pytest.raises(TypeError, match=fact):
        model.evaluate(inputs, decisions, on="2021-10-06")  # type: ignore[arg-type]  # that is the point


def test_models_and_answers_travel_between_processes(model: LoadedModel) -> None:
    answer = model.evaluate(MONITOR, on="2021-10-06")
    travelled = pickle.loads(pickle.dumps(answer))
    assert travelled.outputs == answer.outputs and travelled.explain() == answer.explain()
    assert pickle.loads(pickle.dumps(model)).evaluate(MONITOR, on="2021-10-06").outputs == answer.outputs


def test_one_model_answers_in_many_threads(model: LoadedModel) -> None:
    def total(value: int) -> Decimal:
        day = "2021-10-06" if value % 2 else "2022-04-01"
        with localcontext(prec=3):  # a thread's own context has no say
            return model.evaluate(MONITOR | {"Goods value": 12_345_600 + value}, on=day).outputs["Total"]

    values = range(40)
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(total, values))
    assert together == [total(value) for value in values]
    assert len(set(together)) == len(values)


def test_what_can_be_given_and_asked(model: LoadedModel) -> None:
    assert [data.name for data in model.inputs] == ["Arrival date", *MONITOR]
    assert [decision.name for decision in model.decisions].count("VAT rate") == 1
    assert model.editions == ("P1", "P2")
    assert len(model.editions_for()) == 2 and len(model.editions_for("2023-01-01")) == 1


def test_a_file_with_errors_raises_with_all_of_them(tmp_path: Path) -> None:
    file = tmp_path / "broken.kaidah"
    file.write_text("model Broken\n\ndecision A = B + 1\ndecision C = D\n")
    with pytest.raises(kaidah.KaidahError) as caught:
        kaidah.load(file)
    codes = [found.code for found in caught.value.diagnostics if found.severity == "error"]
    assert codes == ["K201", "K201"]
    assert "decision C = D" in str(caught.value)


def test_an_unknown_model_raises(tmp_path: Path) -> None:
    with pytest.raises(kaidah.KaidahError, match="K302"):
        kaidah.load("no such model")


def modules_after(code: str, *unwanted: str) -> str:
    """What the code prints, then which of the unwanted modules it has loaded."""
    words = f"import sys; {code}; print(sorted(set(sys.modules) & {set(unwanted)}))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, filter(None, sys.path)))}
    done = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout


def test_importing_kaidah_imports_nothing_else() -> None:
    assert modules_after("import kaidah", "lark", "kaidah.api", "networkx", "rich") == "[]\n"


def test_running_a_case_imports_no_graphs_and_pictures() -> None:
    case = ["run", str(DEMO), "traveller_role=crew", "goods_value=80", "has_npwp=true", "--on", "2022-01-01"]
    unwanted = ("networkx", "graphviz", "pygraphviz", "rich", "kaidah.graph", "kaidah.render")
    lines = modules_after(f"from kaidah.cli import main; main({case})", *unwanted).splitlines()
    assert (lines[0], lines[-1]) == ("Total = USD 9.60", "[]")

"""Nothing a user can type gives a traceback: every run ends with 0, 1 or 2 and no apology."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kaidah
from kaidah.cli import main

DEMO = (Path(kaidah.__file__).parent / "demo" / "passenger-goods.kaidah").read_text(encoding="utf-8")
NAMES = st.sampled_from(["goods_value", "Traveller role", "Has NPWP", "Arrival date", "nonsense", "", "--on"])
VALUES = st.sampled_from(
    ["950", "-1", "1e3", "null", "[1", '"', "{a: 1}", "@", "2021-10-06", "passenger"]
) | st.text(max_size=8)
QUICK = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    os.environ["KAIDAH_DEBUG"] = "1"  # bugs raise here


def run(*words: str) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        assert main(list(words)) in (0, 1, 2)


@QUICK
@given(values=st.lists(st.tuples(NAMES, VALUES), max_size=4), command=st.sampled_from(["run", "explain"]))
def test_any_values(tmp_path: Path, values: list[tuple[str, str]], command: str) -> None:
    file = tmp_path / "m.kaidah"
    file.write_text(DEMO, encoding="utf-8")
    run(command, str(file), *(f"{name}={value}" for name, value in values), "--on=2021-10-06")


@QUICK
@given(
    text=st.text(max_size=60)
    | st.sampled_from(['{"Goods value": {}}', "[]", '{"Goods value": [1e999]}', "1"])
)
def test_any_json(tmp_path: Path, text: str) -> None:
    (tmp_path / "m.kaidah").write_text(DEMO, encoding="utf-8")
    (tmp_path / "in.json").write_text(text, encoding="utf-8")
    run("run", str(tmp_path / "m.kaidah"), "--input", str(tmp_path / "in.json"), "--on=2021-10-06")


@QUICK
@given(data=st.data())
def test_any_file(tmp_path: Path, data: st.DataObject) -> None:
    """A good file with a part of it cut out or replaced."""
    start = data.draw(st.integers(0, len(DEMO)))
    end = min(len(DEMO), start + data.draw(st.integers(0, 30)))
    put = data.draw(
        st.text(max_size=6) | st.sampled_from(["|", "||", '"', "(", "\t", "\n", "  ", "/*", "\0"])
    )
    file = tmp_path / "m.kaidah"
    file.write_bytes((DEMO[:start] + put + DEMO[end:]).encode("utf-8", "replace"))
    for command in ("check", "test", "fmt", "decisions"):
        run(command, str(file))
    run("run", str(file), "Traveller role=crew", "Goods value=80", "Has NPWP=true", "--on=2021-10-06")


@QUICK
@given(content=st.binary(max_size=80))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.kaidah").write_bytes(content)
    (tmp_path / "m.cases.csv").write_bytes(content)
    for command in ("check", "test", "fmt"):
        run(command, str(tmp_path))


@QUICK
@given(text=st.text(max_size=80))
def test_any_case_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "m.kaidah").write_text(DEMO, encoding="utf-8")
    (tmp_path / "m.cases.csv").write_bytes(f"case,on,Goods value,Total\n{text}".encode())
    run("test", str(tmp_path))


@QUICK
@given(words=st.lists(st.text(max_size=8), max_size=4))
def test_any_words(tmp_path: Path, words: list[str]) -> None:
    with contextlib.chdir(tmp_path):
        run(*[word for word in words if word != "-"])

"""Models and answers as HTML, for notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from kaidah.model.elements import Decision, InputData


def model_to_html(name: str, inputs: Sequence[InputData], decisions: Sequence[Decision]) -> str:
    """What can be given and asked: a table."""
    rows = [("input", data.name, str(data.type), data.about) for data in inputs]
    rows += [("decision", found.name, str(found.type), found.question or found.about) for found in decisions]
    return f"<p><b>{escape(name)}</b></p>{_table(rows)}"


def answer_to_html(outputs: Mapping[str, str], explanation: str, problems: str) -> str:
    """The outputs as people read them, what is wrong with the case, and the explanation, as text."""
    texts = "".join(f"<pre>{escape(text)}</pre>" for text in (problems, explanation) if text)
    return f"{_table(list(outputs.items()))}{texts}"


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    aligned = ' style="text-align: left"'
    cells = ("".join(f"<td{aligned}>{escape(cell)}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"

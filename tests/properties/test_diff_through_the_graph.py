"""End-to-end differences of random chains of tables against evaluating both models on a grid."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from kaidah.diff.difference import difference
from kaidah.diff.trial import Given, given_by
from kaidah.evaluate import evaluate
from kaidah.feel.types import ANY
from kaidah.model.elements import Model
from kaidah.model.from_syntax import from_syntax
from kaidah.plan.from_model import from_model
from kaidah_dsl.diagnostics import has_errors
from kaidah_dsl.document.parse import parse
from kaidah_dsl.source import Source

CHUNK = 10
VALUES = tuple(Decimal(step) / 2 for step in range(-1, 12))


@pytest.mark.parametrize("chunk", range(100 // CHUNK))
def test_random_chains(chunk: int) -> None:
    for number in range(CHUNK):
        agree(chunk * CHUNK + number)


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(2_000 // CHUNK))
def test_many_random_chains(chunk: int) -> None:
    for number in range(CHUNK):
        agree(1_000_000 + chunk * CHUNK + number)


def agree(seed: int) -> None:
    rng = random.Random(seed)
    parts = Parts(rng)
    texts = (parts.text(), parts.altered().text())
    old, new = (read(text) for text in texts)
    found = difference(old, new).meaning
    plans = [from_model(model) for model in (old, new)]
    for each in found.answers:
        differing = 0
        for value, private in product(VALUES, (True, False)):
            given = {"Value": value, "Private": private}
            before, after = (answer(plan, given, each.decision) for plan in plans)
            differing += before.differs(after)
        said = f"{each}\n" + "\n---\n".join(texts)
        assert not (each.same and differing), said
        if each.exact and not each.only_at and each.regions:
            assert differing, said
        for region in (*each.regions, *((each.example,) if each.example else ())):
            before, after = (answer(plan, dict(region.witness), each.decision) for plan in plans)
            assert before.differs(after), said


class Parts:
    """A limit, a table on a value, a table on that, a formula."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.limit = rng.randint(1, 4)
        self.bands = [rng.choice("abc") for _ in range(3)]
        self.rates = [rng.randint(1, 3) for _ in range(4)]
        self.formula = rng.choice(
            ("Rate", "Rate * 2", "if Private then Rate else 0", "max(Value - Limit, 0) * Rate")
        )

    def altered(self) -> Parts:
        rng = self.rng
        for _ in range(rng.randint(1, 2)):
            match rng.randrange(4):
                case 0:
                    self.limit = rng.randint(1, 4)
                case 1:
                    self.bands[rng.randrange(3)] = rng.choice("abc")
                case 2:
                    self.rates[rng.randrange(4)] = rng.randint(1, 3)
                case _:
                    self.formula = rng.choice(
                        ("Rate", "Rate * 2", "Rate + Rate", "if Private then Rate else 0")
                    )
        return self

    def text(self) -> str:
        bands, rates = self.bands, self.rates
        return f"""model Chain
  ask Out, Band

input Value   : number
input Private : boolean

decision Limit : number = {self.limit}

decision Band : string
  | U | Value            || Band         |
  |---|------------------||--------------|
  |   | < 1              || "{bands[0]}" |
  |   | [1 .. Limit + 1) || "{bands[1]}" |
  |   | >= Limit + 1     || "{bands[2]}" |

decision Rate : number
  | F | Band | Private || Rate       |
  |---|------|---------||------------|
  |   | "a"  | true    || {rates[0]} |
  |   | "a"  | -       || {rates[1]} |
  |   | -    | true    || {rates[2]} |
  |   | -    | -       || {rates[3]} |

decision Out : number = {self.formula}
"""


def read(text: str) -> Model:
    result = from_syntax(parse(Source(name="chain.kaidah", text=text)).document)
    assert not has_errors(result.diagnostics), result.diagnostics
    assert result.model is not None
    return result.model


def answer(plan: Any, given: dict[str, Any], name: str) -> Given:
    return given_by(evaluate(plan, given, [name], trace=False), name, ANY)

"""K410: inputs that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from kaidah.model.elements import BoxedExpression, InputData, Model
from kaidah.model.used_names import used_names
from kaidah_dsl.diagnostics import Diagnostic, warning


def unused_inputs(own: tuple[InputData, ...], model: Model) -> Iterator[Diagnostic]:
    """Each of the document's own inputs that no decision, reading or service of the model uses.

    The model's date is used: it chooses the edition. A model without decisions is a vocabulary for others.
    """
    if not model.decisions:
        return
    used = {model.date_input} | {name for service in model.services for name in service.input_data}
    for logic in _logics(model):
        used.update(name.name for name in used_names(logic))
    for data in own:
        if data.name not in used:
            message = f"no decision uses the input `{data.name}`"
            help = 'take it away, or say why it stays: `allow K410 because "..."`'
            yield warning("K410", message, data.span, help=help)


def _logics(model: Model) -> Iterator[BoxedExpression]:
    for decision in model.decisions:
        if decision.expression is not None:
            yield decision.expression
        yield from (reading.expression for reading in decision.readings)

"""Kaidah: decision tables for regulations, exact, explained, dated.

import kaidah
model = kaidah.load("passengers.kaidah")
answer = model.evaluate({"Traveller role": "passenger", "Goods value": 950}, on="2022-04-01")
answer.outputs["Import duty"]        # Decimal("45.0")
print(answer.explain())
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, which is not imported: `import kaidah` costs next to nothing
if TYPE_CHECKING:
    from kaidah.api import ExplainedAnswer, LoadedModel, load
    from kaidah.errors import KaidahError

__version__ = "0.1.0"

__all__ = ["ExplainedAnswer", "KaidahError", "LoadedModel", "__version__", "load"]

_HOMES = {
    "ExplainedAnswer": "kaidah.api",
    "KaidahError": "kaidah.errors",
    "LoadedModel": "kaidah.api",
    "load": "kaidah.api",
}


def __getattr__(name: str) -> object:
    """The public names, imported when first asked for."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)

"""The boolean function (DMN 1.5, clause 10.3.4.2)."""

from __future__ import annotations

from kaidah.feel import types
from kaidah.feel.builtins.signature import Builtin, one, signature

BUILTINS = (
    Builtin(
        "not",
        (signature(one("negand", types.BOOLEAN), gives=types.BOOLEAN, call=lambda negand: not negand),),
        "10.3.4.2",
    ),
)

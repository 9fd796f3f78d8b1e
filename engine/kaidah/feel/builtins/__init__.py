"""The builtin functions of FEEL (DMN 1.5, clause 10.3.4), one file per table of the standard."""

from __future__ import annotations

from collections.abc import Mapping

from kaidah.feel.builtins import (
    boolean,
    context,
    conversion,
    date_and_time,
    list,
    miscellaneous,
    numeric,
    range,
    range_text,
    reduction,
    sort,
    string,
    temporal,
)
from kaidah.feel.builtins.call import as_function, bind, call, usage
from kaidah.feel.builtins.signature import Builtin, Clock, Parameter, Signature

__all__ = [
    "BUILTINS",
    "Builtin",
    "Clock",
    "Parameter",
    "Signature",
    "as_function",
    "bind",
    "call",
    "usage",
]

BUILTINS: Mapping[str, Builtin] = {
    builtin.name: builtin
    for table in (
        conversion,
        range_text,
        boolean,
        string,
        list,
        reduction,
        numeric,
        date_and_time,
        range,
        temporal,
        sort,
        context,
        miscellaneous,
    )
    for builtin in table.BUILTINS
}
"""Every function by its name."""

"""Context functions (DMN 1.5, clause 10.3.4.10)."""

from __future__ import annotations

from kaidah.feel import types
from kaidah.feel.builtins.signature import CONTEXT, LIST, Builtin, one, signature
from kaidah.feel.components import component
from kaidah.feel.failure import Failure, shown
from kaidah.feel.values import Value, described

_CLAUSE = "10.3.4.10"
_Context = dict[str, Value]

_ENTRY = types.ContextType((("key", types.STRING), ("value", types.ANY)))


def _get_entries(context: _Context) -> tuple[Value, ...]:
    return tuple({"key": key, "value": value} for key, value in context.items())


def _context(entries: tuple[Value, ...]) -> _Context:
    context: _Context = {}
    for index, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str) or "value" not in entry:
            fact = f"item {index} is not an entry of a context"
            raise Failure("K509", fact, 'an entry is written `{key: "name", value: 1}`')
        if entry["key"] in context:
            raise Failure("K509", f"the key {shown(entry['key'])} is given twice")
        context[entry["key"]] = entry["value"]
    return context


def _put(context: _Context, key: str, value: Value) -> _Context:
    return {**context, key: value}


def _put_deep(context: _Context, keys: tuple[Value, ...], value: Value) -> _Context:
    key, *others = keys or (None,)
    if not isinstance(key, str):
        raise Failure("K509", f"a key is a string, not {described(key)}")
    if not others:
        return _put(context, key, value)
    inner = component(context, key)
    if not isinstance(inner, dict):
        raise Failure(
            "K509", f"{shown(key)} is {described(inner)}, not a context", "keys lead through contexts"
        )
    return _put(context, key, _put_deep(inner, tuple(others), value))


def _merge(contexts: tuple[Value, ...]) -> _Context:
    """Entries of later contexts replace those of earlier ones, whole."""
    merged: _Context = {}
    for index, context in enumerate(contexts, 1):
        if not isinstance(context, dict):
            raise Failure("K509", f"`context merge` takes contexts, and item {index} is {described(context)}")
        merged.update(context)
    return merged


_ONE = one("context", CONTEXT)

BUILTINS = (
    Builtin(
        "get value",
        (signature(one("m", CONTEXT), one("key", types.STRING), gives=types.ANY, call=component),),
        _CLAUSE,
    ),
    Builtin(
        "get entries",
        (signature(one("m", CONTEXT), gives=types.ListType(_ENTRY), call=_get_entries),),
        _CLAUSE,
    ),
    Builtin("context", (signature(one("entries", LIST), gives=CONTEXT, call=_context),), _CLAUSE),
    Builtin(
        "context put",
        (
            signature(_ONE, one("key", types.STRING), one("value"), gives=CONTEXT, call=_put),
            signature(_ONE, one("keys", LIST), one("value"), gives=CONTEXT, call=_put_deep),
        ),
        _CLAUSE,
    ),
    Builtin("context merge", (signature(one("contexts", LIST), gives=CONTEXT, call=_merge),), _CLAUSE),
)

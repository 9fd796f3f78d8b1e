"""Names and component access, resolved as far as they can be before a run (clauses 10.3.2.6 and 10.3.2.9)."""

from __future__ import annotations

from kaidah.feel.builtins import BUILTINS
from kaidah.feel.builtins.call import as_function
from kaidah.feel.components import component
from kaidah.feel.failure import Failure
from kaidah.feel.lower.frame import Absent, Code, Constant, Frame, Value, failing
from kaidah.feel.lower.layout import Item, Layout, Local
from kaidah_dsl.source import Span


def name(layout: Layout, text: str, span: Span) -> Code:
    """The variable `text`: the innermost one of that name."""
    return _bound(layout, len(layout.bindings), text, span)


def _bound(layout: Layout, count: int, text: str, span: Span) -> Code:
    for index in range(count - 1, -1, -1):
        binding = layout.bindings[index]
        if isinstance(binding, Item):
            return entry_or_outer(binding.slot, text, _bound(layout, index, text, span))
        if binding.name == text:
            return local(layout, binding)
    slot = layout.slot(text)
    return outermost(text, span) if slot is None else shared(layout, slot, span)


def local(layout: Layout, binding: Local) -> Code:
    slot = binding.slot
    layout.body.used.add(slot)

    def code(frame: Frame) -> Value:
        return frame[slot]

    return code


def shared(layout: Layout, slot: int, span: Span) -> Code:
    """A slot of the run: decided on demand."""
    layout.body.reads.add(slot)

    def code(frame: Frame) -> Value:
        value = frame[0].values[slot]
        return frame[0].demand(slot, span) if value.__class__ is Absent else value

    return code


def entry_or_outer(slot: int, text: str, outer: Code) -> Code:
    """Inside a filter: the entry of the item if it has one of that name."""

    def code(frame: Frame) -> Value:
        item = frame[slot]
        return item[text] if item.__class__ is dict and text in item else outer(frame)

    return code


def outermost(text: str, span: Span) -> Code:
    """A name that is no variable: a builtin function, or unknown."""
    builtin = BUILTINS.get(text)
    if builtin is not None:
        return Constant(as_function(builtin))
    return failing(Failure("K508", f"`{text}` has no value here", "give it a value, or mend its name"), span)


def path(source: Code, text: str, span: Span) -> Code:
    """`source.text`: an entry of a context, a property of a value, or those of each item of a list."""

    def of(frame: Frame, value: Value) -> Value:
        if value.__class__ is tuple:
            return tuple([of(frame, item) for item in value])
        try:
            return component(value, text)
        except Failure as failure:
            return frame[0].failed(failure, span)

    def code(frame: Frame) -> Value:
        value = source(frame)
        if value.__class__ is dict and text in value:
            return value[text]
        return of(frame, value)

    return code

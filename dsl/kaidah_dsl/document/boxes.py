"""Bodies: expressions, tables and boxes, from the lines that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from kaidah_dsl.document import feel_text, mistakes, table, words
from kaidah_dsl.document.forms import Form
from kaidah_dsl.document.outline import Line
from kaidah_dsl.document.reader import Reader, commented, comments
from kaidah_dsl.document.tree import (
    Boxed,
    CallBox,
    Comments,
    ConditionalBox,
    ContextBox,
    Entry,
    ExternalBox,
    FilterBox,
    FunctionBox,
    IteratorBox,
    ListBox,
    Literal_,
    NamedTypeText,
    NameText,
    RelationBox,
    TypedBox,
)
from kaidah_dsl.document.type_text import type_in
from kaidah_dsl.source import Span


def body(reader: Reader, lines: Sequence[Line], what: str, place: Span) -> Boxed:
    """The one body that the lines below a part hold; `what` names the part in messages."""
    rows, others = _run_of_rows(lines)
    if rows:
        for line in others:
            reader.diagnostics.append(
                mistakes.body_twice(reader.first_line(line), reader.first_line(rows[0]))
            )
        return decision_table(reader, rows)
    if not lines:
        reader.diagnostics.append(mistakes.body_missing(place, what))
        return missing(place)
    for line in lines[1:]:
        reader.diagnostics.append(mistakes.body_twice(reader.first_line(line), reader.first_line(lines[0])))
    return body_line(reader, lines[0])


def missing(place: Span) -> Literal_:
    """A body that is not there, or cannot be read; it has been reported."""
    end = place.source.span(place.end, place.end)
    return Literal_(span=end, feel=feel_text.missing(end))


def _run_of_rows(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    rows = [line for line in lines if line.kind == "row"]
    return rows, [line for line in lines if line.kind != "row"]


def decision_table(reader: Reader, rows: Sequence[Line]) -> Boxed:
    """The decision table that the lines hold."""
    found, problems = table.table(reader.source, rows)
    reader.diagnostics += problems
    return found or missing(reader.first_line(rows[0]))


def is_body(text: str) -> bool:
    """Whether a line begins a body: an expression, a table or a box."""
    return text.startswith(("=", "|")) or words.is_box_head(text)


def body_line(reader: Reader, line: Line) -> Boxed:
    """The body that a line and those below it hold."""
    text = line.text(reader.source)
    if text.startswith("="):
        expression, form = literal(reader, line)
        if form.part("citations") is not None:
            reader.diagnostics.append(mistakes.citation_in_box(reader.first_line(line)))
        return expression
    if words.is_box_head(text):
        return box(reader, line)
    place = reader.first_line(line)
    reader.diagnostics.append(mistakes.not_a_body(place))
    return missing(place)


def literal(reader: Reader, line: Line) -> tuple[Literal_, Form]:
    """`= EXPRESSION`, and its line (which may cite)."""
    form = reader.form("body", line, "=", "EQUAL")
    feel = reader.feel(form, line) or feel_text.missing(reader.first_line(line))
    for child in line.children:
        reader.diagnostics.append(mistakes.unexpected_line(reader.first_line(child), "below an expression"))
    return Literal_(span=reader.span(line), feel=feel, comments=comments(line, form)), form


# --- boxes ----------------------------------------------------------------------------------------


def box(reader: Reader, line: Line) -> Boxed:
    """The box whose head a line is."""
    keyword = words.keyword_at(words.BOX, line.text(reader.source))
    match keyword:
        case "call":
            return _call(reader, line)
        case "function":
            return function_box(reader, line)
        case "for" | "some" | "every":
            return _iterator(reader, line, keyword)
        case "typed":
            return _typed(reader, line)
        case "external":
            return _external(reader, line)
    form = reader.form("box", line, keyword or "", "BOX_KEYWORD")
    around, span = comments(line, form), reader.whole(line)
    match keyword:
        case "context":
            return _context(reader, line, around)
        case "list":
            entries = _parts(reader, line, "list")
            return ListBox(span=span, items=tuple(_of(entry) for entry in entries), comments=around)
        case "relation":
            return _relation(reader, line, around)
        case "conditional":
            parts = _named_parts(reader, line, "conditional")
            return ConditionalBox(
                span=span, condition=parts["if"], then=parts["then"], otherwise=parts["else"], comments=around
            )
        case _:
            parts = _named_parts(reader, line, "filter")
            return FilterBox(span=span, source=parts["in"], match=parts["match"], comments=around)


def _call(reader: Reader, line: Line) -> CallBox:
    form = reader.form("call", line, "call")
    function = reader.feel(form, line) or feel_text.missing(reader.first_line(line))
    return CallBox(
        span=reader.whole(line),
        function=function,
        bindings=_entries(reader, line),
        comments=comments(line, form),
    )


def _typed(reader: Reader, line: Line) -> TypedBox:
    form = reader.form("typed", line, "typed")
    place = reader.first_line(line)
    return TypedBox(
        span=reader.whole(line),
        type=type_in(form) or NamedTypeText(span=place, name="any"),
        body=body(reader, line.children, "`typed`", place),
        comments=comments(line, form),
    )


def _external(reader: Reader, line: Line) -> ExternalBox:
    form = reader.form("external", line, "external")
    kind = reader.name(form)
    return ExternalBox(
        span=reader.whole(line),
        kind=kind.text if kind else "",
        body=body(reader, line.children, "`external`", reader.first_line(line)),
        comments=comments(line, form),
    )


def _iterator(reader: Reader, line: Line, kind: Literal["for", "some", "every"]) -> IteratorBox:
    form = reader.form("iterator", line, kind, "ITERATOR_KEYWORD")
    end = reader.source.span(line.end, line.end)
    parts = _named_parts(reader, line, kind)
    return IteratorBox(
        span=reader.whole(line),
        kind=kind,
        variable=reader.name(form) or NameText(span=end, text=""),
        source=parts["in"],
        result=parts["return" if kind == "for" else "satisfies"],
        comments=comments(line, form),
    )


def function_box(reader: Reader, line: Line) -> FunctionBox:
    """A boxed function: its parameters, and its body behind `=` or below."""
    form = reader.form("boxed_function", line, "function")
    return FunctionBox(
        span=reader.whole(line),
        parameters=reader.parameters(form),
        result_type=type_in(form),
        body=own_body(reader, form, line, line.children, "this function"),
        comments=comments(line, form),
    )


def own_body(reader: Reader, form: Form, line: Line, below: Sequence[Line], what: str) -> Boxed:
    """The body of a line: behind its `=`, or the lines below it."""
    feel = reader.feel(form, line)
    if feel is None:
        return body(reader, below, what, reader.first_line(line))
    for child in below:
        reader.diagnostics.append(mistakes.body_twice(reader.first_line(child), feel.span))
    return Literal_(span=feel.span, feel=feel)


def _relation(reader: Reader, line: Line, around: Comments) -> RelationBox:
    rows, others = _run_of_rows(line.children)
    for other in others:
        reader.diagnostics.append(mistakes.unexpected_line(reader.first_line(other), "in a `relation`"))
    if not rows:
        place = reader.first_line(line)
        reader.diagnostics.append(mistakes.body_missing(place, "this `relation`"))
        return RelationBox(span=place, columns=(), rows=(), comments=around)
    found, problems = table.relation(reader.source, rows, reader.whole(line))
    reader.diagnostics += problems
    return replace(found, comments=around)


def _context(reader: Reader, line: Line, around: Comments) -> ContextBox:
    entries = _entries(reader, line)
    results = [entry for entry in entries if entry.name.text == "result"]
    for second in results[1:]:
        reader.diagnostics.append(mistakes.part_twice(second.span, "result", results[0].span))
    if not entries:
        reader.diagnostics.append(mistakes.body_missing(reader.first_line(line), "this `context`"))
    return ContextBox(
        span=reader.whole(line),
        entries=tuple(entry for entry in entries if entry.name.text != "result"),
        result=_of(results[0]) if results else None,
        comments=around,
    )


# --- parts ----------------------------------------------------------------------------------------


def _entries(reader: Reader, line: Line) -> tuple[Entry, ...]:
    """The parts below a box: `NAME [: TYPE] = EXPRESSION`, or a name with a body below it."""
    return tuple(entry for child in line.children if (entry := _entry(reader, child)))


def _entry(reader: Reader, line: Line) -> Entry | None:
    place = reader.first_line(line)
    if line.kind == "row" or line.text(reader.source).startswith("="):
        reader.diagnostics.append(mistakes.part_without_name(place))
        return None
    form = reader.form("entry", line)
    name = reader.name(form)
    if name is None:
        return None
    return Entry(
        span=reader.whole(line),
        name=name,
        type=type_in(form),
        body=own_body(reader, form, line, line.children, f"`{name.text}`"),
        comments=comments(line, form),
    )


def _of(entry: Entry) -> Boxed:
    """The body of a part that has no name of its own, with the comments of both."""
    return commented(entry.body, entry.comments)


def _parts(reader: Reader, line: Line, kind: str) -> list[Entry]:
    """The parts of a box whose parts have fixed names."""
    allowed = words.PARTS[kind]
    parts = []
    for child in line.children:
        entry = _entry(reader, child)
        if entry and entry.name.text not in allowed:
            reader.diagnostics.append(mistakes.unknown_part(reader.first_line(child), kind, allowed))
        elif entry:
            parts.append(entry)
    return parts


def _named_parts(reader: Reader, line: Line, kind: str) -> dict[str, Boxed]:
    """Each part of a box by its name; those that are not there are missing bodies."""
    parts: dict[str, Boxed] = {}
    for entry in _parts(reader, line, kind):
        name = entry.name.text
        if name in parts:
            reader.diagnostics.append(mistakes.part_twice(entry.name.span, name, parts[name].span))
        else:
            parts[name] = _of(entry)
    place = reader.first_line(line)
    for name in words.PARTS[kind]:
        if name not in parts:
            reader.diagnostics.append(mistakes.part_missing(place, kind, name))
            parts[name] = missing(place)
    return parts

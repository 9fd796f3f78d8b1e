"""Statements, each from its first line and its clauses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kaidah_dsl.document import boxes, mistakes, words
from kaidah_dsl.document.clauses import Gathered, gather
from kaidah_dsl.document.forms import Form
from kaidah_dsl.document.outline import Line
from kaidah_dsl.document.reader import Reader, comments, label, strings
from kaidah_dsl.document.scan import unquoted
from kaidah_dsl.document.tree import (
    Component,
    DecisionStatement,
    Examples,
    FunctionBox,
    FunctionStatement,
    InputStatement,
    KnowledgeSourceStatement,
    ListOf,
    Literal_,
    ModelStatement,
    NamedTypeText,
    NameText,
    RangeOf,
    ServiceStatement,
    Statement,
    Structure,
    Text,
    TypeStatement,
    TypeText,
    Use,
)
from kaidah_dsl.document.type_text import type_in


def statement(reader: Reader, line: Line) -> Statement | None:
    """The statement that a line begins, or None where it is none or has no name (which is reported)."""
    if not line.keyword:
        reader.diagnostics.append(mistakes.unknown_statement(reader.first_line(line)))
        return None
    if words.keyword_at(words.STATEMENT, line.text(reader.source)) is None:
        reader.diagnostics.append(mistakes.unknown_statement(reader.first_line(line)))
    made = _READ[line.keyword](reader, line)
    return replace(made, trailing=line.trailing) if made else None


def _head(reader: Reader, line: Line) -> Form:
    name = {"type": "type_statement", "knowledge source": "knowledge_source"}.get(line.keyword, line.keyword)
    return reader.form(name, line, line.keyword)


def _gather(reader: Reader, line: Line, form: Form) -> Gathered:
    token = form.one("FEEL") if line.keyword in words.WITH_BODY else None
    return gather(reader, line.keyword, line.children, form.place(token) if token else None)


def _about(form: Form, found: Gathered) -> str:
    """The text behind a type, or the clause `about`."""
    return " ".join([*strings(form), *([found.texts["about"]] if "about" in found.texts else [])])


def _model(reader: Reader, line: Line) -> ModelStatement | None:
    form = _head(reader, line)
    found = _gather(reader, line, form)
    name = reader.name(form) or NameText(span=reader.source.span(line.end, line.end), text="")
    return ModelStatement(
        span=reader.whole(line),
        comments=comments(line, form),
        clauses=tuple(found.clauses),
        name=name,
        about=found.texts.get("about", ""),
        namespace=found.texts.get("namespace", ""),
        laws=tuple(found.laws),
        sources=tuple(found.sources),
        editions=tuple(found.editions),
        date=found.date,
        ask=found.names.get("ask", ()),
        lenient=found.texts.get("lenient", ""),
        allows=tuple(found.allows),
    )


def _use(reader: Reader, line: Line) -> Use | None:
    form = _head(reader, line)
    found = _gather(reader, line, form)
    names, path = reader.names(form), form.one("STRING")
    if not names:
        return None
    return Use(
        span=reader.whole(line),
        comments=comments(line, form),
        clauses=tuple(found.clauses),
        name=names[0],
        alias=names[1] if len(names) > 1 else None,
        path=Text(span=form.place(path), text=unquoted(path)) if path else None,
    )


def _type(reader: Reader, line: Line) -> TypeStatement | None:
    form = _head(reader, line)
    name = reader.name(form)
    type = _type_with_components(reader, line, form)
    if name is None:
        return None
    return TypeStatement(
        span=reader.whole(line),
        comments=comments(line, form),
        name=name,
        type=type or NamedTypeText(span=reader.source.span(line.end, line.end), name="any"),
        about=" ".join(strings(form)),
        label=label(form),
    )


def _type_with_components(reader: Reader, line: Line, form: Form) -> TypeText | None:
    """The type of a line with the components below it; K113 where its type is no structure and takes none."""
    components = _components(reader, line)
    type = inner = type_in(form, components)
    while isinstance(inner, ListOf | RangeOf):
        inner = inner.item
    if components and not isinstance(inner, Structure) and not form.diagnostics:
        reader.diagnostics.append(mistakes.component_without_structure(components[0].name.span))
    return type


def _components(reader: Reader, line: Line) -> tuple[Component, ...]:
    components = []
    for child in line.children:
        form = reader.form("component", child)
        name, type = reader.name(form), _type_with_components(reader, child, form)
        if name is None:
            continue
        components.append(
            Component(
                span=reader.whole(child),
                comments=comments(child, form),
                name=name,
                type=type or NamedTypeText(span=reader.source.span(child.end, child.end), name="any"),
                about=" ".join(strings(form)),
                label=label(form),
            )
        )
    return tuple(components)


def _input(reader: Reader, line: Line) -> InputStatement | None:
    form = _head(reader, line)
    found = _gather(reader, line, form)
    name = reader.name(form)
    if name is None:
        return None
    return InputStatement(
        span=reader.whole(line),
        comments=comments(line, form),
        clauses=tuple(found.clauses),
        name=name,
        type=type_in(form),
        default=reader.feel(form, line),
        label=label(form),
        about=_about(form, found),
        editions=found.names.get("edition", ()),
        allows=tuple(found.allows),
    )


def _decision(reader: Reader, line: Line) -> DecisionStatement | None:
    form = _head(reader, line)
    found = _gather(reader, line, form)
    feel, name = reader.feel(form, line), reader.name(form)
    cited = (*reader.citations(form), *found.citations)
    if name is None:
        return None
    return DecisionStatement(
        span=reader.whole(line),
        comments=comments(line, form),
        clauses=tuple(found.clauses),
        name=name,
        type=type_in(form),
        body=Literal_(span=feel.span, feel=feel) if feel else found.body,
        label=label(form),
        about=found.texts.get("about", ""),
        question=found.texts.get("question", ""),
        answers=found.texts.get("answers", ""),
        editions=found.names.get("edition", ()),
        citations=cited,
        readings=tuple(found.readings),
        because=found.texts.get("because", ""),
        allows=tuple(found.allows),
        requires=found.names.get("requires", ()),
    )


def _function(reader: Reader, line: Line) -> FunctionStatement | None:
    form = _head(reader, line)
    found = _gather(reader, line, form)
    feel, name = reader.feel(form, line), reader.name(form)
    body = Literal_(span=feel.span, feel=feel) if feel else found.body
    cited = (*reader.citations(form), *found.citations)
    if body is None and name is not None:
        reader.diagnostics.append(
            mistakes.body_missing(reader.first_line(line), f"the function `{name.text}`")
        )
    if name is None:
        return None
    return FunctionStatement(
        span=reader.whole(line),
        comments=comments(line, form),
        clauses=tuple(found.clauses),
        name=name,
        function=FunctionBox(
            span=reader.whole(line),
            parameters=reader.parameters(form),
            result_type=type_in(form),
            body=body or boxes.missing(reader.first_line(line)),
        ),
        label=label(form),
        about=found.texts.get("about", ""),
        editions=found.names.get("edition", ()),
        citations=cited,
        allows=tuple(found.allows),
        requires=found.names.get("requires", ()),
    )


def _service(reader: Reader, line: Line) -> ServiceStatement | None:
    form = _head(reader, line)
    found = _gather(reader, line, form)
    name = reader.name(form)
    if name is None:
        return None
    if "outputs" not in found.names:
        reader.diagnostics.append(mistakes.outputs_missing(reader.first_line(line)))
    return ServiceStatement(
        span=reader.whole(line),
        comments=comments(line, form),
        clauses=tuple(found.clauses),
        name=name,
        outputs=found.names.get("outputs", ()),
        encapsulates=found.names.get("encapsulates", ()),
        input_decisions=found.names.get("input decisions", ()),
        input_data=found.names.get("input data", ()),
        type=type_in(form),
        label=label(form),
        about=found.texts.get("about", ""),
        editions=found.names.get("edition", ()),
    )


def _knowledge_source(reader: Reader, line: Line) -> KnowledgeSourceStatement | None:
    form = _head(reader, line)
    found = _gather(reader, line, form)
    name = reader.name(form)
    if name is None:
        return None
    return KnowledgeSourceStatement(
        span=reader.whole(line),
        comments=comments(line, form),
        clauses=tuple(found.clauses),
        name=name,
        about=found.texts.get("about", ""),
        owner=found.texts.get("owner", ""),
        uri=found.texts.get("uri", ""),
        governs=found.names.get("governs", ()),
        requires=found.names.get("requires", ()),
        citations=tuple(found.citations),
        label=label(form),
    )


def _examples(reader: Reader, line: Line) -> Examples:
    form = _head(reader, line)
    found = _gather(reader, line, form)
    (given, expected), rows = found.cases
    if "body" not in found.first:
        reader.diagnostics.append(mistakes.examples_empty(reader.first_line(line)))
    return Examples(
        span=reader.whole(line),
        comments=comments(line, form),
        clauses=tuple(found.clauses),
        name=reader.name(form),
        given=given,
        expected=expected,
        rows=rows,
        on=found.on,
        about=found.texts.get("about", ""),
    )


_READ: dict[str, Callable[[Reader, Line], Statement | None]] = {
    "model": _model,
    "use": _use,
    "type": _type,
    "input": _input,
    "decision": _decision,
    "function": _function,
    "service": _service,
    "knowledge source": _knowledge_source,
    "examples": _examples,
}

"""The statements of a document that belong to one edition, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, TypeVar

from kaidah.model.reader import context_keys
from kaidah_dsl.diagnostics import Diagnostic, Label, error
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.frozen import frozen
from kaidah_dsl.suggest import did_you_mean

ElementStatement: TypeAlias = (
    syntax.InputStatement
    | syntax.DecisionStatement
    | syntax.FunctionStatement
    | syntax.ServiceStatement
    | syntax.KnowledgeSourceStatement
)
Named: TypeAlias = ElementStatement | syntax.TypeStatement
Kind = TypeVar("Kind", bound=syntax.Statement)


def model_statement(document: syntax.Document) -> syntax.ModelStatement | None:
    """The statement that names the model; the parser reports where there is none."""
    return next((s for s in document.statements if isinstance(s, syntax.ModelStatement)), None)


def edition_names(statement: syntax.Statement) -> tuple[syntax.NameText, ...]:
    """The editions a statement belongs to; none means all."""
    return getattr(statement, "editions", ()) if not isinstance(statement, syntax.ModelStatement) else ()


def unknown_editions(document: syntax.Document) -> Iterator[Diagnostic]:
    """K217 for each `edition` clause that names no declared edition."""
    statement = model_statement(document)
    known = [edition.identifier for edition in statement.editions] if statement else []
    for each in document.statements:
        for name in edition_names(each):
            if name.text not in known:
                help = (
                    did_you_mean(name.text, known) or "declare it below `model`: `edition ... in force [..]`"
                )
                yield error("K217", f"there is no edition `{name.text}`", name.span, help=help)


@frozen
class Statements:
    """Statements of one edition, the first of each name; `problems` has K202 for the others."""

    all: tuple[syntax.Statement, ...]
    problems: tuple[Diagnostic, ...]

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        return tuple(statement for statement in self.all if isinstance(statement, kind))


def in_edition(document: syntax.Document, edition: str | None) -> Statements:
    """The statements that belong to an edition, or all where the document has no editions."""
    seen: dict[tuple[bool, str], syntax.NameText] = {}
    kept: list[syntax.Statement] = []
    problems: list[Diagnostic] = []
    for statement in document.statements:
        names = [name.text for name in edition_names(statement)]
        if edition is not None and names and edition not in names:
            continue
        if isinstance(statement, ElementStatement | syntax.TypeStatement):
            key = (isinstance(statement, syntax.TypeStatement), statement.name.text)
            first = seen.setdefault(key, statement.name)
            if first is not statement.name:
                problems.append(_twice(statement.name, first))
                continue
        kept.append(statement)
    return Statements(all=tuple(kept), problems=tuple(problems))


def _twice(name: syntax.NameText, first: syntax.NameText) -> Diagnostic:
    return Diagnostic(
        code="K202",
        message=f"`{name.text}` is declared twice",
        span=name.span,
        label="declared again",
        others=(Label(span=first.span, message="first declared here"),),
        help="give one of them another name",
    )


def element_names(document: syntax.Document) -> frozenset[str]:
    """The names of all elements that a document declares, in whatever edition."""
    return frozenset(s.name.text for s in document.statements if isinstance(s, ElementStatement))


def names_in(document: syntax.Document) -> frozenset[str]:
    """Every name that FEEL in this document may use: of elements, types, components, parameters and
    entries."""
    names = context_keys(document.source.text)
    for statement in document.statements:
        if isinstance(statement, ElementStatement | syntax.TypeStatement):
            names.add(statement.name.text)
        match statement:
            case syntax.TypeStatement(type=type_) | syntax.InputStatement(type=type_):
                names.update(_in_type(type_))
            case syntax.DecisionStatement():
                names.update(_in_type(statement.type))
                names.update(_in_box(statement.body))
                for reading in statement.readings:
                    names.update(_in_box(reading.body))
            case syntax.FunctionStatement(function=syntax.FunctionBox() as function):
                names.update(_in_box(function))
            case _:
                pass
    return frozenset(names)


def _in_type(text: syntax.TypeText | None) -> Iterator[str]:
    match text:
        case syntax.Structure(components=components):
            for component in components:
                yield component.name.text
                yield from _in_type(component.type)
        case syntax.ListOf(item=item) | syntax.RangeOf(item=item):
            yield from _in_type(item)
        case _:
            pass


def _in_box(box: syntax.Boxed | None) -> Iterator[str]:
    """Names by which the value of a box can be looked into, and a function called: they are read
    everywhere."""
    match box:
        case syntax.Table() if len(box.header.outputs) > 1:
            yield from (cell.text for cell in box.header.outputs)
        case syntax.ContextBox():
            for entry in box.entries:
                yield entry.name.text
                yield from _in_box(entry.body)
            yield from _in_box(box.result)
        case syntax.RelationBox():
            yield from (column.text for column in box.columns)
        case syntax.FunctionBox():
            names = (parameter.name.text for parameter in box.parameters)
            yield from (name for name in names if "." not in name)  # outside, `a.b` is the b of a
            yield from _in_box(box.body)
        case syntax.TypedBox(body=body) | syntax.ExternalBox(body=body):
            yield from _in_box(body)
        case syntax.ListBox():
            for item in box.items:
                yield from _in_box(item)
        case syntax.ConditionalBox():
            for part in (box.condition, box.then, box.otherwise):
                yield from _in_box(part)
        case syntax.FilterBox():
            yield from _in_box(box.source)
        case syntax.IteratorBox():
            yield from _in_box(box.result)
        case _:
            pass

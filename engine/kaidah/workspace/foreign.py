"""A model in a file of another tool: DMN XML, with the models it imports from beside it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kaidah.feel.temporal import Date
from kaidah.model.elements import Edition, Model
from kaidah.model.from_syntax import ModelResult
from kaidah.workspace.reading import ReadDocument, read_bytes
from kaidah.workspace.regulation import Regulation
from kaidah_dsl.diagnostics import Diagnostic, Label, Severity, error, has_errors
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.source import Source

if TYPE_CHECKING:
    from kaidah.interchange.imports import ImportStatement
    from kaidah.workspace.workspace import Workspace

SUFFIX = ".dmn"
MOST_IMPORTED = 200


class ForeignRegulation(Regulation):
    """One DMN file. It has no editions; `diagnostics` are those that leave nothing to be used."""

    def __init__(self, *, path: Path, workspace: Workspace) -> None:
        document = syntax.Document(source=Source(name=path.name, text=""), statements=())
        super().__init__(
            path=path, parsed=ReadDocument(document=document, diagnostics=()), workspace=workspace
        )

    @property
    def name(self) -> str:
        return self._result.model.name if self._result.model else self.path.stem

    @property
    def editions(self) -> tuple[Edition, ...]:
        return ()

    @property
    def uses(self) -> tuple[tuple[syntax.Use, Regulation], ...]:
        return ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return self._result.diagnostics if has_errors(self._result.diagnostics) else ()

    def model_on(self, day: Date | None = None) -> ModelResult:
        return self._result

    def _model_on(self, day: Date | None, chain: tuple[Regulation, ...]) -> ModelResult:
        """As used by a document: whatever its day."""
        return self._result

    def models(self) -> tuple[ModelResult, ...]:
        return (self._result,)

    def check(self) -> tuple[Diagnostic, ...]:
        return tuple(sorted(dict.fromkeys(self._result.diagnostics), key=lambda each: each.sort_key))

    @cached_property
    def _result(self) -> ModelResult:
        return self._read(())

    def _read(self, chain: tuple[Path, ...]) -> ModelResult:
        """The model, where `chain` are the files that import it, directly or not."""
        from kaidah.interchange.from_xml import model_of  # lxml is only needed for these files
        from kaidah.interchange.imports import import_statements
        from kaidah.interchange.read_tree import read_tree

        name, data = read_bytes(self.path)
        if isinstance(data, Diagnostic):
            return ModelResult(model=None, diagnostics=(data,))
        document = read_tree(data, name)
        if document.root is None:
            return ModelResult(model=None, diagnostics=document.diagnostics)
        problems: list[Diagnostic] = []
        imported: dict[str, Model] = {}
        for statement in import_statements(document):
            model = self._imported(statement, (*chain, self.path.resolve()), problems)
            if model is not None:
                imported[statement.namespace] = model
        result = model_of(document, imported)
        return ModelResult(model=result.model, diagnostics=(*problems, *result.diagnostics))

    def _imported(
        self, statement: ImportStatement, chain: tuple[Path, ...], problems: list[Diagnostic]
    ) -> Model | None:
        from kaidah.interchange.imports import find_imported

        found = find_imported(statement, self.path)
        if found is None or not statement.is_dmn:
            return None
        if found.resolve() in chain:
            path = " -> ".join(f"`{each.stem}`" for each in (*chain, found))
            problems.append(
                error(
                    "K303",
                    f"models use each other in a circle: {path}",
                    statement.span,
                    help="move what both need into a third model",
                )
            )
            return None
        if len(chain) > MOST_IMPORTED:
            return None
        result = self._workspace.foreign(found)._read_in(chain)
        for problem in result.diagnostics:
            if problem.severity is Severity.ERROR:
                label = Label(span=statement.span, message="imported here")
                problems.append(_with(problem, label))
        return result.model

    def _read_in(self, chain: tuple[Path, ...]) -> ModelResult:
        """As imported: read once, unless a circle must be looked for."""
        if "_result" in self.__dict__:
            return self._result
        result = self._read(chain)
        if not has_errors(result.diagnostics):
            self.__dict__["_result"] = result
        return result


def _with(problem: Diagnostic, label: Label) -> Diagnostic:
    return replace(problem, others=(*problem.others, label))

"""A regulation: a document with all its editions, and the models it uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kaidah.feel.temporal import Date
from kaidah.model.editions import choose, overlaps, read_editions, turning_days
from kaidah.model.elements import Edition
from kaidah.model.from_syntax import ModelResult, from_syntax
from kaidah.model.statements import model_statement, unknown_editions
from kaidah.model.unreadable_name import unreadable_names
from kaidah.model.used import Use
from kaidah.workspace import collecting
from kaidah.workspace.once import once
from kaidah.workspace.reading import ReadDocument
from kaidah_dsl.diagnostics import Diagnostic, Label, Severity, error
from kaidah_dsl.document import tree as syntax

if TYPE_CHECKING:
    from kaidah.workspace.workspace import Workspace

Chain: TypeAlias = tuple["Regulation", ...]
Combination: TypeAlias = tuple[tuple[Path, str], ...]
_PERHAPS_USED = ("K201", "K203", "K209", "K219", "K410")
"""What may be wrong only because a used model is not there."""


class Regulation:
    """One file. `diagnostics` are those of its text, its editions and its `use` statements: see `model_on`
    and `models` for the rest."""

    def __init__(self, *, path: Path, parsed: ReadDocument, workspace: Workspace) -> None:
        self.path = path
        self.document = parsed.document
        self._parsed = parsed
        self._workspace = workspace
        self._linked: dict[Combination, ModelResult] = {}

    @cached_property
    def name(self) -> str:
        """The model's name; the file's where it has none."""
        header = model_statement(self.document)
        return header.name.text if header else self.path.stem

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The declared editions, earliest first."""
        return read_editions(model_statement(self.document))

    @cached_property
    def uses(self) -> tuple[tuple[syntax.Use, Regulation], ...]:
        """The `use` statements whose models were found, with these."""
        found = ((use, self._workspace.find_used(use, self.path)) for use in self._use_statements())
        return tuple((use, self._workspace.regulation(path)) for use, path in found if isinstance(path, Path))

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the text, its names, its editions (K217, K305) and its `use` statements (K302, K303)."""
        found = (self._workspace.find_used(use, self.path) for use in self._use_statements())
        return (
            *self._parsed.diagnostics,
            *overlaps(self.editions),
            *unknown_editions(self.document),
            *unreadable_names(self.document),
            *(problem for problem in found if isinstance(problem, Diagnostic)),
            *self._circles,
        )

    def model_on(self, day: Date | None = None) -> ModelResult:
        """The model of the edition in force on a day, with the models it uses in theirs.

        K306 and K307 where no edition can be chosen; errors of used models are among the diagnostics.
        """
        return self._model_on(day, ())

    def models(self) -> tuple[ModelResult, ...]:
        """Every distinct model over time: one for each combination of editions, its own and of what it uses.

        Where a used model is not in force all the time, that is a warning here (K306).
        """
        results: dict[Combination | None, ModelResult] = {}
        for day in self.days():
            key = self._combination(day, ())
            if key is not None:
                results[key] = self.model_on(day)
            elif choose(self.editions, day, self.name).edition:
                results.setdefault(None, _warned(self.model_on(day)))
        return tuple(results.values()) or (self.model_on(self.days()[0]),)

    def check(self) -> tuple[Diagnostic, ...]:
        """Everything that is wrong with the regulation in any of its editions, each once, in the order of the
        text."""
        return once(self.diagnostics, self.models(), self.document)

    # --- linking --------------------------------------------------------------------------------------

    def _model_on(self, day: Date | None, chain: Chain) -> ModelResult:
        choice = choose(self.editions, day, self.name)
        if choice.diagnostics:
            return ModelResult(model=None, diagnostics=choice.diagnostics)
        key = self._combination(day, chain)
        if key is not None and key in self._linked:
            return self._linked[key]
        result = self._link(choice.edition, day, (*chain, self))
        if key is not None:
            self._linked[key] = result
        return result

    def _link(self, edition: Edition | None, day: Date | None, chain: Chain) -> ModelResult:
        uses: list[Use] = []
        problems: list[Diagnostic] = []
        for statement, other in self.uses:
            if other in chain:
                continue
            result = other._model_on(day, chain)
            found = (*other.diagnostics, *result.diagnostics)
            problems.extend(_from_used(statement, found, ignored=("K303",) if self._circles else ()))
            if result.model is not None:
                uses.append(Use(statement=statement, model=result.model))
        with collecting.put_off():
            result = from_syntax(self.document, edition, uses)
        missing = _PERHAPS_USED if len(uses) < len(tuple(self._use_statements())) else ()
        problems.extend(problem for problem in result.diagnostics if problem.code not in missing)
        return ModelResult(model=result.model, diagnostics=tuple(problems))

    def _combination(self, day: Date | None, chain: Chain) -> Combination | None:
        """Which editions a day means, here and in what is used; None where one has no edition for it."""
        choice = choose(self.editions, day, self.name)
        if choice.diagnostics:
            return None
        found: list[tuple[Path, str]] = [(self.path, choice.edition.identifier if choice.edition else "")]
        for _, other in self.uses:
            if other in (*chain, self):
                continue
            inner = other._combination(day, (*chain, self))
            if inner is None:
                return None
            found.extend(inner)
        return tuple(found)

    # --- days -----------------------------------------------------------------------------------------

    def days(self) -> tuple[Date | None, ...]:
        """A day in each stretch of time in which nothing changes; (None,) where nothing ever does."""
        turning = {day for regulation in self._everything() for day in turning_days(regulation.editions)}
        if not turning:
            return (None,)
        return (min(turning).plus_days(-1), *sorted(turning))

    def _everything(self) -> Iterator[Regulation]:
        """This regulation and all that it uses, directly or not."""
        seen: dict[Regulation, None] = {}
        pending = [self]
        while pending:
            regulation = pending.pop()
            if regulation not in seen:
                seen[regulation] = None
                pending.extend(other for _, other in regulation.uses)
        return iter(seen)

    def everything_used(self) -> Iterator[Regulation]:
        """All that this regulation uses, directly or not."""
        return (regulation for regulation in self._everything() if regulation is not self)

    # --- use ------------------------------------------------------------------------------------------

    def _use_statements(self) -> Iterator[syntax.Use]:
        return (statement for statement in self.document.statements if isinstance(statement, syntax.Use))

    @cached_property
    def _circles(self) -> tuple[Diagnostic, ...]:
        """K303 for each `use` that leads back here, with the whole path."""
        paths = ((statement, _path_back(other, self, (self,))) for statement, other in self.uses)
        return tuple(
            error(
                "K303",
                "models use each other in a circle: " + " -> ".join(f"`{each.name}`" for each in path),
                statement.name.span,
                help="move what both need into a third model",
            )
            for statement, path in paths
            if path
        )


def _warned(result: ModelResult) -> ModelResult:
    problems = (
        replace(problem, severity=Severity.WARNING) if problem.code == "K306" else problem
        for problem in result.diagnostics
    )
    return replace(result, diagnostics=tuple(problems))


def _path_back(start: Regulation, goal: Regulation, path: Chain) -> Chain:
    """The models from `goal` by way of `start` back to `goal`; empty if there is no way."""
    if start is goal:
        return (*path, goal)
    if start in path:
        return ()
    for _, other in start.uses:
        if found := _path_back(other, goal, (*path, start)):
            return found
    return ()


def _from_used(
    statement: syntax.Use, problems: Iterable[Diagnostic], ignored: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """The errors of a used model; those without a place get that of the `use`."""
    for problem in problems:
        if problem.severity is not Severity.ERROR or problem.code in ignored:
            continue
        if problem.span is None:
            yield replace(problem, span=statement.name.span)
        else:
            label = Label(span=statement.name.span, message="used here")
            yield problem if label in problem.others else replace(problem, others=(*problem.others, label))

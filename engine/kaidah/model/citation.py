"""Citations: the identifier of a declared law or source, and a place in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kaidah.model.editions import read_period
from kaidah.model.elements import Citation, Law
from kaidah_dsl.diagnostics import Diagnostic, Label, error
from kaidah_dsl.document import tree as syntax
from kaidah_dsl.document.citations import citations
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span
from kaidah_dsl.suggest import did_you_mean


def read_laws(statement: syntax.ModelStatement | None) -> tuple[Law, ...]:
    """The laws and source texts that a document declares."""
    if statement is None:
        return ()
    laws = (
        Law(
            identifier=law.identifier,
            title=law.title,
            in_force=read_period(law.in_force),
            uri=law.uri,
            span=law.span,
        )
        for law in statement.laws
    )
    sources = (
        Law(
            identifier=source.identifier,
            title=source.title or source.file,
            file=source.file,
            span=source.span,
        )
        for source in statement.sources
    )
    return (*laws, *sources)


def laws_twice(statement: syntax.ModelStatement | None) -> Iterator[Diagnostic]:
    """K202 for each law or source whose identifier another one has."""
    seen: dict[str, Law] = {}
    for law in read_laws(statement):
        first = seen.setdefault(law.identifier, law)
        if first is not law:
            yield Diagnostic(
                code="K202",
                message=f"`{law.identifier}` is declared twice",
                span=law.span,
                others=(Label(span=first.span, message="first declared here"),),
                help="give one of them another identifier",
            )


@frozen
class CitationReader:
    """Resolves citations; K209 for one that names no declared law or source."""

    laws: Mapping[str, Law]
    diagnostics: list[Diagnostic]

    def read(self, cited: Iterable[syntax.Citation]) -> tuple[Citation, ...]:
        """The citations of a clause; one of an unknown law stays, as a law without a title."""
        return tuple(self._resolved(citation.law, citation.place, citation.span) for citation in cited)

    def read_cell(self, cell: syntax.Cell) -> tuple[Citation, ...]:
        """The citations of a `cite` annotation, separated by `;`. An empty cell or `-` cites nothing."""
        if cell.text in ("", "-"):
            return ()
        cited, problems = citations(cell.span)
        self.diagnostics.extend(problems)
        return self.read(cited)

    def _resolved(self, identifier: str, place: str, span: Span) -> Citation:
        law = self.laws.get(identifier)
        if law is None:
            declare = f'declare it below `model`: `law {identifier} = "..."`'
            help = did_you_mean(identifier, self.laws) or declare
            word = span.source.span(span.start, span.start + len(identifier))
            problem = error("K209", f"there is no law or source `{identifier}`", word, help=help)
            self.diagnostics.append(problem)
            law = Law(identifier=identifier, title=identifier, span=span)
        return Citation(law=law, place=place, span=span)

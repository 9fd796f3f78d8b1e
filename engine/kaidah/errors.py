"""The one exception of the library's surface: what could not be done, with all its diagnostics."""

from __future__ import annotations

from collections.abc import Iterable

from kaidah_dsl.diagnostics import Diagnostic


class KaidahError(Exception):
    """Carries diagnostics; as text it shows them as the command line does."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        from kaidah_dsl.report import to_text  # only when somebody reads it

        return to_text(self.diagnostics)

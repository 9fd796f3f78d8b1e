"""Problems as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from kaidah_dsl.diagnostics import Diagnostic, Severity
from kaidah_dsl.report.place import place_of

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}


def to_github(diagnostics: Iterable[Diagnostic]) -> str:
    """One `::error file=...,line=...,col=...,title=K201::message` a line."""
    return "".join(_command(diagnostic) + "\n" for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    properties = [f"{key}={_property(value)}" for key, value in _properties(diagnostic)]
    words = [diagnostic.message, *([f"help: {diagnostic.help}"] if diagnostic.help else [])]
    return f"::{_COMMANDS[diagnostic.severity]} {','.join(properties)}::{_data(chr(10).join(words))}"


def _properties(diagnostic: Diagnostic) -> list[tuple[str, str]]:
    if diagnostic.span is None:
        return [("title", diagnostic.code)]
    place = place_of(diagnostic.span)
    found = [("file", place.file), ("line", str(place.line)), ("col", str(place.column))]
    if place.end_line == place.line:  # GitHub ignores columns that span lines
        found.append(("endColumn", str(place.end_column)))
    return [*found, ("title", diagnostic.code)]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

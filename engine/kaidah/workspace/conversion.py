"""Files of one kind to files of another: `.kaidah` to `.dmn` and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kaidah.feel.temporal import Date
from kaidah.model.editions import choose
from kaidah.model.elements import Edition, Model
from kaidah.workspace.foreign import ForeignRegulation
from kaidah.workspace.regulation import Regulation
from kaidah.workspace.workspace import Workspace
from kaidah_dsl.diagnostics import Diagnostic, error, has_errors, warning
from kaidah_dsl.document.formatter import to_text
from kaidah_dsl.frozen import frozen
from kaidah_dsl.suggest import did_you_mean

TEXT, XML = ".kaidah", ".dmn"
ENDINGS = (TEXT, XML)


@frozen
class Converted:
    """What is to be written: the files with their bytes, the first of them the one that was asked for; none
    where `diagnostics` have errors. `edition` is the one that was written."""

    files: tuple[tuple[Path, bytes], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    edition: Edition | None = None


def convert(source: Path, target: Path, day: Date | None = None) -> Converted:
    """The files for `target`, made from `source`; their endings say what they are.

    A document becomes DMN with the models that it uses beside it; `day` picks the editions, by default the last
    ones. K607 for an ending or a pair of endings that cannot be.
    """
    problem = next((p for path in (source, target) if (p := _unknown_ending(path))), None)
    if problem is not None:
        return Converted(diagnostics=(problem,))
    conversions: dict[tuple[str, str], Callable[[Path, Path, Date | None], Converted]] = {
        (TEXT, XML): _text_to_xml,
        (XML, TEXT): _xml_to_text,
        (XML, XML): _xml_to_xml,
    }
    found = conversions.get((_ending(source), _ending(target)))
    if found is None:
        fact = f"`{source}` and `{target}` are both documents"
        return Converted(diagnostics=(error("K607", fact, help="`kaidah fmt` gives a document its layout"),))
    return found(source, target, day)


def _ending(path: Path) -> str:
    return path.suffix.lower()


def _unknown_ending(path: Path) -> Diagnostic | None:
    if _ending(path) in ENDINGS:
        return None
    known = " and ".join(f"`{ending}`" for ending in ENDINGS)
    help = did_you_mean(_ending(path), ENDINGS) or f"files that end in {known} are converted"
    return error("K607", f"the name `{path}` does not say what is in the file", help=help)


# --- from text ------------------------------------------------------------------------------------


def _text_to_xml(source: Path, target: Path, day: Date | None) -> Converted:
    regulation = Workspace().regulation(source)
    if has_errors(regulation.diagnostics):
        return Converted(diagnostics=regulation.diagnostics)
    day = day or _latest(regulation)
    result = regulation.model_on(day)
    if result.model is None or has_errors(result.diagnostics):
        return Converted(diagnostics=result.diagnostics)
    problems: list[Diagnostic] = []
    files = [(target, _xml_of(regulation, result.model, target))]
    for other in regulation.everything_used():
        used = other.model_on(day).model
        if used is None or isinstance(other, ForeignRegulation):
            continue
        beside = target.parent / f"{other.path.stem}{XML}"
        if _is_another(beside, used):
            problems.append(_not_replaced(beside, used))
        else:
            files.append((beside, _xml_of(other, used, beside)))
    return Converted(files=tuple(files), diagnostics=tuple(problems), edition=result.model.edition)


def _is_another(path: Path, model: Model) -> bool:
    """Whether a file is there that is not this model."""
    from kaidah.interchange.references_of import namespace_of

    if not path.is_file():
        return False
    there = Workspace().foreign(path).model_on().model
    return there is None or there.namespace != namespace_of(model.name, model.namespace)


def _not_replaced(path: Path, model: Model) -> Diagnostic:
    return warning(
        "K608",
        f"`{path}` is another model than `{model.name}`, which is used here, and is left as it is",
        help="convert into an empty folder",
    )


def _latest(regulation: Regulation) -> Date | None:
    """The last day on which something changes and an edition is in force."""
    days = [day for day in regulation.days() if day is not None]
    in_force = (day for day in reversed(days) if not choose(regulation.editions, day, "").diagnostics)
    return next(in_force, None)


def _xml_of(regulation: Regulation, model: Model, target: Path) -> bytes:
    """The file of a model, with what the one that it replaces has besides."""
    from kaidah.interchange.kept import keeping, with_document  # lxml is only needed here

    old = Workspace().foreign(target).model_on().model if target.is_file() else None
    kept = keeping(model, old) if old is not None else model
    return with_document(kept, to_text(regulation.document))


# --- from XML -------------------------------------------------------------------------------------


def _xml_to_text(source: Path, target: Path, day: Date | None) -> Converted:
    from kaidah.interchange.kept import kept_document
    from kaidah.interchange.to_syntax import to_syntax

    regulation = Workspace().foreign(source)
    model = regulation.model_on().model
    if model is None:
        return Converted(diagnostics=regulation.diagnostics)
    kept = kept_document(source.read_bytes(), model)
    if kept is not None and kept[1]:
        return Converted(files=((target, kept[0].encode()),))
    said = to_syntax(model)
    found = [*said.diagnostics, *([_changed(source)] if kept else [])]
    files = () if has_errors(found) else ((target, said.text.encode()),)
    return Converted(files=files, diagnostics=tuple(found))


def _changed(source: Path) -> Diagnostic:
    return warning(
        "K612",
        f"`{source}` was changed after it was written from a document: the new text says what it says now",
        help="its readings, examples, comments, units and other editions are in the old text only",
    )


def _xml_to_xml(source: Path, target: Path, day: Date | None) -> Converted:
    from kaidah.interchange.to_xml import to_xml

    regulation = Workspace().foreign(source)
    model = regulation.model_on().model
    if model is None:
        return Converted(diagnostics=regulation.diagnostics)
    return Converted(files=((target, to_xml(model)),))

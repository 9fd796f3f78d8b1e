"""The cases that belong to a model: its `examples`, and the case file beside it."""

from __future__ import annotations

from pathlib import Path

from kaidah.api import LoadedModel
from kaidah.cases.case import Cases
from kaidah.cases.from_csv import from_csv
from kaidah.cases.from_examples import from_examples
from kaidah_dsl.diagnostics import error


def cases_of(loaded: LoadedModel) -> Cases:
    """Every case of a model, those of its text first."""
    found = from_examples(loaded)
    file = case_file(Path(loaded.path))
    if file is None:
        return found
    beside = _read(file, loaded)
    return Cases(cases=(*found.cases, *beside.cases), diagnostics=(*found.diagnostics, *beside.diagnostics))


def case_file(path: Path) -> Path | None:
    """`NAME.cases.csv` beside NAME.kaidah, or `cases.csv` where the folder is the file's own."""
    own = path.with_name(f"{path.stem}.cases.csv")
    if own.is_file():
        return own
    shared = path.with_name("cases.csv")
    alone = shared.is_file() and len(list(path.parent.glob("*.kaidah"))) == 1
    return shared if alone else None


def _read(file: Path, loaded: LoadedModel) -> Cases:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as reason:
        return Cases(diagnostics=(error("K100", f"cannot read `{file}`: {reason.strerror}"),))
    except UnicodeDecodeError:
        help = "save it as CSV in UTF-8"
        return Cases(diagnostics=(error("K100", f"`{file}` is not text in UTF-8", help=help),))
    return from_csv(str(file), text, loaded)

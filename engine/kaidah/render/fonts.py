"""The font of our pictures, for the renderers that draw text themselves: a slim machine may have none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

FOLDER = Path(__file__).parent / "fonts"

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="xdg">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


@contextmanager
def at_hand() -> Iterator[None]:
    """Our font is found first while this is open, and the machine's fonts behind it (for other scripts).

    Fontconfig reads its configuration once per process, when it first draws text. Where FONTCONFIG_FILE is
    set already it is left as it is. What the native libraries complain of meanwhile about the machine's font
    configuration is not for our users, and dropped.
    """
    if "FONTCONFIG_FILE" in os.environ:
        with _quiet():
            yield
        return
    with tempfile.TemporaryDirectory(prefix="kaidah-fonts-") as folder:
        file = Path(folder) / "fonts.conf"
        file.write_text(_CONFIGURATION.format(folder=escape(str(FOLDER))), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(file)
        try:
            with _quiet():
                yield
        finally:
            del os.environ["FONTCONFIG_FILE"]


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing that native code writes to standard error comes through."""
    kept = os.dup(2)
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)

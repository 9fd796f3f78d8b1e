"""The catalogue of problem codes: one page each, `pages/KNNN.md`, shipped with the package."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kaidah_dsl.frozen import frozen

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_FRONT_MATTER = re.compile(r"---\n(?P<fields>.*?)\n---\n(?P<text>.*)", re.DOTALL)
_HEADING = re.compile(r"^# +(?P<title>.+)$", re.MULTILINE)
_CODE = re.compile(r"K\d{3}")


@frozen
class Page:
    """What one code means. `text` is Markdown, its first heading (`title`) included."""

    code: str
    name: str
    severity: str
    title: str
    text: str


@cache
def page(code: str) -> Page | None:
    """The page of a code such as `K201` (`k201` will do), or None where there is none."""
    if not _CODE.fullmatch(code.upper()):
        return None
    file = _pages() / f"{code.upper()}.md"
    return _read(file.read_text(encoding="utf-8"), code.upper()) if file.is_file() else None


@cache
def codes() -> tuple[str, ...]:
    """Every code that has a page, in order."""
    names = (file.name.removesuffix(".md") for file in _pages().iterdir())
    return tuple(sorted(name for name in names if _CODE.fullmatch(name)))


def _pages() -> Traversable:
    from importlib import resources  # costs more than all else here, and few runs show a page

    return resources.files("kaidah_dsl") / "pages"


def _read(text: str, code: str) -> Page:
    """A page of which front matter or heading is missing is a mistake of ours: its code stands in."""
    match = _FRONT_MATTER.match(text.replace("\r\n", "\n"))
    fields = dict(_fields(match["fields"])) if match else {}
    body = (match["text"] if match else text).strip() + "\n"
    heading = _HEADING.search(body)
    return Page(
        code=fields.get("code", code),
        name=fields.get("name", code.lower()),
        severity=fields.get("severity", "error"),
        title=heading["title"].strip() if heading else code,
        text=body,
    )


def _fields(text: str) -> list[tuple[str, str]]:
    pairs = (line.partition(":") for line in text.splitlines() if ":" in line)
    return [(key.strip(), value.strip()) for key, _, value in pairs]

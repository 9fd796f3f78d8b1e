"""What the environment says: colours and debugging. Read once, at the surface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

from kaidah_dsl.frozen import frozen


@frozen
class Settings:
    """`no_color` and `force_color` as in no-color.org and force-color.org; `debug` shows tracebacks."""

    no_color: bool = False
    force_color: bool = False
    dumb_terminal: bool = False
    debug: bool = False


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Settings out of NO_COLOR, FORCE_COLOR, TERM and KAIDAH_DEBUG."""
    return Settings(
        no_color=bool(environment.get("NO_COLOR")),
        force_color=environment.get("FORCE_COLOR", "") not in ("", "0"),
        dumb_terminal=environment.get("TERM") == "dumb",
        debug=environment.get("KAIDAH_DEBUG", "") not in ("", "0"),
    )


def colour_wanted(choice: str, stream: TextIO, settings: Settings) -> bool:
    """Whether to write colours to the stream: `choice` is auto, always or never."""
    if choice != "auto":
        return choice == "always"
    if settings.no_color:
        return False
    return settings.force_color or (stream.isatty() and not settings.dumb_terminal)

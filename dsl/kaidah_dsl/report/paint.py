"""Colours of a terminal, or none."""

from __future__ import annotations

from dataclasses import dataclass

_CODES = {"bold": "1", "dim": "2", "red": "1;31", "green": "32", "yellow": "1;33", "blue": "34", "cyan": "36"}


@dataclass(frozen=True)
class Paint:
    """Words in colour where `on`, as they are otherwise."""

    on: bool

    def named(self, name: str, text: str) -> str:
        return f"\x1b[{_CODES[name]}m{text}\x1b[0m" if self.on and text else text

    def bold(self, text: str) -> str:
        return self.named("bold", text)

    def dim(self, text: str) -> str:
        return self.named("dim", text)

    def green(self, text: str) -> str:
        return self.named("green", text)

    def blue(self, text: str) -> str:
        return self.named("blue", text)

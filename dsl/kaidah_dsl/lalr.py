"""A grammar and its LALR tables, which are stored beside it so that no process has to work them out again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import lark
from lark import Lark, Transformer
from lark.grammar import Rule
from lark.lexer import Lexer, TerminalDef

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """`grammar.lark` of a folder, read with a lexer of our own. `tables.json` beside it holds its tables."""

    folder: Path
    lexer: type[Lexer]
    starts: tuple[str, ...]
    transformer: Transformer[Any, Any] | None = None

    def parser(self) -> Lark:
        """The parser, from the stored tables where they are of this grammar and this version of Lark."""
        stored = self.stored()
        return self._from_tables(stored["data"], stored["memo"]) if stored else self.built()

    def built(self) -> Lark:
        """The parser, with its tables worked out anew."""
        return Lark(
            self._text(),
            parser="lalr",
            lexer=self.lexer,
            start=list(self.starts),
            transformer=self.transformer,
            maybe_placeholders=False,
        )

    def stored(self) -> dict[str, Any] | None:
        """What `tables.json` holds, or None where it cannot be read or was made from something else."""
        try:
            found = json.loads(self.tables.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        current = isinstance(found, dict) and found.get("made from") == self._made_from()
        return found if current else None

    def to_text(self) -> str:
        """What `tables.json` has to hold. The lexer and the transformer are classes and are not stored."""
        data, memo = self.built().memo_serialize([TerminalDef, Rule])
        data["options"].update(lexer=None, transformer=None)
        data["parser"]["lexer_conf"]["lexer_type"] = None
        made = {"made from": self._made_from(), "data": data, "memo": memo}
        return json.dumps(made, separators=(",", ":")) + "\n"

    @property
    def tables(self) -> Path:
        return self.folder / "tables.json"

    def _from_tables(self, data: dict[str, Any], memo: dict[str, Any]) -> Lark:
        """What Lark's stand-alone parsers do. It is no promise of Lark, hence its version in `made from`."""
        data["options"]["lexer"] = data["parser"]["lexer_conf"]["lexer_type"] = self.lexer
        table = data["parser"]["parser"]
        table["tokens"] = _numbered(table["tokens"].items())
        states = ((state, _numbered(actions.items())) for state, actions in table["states"].items())
        table["states"] = _numbered(states)
        made: Lark = Lark._load_from_dict(  # type: ignore[no-untyped-call]
            data, _numbered(memo.items()), transformer=self.transformer
        )
        return made

    def _made_from(self) -> dict[str, object]:
        text = sha256(self._text().encode()).hexdigest()
        return {"grammar": text, "starts": list(self.starts), "lark": lark.__version__}

    def _text(self) -> str:
        return (self.folder / "grammar.lark").read_text(encoding="utf-8")


def _numbered(entries: Iterable[tuple[str, T]]) -> dict[int, T]:
    """JSON has no numbers for keys."""
    return {int(key): value for key, value in entries}

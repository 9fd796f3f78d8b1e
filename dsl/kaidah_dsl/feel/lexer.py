"""FEEL text to tokens, given the names in scope.

A name is the longest known name, or the longest run of words that holds no keyword. Names that the text
itself declares are known too: variables and parameters until their bracket closes, context keys from there on
(paths and filters use them behind the context).
"""

from __future__ import annotations

from collections.abc import Iterator

from lark.lexer import Lexer

from kaidah_dsl.feel import token as kinds
from kaidah_dsl.feel.depth import MAXIMUM
from kaidah_dsl.feel.known_names import KnownNames, is_special
from kaidah_dsl.feel.literals import has_lone_surrogate, is_number, string_content
from kaidah_dsl.feel.signs import CLOSING, ENDS_OPERAND, KEYWORD_KINDS, OPENING, SIGNS, TYPE_KINDS
from kaidah_dsl.feel.token import Token
from kaidah_dsl.feel.words import (
    BLANKS,
    DIGITS_AT,
    EXTERNAL_BODY_AT,
    GENERIC_TYPE_AT,
    INFIX_KEYWORDS,
    LOUD_KEYWORDS,
    NUMBER_WORD_AT,
    OF_AT,
    OPERAND_AT,
    PREFIX_KEYWORDS,
    SKIPPED,
    TOKEN_AT,
    WHOLE_WORDS,
    WORD_AT,
    declaration_at,
    single_spaced,
)
from kaidah_dsl.source import Source, Span


class Frame:
    """An open bracket: its kind, and how many names were declared before it.

    Kinds: text (no bracket), group, call, parameters, list, filter, interval, context; `list<`, `range<`,
    `context<` and `function<` in types.
    """

    __slots__ = ("declared", "iterating", "kind", "ranged")

    def __init__(self, kind: str, declared: int) -> None:
        self.kind = kind
        self.declared = declared
        self.iterating = 0  # `for`, `some` and `every` whose `return` or `satisfies` has not come yet
        self.ranged = False  # `..` was seen: a closing bracket ends an interval


class Tokenizer:
    """Reads one text. `tokens` holds what was read."""

    def __init__(self, span: Span, names: KnownNames, *, document: bool) -> None:
        self._source: Source = span.source
        self._text = span.source.text
        self._end = span.end
        self._position = span.start
        self._names = names
        self._document = document
        self._declared: list[str] = []
        self._keys: list[str] = []
        self._previous = ""
        self._expected = ""
        self.tokens: list[Token] = []
        self._frames: list[Frame] = [Frame("text", 0)]

    def read(self) -> Tokenizer:
        while self._skip() and len(self._frames) <= MAXIMUM:
            if not (self._expected and self._read_expected()):
                self._read_token()
        if len(self._frames) > MAXIMUM:
            self._add(kinds.TOO_DEEP, self._position - 1, self._position)
        return self

    # --- plain tokens ---

    def _skip(self) -> bool:
        blank = SKIPPED.match(self._text, self._position, self._end)
        if blank is not None:
            self._position = blank.end()
        return self._position < self._end

    def _read_token(self) -> None:
        found = TOKEN_AT.match(self._text, self._position, self._end)
        assert found is not None, "the last alternative takes any character"
        match found.lastgroup:
            case "WORD":
                self._read_word(found.group(), found.start(), found.end())
            case "SIGN":
                self._read_sign(found.group(), found.start(), found.end())
            case "NUMBER":
                self._read_number(found.start(), found.end())
            case "DATE" | "FOREIGN_DATE" as kind:
                self._read_date(kind, found.start(), found.end())
            case "STRING" | "AT" as kind:
                self._read_string(kind, found.group(), found.start(), found.end())
            case "UNKNOWN" if found.group() == "%" and self._document and self._previous == "NUMBER":
                self._add(kinds.LOOSE_PERCENT, found.start(), found.end())
            case kind:
                self._add(kind or kinds.UNKNOWN, found.start(), found.end())

    def _read_number(self, start: int, end: int) -> None:
        if self._document and self._text.startswith("%", end, self._end):
            end += 1
        self._add("NUMBER" if is_number(self._text[start:end]) else kinds.BAD_NUMBER, start, end)

    def _read_date(self, kind: str, start: int, end: int) -> None:
        """`2022-04-01` is a date in documents; in FEEL proper, and as `2022-4-1`, it is a subtraction."""
        if self._document:
            return self._add("AT" if kind == "DATE" else kind, start, end)
        digits = DIGITS_AT.match(self._text, start, end)
        return self._add("NUMBER", start, digits.end() if digits else end)

    def _read_string(self, kind: str, text: str, start: int, end: int) -> None:
        content = string_content(text[text.index('"') + 1 : -1])
        self._add(kinds.BAD_ESCAPE if has_lone_surrogate(content) else kind, start, end, content)

    # --- words and names ---

    def _read_word(self, word: str, start: int, end: int) -> None:
        operator_comes = self._ends_operand()
        if operator_comes and word in INFIX_KEYWORDS:
            return self._add_keyword(word, start, end)
        if operator_comes and word == "instance" and (of := OF_AT.match(self._text, end, self._end)):
            return self._add("INSTANCE_OF", start, of.end())
        if operator_comes and word.lower() in INFIX_KEYWORDS:
            return self._add(kinds.MISTAKEN, start, end)
        known = self._names.longest(self._text, start, self._end, self._declared + self._keys)
        if known == start and self._is_keyword(word, end):
            return self._add_keyword(word, start, end)
        if known == start and word in WHOLE_WORDS:
            return self._add("NAME" if word == "not" else word.upper(), start, end)
        return self._add("NAME", start, self._end_of_name(max(known, end)))

    def _is_keyword(self, word: str, end: int) -> bool:
        if self._previous == "DOT":
            return False
        if word == "external":
            return self._previous == "PARAMETERS_END" and bool(
                EXTERNAL_BODY_AT.match(self._text, end, self._end)
            )
        if word == "function":
            blank = SKIPPED.match(self._text, end, self._end)
            return blank is not None and self._text.startswith("(", blank.end(), self._end)
        return word in INFIX_KEYWORDS or word in PREFIX_KEYWORDS

    def _end_of_name(self, position: int) -> int:
        """Where the run of words ends that goes on at `position`."""
        while blank := BLANKS.match(self._text, position, self._end):
            start = blank.end()
            word = WORD_AT.match(self._text, start, self._end)
            if word is None:
                number = self._names.has_numbers and NUMBER_WORD_AT.match(self._text, start, self._end)
                if not number:
                    return position
                position = number.end()
            elif self._is_infix(word.group(), word.end()):
                return position
            else:
                position = max(word.end(), self._names.longest(self._text, start, self._end))
        return position

    def _is_infix(self, word: str, end: int) -> bool:
        if word == "instance":
            return OF_AT.match(self._text, end, self._end) is not None
        return word in INFIX_KEYWORDS or word in LOUD_KEYWORDS

    def _add_keyword(self, word: str, start: int, end: int) -> None:
        frame = self._frames[-1]
        kind = KEYWORD_KINDS.get(word) or word.upper()
        if kind in ("FOR", "QUANTIFIER"):
            frame.iterating += 1
        elif word in ("return", "satisfies"):
            frame.iterating = max(frame.iterating - 1, 0)
        self._add(kind, start, end)

    # --- signs and brackets ---

    def _read_sign(self, sign: str, start: int, end: int) -> None:
        kind = SIGNS[sign]
        if sign == "[" and self._ends_interval(end):
            kind = "INTERVAL_END"
        elif sign == "]" and self._starts_interval(end):
            kind = "INTERVAL_START"
        elif sign == "..":
            self._frames[-1].ranged = not self._frames[-1].iterating
        opened_by = self._frame_kind(kind)
        self._add(kind, start, end)
        if kind in OPENING:
            self._frames.append(Frame(opened_by, len(self._declared)))
            self._expected = self._expectation(kind)
        elif kind in CLOSING and len(self._frames) > 1:
            self._close(self._frames.pop())
        elif kind == "COMMA":
            self._next_item(self._frames[-1])

    def _close(self, frame: Frame) -> None:
        if frame.kind == "parameters":
            self._previous = "PARAMETERS_END"  # a function's parameters hold in its body, which follows
        else:
            del self._declared[frame.declared :]

    def _next_item(self, frame: Frame) -> None:
        """What an item of a list declares does not hold in the next one."""
        if not frame.iterating and frame.kind != "parameters":
            del self._declared[frame.declared :]

    def _frame_kind(self, kind: str) -> str:
        match kind:
            case "LEFT_PARENTHESIS" if self._previous == "FUNCTION":
                return "parameters"
            case "LEFT_PARENTHESIS" if self._ends_operand():
                return "call"
            case "LEFT_BRACKET" if self._ends_operand():
                return "filter"
            case "LEFT_BRACKET":
                return "list"
            case "LEFT_BRACE":
                return "context"
            case "INTERVAL_START":
                return "interval"
            case _:
                return "group"

    def _ends_interval(self, end: int) -> bool:
        """Whether `[` ends an interval rather than filters: no operand follows it."""
        frame = self._frames[-1]
        return frame.ranged and self._ends_operand() and not self._operand_ahead(end)

    def _starts_interval(self, end: int) -> bool:
        """Whether `]` starts an interval: no operand stands before it, and one follows."""
        if self._ends_operand() or not (ahead := self._operand_ahead(end)):
            return False
        return self._previous != "LEFT_BRACKET" or ahead not in "-([{"

    def _operand_ahead(self, position: int) -> str:
        blank = SKIPPED.match(self._text, position, self._end)
        found = OPERAND_AT.match(self._text, blank.end() if blank else position, self._end)
        return "" if found is None or self._is_infix(found.group(), found.end()) else found.group()

    def _ends_operand(self) -> bool:
        return self._previous in ENDS_OPERAND

    # --- declared names and types ---

    def _expectation(self, kind: str) -> str:
        """What may stand behind a token of this kind, beside an expression."""
        frame = self._frames[-1]
        match kind:
            case "FOR" | "QUANTIFIER":
                return "VARIABLE"
            case "COMMA" if frame.iterating:
                return "VARIABLE"
            case "LEFT_PARENTHESIS" | "LEFT_BRACE" | "COMMA":
                return _FIRST_IN_FRAME.get(frame.kind, "")
            case "COLON" if frame.kind in ("parameters", "context<"):
                return "TYPE_NAME"
            case "INSTANCE_OF" | "ARROW":
                return "TYPE_NAME"
            case "DOT":
                return "COMPONENT"
            case _:
                return ""

    def _read_expected(self) -> bool:
        expected, self._expected = self._expected, ""
        if expected == "TYPE_NAME":
            return self._read_type()
        if expected == "COMPONENT":
            return self._read_component()
        start = self._position
        found = declaration_at(expected).match(self._text, start, self._end)
        end = found.end() if found else self._end_of_known_before_colon()
        if end == start:
            return False
        self._declare(expected, single_spaced(self._text[start:end]))
        self._add(expected, start, end)
        return True

    def _end_of_known_before_colon(self) -> int:
        """Names that are known may hold anything, brackets for example."""
        start = self._position
        end = self._names.longest(self._text, start, self._end)
        blank = SKIPPED.match(self._text, end, self._end)
        return end if blank and self._text.startswith(":", blank.end(), self._end) else start

    def _declare(self, kind: str, name: str) -> None:
        if kind == "ARGUMENT_NAME" or not is_special(name):
            return
        (self._keys if kind == "KEY" else self._declared).append(name)

    def _read_component(self) -> bool:
        found = WORD_AT.match(self._text, self._position, self._end)
        if found is None:
            return False
        known = self._names.longest(self._text, found.start(), self._end, self._keys)
        self._add("NAME", found.start(), self._end_of_name(max(known, found.end())))
        return True

    def _read_type(self) -> bool:
        """A type name, or `list<` and the like; `>` and `->` are read by `_read_type_sign`."""
        start = self._position
        if generic := GENERIC_TYPE_AT.match(self._text, start, self._end):
            self._add(TYPE_KINDS.get(generic.group(), "GENERIC_TYPE"), start, generic.end())
            self._skip()
            self._add("TYPE_OPEN", self._position, self._position + 1)
            self._frames.append(Frame(f"{generic.group()}<", len(self._declared)))
            self._expected = _FIRST_IN_FRAME.get(self._frames[-1].kind, "TYPE_NAME")
            return self._read_type_end()
        found = WORD_AT.match(self._text, start, self._end)
        if found is None:
            return False
        self._add("TYPE_NAME", start, self._end_of_type(start, found.end()))
        return self._read_type_end()

    def _end_of_type(self, start: int, end: int) -> int:
        """Type names keep their dots: `Library.Goods item`."""
        end = self._end_of_name(max(end, self._names.longest(self._text, start, self._end)))
        while self._text.startswith(".", end, self._end):
            word = WORD_AT.match(self._text, end + 1, self._end)
            if word is None:
                return end
            end = self._end_of_name(word.end())
        return end

    def _read_type_end(self) -> bool:
        """Close the `<` of types that end here."""
        while self._frames[-1].kind.endswith("<") and self._skip() and self._text[self._position] == ">":
            closed = self._frames.pop()
            self._add("TYPE_CLOSE", self._position, self._position + 1)
            if closed.kind == "function<" and self._skip() and self._text.startswith("->", self._position):
                self._add("ARROW", self._position, self._position + 2)
                return True
        return True

    # --- output ---

    def _add(self, kind: str, start: int, end: int, text: str | None = None) -> None:
        if text is None:
            text = self._text[start:end]
            if " " in text or kind == "NAME":
                text = single_spaced(text)
        self.tokens.append(Token(kind, text, Span(self._source, start, end)))
        self._position = end
        self._previous = kind
        self._expected = self._expectation(kind)


_FIRST_IN_FRAME = {
    "call": "ARGUMENT_NAME",
    "parameters": "PARAMETER",
    "context": "KEY",
    "context<": "PARAMETER",
    "function<": "TYPE_NAME",
}


class TokenLexer(Lexer):
    """Lark's lexer interface over tokens that are already read."""

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, tokens: list[Token]) -> Iterator[Token]:  # type: ignore[override]
        return iter(tokens)

"""The terminals of grammar.lark that signs and keywords belong to, and the groups that they form."""

from __future__ import annotations

SIGNS = {
    "**": "POWER",
    "..": "RANGE",
    "<=": "COMPARISON",
    ">=": "COMPARISON",
    "<": "COMPARISON",
    ">": "COMPARISON",
    "!=": "COMPARISON",
    "=": "COMPARISON",
    "-": "MINUS",
    "+": "PLUS",
    "*": "TIMES",
    "/": "TIMES",
    "(": "LEFT_PARENTHESIS",
    ")": "RIGHT_PARENTHESIS",
    "{": "LEFT_BRACE",
    "}": "RIGHT_BRACE",
    "[": "LEFT_BRACKET",
    "]": "RIGHT_BRACKET",
    ",": "COMMA",
    ":": "COLON",
    ".": "DOT",
    "?": "NAME",
}
KEYWORD_KINDS = {"some": "QUANTIFIER", "every": "QUANTIFIER"}
OPENING = frozenset(("LEFT_PARENTHESIS", "LEFT_BRACKET", "LEFT_BRACE", "INTERVAL_START"))
CLOSING = frozenset(("RIGHT_PARENTHESIS", "RIGHT_BRACKET", "RIGHT_BRACE", "INTERVAL_END"))
OPERANDS = frozenset(("NAME", "NUMBER", "STRING", "AT", "TRUE", "FALSE", "NULL"))
ENDS_OPERAND = OPERANDS | CLOSING | {"TYPE_NAME", "TYPE_CLOSE"}
STARTS_OPERAND = OPERANDS | OPENING | {"IF", "FOR", "QUANTIFIER", "FUNCTION"}
OPERATORS = frozenset(("OR", "AND", "COMPARISON", "BETWEEN", "IN", "PLUS", "MINUS", "TIMES", "POWER"))


TYPE_KINDS = {"context": "CONTEXT_TYPE", "function": "FUNCTION_TYPE"}

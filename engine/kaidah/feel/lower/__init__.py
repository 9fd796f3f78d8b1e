"""FEEL trees to code: closures over a frame of slots. In go a tree and a layout of the names in scope."""

from kaidah.feel.lower.expression import is_constant, lower, lower_call, lower_tests
from kaidah.feel.lower.frame import Code, Frame, Run, Test
from kaidah.feel.lower.layout import Body, Layout

__all__ = [
    "Body",
    "Code",
    "Frame",
    "Layout",
    "Run",
    "Test",
    "is_constant",
    "lower",
    "lower_call",
    "lower_tests",
]

"""Garbage collection, put off while a document is read.

Reading makes millions of small values that all stay. The collector would walk them again and again: half of the
time of a table of ten thousand rules.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off() -> Iterator[None]:
    """No collection inside the block; as before behind it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()

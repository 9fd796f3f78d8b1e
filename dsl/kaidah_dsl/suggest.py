"""The known name nearest to one that is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SEPARATORS = re.compile(r"[\s_\-./']+")


def _folded(word: str) -> str:
    """A word without case, blanks and joining signs: `goods_value` and `Goods value` fold to the same."""
    return _SEPARATORS.sub("", word).casefold()


def distance(left: str, right: str, limit: int) -> int:
    """Insertions, deletions, changes and swaps of neighbours from `left` to `right`; `limit + 1` if more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, above = above, row
    return above[-1]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The name in `known` that `word` was probably meant to be, or None.

    Differences of case, blanks and underscores count for nothing; otherwise about a third of the letters may
    differ. Of names equally near the first in alphabetical order is taken.
    """
    folded = _folded(word)
    if not folded:
        return None
    limit = max(1, len(folded) // 3) if len(folded) > 1 else 0
    best: tuple[int, str] | None = None
    for name in sorted(set(known) - {word}):
        steps = distance(folded, _folded(name), limit if best is None else best[0] - 1)
        if steps <= (limit if best is None else best[0] - 1):
            best = (steps, name)
            if steps == 0:
                break
    return best[1] if best else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A help text that proposes the nearest known name, or an empty one."""
    name = nearest(word, known)
    return f"did you mean `{name}`?" if name else ""

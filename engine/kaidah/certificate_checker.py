"""Checks what `kaidah check --certificate FILE` writes: `python -m kaidah.certificate_checker FILE`.

This shares no code with the analysis. It knows only what a box is: a bit mask over the pieces of each axis.

- disjoint: no two rules have a piece in common on every axis.
- complete: each step shows a box to be covered. `rule`: a rule's own box. `volume`: rules that are disjoint, and
  whose parts of the box have its volume in sum. `join`: boxes side by side on one axis make the box that any of
  them takes in there, and all of them on the other axes. The last step's box must be all pieces of all axes.

That masks mean what the entries say is not checked here; `pieces` and `rules` are there to be read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

Box = tuple[int, ...]


class Refused(Exception):
    """A claim that does not hold."""


def main(arguments: Sequence[str]) -> int:
    """Check every table of some certificates; 0 if all claims hold, 1 if not, 2 if a file cannot be read."""
    if not arguments:
        sys.stderr.write("usage: python -m kaidah.certificate_checker FILE ...\n")
        return 2
    status = 0
    for name in arguments:
        try:
            with open(name, encoding="utf-8") as file:  # noqa: PTH123 (nothing but the standard library's least)
                document = json.load(file)
        except (OSError, ValueError) as problem:
            sys.stderr.write(f"{name}: {problem}\n")
            return 2
        for line, holds in check(document):
            sys.stdout.write(f"{line}\n")
            status = status if holds else 1
    return status


def check(document: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """A line for each table, and whether its claims hold."""
    if document.get("schema") != "kaidah.certificate/1":
        yield "not a certificate of a known kind", False
        return
    for table in document["tables"]:
        try:
            yield f"{table['table']}: {', '.join(claims(table))}", True
        except Refused as refused:
            yield f"{table['table']}: refused, {refused}", False
        except (KeyError, IndexError, TypeError, ValueError) as problem:
            yield f"{table['table']}: refused, it is not well formed ({problem!r})", False


def claims(table: dict[str, Any]) -> list[str]:
    """The claims of a table, each of which has been checked; raises Refused."""
    sizes = [len(axis["pieces"]) for axis in table["axes"]]
    rules = [read_box(masks, sizes) for masks in table["rules"]]
    found = []
    if table["disjoint"]:
        check_disjoint(rules, sizes)
        found.append("disjoint")
    if table["complete"] is not None:
        check_complete(table["complete"], rules, sizes)
        found.append("complete")
    return found or ["nothing claimed"]


def read_box(masks: Sequence[str], sizes: Sequence[int]) -> Box:
    box = tuple(int(mask, 16) for mask in masks)
    if len(box) != len(sizes) or any(mask < 0 or mask >> size for mask, size in zip(box, sizes, strict=True)):
        raise Refused("a box lies outside the axes")
    return box


# --- disjoint -------------------------------------------------------------------------------------


def check_disjoint(boxes: Sequence[Box], sizes: Sequence[int]) -> None:
    """Sorted apart by halves of an axis until few are left, which are then compared one by one."""
    pending = [(list(range(len(boxes))), [(0, size) for size in sizes])]
    while pending:
        members, ends = pending.pop()
        halves = split(members, ends, boxes) if len(members) > 8 else None
        if halves is None:
            compare(members, boxes)
        else:
            pending.extend(halves)


def split(
    members: list[int], ends: list[tuple[int, int]], boxes: Sequence[Box]
) -> list[tuple[list[int], list[tuple[int, int]]]] | None:
    """The boxes in the lower and the upper half of the axis that parts them best; None where none does."""
    best: tuple[int, int, list[int], list[int]] | None = None
    for axis, (start, end) in enumerate(ends):
        if end - start < 2:
            continue
        middle = middle_of(members, axis, start, end, boxes)
        low_mask = ((1 << middle) - 1) >> start << start
        high_mask = ((1 << end) - 1) >> middle << middle
        low = [member for member in members if boxes[member][axis] & low_mask]
        high = [member for member in members if boxes[member][axis] & high_mask]
        worst = max(len(low), len(high))
        if worst < len(members) and (best is None or len(low) + len(high) < len(best[2]) + len(best[3])):
            best = (axis, middle, low, high)
    if best is None:
        return None
    axis, middle, low, high = best
    start, end = ends[axis]
    lower, upper = list(ends), list(ends)
    lower[axis], upper[axis] = (start, middle), (middle, end)
    return [(low, lower), (high, upper)]


def middle_of(members: list[int], axis: int, start: int, end: int, boxes: Sequence[Box]) -> int:
    """Where the boxes begin on an axis, in the median."""
    window = ((1 << end) - 1) >> start << start
    firsts = []
    for member in members:
        mask = boxes[member][axis] & window
        firsts.append((mask & -mask).bit_length() - 1 if mask else start)
    firsts.sort()
    return min(max(firsts[len(firsts) // 2], start + 1), end - 1)


def compare(members: list[int], boxes: Sequence[Box]) -> None:
    for place, one in enumerate(members):
        for other in members[place + 1 :]:
            if all(mine & theirs for mine, theirs in zip(boxes[one], boxes[other], strict=True)):
                raise Refused(f"rules {one + 1} and {other + 1} overlap")


# --- complete -------------------------------------------------------------------------------------


def check_complete(steps: list[dict[str, Any]], rules: list[Box], sizes: list[int]) -> None:
    shown: list[Box] = []
    for step in steps:
        shown.append(step_box(step, shown, rules, sizes))
    whole = tuple((1 << size) - 1 for size in sizes)
    if not shown or not inside(whole, shown[-1]):
        raise Refused("the last step does not cover everything")


def step_box(step: dict[str, Any], shown: list[Box], rules: list[Box], sizes: list[int]) -> Box:
    """The box that a step shows to be covered."""
    if "rule" in step:
        return rules[number(step["rule"], rules)]
    if "volume" in step:
        box = read_box(step["volume"], sizes)
        check_volume(box, [rules[number(each, rules)] for each in step["rules"]], sizes)
        return box
    parts = [shown[number(each, shown)] for each in step["steps"]]
    parts += [rules[number(each, rules)] for each in step["rules"]]
    axis = step["join"]
    if not parts or not 0 <= axis < len(sizes):
        raise Refused("a step joins nothing")
    joined = list(parts[0])
    for part in parts[1:]:
        for place, mask in enumerate(part):
            joined[place] = joined[place] | mask if place == axis else joined[place] & mask
    return tuple(joined)


def number(given: Any, among: Sequence[Any]) -> int:
    """A number as an index: one that was not shown yet is refused."""
    if not isinstance(given, int) or not 0 <= given < len(among):
        raise Refused(f"step or rule {given} is not there yet")
    return given


def check_volume(box: Box, rules: list[Box], sizes: list[int]) -> None:
    """Parts of a box that are disjoint and add up to it leave nothing out."""
    parts = [tuple(mine & theirs for mine, theirs in zip(rule, box, strict=True)) for rule in rules]
    parts = [part for part in parts if all(part)]
    check_disjoint(parts, sizes)
    if sum(map(volume, parts)) != volume(box):
        raise Refused("the rules do not fill a box")


def volume(box: Box) -> int:
    cells = 1
    for mask in box:
        cells *= mask.bit_count()
    return cells


def inside(inner: Box, outer: Box) -> bool:
    return all(mine & ~theirs == 0 for mine, theirs in zip(inner, outer, strict=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

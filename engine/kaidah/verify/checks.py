"""Every check of a table, in the order in which their findings come."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kaidah.verify.conflict import conflict
from kaidah.verify.duplicate_rule import duplicate_rule, subsumed_rule
from kaidah.verify.entries import entry_findings
from kaidah.verify.examined import Examined
from kaidah.verify.finding import Finding
from kaidah.verify.gap import gap
from kaidah.verify.mergeable_rules import mergeable_rules, needless_hit_policy
from kaidah.verify.outputs import output_findings
from kaidah.verify.overlap import overlap
from kaidah.verify.shadowed_rule import shadowed_rule

Check = Callable[[Examined], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    gap,
    overlap,
    conflict,
    shadowed_rule,
    duplicate_rule,
    subsumed_rule,
    entry_findings,
    output_findings,
    mergeable_rules,
    needless_hit_policy,
)

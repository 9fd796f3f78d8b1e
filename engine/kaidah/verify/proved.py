"""What is proved of a table, in one line."""

from __future__ import annotations

from kaidah.model.elements import HitPolicy
from kaidah.verify.not_analysed import unexplored
from kaidah.verify.verify import TableVerification
from kaidah_dsl.report import counted

_MOST = 3
_LISTING = (HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER)


def to_text(verification: TableVerification) -> str:
    """`Exemption: 4 rules, 2 inputs, complete, no overlaps, 12 regions examined`."""
    proof = verification.proof
    words = [
        f"{proof.table}: {counted(proof.rules, 'rule')}",
        counted(proof.inputs, "input"),
        _completeness(verification),
        _overlaps(verification),
        f"{counted(proof.visited, 'region')} examined",
    ]
    return ", ".join(word for word in words if word) + _stopped(verification)


def _completeness(verification: TableVerification) -> str:
    proof = verification.proof
    if any(output.default is not None for output in verification.examined.table.outputs):
        return "complete by its default"
    if proof.complete is None:
        policy = proof.hit_policy
        if policy in _LISTING or policy.startswith("C"):
            return f"any number of rules may match ({policy})"
        return "unknown whether it is complete"
    count = sum(1 for finding in verification.findings if finding.kind == "gap")
    return "complete" if proof.complete else counted(count, "gap")


def _overlaps(verification: TableVerification) -> str:
    proof = verification.proof
    if proof.disjoint:
        return "no overlaps"
    match proof.hit_policy:
        case HitPolicy.UNIQUE:
            count = sum(1 for finding in verification.findings if finding.kind == "overlap")
            return counted(count, "overlap") if proof.disjoint is False else "unknown whether rules overlap"
        case HitPolicy.ANY:
            count = sum(1 for finding in verification.findings if finding.kind == "conflict")
            if verification.examined.undecided_outputs:
                return "unknown whether overlapping rules agree"
            return counted(count, "conflict") if count else "rules that overlap agree"
        case _:
            return f"overlaps are settled by {proof.hit_policy}"


def _stopped(verification: TableVerification) -> str:
    """What stops a proof, and which lists are cut."""
    stops = [finding for finding in verification.findings if finding.kind == "not-fully-analysed"]
    reasons: list[str] = []
    if stops:
        reasons = [f"not explored: {region}" for region in unexplored(verification.examined)]
        doubts = verification.proof.doubts
        if doubts and not reasons:
            cells = ", ".join(f"`{' '.join(span.text.split())}`" for span in doubts[:_MOST])
            more = f" and {len(doubts) - _MOST} more" if len(doubts) > _MOST else ""
            reasons = [f"not fully analysed, because of {cells}{more}"]
    return "".join(f"; {reason}" for reason in (*reasons, *verification.examined.remarks))

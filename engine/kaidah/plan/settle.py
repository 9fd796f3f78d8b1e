"""From the rules that match to the value of a decision table: hit policy, defaults, and what can go wrong."""

from __future__ import annotations

from kaidah.feel.failure import Failure
from kaidah.feel.lower.frame import Absent, Frame, Value
from kaidah.feel.values import to_literal
from kaidah.plan.hit_policy import LISTS, OF_NO_RULE, POLICIES, Clash, Kept, Matches, Outputs
from kaidah.plan.table import Inputs, TablePlan
from kaidah_dsl.diagnostics import Diagnostic, Label


def settle(plan: TablePlan, frame: Frame, inputs: Inputs, matched: list[int]) -> Kept:
    """What the hit policy makes of the rules that match."""
    if not matched:
        return Kept(rules=(), value=_of_no_rule(plan, frame, inputs))
    matches = Matches(
        rules=matched,
        outputs=lambda rule: _outputs(plan, frame, rule),
        rank=lambda outputs: _rank(plan, frame, outputs),
        shape=plan.shape,
    )
    try:
        kept = POLICIES[plan.table.hit_policy](matches)
    except Failure as failure:
        return Kept(rules=tuple(matched), value=frame[0].failed(failure, plan.table.span))
    if isinstance(kept, Clash):
        return Kept(rules=(), value=frame[0].problem(_clash(plan, kept, inputs)))
    return kept


def _outputs(plan: TablePlan, frame: Frame, rule: int) -> Outputs:
    """The values of a rule's output entries, checked against the output values."""
    values = tuple([entry(frame) for entry in plan.entries[rule]])
    for index, clause in enumerate(plan.outputs):
        value = values[index]
        if clause.allowed is not None and value is not None and value not in clause.allowed:
            message = f"{to_literal(value)} is not among the output values {clause.allowed.text}"
            failure = Failure("K518", message, "add it to the output values, or mend it")
            frame[0].failed(failure, plan.table.rules[rule].output_entries[index].span)
    return values


def _rank(plan: TablePlan, frame: Frame, outputs: Outputs) -> tuple[int, ...]:
    """Where each output stands among its output values."""
    ranks = []
    for clause, value in zip(plan.outputs, outputs, strict=True):
        places = (place for place, test in enumerate(clause.ranks) if test(frame, value))
        ranks.append(next(places, len(clause.ranks)))
    return tuple(ranks)


def _of_no_rule(plan: TablePlan, frame: Frame, inputs: Inputs) -> Value:
    """The default output entries; else what the hit policy says of no match at all."""
    policy = plan.table.hit_policy
    if plan.has_defaults:
        defaults = [clause.code(frame) if clause.code else None for clause in plan.outputs]
        value = plan.shape(tuple(defaults))
        return (value,) if policy in LISTS else value
    if policy in OF_NO_RULE:
        return OF_NO_RULE[policy]
    return frame[0].problem(_no_match(plan, inputs))


# --- problems -------------------------------------------------------------------------------------


def _clash(plan: TablePlan, clash: Clash, inputs: Inputs) -> Diagnostic:
    first, second = plan.table.rules[clash.first], plan.table.rules[clash.second]
    both = f"{first.title} and {second.title} of `{plan.owner}` both match under `{plan.table.hit_policy}`"
    if clash.code == "K505":
        message, help = both, "narrow one of them, or choose a hit policy that says which one applies"
    else:
        message, help = f"{both} and disagree", "give both the same outputs, or narrow one of them"
    return Diagnostic(
        code=clash.code,
        message=message,
        span=second.span,
        label=second.title,
        others=(Label(span=first.span, message=first.title),),
        notes=(case(plan, inputs),),
        help=help,
    )


def _no_match(plan: TablePlan, inputs: Inputs) -> Diagnostic:
    return Diagnostic(
        code="K507",
        message=f"no rule of `{plan.owner}` matches, and it has no default",
        span=plan.table.span,
        notes=(case(plan, inputs),),
        help="add a rule for this case, or a `default` line",
    )


def case(plan: TablePlan, inputs: Inputs) -> str:
    """`Traveller role` is "crew", `Goods value` is 51."""
    pairs = zip(plan.table.inputs, inputs.values, strict=True)
    known = [
        f"`{clause.text}` is {to_literal(value)}" for clause, value in pairs if type(value) is not Absent
    ]
    return ", ".join(known) or "the table tests nothing"

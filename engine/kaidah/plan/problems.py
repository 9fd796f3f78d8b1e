"""What can be wrong with a case, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kaidah.plan.plan import DecisionPlan, InputPlan, ServicePlan
from kaidah_dsl.diagnostics import Diagnostic, Label, Severity, error
from kaidah_dsl.frozen import frozen
from kaidah_dsl.source import Span


@frozen
class ServiceCall:
    """A decision service that is called, and where."""

    service: ServicePlan
    span: Span | None


def missing(part: InputPlan, span: Span, reader: str = "", to: ServiceCall | None = None) -> Diagnostic:
    """K501: an input is not given, in the case or in the call of a service; `reader` needs it."""
    wanted = f", and {reader} needs it" if reader else ""
    if to is None:
        help = f'give a {_wanted(part)}: `kaidah run ... "{part.name}=VALUE"`'
        return error("K501", f"`{part.name}` is not given{wanted}", span, help=help)
    message = f"`{part.name}` is not given to `{to.service.name}`{wanted}"
    place = (Label(span=to.span, message="called here"),) if to.span else ()
    return replace(error("K501", message, span, help=_to_service(part, to.service)), others=place)


def _to_service(part: InputPlan, service: ServicePlan) -> str:
    parameter = service.parameter(part.slot)
    if parameter is None:
        return f"add it to the `input data` of `{service.name}`, or declare a `default` for it"
    return f"add `{parameter}: ...` to the call: a {_wanted(part)}"


def _wanted(part: InputPlan) -> str:
    allowed = f" ({part.item.allowed.text})" if part.item.allowed else ""
    return f"{part.item.type}{allowed}"


def undecided(name: str, why: str, span: Span) -> Diagnostic:
    """K514: a decision is undecided because of what it reads."""
    message = f"`{name}` is undecided because {why}"
    return Diagnostic(code="K514", message=message, span=span, severity=Severity.INFORMATION)


def without_logic(name: str, span: Span) -> Diagnostic:
    """K509: a decision or function has no logic."""
    help = "write its logic below its name"
    return Diagnostic(code="K509", message=f"`{name}` has no logic yet", span=span, help=help)


def too_deep(part: DecisionPlan) -> Diagnostic:
    """K516: functions call each other without end."""
    return Diagnostic(
        code="K516",
        message=f"`{part.name}` goes too deep: a function in it may never end",
        span=part.decision.span,
        help="let the function end for some arguments, or iterate with `for`",
    )


def of_no_consequence(found: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """The problems of a decision that turned out not to matter: what was missing was not needed either."""
    for problem in found:
        if problem.code not in ("K501", "K514"):
            is_error = problem.severity is Severity.ERROR
            yield replace(problem, severity=Severity.WARNING) if is_error else problem

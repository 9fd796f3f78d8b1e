"""Static types of FEEL trees (DMN 1.5, clause 10.3.2), with units.

Silent rather than wrong: what is not known is of type any, and any goes with everything.
"""

from __future__ import annotations

from kaidah.feel.infer.allowed import outside_allowed, strings
from kaidah.feel.infer.check import Check, merged
from kaidah.feel.infer.expected import expected_type
from kaidah.feel.infer.expression import expression_type, typed
from kaidah.feel.infer.names import text_wanted
from kaidah.feel.infer.unary import check_test
from kaidah.feel.scope import Inference, Scope
from kaidah.feel.typed import Typed
from kaidah.feel.types import STRING, Type
from kaidah_dsl.diagnostics import Diagnostic
from kaidah_dsl.feel import tree as feel
from kaidah_dsl.source import Span

__all__ = ["Inference", "Scope", "infer", "infer_tests", "merged", "outside_allowed"]


def infer(
    tree: feel.Expression, scope: Scope, *, expected: Type | None = None, declared: Span | None = None
) -> Inference:
    """The type of an expression, and what is wrong with it.

    With `expected`, also what stops it from being assigned to that type: the branches of an `if`, the items
    of a list and the entries of a context are looked at one by one. `declared` is the place where the
    expected type is declared.
    """
    check = Check(scope=scope)
    type = (
        expression_type(tree, check) if expected is None else expected_type(tree, expected, check, declared)
    )
    return Inference(type=type, diagnostics=_once(check.problems))


def infer_tests(
    tests: feel.UnaryTests,
    subject: Type,
    scope: Scope,
    *,
    allowed: feel.UnaryTests | None = None,
    declared: Span | None = None,
) -> tuple[Diagnostic, ...]:
    """What is wrong with the unary tests of a value of type `subject`, whose allowed values are `allowed`.

    `declared` is the place of what is tested, such as the input expression of the clause.
    """
    check = Check(scope=scope.child({"?": subject}))
    for node in tests.tests:
        test = typed(node, check)
        if subject == STRING:
            text_wanted(node, check, strings(allowed))
        tested = Typed(declared, subject) if declared else Typed(node.span, subject, "the input")
        check_test(tested, node, test, check, code="K204")
        check.problems.extend(outside_allowed(node, allowed))
    return _once(check.problems)


def _once(problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(dict.fromkeys(problems))

"""External functions (DMN 1.5, clause 10.3.2.13.3): only those of an allow list, done here, in decimals.

Nothing is imported or run on the word of a model. A function of another class has no result, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from kaidah.feel.external.arguments import converted, signature_of
from kaidah.feel.external.java import METHODS
from kaidah.feel.failure import Failure, shown
from kaidah.feel.values import Function, Value


def external_function(parameters: Sequence[str], mapping: Value, name: str = "") -> Function:
    """The function that `{java: {class: ..., method signature: ...}}` means; raises Failure K509."""
    java = mapping.get("java") if isinstance(mapping, dict) else None
    if not isinstance(java, dict):
        raise Failure("K509", "the external function does not say which Java method it is", _FORM)
    class_name, text = java.get("class"), java.get("method signature")
    if not isinstance(class_name, str) or not isinstance(text, str):
        raise Failure("K509", "the external function needs a class and a method signature", _FORM)
    signature = signature_of(text)
    method = METHODS.get((class_name, signature.name))
    whole = f"{class_name}.{text}"
    if method is None or not method.takes(signature.types):
        raise Failure(
            "K509",
            f"the external function {shown(whole)} is not among those that may be called",
            "only pure methods of java.lang.Math, String and the number classes are known; write it in FEEL",
        )
    if not signature.fits(len(parameters)):
        raise Failure("K509", f"{shown(whole)} takes other arguments than the function has parameters")

    def called(*arguments: Value) -> Value:
        return method.call(*converted(arguments, signature))

    return Function(tuple(parameters), called, name)


_FORM = 'write `external {java: {class: "java.lang.Math", method signature: "max(double, double)"}}`'

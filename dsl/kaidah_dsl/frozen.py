"""Values that never change: what `@dataclass(frozen=True, kw_only=True)` makes, without generating code.

`dataclass` writes and compiles half a dozen methods for each class; with more than a hundred kinds of syntax and of
elements that took half of the time in which a command starts. Here all classes share the methods below.
`fields`, `replace`, `is_dataclass`, copying and pickling work as for any dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make the class a frozen dataclass whose fields are given by name.

    Its bases have to be made the same way; `__post_init__` is not called.
    """
    cls.__doc__ = cls.__doc__ or cls.__name__  # dataclass would work a signature out, which is slow
    made: Any = dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
    parts = fields(made)
    made._names = frozenset(part.name for part in parts)
    made._defaults = {part.name: _default(part) for part in parts if _is_optional(part)}
    made._shown = tuple(part.name for part in parts if part.repr)
    made._compared = staticmethod(_getter([part.name for part in parts if part.compare]))
    for name, method in _SHARED.items():
        if name not in vars(cls):
            setattr(cls, name, method)
    return cls


def _is_optional(part: Field[Any]) -> bool:
    return part.default is not MISSING or part.default_factory is not MISSING


def _default(part: Field[Any]) -> Callable[[], Any]:
    if part.default_factory is not MISSING:
        return part.default_factory
    value = part.default
    return lambda: value


def _getter(names: list[str]) -> Callable[[Any], Any]:
    """The values of these attributes: a tuple, or the only one."""
    return attrgetter(*names) if names else lambda value: ()


def _init(self: Any, **given: Any) -> None:
    if given.keys() != self._names:
        given = _completed(type(self), given)
    self.__dict__.update(given)


def _completed(cls: Any, given: dict[str, Any]) -> dict[str, Any]:
    """What was given, and the defaults of what was not."""
    completed = {name: default() for name, default in cls._defaults.items() if name not in given} | given
    if completed.keys() != cls._names:
        unknown = sorted(completed.keys() - cls._names)
        missing = sorted(cls._names - completed.keys())
        raise TypeError(f"{cls.__qualname__}() is not given {missing}, does not know {unknown}")
    return completed


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._shown)
    return f"{type(self).__qualname__}({shown})"


def _eq(self: Any, other: Any) -> Any:
    if self is other:
        return True
    if type(self) is not type(other):
        return NotImplemented
    return self._compared(self) == self._compared(other)


def _hash(self: Any) -> int:
    return hash(self._compared(self))


def _setattr(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


_SHARED = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
}

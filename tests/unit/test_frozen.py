"""`frozen` makes what `dataclass(frozen=True, kw_only=True)` makes."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace

import pytest

from kaidah_dsl.frozen import frozen


@frozen
class Base:
    place: int = field(compare=False, repr=False)


@frozen
class Leaf(Base):
    name: str
    items: tuple[int, ...] = ()
    found: list[int] = field(default_factory=list, compare=False)


@frozen
class Empty(Base):
    """Has no field of its own."""


@dataclass(frozen=True, kw_only=True)
class Model:
    name: str
    items: tuple[int, ...] = ()


def test_equal_by_what_is_compared() -> None:
    assert Leaf(place=1, name="a") == Leaf(place=2, name="a", items=())
    assert hash(Leaf(place=1, name="a")) == hash(Leaf(place=2, name="a"))
    assert Leaf(place=1, name="a") != Leaf(place=1, name="b")
    assert Leaf(place=1, name="a") != Empty(place=1)
    assert Empty(place=1) == Empty(place=2)
    assert len({Empty(place=1), Empty(place=2)}) == 1


def test_prints_as_a_dataclass_does() -> None:
    assert repr(Leaf(place=1, name="a")) == "Leaf(name='a', items=(), found=[])"
    assert repr(Empty(place=1)) == "Empty()"
    assert [each.name for each in fields(Leaf)] == ["place", "name", "items", "found"]
    assert is_dataclass(Leaf)


def test_never_changes() -> None:
    leaf = Leaf(place=1, name="a")
    with pytest.raises(FrozenInstanceError):
        leaf.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del leaf.name
    assert leaf.name == "a"


def test_defaults_are_each_ones_own() -> None:
    assert Leaf(place=1, name="a").found is not Leaf(place=1, name="a").found


def test_copies() -> None:
    leaf = Leaf(place=1, name="a", items=(1, 2))
    assert replace(leaf, name="b") == Leaf(place=1, name="b", items=(1, 2))
    assert replace(leaf, name="b").place == 1
    assert copy.deepcopy(leaf) == copy.copy(leaf) == pickle.loads(pickle.dumps(leaf)) == leaf


@pytest.mark.parametrize("given", [{}, {"name": "a", "nome": "b"}, {"items": ()}])
def test_arguments_are_checked(given: dict[str, object]) -> None:
    for kind in (Leaf, Model):
        with pytest.raises(TypeError):
            kind(**given)
    with pytest.raises(TypeError):
        Leaf(1, "a")  # type: ignore[call-arg, misc]

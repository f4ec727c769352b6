"""Dataclasses of which a document makes thousands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

Kind = TypeVar("Kind")


@dataclass_transform(frozen_default=True)
def value_class(*, order: bool = False) -> Callable[[type[Kind]], type[Kind]]:
    """A class whose objects are equal, and of one hash, where their fields are.

    To whom types are checked it is frozen; at run time nothing stands in the way of a field that is
    set, as to make a frozen object takes three times as long.
    """

    def made(kind: type[Kind]) -> type[Kind]:
        hashed = "__hash__" not in vars(kind)
        return dataclass(eq=True, order=order, unsafe_hash=hashed)(kind)

    return made

"""The words by which reports are read, as data: one TOML file per kind of table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import tomli

from ..base.errors import TableError
from .shapes import broken_patterns, faults, shapes


@cache
def wordings(name: str) -> dict[str, Any]:
    """The wordings of one kind of table, e.g. `wordings("sections")`.

    Raises TableError where the file is no TOML or holds what `shapes.toml` does not have.
    """
    text = (_folder() / f"{name}.toml").read_text("utf-8")
    try:
        held = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise TableError("catalogue.syntax", where=_place(name), said=str(error)) from error
    for fault in faults(name, held):
        raise TableError(fault, where=_place(name))
    return held


def every_wording() -> dict[str, dict[str, Any]]:
    """The wordings of every kind of table, by its name."""
    files = (file.name for file in _folder().iterdir())
    names = sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml"))
    return {name: wordings(name) for name in names if name != "shapes"}


@contextmanager
def naming_broken_patterns() -> Iterator[None]:
    """An expression of the catalogue that is none becomes a TableError that names its entry.

    They are tried where one fails, and not before: reading would take longer by all of them.
    """
    try:
        yield
    except re.error:
        for name in shapes().keys() - {"values"}:
            for fault in broken_patterns(name, wordings(name)):
                raise TableError(fault, where=_place(name)) from None
        raise


def _folder() -> Traversable:
    return resources.files(__name__)


def _place(name: str) -> str:
    return f"catalogue/{name}.toml"

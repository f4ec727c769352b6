"""What a file of the catalogue may hold (`shapes.toml`), and what in one does not fit.

A city's words are added by hand. A word under a key that nobody reads, or with an item that nobody
has, would be lost without a word, or give its figures a name that no page knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import tomli

from ..base.said import Said
from ..labels.items import items

_LISTS = {"words": "text", "patterns": "pattern"}
_WRONG = {
    "item": "catalogue.item",
    "counted": "catalogue.counted",
    "flag": "catalogue.flag",
    "number": "catalogue.number",
}


@cache
def shapes() -> dict[str, Any]:
    """File of the catalogue → what it may hold; `values` → the words of which one is to stand."""
    return tomli.loads((resources.files(__package__) / "shapes.toml").read_text("utf-8"))


def faults(name: str, held: Mapping[str, Any]) -> Iterator[Said]:
    """What in a file of the catalogue does not fit, each with its entry; nothing of one without a shape.

    Expressions are not tried: that takes longer than all else here (`broken_patterns`).
    """
    if (shape := shapes().get(name)) is not None:
        yield from _unfit(held, shape, "")


def broken_patterns(name: str, held: Mapping[str, Any]) -> Iterator[Said]:
    """The expressions of a file of the catalogue that are none."""
    if (shape := shapes().get(name)) is not None:
        for entry, pattern in _patterns(held, shape, ""):
            try:
                re.compile(pattern)
            except re.error as error:
                yield Said("catalogue.pattern", entry=entry, found=pattern, said=str(error))


def _unfit(held: object, shape: Any, entry: str) -> Iterator[Said]:
    if isinstance(shape, dict):
        yield from _unfit_table(held, shape, entry)
        return
    if (of := _of_each(shape)) is not None:
        if not isinstance(held, list):
            yield Said("catalogue.list", entry=entry, found=repr(held))
            return
        for number, each in enumerate(held, 1):
            yield from _unfit(each, of, f"{entry} {number}")
        return
    if _fits(held, shape):
        return
    if isinstance(held, str) and (words := shapes()["values"].get(shape)):
        yield Said("catalogue.value", entry=entry, found=repr(held), words=tuple(words))
    else:
        yield Said(_WRONG.get(shape, "catalogue.text"), entry=entry, found=repr(held))


def _unfit_table(held: object, shape: Mapping[str, Any], entry: str) -> Iterator[Said]:
    if not isinstance(held, dict):
        yield Said("catalogue.table", entry=entry, found=repr(held))
        return
    for key, value in held.items():
        of = _of(shape, key)
        inner = f"{entry}.{key}" if entry else key
        if of is None:
            known = tuple(each.rstrip("?") for each in shape)
            yield Said("catalogue.key", entry=inner, words=known)
        else:
            yield from _unfit(value, of, inner)
    for key in shape:
        if key != "*" and not key.endswith("?") and key not in held:
            yield Said("catalogue.missing", entry=f"{entry}.{key}" if entry else key)


def _fits(held: object, shape: str) -> bool:
    if shape in ("flag", "number"):
        return isinstance(held, bool) if shape == "flag" else type(held) is int
    if shape == "anything":
        return True
    if not isinstance(held, str):
        return False
    if shape == "item":
        return _is_item(held)
    if shape == "counted":
        item, _, unit = held.partition(" ")
        return bool(unit) and _is_item(item)
    return shape in ("text", "pattern") or held in shapes()["values"][shape]


@cache
def _items() -> frozenset[str]:
    return frozenset(items())


def _is_item(held: str) -> bool:
    fund, colon, item = held.rpartition(":")
    return item in _items() and (not colon or fund in shapes()["values"]["fund"])


def _patterns(held: Any, shape: Any, entry: str) -> Iterator[tuple[str, str]]:
    """Each expression with its entry; `held` fits."""
    if shape == "pattern":
        yield entry, held
    elif (of := _of_each(shape)) is not None:
        for number, each in enumerate(held, 1):
            yield from _patterns(each, of, f"{entry} {number}")
    elif isinstance(shape, dict):
        for key, value in held.items():
            yield from _patterns(value, _of(shape, key), f"{entry}.{key}" if entry else key)


def _of_each(shape: Any) -> Any:
    """What each of a list is to be; None for a shape that is no list."""
    return (
        shape[0]
        if isinstance(shape, list)
        else _LISTS.get(shape)
        if isinstance(shape, str)
        else None
    )


def _of(shape: Mapping[str, Any], key: str) -> Any:
    """What stands under a key of a table; None for a key that it does not have."""
    return shape.get(key) or shape.get(f"{key}?") or shape.get("*")

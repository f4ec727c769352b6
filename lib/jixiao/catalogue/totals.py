"""Totals and their parts, from `totals.toml`: the one list that everything adds up again."""

from __future__ import annotations

from functools import cache

from . import wordings

Division = tuple[str, tuple[str, ...]]


@cache
def divisions(table: str) -> tuple[Division, ...]:
    """(total, its parts) of the items of a table, `budget`; a total may stand twice."""
    return tuple((entry["whole"], tuple(entry["parts"])) for entry in wordings("totals")[table])

"""The head of an indicator table: which column holds what (`[columns]` in the wordings)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ..catalogue import wordings


@lru_cache(maxsize=2048)
def _roles_of(word: str) -> tuple[str, ...]:
    columns = wordings("indicators")["columns"]
    return tuple(role for role, words in columns.items() if word in words)


def roles(head: Sequence[str]) -> dict[str, int]:
    """What the columns below a head hold: role → column; without target and result, nothing."""
    found: dict[str, int] = {}
    for column, text in enumerate(head):
        for role in _roles_of("".join(text.split())):
            if role not in found:
                found[role] = column
                break
    return found if {"target", "actual"} <= set(found) else {}

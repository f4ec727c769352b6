"""The head of an indicator table: which column holds what (`[columns]` in the wordings)."""

from __future__ import annotations

from collections.abc import Sequence

from ..catalogue import wordings


def roles(head: Sequence[str]) -> dict[str, int]:
    """What the columns below a head hold: role → column; without target and result, nothing."""
    found: dict[str, int] = {}
    for column, text in enumerate(head):
        plain = "".join(text.split())
        for role, words in wordings("indicators")["columns"].items():
            if plain in words and role not in found:
                found[role] = column
                break
    return found if {"target", "actual"} <= set(found) else {}

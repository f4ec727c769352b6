"""The head of an indicator table: which column holds what (`[columns]` in the wordings)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from ..catalogue import wordings

_NEEDED = {"target", "actual"}


@lru_cache(maxsize=2048)
def _roles_of(word: str) -> tuple[str, ...]:
    columns = wordings("indicators")["columns"]
    return tuple(role for role, words in columns.items() if word in words)


def may_head(texts: Iterable[str]) -> bool:
    """Whether words that name a target and a result stand among `texts`: without them no head does."""
    words = {"".join(text.split()) for text in texts}
    columns = wordings("indicators")["columns"]
    return not any(words.isdisjoint(columns[role]) for role in _NEEDED)


def roles(head: Sequence[str]) -> dict[str, int]:
    """What the columns below a head hold: role → column; without target and result, nothing."""
    found: dict[str, int] = {}
    for column, text in enumerate(head):
        for role in _roles_of("".join(text.split())):
            if role not in found:
                found[role] = column
                break
    return found if found.keys() >= _NEEDED else {}

"""How wide text is where letters have one width: on a terminal, in a spreadsheet, on an axis."""

from __future__ import annotations

from wcwidth import wcwidth


def columns_of(text: str) -> int:
    """The columns that `text` takes: a Chinese character takes two, a control character none."""
    return sum(max(0, wcwidth(character)) for character in text)

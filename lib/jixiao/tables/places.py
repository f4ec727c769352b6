"""Cells that lead to a place in the report."""

from __future__ import annotations

from ..labels.links import Content, Reference, refer
from ..labels.numbers import MISSING
from ..schema.rows import Placed


def place(row: Placed) -> str | Reference:
    """Page and line, e.g. "14, 659", leading there; a dash for what is computed."""
    words = MISSING if row.page is None else f"{row.page}, {row.line}"
    return refer(words, row.page, row.line, getattr(row, "quote", None), end=_end(row))


def places(row: Placed) -> Content:
    """Where a row stands, and the places of `again`, a list of (page, line), where it has some."""
    parts: list[str | Reference] = [place(row)]
    for page, line in getattr(row, "again", ()):
        parts += [" · ", refer(f"{page}, {line}", page, line)]
    return parts


def referring(words: str, row: Placed) -> str | Reference:
    """`words` leading to the place of `row` in the report."""
    return refer(words, row.page, row.line, getattr(row, "quote", None), end=_end(row))


def _end(row: Placed) -> int | None:
    return getattr(row, "line_end", None)

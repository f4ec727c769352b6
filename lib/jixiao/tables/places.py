"""Cells that many tables share: places, amounts, names of measures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..labels import has_label, label
from ..labels.links import Reference, refer


def place(row: Any) -> str | Reference:
    """Page and line, e.g. "14, 659", leading there; a dash for what is computed."""
    words = "–" if row.page is None else f"{row.page}, {row.line}"
    return refer(words, row.page, row.line, getattr(row, "quote", None), end=_end(row))


def referring(words: str, row: Any) -> str | Reference:
    """`words` leading to the place of `row` in the report."""
    return refer(words, row.page, row.line, getattr(row, "quote", None), end=_end(row))


def _end(row: Any) -> int | None:
    return getattr(row, "line_end", None)


def amount(value: Decimal | None, places: int = 2) -> str:
    """A figure rounded to `places` with grouped thousands; a dash for what is missing."""
    if value is None:
        return "–"
    return f"{value:,.{places}f}".replace("-", "−")


def exact(value: Decimal | None) -> str:
    """A figure with all its places; a dash for what is missing."""
    return "–" if value is None else f"{value:,f}".replace("-", "−")


def item_name(item: str, printed: str, language: str) -> str:
    """The name of a budget item in `language`; the report's own where there is none."""
    return label(f"items.{item}", language) if has_label(f"items.{item}") else printed

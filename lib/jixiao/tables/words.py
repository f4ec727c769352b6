"""Cells that many tables share: places, amounts, names of measures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..labels import has_label, label


def place(row: Any) -> str:
    """Page and line, e.g. "14, 659"; a dash for what is computed."""
    return "–" if row.page is None else f"{row.page}, {row.line}"


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

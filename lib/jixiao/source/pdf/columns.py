"""Blocks of a page in the order of reading; columns of text one after another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .setting import SetLine


def in_columns(lines: Sequence[SetLine], tables: Sequence[Any]) -> list[Any]:
    """`lines` and `tables` from top to bottom."""
    return sorted([*lines, *tables], key=lambda block: block.box.top)

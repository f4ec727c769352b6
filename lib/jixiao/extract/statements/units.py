"""Columns and rows of a table that state units of money instead of amounts."""

from __future__ import annotations

from ...base.amounts import YUAN_PER_UNIT
from ...grid.grid import Grid
from .normal import squeezed


def is_unit(text: str) -> bool:
    """Whether a text is a unit of money and nothing else."""
    return bare_unit(text) in YUAN_PER_UNIT


def bare_unit(text: str) -> str:
    """`text` without white space and the brackets around it: （万元）."""
    return squeezed(text).strip("()（）")


def states_units(grid: Grid, column: int) -> bool:
    """Whether every row says in `column` in which unit it is, and none says anything else there."""
    texts = [text for row in grid.data_rows() if (text := row.text(column).strip())]
    return bool(texts) and all(map(is_unit, texts))

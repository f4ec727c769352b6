"""Tables without upright lines, told by how their words are aligned."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Box, Cell
from .painted import Rule
from .setting import SetLine

AlignedTable = tuple[tuple[tuple[Cell, tuple[SetLine, ...]], ...], Box]


def aligned_tables(
    lines: Sequence[SetLine], level: Sequence[Rule], taken: Sequence[Box]
) -> tuple[list[SetLine], list[AlignedTable]]:
    """The lines that stand in no such table, and the tables."""
    return list(lines), []

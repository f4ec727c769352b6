"""Names that are set in the middle of their column, whose indents tell no level."""

from __future__ import annotations

from collections.abc import Iterable

from ...grid.grid import GridCell, GridRow
from .columns import Half

_FEWEST = 4  # names
_MOST = 0.9  # of the names
_AS_FAR, _SPREAD = 2.0, 4.0  # points: left and right of a name, and between the first indents


def names_are_centred(half: Half, rows: Iterable[GridRow]) -> bool:
    """Whether the names of `rows` have as much room at their left as at their right."""
    cells: dict[int, GridCell] = {}
    for row in rows:
        for column in half.labelled("name", "project", "office"):
            if (cell := row.cells[column.index]) and cell.text:
                cells[id(cell)] = cell
    gaps = [gap for cell in cells.values() if (gap := _gaps(cell))]
    if len(gaps) < _FEWEST:
        return False
    lefts = [left for left, _ in gaps]
    even = sum(abs(left - right) <= _AS_FAR for left, right in gaps)
    return max(lefts) - min(lefts) > _SPREAD and even >= _MOST * len(gaps)


def _gaps(cell: GridCell) -> tuple[float, float] | None:
    boxes = [line.box for line in cell.lines if line.box]
    if cell.box is None or not boxes:
        return None
    left = min(box.left for box in boxes) - cell.box.left
    return left, cell.box.right - max(box.right for box in boxes)

"""Columns of a block of a form: which cell of a row stands under which head."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...grid import Grid, GridCell
from .printed import FormRow

_OVERLAP = 0.5  # of the narrower one: two cells of different grids stand in one column


@dataclass(frozen=True)
class ColumnHead:
    """A head: the role of its column, the cell it is printed in, and that cell's grid."""

    role: str
    cell: GridCell
    grid: Grid


@dataclass
class FormColumns:
    """The heads of a block, from the left. A role that comes twice opens a further group."""

    heads: list[ColumnHead] = field(default_factory=list)

    def add(self, role: str, cell: GridCell, grid: Grid) -> None:
        self.heads.append(ColumnHead(role, cell, grid))

    def has(self, *roles: str) -> bool:
        return any(head.role in roles for head in self.heads)

    def cells(self, row: FormRow) -> tuple[dict[int, list[GridCell]], list[GridCell]]:
        """Number of the head → the cells of the row below it; and the cells below none."""
        placed: dict[int, list[GridCell]] = {}
        others: list[GridCell] = []
        for cell in row.covering:
            index = self._head_of(cell, row.grid)
            if index is None:
                others.append(cell)
            else:
                placed.setdefault(index, []).append(cell)
        return placed, others

    def _head_of(self, cell: GridCell, grid: Grid) -> int | None:
        for index, head in enumerate(self.heads):
            if _below(head, cell, grid):
                return index
        return None


def _below(head: ColumnHead, cell: GridCell, grid: Grid) -> bool:
    if head.grid is grid or head.grid.column_count == grid.column_count:
        return head.cell.column <= cell.column < head.cell.column + head.cell.columns
    above, own = _span(head.cell, head.grid), _span(cell, grid)
    shared = min(above[1], own[1]) - max(above[0], own[0])
    return shared > _OVERLAP * min(above[1] - above[0], own[1] - own[0])


def _span(cell: GridCell, grid: Grid) -> tuple[float, float]:
    """From where to where a cell goes, as shares of the width of its grid."""
    boxes = [other.box for other in grid.cells if other.box]
    if cell.box and boxes:
        left = min(box.left for box in boxes)
        width = max(box.right for box in boxes) - left
        if width > 0:
            return (cell.box.left - left) / width, (cell.box.right - left) / width
    count = max(grid.column_count, 1)
    return cell.column / count, (cell.column + cell.columns) / count

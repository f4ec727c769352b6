"""Columns of a block of a form: which cell of a row stands under which head."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ...grid import Grid, GridCell
from .printed import FormRow

# Of the narrower one: two cells of different grids stand in one column. The further page of a form
# may lack its first columns, so columns are told by where they stand on the page.
_OVERLAP = 0.5
_MOSTLY = 0.7  # of the narrower one: a cell whose edges are not those of the heads stands under one


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

    def call(self, role: str, other: str) -> None:
        """The columns of `role` are those of `other`."""
        self.heads = [replace(h, role=other) if h.role == role else h for h in self.heads]

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
            if not _below(head, cell, grid):
                continue
            after = self.heads[index + 1 :]
            if any(_goes_on_below(head, other, cell, grid) for other in after):
                return self._head_over_most(cell)
            return index
        return None

    def _head_over_most(self, cell: GridCell) -> int | None:
        """The head over most of a cell that begins within one head and ends within the next."""
        for index, head in enumerate(self.heads):
            if _shared(head, cell) > _MOSTLY:
                return index
        return None


def _below(head: ColumnHead, cell: GridCell, grid: Grid) -> bool:
    if _in_one_grid(head, grid):
        return head.cell.column <= cell.column < head.cell.column + head.cell.columns
    return _shared(head, cell) > _OVERLAP


def _in_one_grid(head: ColumnHead, grid: Grid) -> bool:
    return head.grid is grid or head.grid.column_count == grid.column_count


def _goes_on_below(head: ColumnHead, other: ColumnHead, cell: GridCell, grid: Grid) -> bool:
    """Whether a cell begins within `head`, not where that begins, and reaches below `other`."""
    return (
        _in_one_grid(head, grid)
        and head.cell.column < cell.column
        and cell.column < other.cell.column < cell.column + cell.columns
    )


def _shared(head: ColumnHead, cell: GridCell) -> float:
    """How much of their width two cells share, of the narrower one; 0 where no one knows."""
    if not (head.cell.box and cell.box):
        return 0.0
    left = max(head.cell.box.left, cell.box.left)
    width = min(box.right - box.left for box in (head.cell.box, cell.box))
    return (min(head.cell.box.right, cell.box.right) - left) / width if width > 0 else 0.0

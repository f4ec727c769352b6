"""Two forms beside each other in one grid: 项目名称 | … | 项目名称 | …"""

from __future__ import annotations

from dataclasses import replace

from ...grid import Grid, GridCell, GridRow
from .printed_label import printed_label


def forms_beside(grid: Grid) -> list[Grid]:
    """The grid, or its sides where two forms stand beside each other: columns keep their numbers."""
    split = next((column for row in grid.rows if (column := _second_name(row))), None)
    if split is None:
        return [grid]
    if any(cell.column < split < cell.column + cell.columns for cell in _below_names(grid)):
        return [grid]  # a cell goes over both: it is one form
    return [_side(grid, 0, split), _side(grid, split, len(grid.heads))]


def _second_name(row: GridRow) -> int | None:
    """The column in which a second project is named."""
    names = [
        cell.column
        for cell in {id(cell): cell for cell in row.cells if cell is not None}.values()
        if cell.row == row.number and printed_label(cell.text).role("head") == "name"
    ]
    return names[1] if len(names) == 2 else None


def _below_names(grid: Grid) -> list[GridCell]:
    first = next(row.number for row in grid.rows if _second_name(row))
    return [cell for cell in grid.cells if cell.row >= first and cell.text]


def _side(grid: Grid, start: int, end: int) -> Grid:
    def own(cell: GridCell | None) -> GridCell | None:
        inside = cell is not None and start <= cell.column < end
        return cell if inside else None

    rows = tuple(replace(row, cells=tuple(own(cell) for cell in row.cells)) for row in grid.rows)
    return replace(grid, rows=rows)

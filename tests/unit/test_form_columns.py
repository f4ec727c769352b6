"""Cells of a form whose edges are not those of the heads: under one head, or under none."""

from __future__ import annotations

from jixiao.extract.forms.form_columns import FormColumns
from jixiao.extract.forms.printed import FormRow
from jixiao.grid import Grid, GridCell
from jixiao.grid.grid import GridRow
from jixiao.source.line import Box


def under(left: float, right: float) -> str | None:
    """The head over a cell that begins within the first head and ends within the second."""
    first = GridCell(0, 0, 1, 2, "调整后预算数", 1, box=Box(100, 0, 170, 10))
    second = GridCell(0, 2, 1, 2, "全年执行数", 1, box=Box(170, 0, 240, 10))
    cell = GridCell(1, 1, 1, 2, "612.77", 1, box=Box(left, 10, right, 20))
    row = GridRow(1, "data", (None, cell, cell, None), 1)
    head = GridRow(0, "data", (first, first, second, second), 1)
    grid = Grid(1, (1,), (head, row), ((),) * 4)
    columns = FormColumns()
    columns.add("revised", first, grid)
    columns.add("outturn", second, grid)
    placed, others = columns.cells(FormRow(grid, row))
    assert bool(placed) != bool(others)
    return columns.heads[next(iter(placed))].role if placed else None


def test_a_cell_below_two_heads_stands_under_the_one_over_most_of_it() -> None:
    assert under(160, 225) == "outturn"
    assert under(115, 180) == "revised"


def test_a_cell_below_two_heads_alike_stands_under_none() -> None:
    assert under(135, 205) is None

"""Heads that stand in the row of totals: 合计 | 0.00 | 50.00 | 合计 | 基本支出 | 项目支出 | 0.00.

The form of 上海 for funds prints the parts of 本年支出 beside the totals of the other columns: the words
are the heads of their columns, the figures are those of the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from ...grid.grid import Grid, GridCell, GridRow
from .figures import has_digit
from .heads import entry_of
from .normal import key, without_unit
from .rows import is_total


def heads_from_totals(grid: Grid) -> Grid:
    """`grid` with the words of its row of totals that name columns in the heads, and not in the row.

    Only where one head stands over several columns and the first row of data names each of them.
    """
    first = next(iter(grid.data_rows()), None)
    if first is None or not is_total(first.text(0)):
        return grid
    named = {at: cell for at, cell in _named(grid, first)}
    if not named or not any(has_digit(cell.text) for cell in first.cells if cell):
        return grid
    heads = tuple(
        (*head, named[at].text) if at in named else head for at, head in enumerate(grid.heads)
    )
    blank = {at: replace(cell, text="", lines=()) for at, cell in named.items()}
    totals = replace(first, cells=tuple(blank.get(at, cell) for at, cell in enumerate(first.cells)))
    return replace(
        grid, heads=heads, rows=tuple(totals if row is first else row for row in grid.rows)
    )


def _named(grid: Grid, row: GridRow) -> Iterator[tuple[int, GridCell]]:
    """The place and cell of every word of `row` below a head that several columns share."""
    for head, group in groupby(range(grid.column_count), lambda at: grid.heads[at]):
        columns = list(group)
        cells = [cell for at in columns if (cell := row.cells[at])]
        own = [cell for cell in cells if cell.row == row.number and cell.columns == 1]
        words = {key(cell.text) for cell in own}
        if head and len(columns) == len(own) == len(words) > 1 and all(map(_names, own)):
            yield from zip(columns, own, strict=True)


def _names(cell: GridCell) -> bool:
    return not has_digit(cell.text) and entry_of(key(without_unit(cell.text))) is not None

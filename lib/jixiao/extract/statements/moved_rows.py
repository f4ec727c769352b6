"""Rows of which cells may stand in other columns than those of their heads.

A row that a cell was lost from, or that has one too many, gives every figure behind it to a column
that is not its own, and no sum need tell. Each sign of it is enough to leave the row unread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ...grid.grid import Grid, GridCell, GridRow
from .columns import Half, StatementColumn
from .figures import has_digit, is_blank
from .labels import RowLabels
from .normal import squeezed

_NAME = re.compile(
    "(?:^|[\\d.])[一二三四五六七八九十]+、|^[\u4e00-\u9fff]{4}|[\\d.][\u4e00-\u9fff]{4}$"
)
_FEW = 2  # so few rows tell nothing of a column
_WITH_MONEY = re.compile(r".*[^\d.,，]-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}")


@dataclass(frozen=True)
class MovedRows:
    """The signs in one half of a grid. `by_order`: cells have no place but the order that they come in."""

    grid: Grid
    half: Half
    rows: Sequence[GridRow]
    by_order: bool = False

    def read(self, row: GridRow, labels: RowLabels) -> bool:
        """Whether cells of `row`, which has figures, may stand in other columns than their own."""
        return (
            self._all_moved
            or any(_holds(row, column) for column in self._beyond)
            or (self.by_order and self._is_of_another_length(row))
            or self._lacks_whole(row)
            or any(map(ends_with_money, (labels.name, labels.project)))
            or self._hangs_in(row)
            or self._begins_another(row)
        )

    @cached_property
    def _headless(self) -> tuple[StatementColumn, ...]:
        return tuple(c for c in self.half.labelled("unknown") if not any(c.head))

    @cached_property
    def _filled(self) -> int:
        """How many rows have a figure in a column with a head."""
        return sum(any(self._figure(row, c) for c in self.half.amounts) for row in self.rows)

    def _count(self, column: StatementColumn) -> int:
        return sum(self._figure(row, column) for row in self.rows)

    @cached_property
    def _beyond(self) -> tuple[StatementColumn, ...]:
        """Columns without a head in which few rows have a figure: those stand too far right."""
        return tuple(c for c in self._headless if 2 * self._count(c) < self._filled)

    @cached_property
    def _all_moved(self) -> bool:
        """Whether a column has a head and no figure, and one has figures and no head."""
        full = any(2 * self._count(c) >= self._filled > 1 for c in self._headless)
        return full and any(not self._count(c) for c in self.half.amounts)

    def _is_of_another_length(self, row: GridRow) -> bool:
        """Whether a row ends before its head does, or goes on behind it where others do not."""
        last = max((c.index for c in self.half.columns if any(c.head)), default=-1)
        if any(self.grid.heads[last + 1 :]):
            return False  # another half stands behind
        beyond = [at for at in range(last + 1, self.grid.column_count) if row.cells[at]]
        usual = [sum(other.cells[at] is not None for other in self.rows) for at in beyond]
        return row.cells[last] is None or any(2 * count < len(self.rows) for count in usual)

    @cached_property
    def _wholes(self) -> tuple[tuple[StatementColumn, tuple[StatementColumn, ...]], ...]:
        """Columns that every row but one or none fills, with those of their parts."""
        found = []
        for whole in self.half.amounts if self._filled > _FEW else ():
            parts = tuple(
                c
                for c in self.half.amounts
                if whole.item
                and c.item.startswith(f"{whole.item}.")
                and (c.fund, c.phase) == (whole.fund, whole.phase)
            )
            if parts and self._count(whole) == self._filled - 1:
                found.append((whole, parts))
        return tuple(found)

    def _lacks_whole(self, row: GridRow) -> bool:
        """Whether a row alone of all has parts and no whole: they may stand one column too far."""
        return any(
            not self._figure(row, whole) and any(self._figure(row, part) for part in parts)
            for whole, parts in self._wholes
        )

    def _hangs_in(self, row: GridRow) -> bool:
        """Whether the code of a row with a name of its own hangs down from a row above."""
        codes, names = self.half.labelled("code"), self.half.labelled("name")
        if len(codes) != 1 or len(names) != 1:
            return False
        code, name = row.cells[codes[0].index], row.cells[names[0].index]
        above = code is not None and code.row < row.number and has_digit(code.text)
        return above and name is not None and name.row == row.number and bool(name.text.strip())

    def _begins_another(self, row: GridRow) -> bool:
        """Whether a name stands among the figures of a row: what follows is of that name.

        预算数 and 项目 a hair apart and no line between them are one column:
        164,978,640一、一般公共服务支出 | 2,976,800.
        """
        columns = self.half.labelled("amount", "unknown")
        own = [cell for column in columns if (cell := row.cells[column.index])]
        texts = [squeezed(cell.text) for cell in own if cell.row == row.number]
        named = [at for at, text in enumerate(texts) if _NAME.search(text)]
        return bool(named) and any(map(has_digit, texts[named[0] + 1 :]))

    def _figure(self, row: GridRow, column: StatementColumn) -> bool:
        cell = row.cells[column.index]
        own = cell is not None and cell.row == row.number and has_digit(cell.text)
        return own


def covers_rows(cell: GridCell, labels: RowLabels, half: Half, rows: Sequence[GridRow]) -> bool:
    """Whether a figure hangs down into a row that has labels of its own: nobody knows which it is of."""
    if cell.rows == 1 or not labels.cells:
        return False
    end = max(own.row + own.rows for own in labels.cells)
    columns = half.labelled("code", "name", "project", "office")
    below = [row for row in rows if end <= row.number < cell.row + cell.rows]
    return any(_holds(row, column) for row in below for column in columns)


def _holds(row: GridRow, column: StatementColumn) -> bool:
    cell = row.cells[column.index]
    return cell is not None and cell.row == row.number and not is_blank(cell.text)


def ends_with_money(name: str) -> bool:
    """Whether a figure stands behind a name in its cell: 行政运行1,000.00."""
    return _WITH_MONEY.fullmatch(name) is not None

"""A table of a document, whole: title, number, unit, head, rows and cells, each with its place.

A grid drops nothing and refuses nothing. What its words mean is for the rooms above to judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ..base.errors import Place
from ..base.values import value_class
from ..source import Box, Line

RowKind = Literal[
    "title",  # above the head: what table this is, whose, in which unit
    "head",  # names of columns, also where a further page repeats them
    "column_numbers",  # 栏次, or 1, 2, 3 … under the heads
    "data",
    "repeated",  # a row of data that a further page prints again under its head
    "note",  # a line under the table that was set as a row of it
    "blank",
]


@value_class()
class GridCell:
    """A cell: its first row and column from 0, how many it spans, its words without line breaks.

    A cell that a page breaks is one cell: its lines are of both pages. `page`: of its first line,
    or where it is printed if it is blank. `box`: on that page. `indent`: points from the left edge
    of its column to its first character; None where that is not known (no PDF).
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str
    page: int
    lines: tuple[Line, ...] = ()
    box: Box | None = None
    indent: float | None = None

    def __hash__(self) -> int:
        return hash((self.page, self.row, self.column))  # without its lines: see `Cell`

    @property
    def place(self) -> Place | None:
        """Where its words begin; None if it is blank."""
        return self.lines[0].place if self.lines else None


@value_class()
class GridRow:
    """A row: for every column of the grid the cell that covers it, merged ones in each place."""

    number: int
    kind: RowKind
    cells: tuple[GridCell | None, ...]
    page: int

    def text(self, column: int) -> str:
        cell = self.cells[column]
        return cell.text if cell else ""


@dataclass(frozen=True)
class Grid:
    """One table of a document, or one side of a table that has several (收入 | 支出).

    `number`: of the table in the document, from 1; the sides of one table share it and have
    `side` "left", "right", and "middle" for those between; `side_number` counts them. `title`, `table_number` (表3,
    公开03表) and `unit` (元, 万元 …) as printed above it, None where nothing is. `heads`: for every
    column its heads from the top down, without line breaks; () where it has none, as in a form.
    `pages`: on which it stands.
    """

    number: int
    pages: tuple[int, ...]
    rows: tuple[GridRow, ...]
    heads: tuple[tuple[str, ...], ...]
    title: str | None = None
    title_place: Place | None = None
    table_number: str | None = None
    unit: str | None = None
    unit_place: Place | None = None
    side: Literal["left", "middle", "right"] | None = None
    side_number: int = 1
    ruled: bool = True

    @property
    def name(self) -> str:
        """Its number, with a letter for a side: 3, 3a, 3b, 3c."""
        return f"{self.number}{chr(96 + self.side_number) if self.side else ''}"

    @property
    def column_count(self) -> int:
        return len(self.heads)

    @cached_property
    def cells(self) -> tuple[GridCell, ...]:
        """Every cell once, row by row."""
        found: dict[tuple[int, int], GridCell] = {}
        for row in self.rows:
            for cell in row.cells:
                if cell is not None:
                    found.setdefault((cell.row, cell.column), cell)
        return tuple(found.values())

    def data_rows(self) -> tuple[GridRow, ...]:
        return tuple(row for row in self.rows if row.kind == "data")

"""The tables of a document as they were read, page by page, to be held against the page's picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..base.language import Language
from ..check import State
from ..check.numbers import Number
from ..grid import Grid, GridCell, GridRow, RowKind, grids
from ..labels import label
from ..report import Report
from ..source import Document


@dataclass(frozen=True)
class ReadCell:
    """A cell: its text, how many rows and columns it spans there, and the line where it begins.

    `continued`: it began on a page before.
    """

    text: str
    rows: int
    columns: int
    line: int | None
    continued: bool


@dataclass(frozen=True)
class ReadRow:
    kind: RowKind
    cells: tuple[ReadCell, ...]


@dataclass(frozen=True)
class ReadTable:
    """What of a table stands on one page."""

    caption: str
    rows: tuple[ReadRow, ...]


def page_tables(document: Document, language: Language) -> dict[int, list[ReadTable]]:
    """Page → its tables in order, as they were read; only pages that have some."""
    found: dict[int, list[ReadTable]] = {}
    for grid in grids(document):
        for page in dict.fromkeys(row.page for row in grid.rows):
            rows = [row for row in grid.rows if row.page == page]
            shown = tuple(ReadRow(row.kind, tuple(_cells(at, rows))) for at, row in enumerate(rows))
            found.setdefault(page, []).append(ReadTable(_caption(grid, language), shown))
    return found


def unread_tables(
    report: Report, found: Sequence[Number], language: Language
) -> dict[str, list[Number]]:
    """Caption → the numbers of each table that has unread ones and of which no row took any."""
    if report.document is None:
        return {}
    of_line: dict[int, list[Number]] = {}
    for one in found:
        of_line.setdefault(one.line, []).append(one)
    apart: dict[str, list[Number]] = {}
    for grid in grids(report.document):
        lines = dict.fromkeys(line.number for cell in grid.cells for line in cell.lines)
        own = [one for number in lines for one in of_line.get(number, [])]
        states = {one.state for one in own}
        if State.UNREAD in states and not states & {State.FIGURE, State.CELL}:
            apart[_caption(grid, language)] = own
    return apart


def _cells(at: int, rows: Sequence[GridRow]) -> Iterator[ReadCell]:
    """The cells that begin in row `at` of a page, or go on there from the page before."""
    row = rows[at]
    column = 0
    while column < len(row.cells):
        cell = row.cells[column]
        if cell is None:
            yield ReadCell("", 1, 1, None, False)
            column += 1
            continue
        width = _width(row, column, cell)
        if at == 0 or rows[at - 1].cells[column] is not cell:
            height = 1
            while at + height < len(rows) and rows[at + height].cells[column] is cell:
                height += 1  # a repeated head may part a cell that goes on
            line = cell.lines[0].number if cell.lines else None
            yield ReadCell(cell.text, height, width, line, cell.row < row.number)
        column += width


def _width(row: GridRow, column: int, cell: GridCell) -> int:
    """Over how many columns from here on a cell goes in this row."""
    width = 1
    while column + width < len(row.cells) and row.cells[column + width] is cell:
        width += 1
    return width


def _caption(grid: Grid, language: Language) -> str:
    unit = label("review.unit", language, unit=grid.unit) if grid.unit else ""
    parts = [grid.table_number, grid.title, unit]
    printed = label("page.word.between", language).join(part for part in parts if part)
    return label("review.table", language, name=grid.name, printed=printed).strip(" ：:")

"""The parts of a table → one table of cells: columns matched, rows that a page cut made whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..source import Box, Cell, Line, joined_text
from .caption import is_note
from .column_pages import beside_rows
from .columns import places, shift_between, shifted
from .cut import Side, goes_over, is_rest
from .grid import GridCell, RowKind
from .heads import is_blank, numbers_columns, texts_of
from .joining import Open, Strip, repeats
from .part import Part


@dataclass(eq=False)
class Draft:
    """A cell in the making."""

    row: int
    column: int
    rows: int
    columns: int
    page: int
    box: Box | None
    text: str
    lines: tuple[Line, ...] = ()

    def take(self, cell: Cell) -> None:
        """The rest of it, from the next page; its box is where its words begin."""
        if not self.lines:
            self.box = cell.box
        self.lines += cell.lines
        self.text = joined_text(self.lines)

    def finished(self) -> GridCell:
        first = self.lines[0] if self.lines else None
        indent = None
        if self.box and first and first.box:
            indent = round(first.box.left - self.box.left, 2)
        page = first.page if first else self.page
        return GridCell(
            self.row,
            self.column,
            self.rows,
            self.columns,
            self.text,
            page,
            self.lines,
            self.box,
            indent,
        )


@dataclass
class WholeTable:
    """A whole table: for every row and column its cell; the page and the kind of every row."""

    rows: list[list[Draft | None]]
    kinds: list[RowKind]
    pages: list[int]
    width: int
    strips: tuple[int, ...] = ()  # the first columns of those that have pages of their own

    def add_row(self, kind: RowKind, page: int) -> None:
        self.rows.append([None] * self.width)
        self.kinds.append(kind)
        self.pages.append(page)

    def put(self, draft: Draft) -> None:
        for row in range(draft.row, draft.row + draft.rows):
            for column in range(draft.column, draft.column + draft.columns):
                if self.rows[row][column] is None:
                    self.rows[row][column] = draft


def sheet_of(table: Open) -> WholeTable:
    """All parts of a table as one."""
    widths = [len(strip.columns) - 1 if strip.columns else 0 for strip in table.strips]
    widths[0] = max(widths[0], table.first.column_count)
    starts = tuple(sum(widths[:number]) for number in range(1, len(widths)))
    sheet = WholeTable([], [], [], sum(widths), starts)
    maps = _add_strip(sheet, table)
    for strip, start in zip(table.strips[1:], starts, strict=True):
        _add_beside(sheet, table, strip, maps, start)
    for number, row in enumerate(sheet.rows if starts else ()):
        if sheet.kinds[number] == "blank" and any(draft and draft.text for draft in row):
            sheet.kinds[number] = "data"  # a blank row of income may have expenditure beside it
    return sheet


def columns_of(part: Part, strip: Strip) -> tuple[int, ...]:
    """For each boundary between the columns of a part its number in the whole table."""
    if not strip.columns or not part.columns:
        return tuple(range(part.column_count + 1))
    by = shift_between(strip.columns, part.columns)
    if by is None:
        return tuple(range(part.column_count + 1))
    return places(shifted(part.columns, by), strip.columns)


def _add_strip(sheet: WholeTable, table: Open) -> list[list[int]]:
    """The rows of the first columns; for each part the row of the sheet for each of its rows."""
    maps: list[list[int]] = []
    for number, part in enumerate(table.strips[0].parts):
        columns = columns_of(part, table.strips[0])
        kinds = _repeated_kinds(table, part) if number else _first_kinds(table, part)
        again = len(kinds) if number else 0
        last = len(sheet.rows) - 1
        pairs = _pairs(sheet, part, again, columns) if number else []
        rest = bool(pairs) and is_rest([(a, b) for a, b, _ in pairs], table.form)
        own = [row for row in range(len(part.rows)) if not (rest and row == again)]
        numbers = {row: last + 1 + index for index, row in enumerate(own)}
        if rest:
            numbers[again] = last
        for row in own:
            sheet.add_row(kinds[row] if row < len(kinds) else _kind(part, row), part.page)
        maps.append([numbers[row] for row in range(len(part.rows))])
        over = {
            (cell.row, cell.column)
            for above, below, cell in pairs
            if above and (rest or goes_over(above, below, table.form))
        }
        _place(sheet, part, columns, maps[-1], over, last)
    return maps


def _add_beside(
    sheet: WholeTable, table: Open, strip: Strip, maps: Sequence[Sequence[int]], shift: int
) -> None:
    """Further columns of the same rows, from pages of their own."""
    for index, part in enumerate(strip.parts):
        edges = beside_rows(part, table.strips[0].parts[index])
        assert edges is not None
        columns = [shift + column for column in columns_of(part, strip)]
        boundaries = [*maps[index], maps[index][-1] + 1]
        for cell in part.cells:
            top, bottom = boundaries[edges[cell.row]], boundaries[edges[cell.row + cell.rows]]
            sheet.put(_draft(cell, part, columns, top, bottom - top))


def _draft(cell: Cell, part: Part, columns: Sequence[int], row: int, rows: int) -> Draft:
    left, right = columns[cell.column], columns[cell.column + cell.columns]
    page = cell.lines[0].page if cell.lines else part.page
    return Draft(row, left, rows, right - left, page, cell.box, cell.text, cell.lines)


def _place(
    sheet: WholeTable,
    part: Part,
    columns: Sequence[int],
    numbers: Sequence[int],
    over: set[tuple[int, int]],
    last: int,
) -> None:
    """Every cell of a part. `over`: those that are the rest of the cell in row `last`."""
    for cell in part.cells:
        row, end = numbers[cell.row], numbers[cell.row + cell.rows - 1] + 1
        above = sheet.rows[last][columns[cell.column]] if (cell.row, cell.column) in over else None
        if above is None:
            draft = _draft(cell, part, columns, row, end - row)
        else:
            draft = above
            if cell.lines:
                draft.take(cell)
            draft.rows = max(draft.rows, end - draft.row)
        sheet.put(draft)


def _pairs(
    sheet: WholeTable, part: Part, row: int, columns: Sequence[int]
) -> list[tuple[Side | None, Side, Cell]]:
    """For each cell that begins in a row of `part`, the cell of the sheet's last data row above it."""
    if row >= len(part.rows) or not sheet.rows:
        return []
    found = []
    for cell in part.begun(row):
        left, right = columns[cell.column], columns[cell.column + cell.columns]
        draft = sheet.rows[-1][left]
        below = Side(cell.text, cell.lines, cell.box, cell.rows)
        same = draft is not None and (draft.column, draft.column + draft.columns) == (left, right)
        above = Side(draft.text, draft.lines, draft.box, draft.rows) if draft and same else None
        found.append((above, below, cell))
    return found


def _first_kinds(table: Open, part: Part) -> list[RowKind]:
    """The kinds of the rows of a table's first page down to the first row of data."""
    kinds: list[RowKind] = ["title"] * table.banner
    if table.form:
        return kinds
    kinds += ["head"] * (table.head - table.banner)
    below = table.head
    if table.head > table.banner and below < len(part.rows) and numbers_columns(part.rows[below]):
        kinds.append("column_numbers")
    return kinds


def _repeated_kinds(table: Open, part: Part) -> list[RowKind]:
    """The kinds of the first rows of a further page that the first page has as well.

    Under a whole head that is printed again, rows of data may be too: a total on every page.
    """
    count = repeats(table.heads, part.rows, table.banner)
    if not count or table.form:
        return []
    first = _first_kinds(table, table.first)
    start = len(table.heads) - count
    kinds = first[start : len(table.heads)]
    for row in range(count, len(part.rows)):
        mine = start + row
        if mine >= len(table.first.rows) or is_blank(part.rows[row]):
            break
        if texts_of(part.rows[row]) != texts_of(table.first.rows[mine]):
            break
        kinds.append(first[mine] if mine < len(first) else "repeated")
    return kinds


def _kind(part: Part, row: int) -> RowKind:
    if is_blank(part.rows[row]):
        return "blank"
    cells = [cell for cell in part.begun(row) if cell.text]
    if len(cells) == 1 and is_note(cells[0].text) and cells[0].column == 0:
        return "note"
    return "data"

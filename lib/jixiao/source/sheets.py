"""The sheets of a spreadsheet → `Document`: a page for each, its rows as tables and lines of text.

A row that holds one text alone before or after the rows of a table is its title, unit or note, and
no row of it. Sheets, rows and columns that are hidden are set aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..base.errors import SourceError
from .document import AsideReason, Cell, Document, PageTable
from .lines import LineCounter, PrintedCell, PrintedLine

MAX_CELLS = 300_000
MAX_COLUMNS = 1000  # of a sheet; a table of a report has some twenty


@dataclass(frozen=True)
class SheetCell:
    """A cell that is not blank: its row and column from 0, how many it spans, its lines."""

    row: int
    column: int
    lines: tuple[PrintedLine, ...]
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines).strip()

    @property
    def address(self) -> str:
        """Its name in the sheet: C5."""
        letters, left = "", self.column + 1
        while left:
            left, letter = divmod(left - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row + 1}"


@dataclass
class Sheet:
    """A sheet: its cells row by row; `hidden_rows` and `hidden_columns` are not shown.

    `ruled_rows`: those of which some cell, blank or not, has a rule at its side.
    """

    name: str
    cells: list[SheetCell]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    ruled_rows: frozenset[int] = frozenset()
    running: list[str] = field(default_factory=list)  # what is printed above and below every page
    boxes: list[SheetCell] = field(default_factory=list)  # of text, laid on it; where they begin


def sheet_document(sheets: Sequence[Sheet], name: str, sha256: str, kind: str) -> Document:
    """The document of a spreadsheet.

    Raises SourceError if no sheet shows anything, or one has more than `MAX_COLUMNS` columns.
    """
    for sheet in sheets:
        if any(cell.column >= MAX_COLUMNS for cell in sheet.cells):
            raise SourceError("source.columns", where=name, most=f"{MAX_COLUMNS:,}")
    counter, tables, addresses = LineCounter(), [], {}
    page = 0
    for sheet in sheets:
        page += not sheet.hidden
        shown, hidden = _parted(sheet)
        for text in hidden:
            counter.set_aside(max(page, 1), text, "hidden")
        for text in sheet.running:
            counter.set_aside(max(page, 1), text, "running_head")
        if sheet.hidden:
            continue
        blocks = [
            part for block in _blocks(shown, sheet.ruled_rows) for part in _side_by_side(block)
        ]
        for block in (*blocks, *([box] for box in sheet.boxes)):
            first = len(counter.lines)
            printed = _print(counter, block, page)
            if isinstance(printed, PageTable):
                tables.append(printed)
                at = {(cell.row, cell.column): cell for cell in printed.cells}
                for cell in block:
                    for line in at[cell.row - block[0].row, cell.column - _left(block)].lines:
                        addresses[line.number] = f"{sheet.name}!{cell.address}"
            else:
                for line in counter.lines[first:]:
                    addresses[line.number] = f"{sheet.name}!{block[0].address}"
    lines = counter.finish()
    if not any(not line.blank for line in lines):
        raise SourceError("source.empty_sheets", where=name)
    asides = tuple(counter.asides)
    return Document(name, sha256, lines, kind, tuple(tables), asides=asides, addresses=addresses)


def _parted(sheet: Sheet) -> tuple[list[SheetCell], list[str]]:
    """The cells that are shown, and the texts of each row that are not."""
    shown: list[SheetCell] = []
    hidden: dict[int, list[str]] = {}
    for cell in sorted(sheet.cells, key=lambda cell: (cell.row, cell.column)):
        rows = set(range(cell.row, cell.row + cell.rows)) - sheet.hidden_rows
        columns = set(range(cell.column, cell.column + cell.columns)) - sheet.hidden_columns
        if sheet.hidden or not rows or not columns:
            hidden.setdefault(cell.row, []).append(cell.text)
        else:
            shown.append(cell)
    return shown, [" ".join(texts) for _, texts in sorted(hidden.items())]


def _blocks(
    cells: Sequence[SheetCell], ruled: frozenset[int] = frozenset()
) -> Iterator[list[SheetCell]]:
    """The tables of a sheet as their cells, and each text that stands alone as its own.

    `ruled`: rows with rules at the sides of their cells, blank rows of a table among them.
    """
    rows: dict[int, list[SheetCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    covered = {row for cell in cells for row in range(cell.row + 1, cell.row + cell.rows)}
    alone = {row for row, own in rows.items() if len(own) == 1 and row not in covered}
    table: list[int] = []
    waiting: list[int] = []  # rows of one text that may stand within the table
    last: int | None = None
    for row in sorted(rows):
        gap = last is not None and row > last + 1
        last = max(r.row + r.rows - 1 for r in rows[row])
        if row in alone:
            if not table:
                yield rows[row]
            else:
                waiting.append(row)
            continue
        if (
            waiting
            and (gap or _parts(rows, waiting))
            and not _ruled_through(rows, table, row, ruled)
        ):
            yield [cell for number in table for cell in rows[number]]
            for number in waiting:
                yield rows[number]
            table, waiting = [], []
        table += [*waiting, row]
        waiting = []
    if table:
        yield [cell for number in table for cell in rows[number]]
    for number in waiting:
        yield rows[number]


def _side_by_side(block: list[SheetCell]) -> list[list[SheetCell]]:
    """The tables of a block that blank columns part, where they begin in different rows.

    Where they begin in one row they are sides of one table: income, and beside it expenditure.
    """
    groups: list[list[SheetCell]] = []
    reached = -1
    for cell in sorted(block, key=lambda cell: cell.column):
        if not groups or cell.column > reached + 1:
            groups.append([])
        groups[-1].append(cell)
        reached = max(reached, cell.column + cell.columns - 1)
    found: list[list[SheetCell]] = []
    for group in groups:
        group.sort(key=lambda cell: (cell.row, cell.column))
        if found and found[-1][0].row == group[0].row:
            found[-1] = sorted([*found[-1], *group], key=lambda cell: (cell.row, cell.column))
        else:
            found.append(group)
    return found


def _parts(rows: dict[int, list[SheetCell]], waiting: Sequence[int]) -> bool:
    """Whether rows of one text part two tables: a blank row stands before or among them.

    Else they are rows of the table: the head of a part of it, a total without an amount.
    """
    first, last = waiting[0], waiting[-1]
    return any(number not in rows for number in range(first - 1, last + 1))


def _ruled_through(
    rows: dict[int, list[SheetCell]], table: Sequence[int], row: int, ruled: frozenset[int]
) -> bool:
    """Whether the rules of a table go on down to `row`, past blank rows and rows of one text.

    A text as wide as the table is the title of another.
    """
    between = range(table[-1], row + 1)
    width = max(cell.column + cell.columns for number in table for cell in rows[number])
    alone = [rows[number][0] for number in between[1:-1] if number in rows]
    return ruled.issuperset(between) and all(cell.columns < width for cell in alone)


def _left(block: Sequence[SheetCell]) -> int:
    return min(cell.column for cell in block)


def _print(counter: LineCounter, block: list[SheetCell], page: int) -> PageTable | None:
    if len(block) == 1:
        for line in block[0].lines:
            counter.printed(page, line)
        return None
    top, left = block[0].row, _left(block)
    cells = [
        PrintedCell(
            Cell(cell.row - top, cell.column - left, cell.rows, cell.columns), page, cell.lines
        )
        for cell in block
    ]
    return counter.table(cells)


def printed_lines(text: str, aside: AsideReason | None = None) -> tuple[PrintedLine, ...]:
    """The lines of a cell's text; all of it is set aside where `aside` says why."""
    if aside:
        return (PrintedLine("", None, ((text, aside),)),)
    return tuple(PrintedLine(line) for line in text.splitlines() if line.strip())


def merged(
    cells: dict[tuple[int, int], SheetCell], areas: Sequence[tuple[int, int, int, int]]
) -> list[SheetCell]:
    """Cells with what they span; `areas`: first row, first column, last row, last column.

    What lies under a merged cell is not shown.
    """
    for top, left, bottom, right in areas:
        if (top, left) not in cells:
            continue
        first = cells[top, left]
        if (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                cells.pop((row, column), None)
        cells[top, left] = replace(first, rows=bottom - top + 1, columns=right - left + 1)
    return list(cells.values())

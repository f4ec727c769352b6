"""The self-evaluation form (部门整体支出绩效自评表): where it stands, and the form printed as text.

As text a row is one line: cells apart by white space, levels left out where they are the same as
above. A line that does not fit the head in exactly one way is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...base.errors import ExtractionError
from ...base.said import Said
from ...catalogue import wordings
from ...source import Cell, Document, Line, PageTable
from ..heads import may_head, roles

_POINTS = re.compile(r"\d+(?:\.\d+)?分?|/|-|—|无")


def form_tables(
    document: Document, left_out: list[ExtractionError] | None = None
) -> tuple[PageTable, ...]:
    """The tables of the form: ruled ones from the first with its head on, else lines of text.

    `left_out`: as for `flat_tables`.
    """
    tables = tuple(table for table in document.tables if not table.inner)
    for index, table in enumerate(tables):
        held = may_head(cell.text for cell in table.cells)
        if held and any(roles(row) for row in texts(table)):
            return tables[index:]
    ruled = {line.number for table in document.tables for line in table.lines}
    free = [line for line in document.lines if line.number not in ruled]
    return tuple(flat_tables(free, left_out))


def texts(table: PageTable) -> Iterator[list[str]]:
    """The texts of a table's rows."""
    for row in table.grid():
        yield [cell.text if cell else "" for cell in row]


def flat_tables(
    lines: Sequence[Line], left_out: list[ExtractionError] | None = None
) -> Iterator[PageTable]:
    """Each table that is printed as text, one line a row.

    Raises ExtractionError at a row that does not fit the head; with `left_out` it is added to the
    list and left out.
    """
    index = 0
    while index < len(lines):
        head = lines[index].text.split()
        index += 1
        if not roles(head):
            continue
        reader = _FlatTable(head, lines[index - 1])
        while index < len(lines):
            try:
                if not reader.takes(lines[index]):
                    break
            except ExtractionError as fault:
                if left_out is None:
                    raise
                left_out.append(fault)
            index += 1
        if reader.rows > 1:
            yield reader.table()


class _FlatTable:
    """Rows of one table; cells of levels that are not printed again grow downwards."""

    def __init__(self, head: Sequence[str], line: Line) -> None:
        self._columns = len(head)
        self._roles = roles(head)
        left = self._roles["target"]
        self._levels = max(0, left - 1)  # the last column before the target names the indicator
        self._cells = {
            (0, column): Cell(0, column, lines=(Line(line.page, line.number, text, line.box),))
            for column, text in enumerate(head)
        }
        self.rows = 1

    def takes(self, line: Line) -> bool:
        """Adds the row that `line` prints. False where the table has ended."""
        tokens = line.text.split()
        if not tokens:
            return True
        if tokens[0] in wordings("indicators")["sums"] or not any(map(_is_points, tokens)):
            return False
        fits = [fit for fit in self._fits(tokens) if fit is not None]
        if len(fits) != 1:
            raise ExtractionError(
                "extract.row_fits_no_head",
                where=line.place,
                row=line.text.strip()[:40],
                count=len(fits) or Said("extract.no_ways"),
            )
        omitted = fits[0]
        row = self.rows
        for column in range(omitted):
            self._grow(column, row)
        for column in range(omitted, self._columns):
            at = column - omitted
            piece = (
                (Line(line.page, line.number, tokens[at], line.box),) if at < len(tokens) else ()
            )
            self._cells[row, column] = Cell(row, column, lines=piece)
        self.rows += 1
        return True

    def _fits(self, tokens: Sequence[str]) -> Iterator[int | None]:
        """How many levels are left out, for every way in which the tokens can fit the columns."""
        for omitted in range(self._levels + 1):
            trailing = self._columns - omitted - len(tokens)
            last_is_reason = self._roles.get("deviation") == self._columns - 1
            if trailing == 0 or (trailing == 1 and last_is_reason):
                yield omitted if self._is_row(tokens, omitted) else None

    def _is_row(self, tokens: Sequence[str], omitted: int) -> bool:
        labels = wordings("indicators")["labels"]
        levels = tokens[: self._levels - omitted]
        if any(token not in labels for token in levels):
            return False
        points = [
            self._roles[role] - omitted for role in ("weight", "score") if role in self._roles
        ]
        return all(at < len(tokens) and _is_points(tokens[at]) for at in points)

    def _grow(self, column: int, row: int) -> None:
        above = max(key for key in self._cells if key[1] == column)
        cell = self._cells[above]
        self._cells[above] = Cell(cell.row, cell.column, row - cell.row + 1, lines=cell.lines)

    def table(self) -> PageTable:
        cells = tuple(self._cells[key] for key in sorted(self._cells))
        page = min(line.page for cell in cells for line in cell.lines)
        return PageTable(page, self.rows, self._columns, cells)


def _is_points(token: str) -> bool:
    return _POINTS.fullmatch(token) is not None

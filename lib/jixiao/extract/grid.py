"""Ruled tables that run over pages → one table: rows of cells, head and page breaks taken out.

A row that is broken by a page comes as two; `unfinished` tells from the last printed lines whether
a cell goes on below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..source import Cell, Line, PageTable
from .cells import ends_sentence

_SLACK = 0.8  # characters: how much narrower than the widest line a full one may be
_ENOUGH_LINES = 4
_BRACKETS = (("（", "）"), ("《", "》"), ("“", "”"))
_TOKEN = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True)
class TextRow:
    """A row of a ruled table: a cell for every column; a merged one in each place it covers.

    `opens_page`: it is the first row of what stands on a further page.
    """

    number: int
    cells: tuple[Cell, ...]
    opens_page: bool

    def text(self, column: int) -> str:
        return self.cells[column].text if column < len(self.cells) else ""

    def lines(self, column: int) -> list[Line]:
        return list(self.cells[column].lines)

    def begins(self, column: int) -> bool:
        """Whether the cell of that column begins in this row."""
        return self.cells[column].row == self.number

    @property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells]

    @property
    def page(self) -> int:
        return min((line.page for cell in self.cells for line in cell.lines), default=0)


def grid_rows(
    tables: Iterable[PageTable], is_head: Callable[[Sequence[str]], bool]
) -> list[TextRow]:
    """The rows of a table below its head, which may be printed again on every page.

    Tables before the first head are others. Of several parts, those with another number of
    columns than the first end the table.
    """
    rows: list[TextRow] = []
    columns = 0
    for table in tables:
        own = list(_rows(table))
        head = next((i for i, row in enumerate(own) if is_head(row.texts)), None)
        if not columns and head is None:
            continue
        if columns and table.column_count != columns:
            break
        body = own[head + 1 :] if head is not None else own
        opens = bool(columns)
        columns = table.column_count
        for index, row in enumerate(body):
            rows.append(TextRow(row.number, row.cells, opens and index == 0))
    return rows


def _rows(table: PageTable) -> Iterator[TextRow]:
    blank = Cell(-1, -1)
    for number, row in enumerate(table.grid()):
        yield TextRow(number, tuple(cell or blank for cell in row), False)


def right_edge(rows: Iterable[TextRow], column: int) -> float | None:
    """How far the lines of a column go to the right; None where no boxes are known."""
    lines = (line for row in rows for line in row.cells[column].lines)
    return max((line.box.right for line in lines if line.box), default=None)


def unfinished(above: Cell, below: Cell, edge: float | None) -> bool:
    """Whether the text of a cell goes on in the cell below the page break.

    It does where a bracket is open, or where the last line ends no sentence and is full: what
    comes first below would not have fitted (figures and Latin words are not broken). `edge`: how
    far the lines of the column go to the right.
    """
    if not above.lines or not below.lines:
        return False
    text = above.text
    if any(text.count(opening) > text.count(closing) for opening, closing in _BRACKETS):
        return True
    box = above.lines[-1].box
    if ends_sentence(text) or box is None or edge is None:
        return False
    if len(above.lines) >= _ENOUGH_LINES:  # its own lines tell better how wide it is set
        edge = max(line.box.right for line in above.lines if line.box)
    token = _TOKEN.match(below.text)
    first = max(1.0, len(token[0]) / 2 if token else 0.0)
    return edge - box.right < (first + _SLACK) * (box.bottom - box.top)

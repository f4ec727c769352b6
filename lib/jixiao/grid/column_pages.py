"""The last columns of a table on pages of their own: a sheet that is wider than its page is printed so.

Its rows stand at the same heights on each of these pages. What is printed over all columns, its
title, a note below it, the name of a group of columns, is cut where the page ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..source import Box, Cell, Line
from .caption import Caption, is_furniture, is_note, is_title, squeezed, without_number
from .columns import is_subset, places, shifted
from .part import Part, Row
from .text import is_figure, is_nothing, plain

_FEW_ROWS = 3  # too few to tell by their heights that columns belong to them
_WIDE = re.compile(r"#+")
_AT_EDGE = 0.8  # characters between a cut text and the side of its cell


def only_notes(part: Part, cut: bool) -> bool:
    """Whether what is printed on pages before that of `part` are notes to the table that stands there.

    `cut`: that table began on a page before, so that its notes may.
    """
    here = {line.number for line in part.here}
    before = [x for x in part.above if x.number not in here and not is_furniture(x.text)]
    return cut or not before or is_note(before[0].text)


def whole_title(caption: Caption, first: Part, part: Part) -> str | None:
    """A title that the page of `first` cuts: 财政拨款收入支出决 | 算总表; None where it cuts none.

    A title that stands on the second page alone is one as well.
    """
    own = [line for line in part.here if not is_furniture(line.text)]
    if len(own) != 1 or is_title(caption.title or ""):
        return None
    begun = next((line.text for line in reversed(first.here) if _ends_at(line, first.box)), "")
    title = without_number(squeezed(begun) + squeezed(own[0].text))
    return title if is_title(title) else None


def _ends_at(line: Line, box: Box | None) -> bool:
    if line.box is None or box is None or is_furniture(line.text):
        return False
    return abs(box.right - line.box.right) < _AT_EDGE * (line.box.bottom - line.box.top)


def lies_beside(part: Part, first: Part, head: int, printed_over: bool, titled: bool) -> bool:
    """Whether a page holds the last columns of rows that stand on a page before.

    Their rows agree in every height. What stands alone names no row: under its head there are
    figures or nothing. Or it names each as the page before does. `first`: the first columns of these
    rows, below a head of `head` rows. `printed_over`: a note or a title is printed over both, so that
    what stands behind a first column of figures may name rows again; `titled`: one title is cut
    between them, so that any column may.
    """
    whole = len(first.rows)
    if len(part.rows) < _FEW_ROWS or 2 * len(part.rows) < whole:
        return False
    first = with_rows_of(first, part, head)
    edges = beside_rows(part, first)
    if edges is None:
        return False
    named = labels_again(part, first, edges)
    if named >= part.column_count:
        return False
    head += len(first.rows) - whole
    below = part.rows[sum(edge < max(head, 1) for edge in edges[:-1]) :]
    if titled or not any(_names_rows(below, at) for at in range(named, part.column_count)):
        return True
    figures = any(row[0] and is_figure(row[0].text) for row in below)
    return printed_over and not named and figures and not _names_rows(below, 0)


def _names_rows(rows: Sequence[Row], column: int) -> bool:
    """Whether a column holds words, but for a label over several columns and ####, a figure too wide."""
    cells = [row[column] for row in rows]
    texts = [cell.text for cell in cells if cell and cell.column == column and cell.columns == 1]
    return not all(is_figure(text) or is_nothing(text) or _WIDE.fullmatch(text) for text in texts)


def labels_again(part: Part, first: Part, edges: Sequence[int]) -> int:
    """How many columns at the left of `part` print what the same columns of `first` do, row by row.

    `edges`: for each boundary between its rows the number in `first`; it may lack some of a head.
    """
    rows = [
        (row, first.rows[number])
        for row, start, end in zip(part.rows, edges, edges[1:], strict=False)
        for number in range(start, end)
    ]
    count = 0
    while count < min(part.column_count, first.column_count) and len(rows) == len(first.rows):
        texts = [(_text_at(one, count), _text_at(other, count)) for one, other in rows]
        if any(one != other for one, other in texts) or all(is_figure(t) for t, _ in texts if t):
            break
        count += 1
    return count


def _text_at(row: Row, column: int) -> str:
    cell = row[column]
    return plain(cell.text) if cell else ""


def beside_rows(part: Part, first: Part) -> tuple[int, ...] | None:
    """For each boundary between rows of `part` its number in `first`; None if they do not agree."""
    if not part.heights or not first.heights or not part.columns:
        return None
    if len(part.heights) > len(first.heights):  # of rows lower than boundaries may lie apart
        return None
    moved = shifted(part.heights, first.heights[-1] - part.heights[-1])
    return places(moved, first.heights) if is_subset(moved, first.heights) else None


def with_rows_of(first: Part, part: Part, head: int) -> Part:
    """`first`, its head of `head` rows parted as well where that of `part` is: under a group there.

    It is the same where their rows agree already, or differ below the head.
    """
    if not part.heights or not first.heights or beside_rows(part, first) is not None:
        return first
    moved = shifted(part.heights, first.heights[-1] - part.heights[-1])
    more = [at for at in moved if not is_subset([at], first.heights)]
    for at in more:
        row = sum(edge < at for edge in first.heights) - 1
        if not 0 <= row < head:
            return first
        first = _parted(first, row, at)
    return first


def _parted(part: Part, at: int, height: float) -> Part:
    """A part whose row `at` is two rows that part at `height`, where no cell ends."""

    def moved(cell: Cell) -> Cell:
        if cell.row > at:
            return replace(cell, row=cell.row + 1)
        return replace(cell, rows=cell.rows + 1) if cell.row + cell.rows > at else cell

    cells = {id(cell): moved(cell) for row in part.rows for cell in row if cell}
    rows = [tuple(cells[id(cell)] if cell else None for cell in row) for row in part.rows]
    table = replace(
        part.table,
        cells=tuple(map(moved, part.table.cells)),
        row_count=part.table.row_count + 1,
    )
    return replace(
        part,
        table=table,
        rows=tuple([*rows[: at + 1], *rows[at:]]),
        known_heights=tuple(sorted([*part.heights, height])),
    )

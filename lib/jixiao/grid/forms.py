"""Whether a table is a form: labels beside values, cells of varying width, no head over columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..catalogue import wordings
from .caption import is_title
from .heads import banner_height, head_height, is_blank
from .part import Row, begun
from .text import is_figure, plain

_MANY = 0.34  # of the rows below its head: so many have a cell over several columns, in a form


def opens_form(rows: Sequence[Row], first: int) -> bool:
    """Whether row `first` begins a form: its first words are a label such as 项目名称."""
    if first >= len(rows):
        return False
    cells = [cell for cell in begun(rows, first) if cell.text]
    if not cells:
        return False
    label = plain(cells[0].text).strip(":")
    return label in _openings() or re.fullmatch(_pattern(), label) is not None


def _pattern() -> str:
    return str(wordings("grids")["form_opening_pattern"])


def _openings() -> frozenset[str]:
    return frozenset(plain(text) for text in wordings("grids")["form_openings"])


def is_total(text: str) -> bool:
    printed = plain(text)
    return printed in wordings("grids")["totals"] or printed.endswith(("合计", "总计"))


def is_form(rows: Sequence[Row]) -> bool:
    """Whether a table is a form.

    In a table under a head every figure has a column of its own and only totals and titles of
    groups are wider; in a form values are as wide as their labels leave room.
    """
    first = banner_height(rows)
    if first >= len(rows):
        return False
    below = head_height(rows, first)
    if opens_form(rows, first) and _value_beside_label(rows, first):
        return True
    body = [
        number for number in range(max(below, first + 1), len(rows)) if not is_blank(rows[number])
    ]
    if not body:
        body = list(range(first, len(rows)))
    named = {(cell.column, cell.columns) for cell in rows[below - 1] if cell} if below else set()
    wide = [number for number in body if _is_wide(rows, number, named)]
    return len(wide) >= 2 and len(wide) >= _MANY * len(body)


def _is_wide(rows: Sequence[Row], number: int, named: set[tuple[int, int]]) -> bool:
    """Whether a value of that row is several columns wide, where no head is.

    The first cell of a row may be: a name over the columns of its code. So may a total, and a cell
    over the whole row. `named`: the columns that cells of the head cover, with their widths.
    """
    width = len(rows[number])
    return any(
        1 < cell.columns < width
        and cell.column > 0
        and (cell.column, cell.columns) not in named
        and not (cell.text and is_total(cell.text))
        for cell in begun(rows, number)
    )


def _value_beside_label(rows: Sequence[Row], first: int) -> bool:
    """Whether the row that opens a form goes on with a value, not with more heads.

    The rows below a row of heads fill its columns, if not all; those of a form differ in their cells.
    """
    cells = begun(rows, first)
    width = len(rows[first])
    if any(cell.rows > 1 for cell in cells[:2]):  # a head of several rows
        return False
    if any(cell.columns > 1 for cell in cells[:2]):
        return True
    if len(rows) == first + 1:
        return width == 2
    shape = {(cell.column, cell.columns) for cell in cells}
    others = [
        {(cell.column, cell.columns) for cell in begun(rows, number)}
        for number in range(first + 1, len(rows))
    ]
    figures = [cell for row in rows[first + 1 :] for cell in row if cell and is_figure(cell.text)]
    alike = sum(other <= shape for other in others)
    return width == 2 and not figures or 2 * alike < len(others)


def form_start(rows: Sequence[Row]) -> int | None:
    """The row with which a page begins a new form, its title above that; None if it does not."""
    for first in range(min(4, len(rows))):
        if opens_form(rows, first):
            return first
        cells = [cell for cell in begun(rows, first) if cell.text]
        full = len(cells) == 1 and cells[0].columns == len(rows[0])
        if cells and not (full and (is_title(cells[0].text) or first)):
            return None
    return None

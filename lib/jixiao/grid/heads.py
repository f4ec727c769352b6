"""The head of a table: how many rows it has, what names each column, which row numbers them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from ..base.amounts import fold
from ..catalogue import wordings
from ..source import Box, Cell, Line
from .caption import is_furniture, is_title, squeezed
from .part import Row, begun, once
from .text import is_figure, is_nothing, plain

_MOST_HEAD_ROWS = 6
_MOST_BANNER_ROWS = 6
_SOME_NUMBER = re.compile(r"[(（]?\d{1,2}[)）]?|[A-Z]")
_FORMULA = re.compile(r"[(（]?(\d{1,2}|[A-Z])[)）]?[=＝].+")
_YEAR = re.compile(r"20\d{2}年?度?")  # several beside each other are heads of columns
_AT_EDGE = 0.8  # characters between a cut text and the side of its cell
_HAN = "甲乙丙丁戊己庚辛"


class Spanning(Protocol):
    """A cell with its place, its spans and its text."""

    @property
    def row(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def rows(self) -> int: ...
    @property
    def columns(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def lines(self) -> tuple[Line, ...]: ...
    @property
    def box(self) -> Box | None: ...


AnyRow = Sequence[Spanning | None]


def banner_height(rows: Sequence[Row], titled: bool = False) -> int:
    """How many rows stand above the head and say what table this is: title, department, unit.

    `titled`: it has a title above it; then a cell over all columns is one only if it looks so.
    """
    height = 0
    width = len(rows[0]) if rows else 0
    while height < min(len(rows) - 1, _MOST_BANNER_ROWS):
        cells = [cell for cell in begun(rows, height) if cell.text]
        wide = len(cells) == 1 and cells[0].columns == width > 1
        alone = len(cells) == 1 and width > 2 and is_title(cells[0].text)
        wide = wide and not (titled and height == 0 and not alone)
        said = bool(cells) and all(_is_caption(cell.text) for cell in cells)
        said = said and not (len(cells) > 1 and all(_YEAR.fullmatch(cell.text) for cell in cells))
        said = said or _title_and_more(cells)
        if is_figure(cells[0].text) if cells else False:
            break
        if not (wide or alone or said or not cells):
            break
        height += 1
    said = any(cell.text for number in range(height) for cell in begun(rows, number))
    return height if said else 0


def _title_and_more(cells: Sequence[Cell]) -> bool:
    """Whether a row holds a title with unit, number or office beside it."""
    captions = [_is_caption(cell.text) for cell in cells]
    titles = [is_title(cell.text) for cell in cells]
    whole = all(one or other for one, other in zip(captions, titles, strict=True))
    return whole and any(captions) and sum(titles) == 1


def _is_caption(text: str) -> bool:
    """Whether a cell of a first row belongs to the caption and is no head or label."""
    printed = squeezed(text)
    return not is_figure(printed) and len(printed) > 2 and is_furniture(printed)


def head_height(rows: Sequence[Row], first: int = 0) -> int:
    """The number of the row below the head, which begins at row `first`; `first` if there is none.

    A head ends where no cell hangs over its last row and every group has its columns below it; a
    row with a figure is none of it.
    """
    below = first
    while below < min(len(rows), first + _MOST_HEAD_ROWS):
        cells = begun(rows, below)
        texts = [cell.text for cell in cells if cell.text]
        if not texts or any(is_figure(text) for text in texts):
            break
        if below > first and not (_hangs(rows, first, below) or _parts_a_group(rows, below)):
            break
        below = max(below + 1, _simple_bottom(cells, below))
    if below > first and _hangs(rows, first, below):
        reach = max(cell.row + cell.rows for cell in rows[below - 1] if cell)
        if reach - first > _MOST_HEAD_ROWS:
            return first
        below = reach
    return below if _names_columns(rows, first, below) else first


def _simple_bottom(cells: Sequence[Cell], row: int) -> int:
    """Where a row ends if all its cells are equally high."""
    return min((cell.row + cell.rows for cell in cells if cell.text), default=row + 1)


def _hangs(rows: Sequence[Row], first: int, below: int) -> bool:
    return any(
        cell and first <= cell.row < below and cell.row + cell.rows > below
        for cell in rows[below - 1]
    )


def _parts_a_group(rows: Sequence[Row], below: int) -> bool:
    """Whether the row `below` names the columns of a group that the row above it names."""
    row, above = rows[below], rows[below - 1]
    for group in dict.fromkeys(above):
        if group is None or group.columns < 2 or not group.text:
            continue
        span = row[group.column : group.column + group.columns]
        children = [cell for cell in dict.fromkeys(span) if cell and cell.row == below]
        if len([cell for cell in children if cell.text]) >= 2:
            return True
    return _fills_blanks(above, row)


def _fills_blanks(above: AnyRow, row: AnyRow) -> bool:
    """Whether a head lost its merged cells: every blank beside a name has a name below it."""
    if any(cell is None or cell.columns > 1 or cell.rows > 1 for cell in (*above, *row)):
        return False
    blank = [cell is not None and not cell.text for cell in above]
    named = [bool(cell and cell.text) for cell in row]
    return any(blank) and not blank[0] and all(named)


def _names_columns(rows: Sequence[Row], first: int, below: int) -> bool:
    """Whether these rows name most columns, and with more than one name."""
    paths = [_path(rows, first, below, column) for column in range(len(rows[0]) if rows else 0)]
    named = [path for path in paths if path]
    return len(set(named)) > 1 and 5 * len(named) >= 3 * len(paths)


def _path(
    rows: Sequence[AnyRow],
    first: int,
    below: int,
    column: int,
    whole: Mapping[int, str] | None = None,
) -> tuple[str, ...]:
    """`whole`: the texts of cells of which a page cuts a part, by `id`."""
    texts: list[str] = []
    for number in range(first, below):
        cell = rows[number][column]
        text = (whole or {}).get(id(cell), cell.text) if cell is not None else ""
        if text and (not texts or texts[-1] != text):
            texts.append(text)
    return tuple(texts)


def head_paths(
    rows: Sequence[AnyRow], first: int, below: int, pages: Sequence[int] = ()
) -> tuple[tuple[str, ...], ...]:
    """For every column its heads from the top down, none twice in a row.

    Where merged cells were lost, a blank takes the name at its left if the row below names both.
    `pages`: the columns that begin on a page of their own, where the page before may cut a group.
    """
    filled = [
        list(row)
        for number, row in enumerate(rows[first:below], start=first)
        if number == first or not _numbers_below(row, number)
    ]
    texts: dict[int, str] = {}
    for row, below_it in pairwise(filled):
        for column in pages:
            texts |= _group_over_pages(row, below_it, column)
    for number in range(len(filled) - 1):
        if _fills_blanks(filled[number], rows[first + number + 1]):
            for column in range(1, len(filled[number])):
                cell = filled[number][column]
                if cell is not None and not cell.text:
                    filled[number][column] = filled[number][column - 1]
    width = len(rows[0]) if rows else 0
    return tuple(_path(filled, 0, len(filled), column, texts) for column in range(width))


def _group_over_pages(row: list[Spanning | None], below: AnyRow, column: int) -> dict[int, str]:
    """The name of a group that a page cuts before `column`, for the cells of both pages.

    Its name may stand on one of them, which is then put into the places on the other, or be cut.
    """
    left, right = row[column - 1], row[column]
    if left is None or right is None or left.rows > 1 or right.rows > 1:
        return {}
    if any(cell is None or not cell.text for cell in (below[column - 1], below[column])):
        return {}
    if below[column - 1] is left or below[column] is right or left is right:
        return {}
    if left.text and not right.text:
        row[column : right.column + right.columns] = [left] * right.columns
    elif right.text and not left.text:
        row[left.column : column] = [right] * left.columns
    elif _is_cut_between(left, right):
        whole = left.text + right.text
        return {id(left): whole, id(right): whole}
    return {}


def _is_cut_between(left: Spanning, right: Spanning) -> bool:
    """Whether two cells are one that the page cuts: the text of each ends where its cell does."""
    if not (left.text and right.text and left.box and right.box):
        return False
    one, other = left.lines[-1].box, right.lines[0].box
    if one is None or other is None or len(left.lines) > 1 or len(right.lines) > 1:
        return False
    near = _AT_EDGE * (one.bottom - one.top)
    return left.box.right - one.right < near and other.left - right.box.left < near


def _numbers_below(row: AnyRow, number: int) -> bool:
    """Whether what begins in a row of the head numbers the columns: 序号 or 备注 hangs over it."""
    begun = [cell if cell is not None and cell.row == number else None for cell in row]
    return any(begun) and numbers_columns(begun)


def numbers_columns(row: AnyRow) -> bool:
    """Whether a row numbers the columns: 栏次 1 2 3, 甲 乙 1 2, A B C, 1 2 3=1+2.

    Without a word that says so, three numbers in order, or two that are all the row has.
    """
    cells = [cell for cell in dict.fromkeys(row) if cell is not None and cell.text]
    texts = [fold(squeezed(cell.text)) for cell in cells]
    said = [text for text in texts if text in ("栏次", "栏目", "列次", "**", "甲", "乙")]
    said += [text for text in texts if _FORMULA.fullmatch(text)]
    rest = [text for text in texts if text not in _labels() and text not in _HAN]
    if not rest:
        return bool(said)
    values: list[int] = []
    for text in rest:
        number = _FORMULA.fullmatch(text)
        printed = number[1] if number else text
        if not (number or _SOME_NUMBER.fullmatch(text)):
            return False
        bare = printed.strip("()（）")
        values.append(int(bare) if bare.isdigit() else ord(bare) - ord("A") + 1)
    steps = all(b - a == 1 for a, b in zip(values, values[1:], strict=False))
    if not steps or values[0] != 1:
        return False
    others = len(row) - len(rest)
    return bool(said) or len(values) >= 3 or (len(values) == 2 and others == 0)


def _labels() -> frozenset[str]:
    return frozenset(wordings("grids")["column_number_labels"])


def is_blank(row: Sequence[Cell | None]) -> bool:
    return all(cell is None or not cell.text for cell in row)


def figures_of(rows: Sequence[Row], column: int, first: int = 0) -> tuple[int, int]:
    """How many figures and how many other texts stand in a column, from the row `first` on."""
    figures = words = 0
    for number, row in enumerate(rows[first:], start=first):
        cell = row[column]
        if cell is None or cell.row != number or is_nothing(cell.text):
            continue
        if is_figure(cell.text):
            figures += 1
        else:
            words += 1
    return figures, words


def texts_of(row: Sequence[Cell | None]) -> list[str]:
    """The texts of a row, each merged cell once, blank ones kept."""
    return [plain(cell.text) for cell in once(row)]

"""A table without uprights that goes on on the next page: its columns are those of the page before.

Where its rows leave white strips depends on what stands in them, and a column may be blank there. So
a page that repeats the head, or has none, takes the columns of the page before, if its own stand there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..document import Cell
from ..line import Box
from .blocks import TableBlock
from .page import PageRead
from .pieces import is_figure_text
from .setting import SetLine

_SAME = 0.4  # of a line's height: edges of amounts that differ less are one

SetCell = tuple[Cell, tuple[SetLine, ...]]


@dataclass
class _Column:
    """Where what is printed in a column reaches, and the edge at which its figures end, if at one."""

    left: float
    right: float
    edge: float | None


def carry_columns(pages: Sequence[PageRead]) -> None:
    """Give the first such table of each page the columns of the last one of the page before."""
    before: TableBlock | None = None
    columns: list[_Column | None] = []
    left = 0.0
    for page in pages:
        if page.area.left != left:  # on a sheet of several pages: columns stand elsewhere
            before, columns, left = None, [], page.area.left
        places = [at for at, block in enumerate(page.blocks) if isinstance(block, TableBlock)]
        if before is not None and places:
            first = page.blocks[places[0]]
            assert isinstance(first, TableBlock)
            carried = _carried(first, before, columns) if first.by_amounts else None
            if carried is not None:
                page.blocks[places[0]] = carried
        last = page.blocks[places[-1]] if places else None
        if isinstance(last, TableBlock) and last.by_amounts:
            fresh = _columns(last)
            if len(places) == 1 and before is not None and len(fresh) == len(columns):
                fresh = [own or other for own, other in zip(fresh, columns, strict=True)]
            before, columns = last, fresh
        else:
            before, columns = None, []


def _carried(
    table: TableBlock, before: TableBlock, columns: Sequence[_Column | None]
) -> TableBlock | None:
    own = _columns(table)
    if table.head:
        same = _head(table) == _head(before) and len(own) == len(columns)
        numbers: list[int] | None = list(range(len(own))) if same else None
    else:
        numbers = _matched(own, columns, table)
    if numbers is None:
        return None
    xs = _edges(before, len(columns))
    if xs is None:
        return None
    return replace(table, cells=tuple(_moved(table, numbers, xs)))


def _moved(table: TableBlock, numbers: Sequence[int], xs: Sequence[float]) -> list[SetCell]:
    moved: list[SetCell] = []
    taken: dict[int, set[int]] = {}
    for cell, lines in table.cells:
        first = numbers[cell.column]
        last = numbers[cell.column + cell.columns - 1]
        box = cell.box
        if box is not None:
            box = Box(xs[first], box.top, xs[last + 1], box.bottom)
        moved.append((replace(cell, column=first, columns=last - first + 1, box=box), lines))
        for row in range(cell.row, cell.row + cell.rows):
            taken.setdefault(row, set()).update(range(first, last + 1))
    heights = {cell.row: cell.box for cell, _ in table.cells if cell.box and cell.rows == 1}
    for row, covered in taken.items():
        for column in set(range(len(xs) - 1)) - covered:
            own = heights.get(row)
            box = Box(xs[column], own.top, xs[column + 1], own.bottom) if own else None
            moved.append((Cell(row, column, 1, 1, (), box), ()))
    return sorted(moved, key=lambda entry: (entry[0].row, entry[0].column))


def _head(table: TableBlock) -> list[tuple[int, int, int, int, str]]:
    return [
        (cell.row, cell.column, cell.rows, cell.columns, "".join(line.text for line in lines))
        for cell, lines in table.cells
        if cell.row < table.head
    ]


def _columns(table: TableBlock) -> list[_Column | None]:
    """For each column where its texts reach; None where it has none."""
    width = max(cell.column + cell.columns for cell, _ in table.cells)
    spans: list[list[tuple[float, float, bool]]] = [[] for _ in range(width)]
    for cell, lines in table.cells:
        if cell.columns == 1 and (cell.row >= table.head or cell.row + cell.rows == table.head):
            spans[cell.column] += [
                (line.box.left, line.box.right, is_figure_text(line.text))
                for line in lines
                if line.words
            ]
    found: list[_Column | None] = []
    for own in spans:
        if not own:
            found.append(None)
            continue
        edges = sorted(right for _, right, figure in own if figure)
        edge = edges[len(edges) // 2] if 2 * len(edges) > len(own) else None
        found.append(_Column(min(s[0] for s in own), max(s[1] for s in own), edge))
    return found


def _matched(
    own: Sequence[_Column | None], columns: Sequence[_Column | None], table: TableBlock
) -> list[int] | None:
    """For each column the one of the page before at the same place; None if one has none or two."""
    heights = [line.box.bottom - line.box.top for _, lines in table.cells for line in lines]
    same = _SAME * sorted(heights)[len(heights) // 2] if heights else 0.0
    numbers: list[int] = []
    for column in own:
        if column is None:
            return None
        over = [
            index
            for index, other in enumerate(columns)
            if other and min(column.right, other.right) - max(column.left, other.left) > 0
        ]
        if column.edge is not None and len(over) > 1:
            over = [
                i for i in over if (edge := _edge(columns[i])) and abs(edge - column.edge) < same
            ]
        if len(over) != 1 or (numbers and over[0] <= numbers[-1]):
            return None
        edge = _edge(columns[over[0]])
        if edge is not None and column.edge is not None and abs(edge - column.edge) >= same:
            return None
        numbers.append(over[0])
    return numbers


def _edge(column: _Column | None) -> float | None:
    return column.edge if column else None


def _edges(table: TableBlock, width: int) -> list[float] | None:
    """Where the boundaries between the columns of a table stand."""
    found: dict[int, float] = {}
    for cell, _ in table.cells:
        if cell.box:
            found[cell.column] = cell.box.left
            found[cell.column + cell.columns] = cell.box.right
    return [found[at] for at in range(width + 1)] if len(found) == width + 1 else None

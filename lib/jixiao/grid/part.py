"""The tables of a document page by page, each with the printed lines above it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise

from ..source import Box, Cell, Document, Layout, Line, PageTable
from .beside import above_table, is_beside, within
from .text import plain

Row = tuple[Cell | None, ...]

_WORKBOOKS = ("xlsx", "xls", "csv")


def once(row: Sequence[Cell | None]) -> Iterable[Cell]:
    """The cells of a row, each merged one once: it is the same object in each of its places."""
    return {id(cell): cell for cell in row if cell is not None}.values()


def begun(rows: Sequence[Row], number: int) -> list[Cell]:
    """The cells that begin in a row, from left to right."""
    return [cell for cell in once(rows[number]) if cell.row == number]


@dataclass(frozen=True)
class Part:
    """What of a table stands on one page.

    `rows`: for every place the cell that covers it. `above`: the printed lines since the table
    before. `free`: how many points of its page are empty below it, and which share of the page
    that is; None where that is not known. `sheet`: its page is a sheet of a workbook, whole. `layout`:
    of its page; `pages_before`: how many pages stand before the first of this sheet.
    """

    table: PageTable
    rows: tuple[Row, ...]
    above: tuple[Line, ...]
    free: tuple[float, float] | None = None
    sheet: bool = False
    known_heights: tuple[float, ...] = ()  # `heights`, where its cells do not tell them
    layout: Layout | None = None
    pages_before: int = 0

    @property
    def page(self) -> int:
        return self.table.page

    @property
    def order(self) -> int:
        """Which page of the document it stands on; a sheet of paper may hold several."""
        return self.pages_before + 1 + (self.layout.pane(self.box) if self.layout else 0)

    @property
    def here(self) -> list[Line]:
        """The lines above it on its own page."""
        own = [line for line in self.above if line.page == self.page]
        if self.layout is None or not self.layout.panes:
            return own
        at = self.layout.pane(self.box)
        return [line for line in own if line.box is None or self.layout.pane(line.box) == at]

    @property
    def pages(self) -> set[int]:
        """All its pages: in a file whose pages are not drawn, a table may be on several."""
        return {self.page, *(line.page for cell in self.cells for line in cell.lines)}

    @property
    def box(self) -> Box | None:
        return self.table.box

    @property
    def column_count(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def texts(self, row: int) -> list[str]:
        """The texts of the cells that begin in a row, those of blank ones left out."""
        return [plain(cell.text) for cell in self.begun(row) if cell.text]

    def begun(self, row: int) -> list[Cell]:
        """The cells that begin in a row, from left to right."""
        return begun(self.rows, row)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for number in range(len(self.rows)) for cell in self.begun(number))

    @cached_property
    def columns(self) -> tuple[float, ...]:
        """Where the boundaries between columns stand; () where that is not known."""
        boxed = [(cell, cell.box) for cell in self.cells if cell.box]
        starts = [(cell.column, box.left) for cell, box in boxed]
        ends = [(cell.column + cell.columns, box.right) for cell, box in boxed]
        return _boundaries(starts + ends, self.column_count)

    @cached_property
    def heights(self) -> tuple[float, ...]:
        """Where the boundaries between rows stand; () where that is not known."""
        if self.known_heights:
            return self.known_heights
        boxed = [(cell, cell.box) for cell in self.cells if cell.box]
        starts = [(cell.row, box.top) for cell, box in boxed]
        ends = [(cell.row + cell.rows, box.bottom) for cell, box in boxed]
        return _boundaries(starts + ends, len(self.rows))


def _boundaries(found: Sequence[tuple[int, float]], count: int) -> tuple[float, ...]:
    """The middle of what was found for each; one that nothing was found for lies between its neighbours."""
    places: list[list[float]] = [[] for _ in range(count + 1)]
    for number, at in found:
        places[number].append(at)
    known = {number: sorted(at)[len(at) // 2] for number, at in enumerate(places) if at}
    if 0 not in known or count not in known:
        return ()
    edges: list[float] = []
    for number in range(count + 1):
        if number not in known:
            after = min(later for later in known if later > number)
            step = (known[after] - edges[-1]) / (after - number + 1)
            known[number] = edges[-1] + step
        edges.append(known[number])
    rising = all(one < other for one, other in pairwise(edges))
    return tuple(edges) if rising else ()  # a table that was set sideways


def parts(document: Document) -> list[Part]:
    """Every table of every page, in order."""
    inside = {line.number for table in document.tables for line in table.lines}
    outside = [line for line in document.lines if line.number not in inside and not line.blank]
    numbers = [line.number for line in outside]
    by_page: dict[int, list[Line]] = {}
    for line in outside:
        by_page.setdefault(line.page, []).append(line)
    on_page: dict[tuple[int, int], list[PageTable]] = {}
    for table in document.tables:
        on_page.setdefault(_page_of(table, document), []).append(table)
    pages_before = _pages_before(document)
    found: list[Part] = []
    before, loose = 0, set[int]()
    shared: list[Line] = []  # the lines above the tables that stand beside each other
    for table in document.tables:
        start, end = _extent(table, outside, bisect_right(numbers, before), before)
        rows = _placed(table)
        near = by_page.get(table.page, ()) if table.box else ()
        loose |= _with_loose(rows, table, [line for line in near if _stands_in(line, table)])
        between = outside[bisect_right(numbers, before) : bisect_left(numbers, start)]
        layout = document.layouts.get(table.page)
        words, others = layout.words if layout else (), on_page[_page_of(table, document)]
        printed = [line for line in between if line.number not in loose]
        above = above_table(printed, table, others, words)
        if not printed and found and _stand_beside(found[-1].table, table, document):
            above = within(above_table(shared, table, others, words), table)
        else:
            shared = printed
        free, sheet = _free_below(table, document), document.kind in _WORKBOOKS
        earlier = pages_before.get(table.page, table.page - 1)
        part = Part(table, tuple(map(tuple, rows)), above, free, sheet)
        found.append(replace(part, layout=layout, pages_before=earlier))
        before = max(before, end)
    return found


def _extent(table: PageTable, outside: Sequence[Line], first: int, before: int) -> tuple[int, int]:
    """The numbers of the first and last line of a table; of one without text, where it stands."""
    numbers = [line.number for line in table.lines]
    if numbers:
        return min(numbers), max(numbers)
    top = table.box.top if table.box else None
    for line in islice(outside, first, None):
        later = line.page > table.page or (
            line.page == table.page
            and (top is None or (line.box is not None and line.box.top >= top))
        )
        if later:
            return line.number, line.number - 1
    last = outside[-1].number + 1 if outside else before
    return last, last - 1


def _page_of(table: PageTable, document: Document) -> tuple[int, int]:
    """The page on which a table stands, and which of several on one sheet."""
    layout = document.layouts.get(table.page)
    return table.page, layout.pane(table.box) if layout else 0


def _pages_before(document: Document) -> dict[int, int]:
    """Page → how many pages stand before it, all those of each sheet counted."""
    found, extra = {}, 0
    for number in sorted(document.layouts):
        found[number] = number - 1 + extra
        extra += max(0, len(document.layouts[number].panes) - 1)
    return found


def _stand_beside(one: PageTable, other: PageTable, document: Document) -> bool:
    return (
        _page_of(one, document) == _page_of(other, document)
        and one.box is not None
        and other.box is not None
        and is_beside(one.box, other.box)
    )


def _stands_in(line: Line, table: PageTable) -> bool:
    """Whether a line that is in no cell stands within the bounds of a table."""
    if line.page != table.page or line.box is None or table.box is None:
        return False
    x, y = (line.box.left + line.box.right) / 2, (line.box.top + line.box.bottom) / 2
    return table.box.holds(x, y)


def _placed(table: PageTable) -> list[list[Cell | None]]:
    """Rows of cells in which every cell of `table` has a place, also where two claim the same."""
    height = max([table.row_count, *(cell.row + 1 for cell in table.cells)])
    width = max([table.column_count, *(cell.column + 1 for cell in table.cells)])
    rows: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        taken = rows[cell.row][cell.column]
        if taken is not None:  # two claim one place: the text of both stays
            _fill(rows, taken, replace(taken, lines=(*taken.lines, *cell.lines)))
            continue
        right = cell.column + 1
        while right < min(cell.column + cell.columns, width) and rows[cell.row][right] is None:
            right += 1
        bottom = cell.row + 1
        while bottom < min(cell.row + cell.rows, height) and not any(
            rows[bottom][cell.column : right]
        ):
            bottom += 1
        kept = cell
        if (cell.rows, cell.columns) != (bottom - cell.row, right - cell.column):
            kept = replace(cell, rows=bottom - cell.row, columns=right - cell.column)
        for row in range(cell.row, bottom):
            rows[row][cell.column : right] = [kept] * (right - cell.column)
    return rows


def _fill(rows: list[list[Cell | None]], old: Cell, new: Cell) -> None:
    for row in range(old.row, old.row + old.rows):
        rows[row][old.column : old.column + old.columns] = [new] * old.columns


def _with_loose(rows: list[list[Cell | None]], table: PageTable, lines: Sequence[Line]) -> set[int]:
    """Put the lines that stand where no cell is closed by rules into cells; their numbers."""
    taken: set[int] = set()
    bare = Part(table, tuple(map(tuple, rows)), ())
    for line in lines:
        if line.box is None:
            continue
        if not bare.heights or not bare.columns:
            break
        row = _between(bare.heights, (line.box.top + line.box.bottom) / 2)
        column = _between(bare.columns, (line.box.left + line.box.right) / 2)
        here = rows[row][column]
        if here is not None and here.box is not None:
            continue
        taken.add(line.number)
        if here is not None:
            _fill(rows, here, replace(here, lines=(*here.lines, line)))
            continue
        left, right = column, column + 1
        while left > 0 and rows[row][left - 1] is None:
            left -= 1
        while right < len(rows[row]) and rows[row][right] is None:
            right += 1
        rows[row][left:right] = [Cell(row, left, 1, right - left, (line,))] * (right - left)
    return taken


def _between(boundaries: Sequence[float], at: float) -> int:
    """The number of the row or column that holds a place."""
    before = sum(edge <= at for edge in boundaries) - 1
    return max(0, min(before, len(boundaries) - 2))


def _free_below(table: PageTable, document: Document) -> tuple[float, float] | None:
    layout = document.layouts.get(table.page)
    if layout is None or table.box is None or not layout.height:
        return None
    area = Box(0.0, 0.0, layout.width, layout.height)
    if layout.panes:
        area = layout.panes[layout.pane(table.box)]
    points = area.bottom - table.box.bottom
    return points, points / (area.bottom - area.top)

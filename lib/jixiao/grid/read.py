"""Every table of a document as grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from ..source import Document
from .caption import is_title, squeezed, unit_of, without_number
from .grid import Grid, GridCell, GridRow, RowKind
from .heads import head_paths
from .joining import Open, joined
from .part import parts
from .rows import WholeTable, sheet_of
from .sides import side_starts

Side = Literal["left", "middle", "right"]


@lru_cache(maxsize=2)  # extraction, ledger, cells and review ask for those of one document
def grids(document: Document) -> tuple[Grid, ...]:
    """Every table of `document`, whole over its pages, in order; one with sides as several.

    Each cell of each of its `tables` is in one grid, with all its text. None for a document that
    holds no tables, such as plain text.
    """
    running = _running_heads(document)
    found: list[Grid] = []
    for number, table in enumerate(joined(parts(document)), start=1):
        found.extend(_grids(number, table, running.get(table.first.page, [])))
    return tuple(found)


def _grids(number: int, table: Open, running: Sequence[str]) -> list[Grid]:
    sheet = sheet_of(table)
    cells: dict[int, GridCell] = {}  # of each draft the same for every place that it covers
    for draft in {id(draft): draft for row in sheet.rows for draft in row if draft}.values():
        cells[id(draft)] = draft.finished()
    rows: list[tuple[GridCell | None, ...]] = [
        tuple([cells[id(draft)] if draft else None for draft in row]) for row in sheet.rows
    ]
    heads: tuple[tuple[str, ...], ...] = ((),) * sheet.width
    if not table.form and table.head > table.banner:
        heads = head_paths(rows, table.banner, table.head, sheet.strips)
    data = [row for row, kind in zip(rows, sheet.kinds, strict=True) if kind == "data"]
    columns = [
        [cell.text for row in data if (cell := row[column]) is not None]
        for column in range(sheet.width)
    ]
    starts = side_starts(heads, columns, sheet.strips)
    ends = [*starts[1:], sheet.width]
    if len(starts) > 1:
        rows = _labels_moved(rows, sheet.kinds, starts)
    return [
        _grid(number, table, sheet, rows, heads, span, at if len(starts) > 1 else 0, running)
        for at, span in enumerate(zip(starts, ends, strict=True), start=1)
    ]


def _grid(
    number: int,
    table: Open,
    sheet: WholeTable,
    rows: Sequence[tuple[GridCell | None, ...]],
    heads: tuple[tuple[str, ...], ...],
    columns: tuple[int, int],
    at: int,
    running: Sequence[str],
) -> Grid:
    """The table, or its side number `at` from one column to another; 0 for a table without sides."""
    start, end = columns
    side: Side | None = None
    if at:
        side = "left" if at == 1 else "right" if end == sheet.width else "middle"
    caption = table.caption
    unit, place = caption.unit, caption.unit_place
    if unit is None and not caption.two_units:
        later = [part for strip in table.strips for part in strip.parts if part is not table.first]
        said = [(unit_of(line.text), line.place) for part in later for line in part.above]
        unit, place = next(((unit, at) for unit, at in said if unit), (None, None))
    if not caption.two_units:
        unit = unit or next((unit for text in running if (unit := unit_of(text))), None)
    titles = [without_number(squeezed(text)) for text in running if is_title(text)]
    title = caption.title or (titles[-1] if titles else None)
    part = rows if side is None else _side(rows, start, end)
    pages = {page for strip in table.strips for part in strip.parts for page in part.pages}
    return Grid(
        number,
        tuple(sorted(pages)),
        tuple(
            GridRow(index, _kind_of(kind, row), row, page)
            for index, (row, kind, page) in enumerate(
                zip(part, sheet.kinds, sheet.pages, strict=True)
            )
        ),
        heads[start:end],
        title,
        caption.title_place,
        caption.number,
        unit,
        place,
        side,
        max(at, 1),
        table.first.table.ruled,
    )


def _running_heads(document: Document) -> dict[int, list[str]]:
    """Page → its running heads: a title or unit may be printed there on every page."""
    found = {page: list(layout.furniture) for page, layout in document.layouts.items()}
    for aside in document.asides:
        if aside.reason == "running_head":
            found.setdefault(aside.page, []).append(aside.text)
    return found


def _kind_of(kind: RowKind, row: tuple[GridCell | None, ...]) -> RowKind:
    blank = all(cell is None or not cell.text for cell in row)
    return "blank" if blank and kind in ("data", "repeated") else kind


def _labels_moved(
    rows: Sequence[tuple[GridCell | None, ...]], kinds: Sequence[RowKind], starts: Sequence[int]
) -> list[tuple[GridCell | None, ...]]:
    """A label that covers a whole side and reaches into the next names the figure there: it is moved."""
    ends = [*starts[1:], len(rows[0]) if rows else 0]
    found = []
    for row, kind in zip(rows, kinds, strict=True):
        cells = list(row)
        for start, end in zip(starts[:-1], ends[:-1], strict=True) if kind == "data" else ():
            cell = cells[start]
            if cell is None or cell.column != start:
                continue
            last = cell.column + cell.columns
            if last <= end or last >= ends[starts.index(end)]:
                continue
            moved = replace(cell, column=end, columns=last - end)
            cells[start:last] = [None] * (end - start) + [moved] * (last - end)
        found.append(tuple(cells))
    return found


def _side(
    rows: Sequence[tuple[GridCell | None, ...]], start: int, end: int
) -> list[tuple[GridCell | None, ...]]:
    """The cells that begin in these columns, counted from 0; a wider one is cut at their end."""
    moved: dict[tuple[int, int], GridCell] = {}
    found = []
    for row in rows:
        here: list[GridCell | None] = []
        for cell in row[start:end]:
            if cell is None or cell.column < start:
                here.append(None)
                continue
            width = min(cell.columns, end - cell.column)
            mine = replace(cell, column=cell.column - start, columns=width)
            here.append(moved.setdefault((cell.row, cell.column), mine))
        found.append(tuple(here))
    return found

"""Numbers in the tables of a document: kept in a cell of a row, no figure, or of an unknown table."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any

from ..base.amounts import fold
from ..grid import Grid, GridCell, GridRow
from ..report import Report
from .table_rows import table_rows

_DIGIT = re.compile(r"\d")
_COUNTED = re.compile(r"行次|序号")  # heads of columns that number the rows
_CODED = re.compile(r"编码|代码")  # anywhere above a column of codes, also in three: 类 款 项
_MONEY = re.compile(r"\d,\d{3}(?!\d)|\d\.\d{2}(?![\d%.])")  # neither a code nor a head prints it
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
# Columns of a judged row that say where it stands, not what a cell holds.
_PLACES = {"page", "line", "line_end", "quote", "document", "seq", "project"}
_OF_FORMS = ("projects", "project_funds")
_NUMBERS = (Decimal, int)
_NEAR = 40  # rows of a form's table that may stand within another's lines
Home = tuple[str, int]  # a table, and the row of its CSV file


@dataclass
class GridNumbers:
    """What came of the lines of tables, line by line.

    `cells`: line → (table, row) that keeps its cell whole. `asides`: line → why its numbers are no
    figures. `tables`: line → name of the grid that it is of (`Grid.name`).
    """

    cells: dict[int, tuple[str, int]] = field(default_factory=dict)
    asides: dict[int, str] = field(default_factory=dict)
    tables: dict[int, str] = field(default_factory=dict)


def grid_numbers(report: Report, grids: Sequence[Grid]) -> GridNumbers:
    """Of every line that stands in a cell of `grids`, what came of it.

    A cell is kept where a judged row of the same grid has its words as a value, or where its words
    are values of one row with nothing but marks between them ([30227]委托业务费).
    """
    found = GridNumbers()
    rows = list(_rows(report))
    rows_at: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        rows_at.setdefault(row[2]["line"], []).append(number)
    for grid in grids:
        lines = {line.number for cell in grid.cells for line in cell.lines}
        found.tables |= dict.fromkeys(lines, grid.name)
        own = sorted(number for line in lines for number in rows_at.get(line, ()))
        _keep(found, grid, [rows[number] for number in own])
        for line, reason in _asides(grid):
            found.asides.setdefault(line, reason)
    return found


def _rows(report: Report) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """Every row of a judged table with its place: (table, row of its CSV file, record)."""
    for name, table in report.tables.items():
        if {"page", "line"} <= set(table.columns):
            for number, record in enumerate(table_rows(report)[name], start=2):
                if record["line"] is not None:
                    yield name, number, record


def _keep(
    found: GridNumbers, grid: Grid, rows: Sequence[tuple[str, int, Mapping[str, Any]]]
) -> None:
    whole: dict[str, Home] = {}
    spans: dict[tuple[str, str], list[tuple[int, int, Home]]] = {}
    own_lines: dict[tuple[int, str], Home] = {}
    parts: dict[int, list[tuple[str, Home]]] = {}
    row_of = {line.number: cell.row for cell in grid.cells for line in cell.lines}
    of_indicators = {row_of[record["line"]] for table, _, record in rows if table == "indicators"}
    for table, number, record in rows:
        home, own = (table, number), parts.setdefault(row_of[record["line"]], [])
        printed = _compared(str(record.get("printed") or ""))
        for value, numeric in _values(record):
            # A number alone says little: one of a project may stand in any row of its form but an
            # indicator's.
            if not numeric:
                whole.setdefault(value, home)
            elif table in _OF_FORMS:
                first = record["line"]
                last = record.get("line_end") or first
                spans.setdefault((table, value), []).append((first, last, home))
            own.append((value, home))
            if value == printed:
                own_lines.setdefault((record["line"], value), home)
    again: dict[tuple[str, ...], Home] = {}  # of rows that are printed on two pages
    for row, own in parts.items():
        again.setdefault(_texts(grid, row), own[0][1])
    for around in spans.values():
        around.sort()
    for cell in grid.cells:
        if not _DIGIT.search(cell.text):
            continue
        text = _plain(cell.text)
        key = _canonical(text)
        first = cell.lines[0].number
        at = own_lines.get((first, key)) or _composed(cell, key, parts) or whole.get(text)
        if at is None and cell.row not in parts:
            at = again.get(_texts(grid, cell.row))
        if at is None and cell.row not in of_indicators:
            at = next(filter(None, (_spanned(spans.get((t, key)), first) for t in _OF_FORMS)), None)
        if at:
            for line in cell.lines:
                found.cells.setdefault(line.number, at)


def _texts(grid: Grid, row: int) -> tuple[str, ...]:
    return tuple([cell.text if cell else "" for cell in grid.rows[row].cells])


def _spanned(spans: Sequence[tuple[int, int, Home]] | None, line: int) -> Home | None:
    """The last row that begins at or before a line and reaches to it, of some that begin there."""
    at = bisect_right(spans or (), line, key=itemgetter(0))
    near = (spans or ())[max(0, at - _NEAR) : at]
    return next((home for _, last, home in reversed(near) if line <= last), None)


def _composed(
    cell: GridCell, text: str, parts: Mapping[int, list[tuple[str, Home]]]
) -> Home | None:
    """The row whose values make up all digits of the cell; None where digits are left over."""
    home = None
    for row in range(cell.row, cell.row + cell.rows):
        for value, at in parts.get(row, ()):
            if value in text and (rest := _without(value, text)) != text:
                text = rest
                home = home or at
    return home if home and not _DIGIT.search(text) else None


def _without(value: str, text: str) -> str:
    """`text` without a value that stands in it whole: 15 and 0 are no parts of 150."""
    at = text.find(value)
    while at >= 0:
        end = at + len(value)
        before, after = text[at - 1 : at] if at else "", text[end : end + 2].lstrip(".,")
        if not (before.isdigit() or before in tuple(".,") or after[:1].isdigit()):
            text, end = text[:at] + text[end:], at
        at = text.find(value, end)
    return text


def _values(record: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """The values of a row as a cell may print them, and whether one is a number."""
    for column, value in record.items():
        if value is None or column in _PLACES:
            continue
        if isinstance(value, str):
            if value:
                compared = _compared(value)
                yield compared, bool(_NUMBER.fullmatch(compared))
        elif not isinstance(value, bool) and isinstance(value, _NUMBERS):
            yield _canonical(str(value)), True


@lru_cache(maxsize=8192)
def _canonical(text: str) -> str:
    """`text`; of a number alone its value, so that 10.00 and 10 are one."""
    bare = text.removesuffix("%")
    if not _NUMBER.fullmatch(bare):
        return text
    return f"{Decimal(bare.replace(',', '')).normalize():f}"


@lru_cache(maxsize=8192)  # many rows have the same words
def _compared(text: str) -> str:
    return _canonical(_plain(text))


def _plain(text: str) -> str:
    return "".join(fold(text).split())


def _asides(grid: Grid) -> Iterator[tuple[int, str]]:
    """Lines whose numbers are no figures: column numbers, heads, the numbers of rows."""
    counted = [
        column for column, heads in enumerate(grid.heads) if heads and _COUNTED.search(heads[-1])
    ]
    coded = [column for column, heads in enumerate(grid.heads) if any(map(_CODED.search, heads))]
    for row in grid.rows:
        reason = {"column_numbers": "column_number", "head": "head"}.get(row.kind)
        if reason:
            yield from ((line, reason) for line in _lines(row, range(len(row.cells))))
        elif row.kind == "data":
            yield from ((line, "row_number") for line in _lines(row, counted))
            yield from ((line, "code") for line in _lines(row, coded))


def _lines(row: GridRow, columns: Sequence[int]) -> Iterator[int]:
    for column in columns:
        cell = row.cells[column]
        if cell is not None and cell.row == row.number:
            plain = [line for line in cell.lines if not _MONEY.search(fold(line.text))]
            yield from (line.number for line in plain)

"""An old spreadsheet (.xls, .et) → `Document`, each cell as it is shown. Uses xlrd."""

from __future__ import annotations

import contextlib
import hashlib
import os
from typing import Any

import xlrd

from ..base.errors import SourceError
from .composed import composed_lines
from .document import AsideReason, Document
from .limits import Limits
from .line import UNREADABLE
from .lines import PrintedLine
from .marks import Level
from .number_formats import shown
from .sheets import MAX_CELLS, Sheet, SheetCell, merged, printed_lines, sheet_document

_LEVELS: dict[int, Level] = {1: "raised", 2: "lowered"}
_SOLID = 1  # pattern of a ground
_FLAT = 40  # twentieths of a point: a row that is no higher shows nothing
_TINY = 20  # twentieths of a point
_FAINT = 8  # of 255: colours that differ by less look the same


def read_xls(content: bytes, name: str, limits: Limits) -> Document:
    """The sheets of an old spreadsheet.

    Raises SourceError if it has a password, more than `MAX_CELLS` cells in a sheet, or shows
    nothing.
    """
    try:
        with open(os.devnull, "w") as silent:
            book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=silent)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise SourceError("source.xls_password", where=name) from error
        raise SourceError("source.xls_damaged", where=name, reason=error) from error
    sheets = []
    for sheet in book.sheets():
        if sheet.nrows * sheet.ncols > 20 * MAX_CELLS:
            raise SourceError("source.cells", where=name, most=f"{MAX_CELLS:,}")
        try:
            sheets.append(_sheet(book, sheet))
        except (
            IndexError,
            KeyError,
            TypeError,
            AttributeError,
        ) as error:  # it names what is not there
            raise SourceError(
                "source.xls_sheet_damaged", where=name, reason=type(error).__name__
            ) from error
    return sheet_document(sheets, name, hashlib.sha256(content).hexdigest(), "xls")


def _sheet(book: Any, sheet: Any) -> Sheet:
    cells: dict[tuple[int, int], SheetCell] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            if lines := _lines(book, sheet, row, column):
                cells[row, column] = SheetCell(row, column, lines)
    areas = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    rows = frozenset(
        row for row, info in sheet.rowinfo_map.items() if info.hidden or 0 < info.height <= _FLAT
    )
    columns = frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden)
    ruled = frozenset(row for row in range(sheet.nrows) if _has_sides(book, sheet, row))
    return Sheet(sheet.name, merged(cells, areas), sheet.visibility != 0, rows, columns, ruled)


def _has_sides(book: Any, sheet: Any, row: int) -> bool:
    """Whether a rule is drawn at the left or right of a cell of the row."""
    forms = {sheet.cell_xf_index(row, column) for column in range(sheet.row_len(row))}
    borders = [book.xf_list[form].border for form in forms]
    return any(border.left_line_style or border.right_line_style for border in borders)


def _lines(book: Any, sheet: Any, row: int, column: int) -> tuple[PrintedLine, ...]:
    cell = sheet.cell(row, column)
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ()
    form = book.xf_list[cell.xf_index]
    why = _why(book, book.font_list[form.font_index], form)
    if cell.ctype == xlrd.XL_CELL_TEXT:
        runs = sheet.rich_text_runlist_map.get((row, column))
        return _rich(book, cell.value, runs, form) if runs else printed_lines(cell.value, why)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return printed_lines(xlrd.error_text_from_code.get(cell.value, UNREADABLE), why)
    value = cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(value)
    elif cell.ctype == xlrd.XL_CELL_DATE:
        with contextlib.suppress(xlrd.XLDateError, OverflowError, ValueError):
            value = xlrd.xldate_as_datetime(value, book.datemode)
    pattern = book.format_map.get(form.format_key)
    found = shown(value, pattern.format_str if pattern else "General")
    return printed_lines(found.text, "hidden" if found.hidden else why) if found.text else ()


def _why(book: Any, font: Any, form: Any) -> AsideReason | None:
    """Why text in this font is no part of what a cell of this form states."""
    if font.struck_out:
        return "struck"
    if font.height <= _TINY:
        return "hidden"
    letters = book.colour_map.get(font.colour_index)
    background = form.background
    ground: tuple[int, int, int] | None = (255, 255, 255)
    if background.fill_pattern:
        solid = background.fill_pattern == _SOLID
        ground = book.colour_map.get(background.pattern_colour_index) if solid else None
    if letters is None or ground is None:
        return None
    alike = all(abs(one - two) <= _FAINT for one, two in zip(letters, ground, strict=True))
    return "hidden" if alike else None


def _rich(book: Any, text: str, runs: list[tuple[int, int]], form: Any) -> tuple[PrintedLine, ...]:
    """A text whose runs differ in their font; `runs`: where each begins, and its font."""
    starts = [0, *(start for start, _ in runs), len(text)]
    own = book.font_list[form.font_index]
    fonts = [own, *(book.font_list[font] for _, font in runs)]
    return composed_lines(
        (
            text[start:end],
            _LEVELS.get(font.escapement),
            _why(book, own, form) or _why(book, font, form),
            font.height,
        )
        for font, start, end in zip(fonts, starts, starts[1:], strict=False)
    )

"""Sheets of a workbook: headings, cells, widths, filters, and the page set-up for printing.

Text is always written as text; a figure with its printed places, or as text where a spreadsheet
cannot hold it exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

import pandas as pd

from ..base.text import visible
from ..base.width import columns_of
from ..labels.numbers import exact

Row = TypeVar("Row", contravariant=True)  # what `itertuples()` gives
_CELL_LIMIT = 32_767  # characters in a cell, a limit of the format
_NARROW, _WIDE = 8, 60  # characters
_LONGEST_HEADER = 120  # characters; the format has room for 255, `&` takes two
_EXACT = 15  # digits that a spreadsheet keeps
PAPER_A4 = 9


@dataclass(frozen=True)
class SheetColumn(Generic[Row]):
    """A column: its heading, the value of a row, and what the heading says when pointed at."""

    heading: str
    value: Callable[[Row], object]
    meaning: str = ""
    leads: bool = False  # whether the cell leads to the row's line on the sheet of the source


class Sheets:
    """A workbook being written. `lines`: the sheet and row of each line of the report; `notice`: what
    every sheet says, beside its heading and above each printed page.
    """

    def __init__(self, book: Any, notice: str = "") -> None:
        self.book, self.notice = book, notice
        self.lines: dict[tuple[str, int], str] = {}  # document ("": that of the year) and line
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def style(self, **properties: object) -> Any:
        """A cell format; equal ones are one."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"valign": "top", **properties})
        return self._formats[key]

    def add(
        self, name: str, rows: pd.DataFrame, fields: Sequence[SheetColumn[Row]], frozen: int = 1
    ) -> Any:
        """A sheet with a frozen, filtered heading; prints across the width of A4, heading repeated."""
        sheet = self.book.add_worksheet(name)
        head = self.style(bold=True, bottom=2, text_wrap=True, bg_color="#E9ECEF")
        records = list(rows.itertuples())
        for column, field in enumerate(fields):
            values = [field.value(row) for row in records]
            sheet.set_column(column, column, _width(field.heading, values))
            sheet.write_string(0, column, visible(field.heading), head)
            if field.meaning:
                sheet.write_comment(0, column, field.meaning)
            for number, (row, value) in enumerate(zip(records, values, strict=True), start=1):
                self.write(sheet, number, column, value, self._line(row) if field.leads else None)
        self.put_notice(sheet, 0, len(fields))
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(len(records), 1), len(fields) - 1)
        self.print_on_a4(sheet)
        return sheet

    def put_notice(self, sheet: Any, row: int, column: int) -> None:
        """Write the notice, if there is one, into a cell and above each page of `sheet`."""
        if self.notice:
            style = self.style(bold=True, font_color="#7A3E00")  # runs on over empty cells
            sheet.write_string(row, column, text(self.notice), style)
            sheet.set_header(f"&C{self.notice[:_LONGEST_HEADER].replace('&', '&&')}")

    def _line(self, row: object) -> str | None:
        """Where the line of a row stands in the workbook."""
        line = getattr(row, "line", None)
        document = str(getattr(row, "document", None) or "")
        return None if line is None else self.lines.get((document, line))

    def print_on_a4(self, sheet: Any) -> None:
        """Landscape, one page wide, the heading on every page."""
        sheet.set_paper(PAPER_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&L&A&R&P / &N")

    def write(
        self, sheet: Any, row: int, column: int, value: object, to: str | None = None
    ) -> None:
        """One cell; `to`: the place in the workbook that it leads to."""
        link = {"font_color": "#00558C", "underline": 1} if to else {}
        if to:
            sheet.write_url(row, column, f"internal:{to}", self.style(**link))
        if value is None:
            return
        if isinstance(value, int):
            sheet.write_number(row, column, value, self.style(**link))
        elif isinstance(value, Decimal) and len(value.as_tuple().digits) <= _EXACT:
            places = max(0, -int(value.as_tuple().exponent))
            pattern = "#,##0" + ("." + "0" * places if places else "")
            sheet.write_number(row, column, float(value), self.style(num_format=pattern, **link))
        else:
            written = exact(value) if isinstance(value, Decimal) else str(value)
            sheet.write_string(row, column, text(written), self.style(text_wrap=True, **link))


def text(value: str) -> str:
    """Text as a cell can hold it: control characters as codes, an ellipsis where it is too long."""
    clean = visible(value)
    return clean if len(clean) <= _CELL_LIMIT else clean[: _CELL_LIMIT - 1] + "…"


def _width(heading: str, values: Sequence[object]) -> float:
    """Room for most cells; a Chinese character counts as two."""
    lengths = sorted(columns_of(str(value)[:200]) for value in values if value is not None)
    usual = lengths[int(len(lengths) * 0.9)] if lengths else 0
    return min(_WIDE, max(_NARROW, usual + 2, min(18, columns_of(heading[:200]) + 4)))

"""Forms drawn as text → a web page, a Word file, a spreadsheet.

Lines with | are rows of a table: `<` goes on from the left, `^` from above, `\\n` breaks a line. Other
lines are paragraphs, the first is the title.
"""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import docx
import openpyxl


@dataclass(frozen=True)
class DrawnCell:
    """A cell: where it begins, over how many rows and columns it goes, its text."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def drawn_cells(lines: list[str]) -> list[DrawnCell]:
    """The cells of a table, row by row. Raises AssertionError where one is no rectangle."""
    table = [[cell.strip().replace("\\n", "\n") for cell in line.split("|")] for line in lines]
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(table):
        assert len(cells) == len(table[0]), f"row {row} has another width: {cells}"
        for column, cell in enumerate(cells):
            before = {"<": (row, column - 1), "^": (row - 1, column)}.get(cell)
            origin[row, column] = origin[before] if before else (row, column)
    found = []
    for row, column in sorted(set(origin.values())):
        covered = [at for at, start in origin.items() if start == (row, column)]
        rows = max(at[0] for at in covered) - row + 1
        columns = max(at[1] for at in covered) - column + 1
        assert len(covered) == rows * columns, f"no rectangle: {table[row][column]}"
        found.append(DrawnCell(row, column, rows, columns, table[row][column]))
    return found


def _blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    lines = [line for line in text.splitlines() if line.strip()]
    for is_table, block in groupby(lines, key=lambda line: "|" in line):
        yield is_table, list(block)


def as_html(text: str) -> bytes:
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>"]
    for is_table, lines in _blocks(text):
        if not is_table:
            parts += [f"<p>{html.escape(line)}</p>" for line in lines]
            continue
        parts.append("<table border='1'>")
        for row, cells in groupby(drawn_cells(lines), key=lambda cell: cell.row):
            parts.append(f"<tr data-row='{row}'>")
            for cell in cells:
                words = html.escape(cell.text).replace("\n", "<br>")
                spans = f"rowspan='{cell.rows}' colspan='{cell.columns}'"
                parts.append(f"<td {spans}>{words}</td>")
            parts.append("</tr>")
        parts.append("</table>")
    return "".join([*parts, "</body></html>"]).encode("utf-8")


def as_docx(text: str) -> bytes:
    document = docx.Document()
    for is_table, lines in _blocks(text):
        if not is_table:
            for line in lines:
                document.add_paragraph(line)
            continue
        cells = drawn_cells(lines)
        table = document.add_table(len(lines), lines[0].count("|") + 1, "Table Grid")
        for cell in cells:
            last = table.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1)
            table.cell(cell.row, cell.column).merge(last).text = cell.text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def as_xlsx(text: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    row = 1
    for is_table, lines in _blocks(text):
        if not is_table:
            for line in lines:
                sheet.cell(row, 1, line)
                row += 1
            continue
        for cell in drawn_cells(lines):
            top, left = row + cell.row, 1 + cell.column
            if cell.text:
                written = sheet.cell(top, left)
                written.value = cell.text
                written.data_type = "s"
            if cell.rows * cell.columns > 1:
                bottom, right = top + cell.rows - 1, left + cell.columns - 1
                sheet.merge_cells(None, top, left, bottom, right)
        row += len(lines) + 1
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()

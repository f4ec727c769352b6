"""The accounts of the demonstration, as a `Document` made of cells, and as they would be on file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from jixiao.demo.accounts import make_accounts
from jixiao.demo.made import MadeDocument, Row
from jixiao.demo.offices import NAME, ONE
from jixiao.demo.typeset import as_pdf
from jixiao.extract.extraction import document_report
from jixiao.extract.statements import read_whole
from jixiao.grid import grids
from jixiao.report import report_files
from jixiao.source import Cell, Document, Line, PageTable, document_files
from jixiao.storage.files import write_files

__all__ = [
    "MADE",
    "NAME",
    "ONE",
    "MadeDocument",
    "Row",
    "as_document",
    "as_pdf",
    "make_accounts",
    "put_accounts",
    "read_accounts",
]
MADE = "made-bureau"  # the folder of final accounts that nobody published


def as_document(made: MadeDocument, rows_per_page: int = 12) -> Document:
    """The accounts as the reader of a PDF gives them: cells with lines of their own."""
    lines: list[Line] = []
    tables: list[PageTable] = []
    page = 1

    def line(text: str) -> Line:
        lines.append(Line(page, len(lines) + 1, text))
        return lines[-1]

    line(made.name)
    line(f"{made.year}年度部门决算")
    for title, unit, rows in made.tables:
        page += 1
        line(title)
        line(f"单位：{unit}")
        for start in range(0, len(rows), rows_per_page):
            if start:
                page += 1
            part = rows[start : start + rows_per_page]
            tables.append(_table(page, part, line))
    page += 1
    for text in made.narrative:
        line(text)
    return Document("made.pdf", "0" * 64, tuple(lines), "pdf", tuple(tables))


def _table(page: int, rows: list[Row], line: Any) -> PageTable:
    cells = []
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text is None or text == "^":
                continue
            across = 1
            while column + across < len(row) and row[column + across] is None:
                across += 1
            down = 1
            while number + down < len(rows) and rows[number + down][column] == "^":
                down += 1
            line("")
            printed = tuple(line(piece) for piece in text.split("\n") if piece)
            cells.append(Cell(number, column, down, across, printed))
    line("")
    return PageTable(page, len(rows), len(rows[0]), tuple(cells))


def read_accounts(document: Document) -> pd.DataFrame:
    """The table of the accounts in `document`, narrative and all."""
    return read_whole(document, grids(document)).rows


def put_accounts(data: Path, department: str, year: int, scale: Decimal = ONE) -> None:
    """Accounts that are made, as `jixiao extract` would store them."""
    document = as_document(make_accounts(year, scale))
    made = document_report(document, department=department, year=year, data=data)
    assert made.primary == "accounts"
    files = report_files(made)
    assert made.document is not None
    write_files(
        data / department / str(year) / made.primary, {**files, **document_files(made.document)}
    )

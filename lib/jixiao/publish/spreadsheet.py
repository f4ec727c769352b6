"""A report's tables → one workbook (.xlsx) for a finance officer.

Report text is always text: never a formula, never a link.
"""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

import pandas as pd
import xlsxwriter

from ..audit import audit_report
from ..labels import label
from ..report import Report
from ..schema import schema
from ..visible import visible

_WIDTHS = {"quote": 60, "actual": 60, "achieved": 80, "goal": 50, "definition": 45, "target": 30}
_USUAL_WIDTH = 14
_CELL_LIMIT = 32_767  # characters in a cell, a limit of the format
_EPOCH = datetime.datetime(2000, 1, 1)  # the same tables give the same bytes


def tables_workbook(report: Report, language: str) -> bytes:
    """The workbook of `report`: a cover, and a sheet per table with frozen head and filters.

    Numbers keep their printed places; numbers that a spreadsheet cannot hold exactly stay text.
    """
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": _EPOCH, "title": str(report.descriptor["title"])})
    _write_cover(book, report, language)
    for name, table in report.tables.items():
        _write_table(book, name, table, language)
    _write_findings(book, report, language)
    book.close()
    return buffer.getvalue()


def _write_cover(book: Any, report: Report, language: str) -> None:
    sheet = book.add_worksheet(label("page.sheet.cover", language))
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90, wrapped)
    lines = [
        (label("page.sheet.department", language), report.department_name(language)),
        (label("page.sheet.year", language), str(report.year)),
    ]
    for source in report.descriptor["sources"]:
        lines.append(
            (label("page.sheet.source", language), f"{source['title']} ({source['path']})")
        )
        if "sha256" in source:
            lines.append((label("page.sheet.checksum", language), source["sha256"]))
    for name, table in report.tables.items():
        rows = label("page.sheet.rows", language, count=len(table))
        lines.append((label(f"page.sheet.{name}", language), rows))
    lines.append(("", label("page.sheet.how", language)))
    for number, (head, text) in enumerate(lines):
        sheet.write_string(number, 0, head, bold)
        sheet.write_string(number, 1, _text(text), wrapped)


def _write_table(book: Any, name: str, table: pd.DataFrame, language: str) -> None:
    sheet = book.add_worksheet(label(f"page.sheet.{name}", language))
    head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    key = "description" if language == "en" else "description_zh"
    for column, field in enumerate(schema(name)["fields"]):
        sheet.set_column(column, column, _WIDTHS.get(field["name"], _USUAL_WIDTH))
        sheet.write_string(0, column, field["name"], head)
        sheet.write_comment(0, column, field[key])
        for row, value in enumerate(table[field["name"]], start=1):
            _write_cell(book, sheet, row, column, value, text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table), 1), len(table.columns) - 1)


def _write_findings(book: Any, report: Report, language: str) -> None:
    """A sheet with a line per finding of the audit, its figures as text, exactly as computed."""
    sheet = book.add_worksheet(label("page.sheet.findings", language))
    head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    frame = audit_report(report).to_frame()
    for column, name in enumerate(frame.columns):
        wide = name.startswith("message") or name == "quotes"
        sheet.set_column(column, column, 60 if wide else _USUAL_WIDTH)
        sheet.write_string(0, column, name, head)
        for number, value in enumerate(frame[name], start=1):
            _write_cell(book, sheet, number, column, value, text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)


def _write_cell(book: Any, sheet: Any, row: int, column: int, value: object, text: Any) -> None:
    if value is None:
        return
    if isinstance(value, int):
        sheet.write_number(row, column, value, text)
    elif isinstance(value, Decimal) and len(value.as_tuple().digits) <= 15:
        places = max(0, -int(value.as_tuple().exponent))
        pattern = "#,##0" + ("." + "0" * places if places else "")
        sheet.write_number(
            row, column, float(value), book.add_format({"num_format": pattern, "valign": "top"})
        )
    else:
        sheet.write_string(row, column, _text(str(value)), text)


def _text(value: str) -> str:
    """Text as a cell can hold it: control characters as codes, an ellipsis where it is too long."""
    clean = visible(value)
    return clean if len(clean) <= _CELL_LIMIT else clean[: _CELL_LIMIT - 1] + "…"

"""Spreadsheets: each cell as it is shown, sheets as pages, what is hidden or struck set aside."""

from __future__ import annotations

import datetime
import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_reports import with_part
from openpyxl.styles import Border, Font, PatternFill, Side

from jixiao.base.errors import SourceError
from jixiao.extract.extraction import extract_report
from jixiao.source import Document, Limits, document_files, read_document, read_stored
from jixiao.source.child import read_here
from jixiao.source.number_formats import shown
from jixiao.source.xlsx import read_xlsx

CASES = Path(__file__).resolve().parents[1] / "cases"
ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


def read(build: Callable[[Any], None]) -> Document:
    book = openpyxl.Workbook()
    build(book)
    stream = io.BytesIO()
    book.save(stream)
    return read_xlsx(stream.getvalue(), "made.xlsx", Limits())


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines if not line.blank]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.9245, "0.00%", "92.45%"),
        (10231.5799999, "#,##0.00", "10,231.58"),
        (10231.58, "General", "10231.58"),
        (0.1 + 0.2, "General", "0.3"),
        (1.005, "0.00", "1.01"),
        (-1204.35, "#,##0.00_);(#,##0.00)", "(1,204.35)"),
        (-3.5, ACCOUNTING, "-3.50"),
        (0, ACCOUNTING, "-"),
        (85, '"≥"0"公里"', "≥85公里"),
        (12345678, "#,##0,", "12,346"),
        (12, "[Red]0.0;[Green]-0.0", "12.0"),
        (1500, "[$¥-804]#,##0.00", "¥1,500.00"),
        (3, "0_ ", "3"),
        (3.14159, "0.0##", "3.142"),
        (0.4, "# ?/?", "0.4"),  # a fraction: shown in full
        (7, "[>5]0.0;0", "7"),  # a condition: shown in full
        (datetime.datetime(2023, 5, 1), 'yyyy"年"m"月"d"日"', "2023年5月1日"),
        (datetime.datetime(2023, 5, 1), "yyyy-mm-dd", "2023-05-01"),
        (True, "General", "TRUE"),
        ("11宗", "General", "11宗"),
    ],
)
def test_a_cell_says_what_it_shows(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format).text == text


@given(st.floats(allow_nan=False, width=64), st.text(max_size=20))
def test_no_format_is_a_fault(value: float, number_format: str) -> None:
    assert isinstance(shown(value, number_format).text, str)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_two_places_show_as_written(value: Any) -> None:
    assert shown(float(value), "#,##0.00").text.replace(",", "") in (f"{value:.2f}", "-0.00")


def test_a_sheet_is_a_page_and_a_line_knows_its_cell() -> None:
    def build(book: Any) -> None:
        book.active.title = "收支"
        book.active["A1"], book.active["B2"], book.active["C2"] = "题目", "甲", "1.00"
        other = book.create_sheet("空")
        other["AB7"] = "注"

    document = read(build)
    assert [(n.page, n.text, document.addresses[n.number]) for n in document.lines if n.text] == [
        (1, "题目", "收支!A1"),
        (1, "甲", "收支!B2"),
        (1, "1.00", "收支!C2"),
        (2, "注", "空!AB7"),
    ]


def test_merged_cells_span_and_tables_end_where_a_title_stands_between() -> None:
    def build(book: Any) -> None:
        sheet = book.active
        for row in [
            ["表一"],
            ["项目", "金额", None],
            ["甲", "1", "2"],
            [],
            ["表二"],
            ["项目", "数"],
            ["乙", "3"],
            ["注：说明"],
        ]:
            sheet.append(row)
        sheet.merge_cells("B2:C2")

    document = read(build)
    grids = [[[c.text if c else None for c in row] for row in t.grid()] for t in document.tables]
    assert grids == [[["项目", "金额", "金额"], ["甲", "1", "2"]], [["项目", "数"], ["乙", "3"]]]
    assert [text for text in texts(document) if text[0] in "表注"] == ["表一", "表二", "注：说明"]


def test_a_row_of_one_text_within_a_table_is_a_row_of_it() -> None:
    def build(book: Any) -> None:
        for row in [["项目", "金额"], ["甲", "1"], ["其中："], ["乙", "2"]]:
            book.active.append(row)

    (table,) = read(build).tables
    assert (table.row_count, table.column_count) == (4, 2)


def with_sides(sheet: Any, rows: range) -> None:
    side = Side(style="thin")
    for row in rows:
        for column in range(1, 5):
            sheet.cell(row, column).border = Border(left=side, right=side)


def test_a_table_whose_rules_go_on_goes_on_past_blank_rows_and_rows_of_one_text() -> None:
    def build(book: Any) -> None:
        sheet = book.active
        sheet.append(["收支总表"])
        sheet.append(["收入", "预算数", "支出", "预算数"])
        sheet.append(["财政拨款收入", 5, "教育支出", 5])
        sheet.append([None, None, "其他支出"])
        sheet.append([])
        sheet.append(["本年收入合计", 5, "本年支出合计", 5])
        with_sides(sheet, range(2, 7))

    (table,) = read(build).tables
    assert table.row_count == 5
    assert [cell.text for cell in table.cells][-4:] == ["本年收入合计", "5", "本年支出合计", "5"]


def test_a_title_as_wide_as_a_ruled_table_begins_another() -> None:
    def build(book: Any) -> None:
        sheet = book.active
        for start, title in ((1, "收入表"), (5, "支出表")):
            sheet.cell(start, 1, title)
            sheet.merge_cells(start_row=start, start_column=1, end_row=start, end_column=4)
            for row, cells in enumerate((["一", "二", "三", "四"], [1, 2, 3, 4]), start=start + 1):
                for column, cell in enumerate(cells, start=1):
                    sheet.cell(row, column, cell)
        with_sides(sheet, range(1, 8))

    assert [table.row_count for table in read(build).tables] == [2, 2]


def test_hidden_rows_columns_sheets_and_values_are_set_aside() -> None:
    def build(book: Any) -> None:
        sheet = book.active
        for row in [["甲", 1, 9], ["乙", 8, 9], ["丙", 2, 9], ["丁", 7, 9], ["戊", 6, 9]]:
            sheet.append(row)
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet["B4"].number_format = ";;;"
        sheet["B5"].font = Font(color="FFFFFFFF")
        sheet["A1"].font, sheet["A1"].fill = (
            Font(color="FFFFFFFF"),
            PatternFill("solid", "FF1F4E79"),
        )
        book.create_sheet("草稿").append(["己", 5])
        book["草稿"].sheet_state = "hidden"

    document = read(build)
    assert texts(document) == ["甲", "1", "丙", "2", "丁", "戊"]
    assert {(a.reason, a.text) for a in document.asides} == {
        ("hidden", text) for text in ("9", "乙 8 9", "7", "6", "己 5")
    }


def test_a_formula_without_a_stored_value_is_a_figure_that_cannot_be_read() -> None:
    def build(book: Any) -> None:
        book.active.append(["合计", "=1+2"])

    assert texts(read(build)) == ["合计", "\ufffd"]


def test_the_head_of_the_printed_pages_is_set_aside() -> None:
    def build(book: Any) -> None:
        book.active["A1"] = "甲"
        book.active.oddHeader.right.text = "单位：万元"

    assert [(a.reason, a.text) for a in read(build).asides] == [("running_head", "单位：万元")]


def test_a_sheet_of_thousands_of_columns_is_refused() -> None:
    def build(book: Any) -> None:
        book.active["XFD1"] = "甲"

    with pytest.raises(SourceError, match="more than 1,000 columns"):
        read(build)


def test_entities_in_a_sheet_are_refused() -> None:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    hostile = '<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    content = with_part(stream.getvalue(), "xl/worksheets/sheet1.xml", hostile)
    with pytest.raises(SourceError, match="declares XML entities"):
        read_xlsx(content, "made.xlsx", Limits())


def test_a_spreadsheet_that_names_no_workbook_is_damaged_and_no_want_of_memory(
    tmp_path: Path,
) -> None:
    """The library raises for it what the system raises for a file that it cannot read."""
    book = openpyxl.Workbook()
    out = io.BytesIO()
    book.save(out)
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    path = tmp_path / "report.xlsx"
    path.write_bytes(with_part(out.getvalue(), "[Content_Types].xml", types))
    with pytest.raises(SourceError, match="damaged"):
        read_document(path)


@pytest.mark.parametrize("number", [errno.ENOMEM, errno.EINVAL])
def test_only_what_the_system_says_of_memory_is_of_memory(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> Document:
        raise OSError(number, os.strerror(number))

    path = tmp_path / "report.xlsx"
    openpyxl.Workbook().save(path)
    monkeypatch.setattr("jixiao.source.xlsx.read_xlsx", fails)
    with pytest.raises(MemoryError if number == errno.ENOMEM else SourceError):
        read_here(path, Limits())


def test_an_old_spreadsheet_gives_what_it_shows(data: Path) -> None:
    path = CASES / "xls01_report.xls"
    report = extract_report(path, department="water-bureau", year=2023, data=data)
    rows = report.tables["budget"]
    assert [(r.item, r.phase, str(r.value), r.unit) for r in rows.itertuples()] == [
        ("expenditure.basic", "approved", "3215.60", "万元"),
        ("expenditure.basic", "revised", "3300.00", "万元"),
        ("expenditure.basic", "outturn", "3198.22", "万元"),
        ("expenditure.basic", "rate", "96.92", "%"),
        ("expenditure.project", "revised", "6646.80", "万元"),
        ("expenditure.project", "outturn", "7033.36", "万元"),
    ]
    assert report.document is not None
    assert {(a.reason, a.text) for a in report.document.asides} == {
        ("hidden", "8888.88"),
        ("hidden", "其他支出 8,888.88"),
        ("struck", "9999.99"),
        ("note_mark", "1"),
    }


def test_a_stored_spreadsheet_loads_as_it_was_read(tmp_path: Path) -> None:
    document = read_document(CASES / "xls01_report.xls")
    for name, text in document_files(document).items():
        (tmp_path / name).write_text(text, "utf-8")
    stored = read_stored(tmp_path)
    assert stored is not None
    assert (stored.lines, stored.tables) == (document.lines, document.tables)
    assert (stored.asides, stored.addresses) == (document.asides, document.addresses)
    assert stored.addresses[5] == "自评表!D2"

"""Units that stand inside a table, and labels that are none: right, or listed, in every format."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from pdf_made import made
from reportlab.pdfgen.canvas import Canvas
from traps_made import ABOVE, FLAT, RIGHT, as_csv, as_html, as_xlsx, figures, put, read

from jixiao.report import Report

Rows = list[list[str]]
Wanted = dict[tuple[str, str], str]
HEAD, *BODY = [[text or "" for text in row] for row in FLAT]
YUAN = {"7,033.36": "70,333,600.00", "10,231.58": "102,315,800.00", "3,086.64": "30,866,400.00"}


def _as_page(above: list[str], rows: Rows) -> bytes:
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<html>{''.join(f'<p>{t}</p>' for t in above)}<table>{table}</table></html>".encode()


def _as_sheet(above: list[str], rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    for row in ([text] for text in above):
        book.active.append(row)
    for cells in rows:
        book.active.append([text or None for text in cells])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _drawn(canvas: Canvas, rows: Rows) -> None:
    count = len(rows[0])
    edges = [40 + 515 / count * at for at in range(count + 1)]
    tops = [710 - 24 * at for at in range(len(rows) + 1)]
    canvas.grid(edges, tops)
    for row, top in zip(rows, tops, strict=False):
        for left, text in zip(edges, row, strict=False):
            put(canvas, left + 2, top - 15, text, 8)


def _as_pdf(above: list[str], *pages: Rows, second: str = "") -> bytes:
    def first_page(canvas: Canvas) -> None:
        for x, y, text in zip((200, 200, 240, 440), (790, 770, 740, 722), above, strict=False):
            put(canvas, x, y, text)
        _drawn(canvas, pages[0])

    def further(rows: Rows) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            put(canvas, 440, 722, second)
            _drawn(canvas, rows)

        return draw

    return made(first_page, *map(further, pages[1:]))


FORMATS: dict[str, Callable[[list[str], Rows], bytes]] = {
    "html": _as_page,
    "xlsx": _as_sheet,
    "pdf": _as_pdf,
}


def in_yuan(row: list[str]) -> list[str]:
    return [YUAN.get(text, text) for text in row]


def yuan(names: set[str]) -> Wanted:
    """What is right where the rows of these names are printed in 元."""
    return {
        (name, item): f"{YUAN[f'{float(value):,.2f}'].replace(',', '')}元"
        if name in names
        else value
        for (name, item), value in RIGHT.items()
    }


def with_unit(text: str, *rows: list[str]) -> Rows:
    """Rows with a third column: that of units, whose head is `text`."""
    units = [text, *("元" if row[1] == "住房公积金" else "万元" for row in rows[1:])]
    return [[*row[:2], unit, *row[2:]] for row, unit in zip(rows, units, strict=True)]


OF_ROW = {key: f"{value}元" if key[0] == "住房公积金" else value for key, value in RIGHT.items()}
BELOW = yuan({"行政运行", "一般行政管理事务", "住房公积金"})
COLUMN = {
    key: f"{float(value) * 10000:.2f}元" if key[1] == "expenditure.project" else value
    for key, value in RIGHT.items()
}
TABLES: dict[str, tuple[list[str], Rows, Wanted]] = {
    "a row for those below": (
        ABOVE,
        [HEAD, BODY[0], ["单位：元", "", "", "", ""], *map(in_yuan, BODY[1:])],
        BELOW,
    ),
    "a row below the heads": (
        ABOVE[:3],
        [HEAD, ["", "", "（万元）", "（万元）", "（万元）"], *BODY],
        RIGHT,
    ),
    "a row below the heads, not all alike": (
        ABOVE[:3],
        [
            HEAD,
            ["", "", "万元", "万元", "元"],
            *([*row[:4], "70,333,600.00" if row[4] else ""] for row in BODY),
        ],
        COLUMN,
    ),
    "a column": (ABOVE, with_unit("单位", HEAD, *BODY), OF_ROW),
    "a column of another name": (ABOVE, with_unit("金额单位", HEAD, *BODY), OF_ROW),
    "a column of measures": (ABOVE, with_unit("计量单位", HEAD, *BODY), OF_ROW),
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("format", FORMATS)
def test_a_unit_inside_a_table_is_that_of_its_figures(
    name: str, format: str, tmp_path: Path, data: Path
) -> None:
    above, rows, wanted = TABLES[name]
    assert figures(read(FORMATS[format](above, rows), tmp_path, data)) == wanted


def test_a_page_that_states_another_unit_is_no_more_of_the_table(
    tmp_path: Path, data: Path
) -> None:
    pages = [[HEAD, *BODY[:3]], [HEAD, in_yuan(BODY[3])]]
    report = read(_as_pdf(ABOVE, *pages, second="单位：元"), tmp_path, data)
    found = figures(report)
    right = {key: value for key, value in RIGHT.items() if key[0] != "住房公积金"}
    assert found in (right, yuan({"住房公积金"}))
    same = read(_as_pdf(ABOVE, *pages, second="单位：万元"), tmp_path, data)
    assert ("住房公积金", "expenditure") in figures(same)


def _words(report: Report) -> set[str]:
    return {entry["words"] for entry in report.about["unread"]}


@pytest.mark.parametrize("format", FORMATS)
def test_a_row_that_is_named_by_an_amount_is_listed(
    format: str, tmp_path: Path, data: Path
) -> None:
    rows = [HEAD, *BODY[:3], ["2210201", "3,086.64", "3,086.64", "", ""]]
    report = read(FORMATS[format](ABOVE, rows), tmp_path, data)
    assert figures(report) == {k: v for k, v in RIGHT.items() if k[0] != "住房公积金"}
    assert any("3,086.64" in words for words in _words(report))


@pytest.mark.parametrize("code", ["2010601.00", "2010601.0", "201.06.01", "201．06．01"])
@pytest.mark.parametrize("format", FORMATS)
def test_a_code_with_points_is_the_code(code: str, format: str, tmp_path: Path, data: Path) -> None:
    rows = [HEAD, BODY[0], [code, *BODY[1][1:]], *BODY[2:]]
    report = read(FORMATS[format](ABOVE, rows), tmp_path, data)
    assert figures(report) == RIGHT
    classes = report.tables["statements"].set_index("name")["classification"]
    assert set(classes["行政运行"]) == {"2010601"}


def test_a_percentage_in_a_column_of_amounts_is_listed(tmp_path: Path, data: Path) -> None:
    for made_file in (as_html("92.45%"), as_csv("92.45%"), as_xlsx(0.9245, "0.00%")):
        report = read(made_file, tmp_path, data)
        assert not [key for key in figures(report) if key[0] == "行政运行"]
        assert any("92.45%" in words for words in _words(report))

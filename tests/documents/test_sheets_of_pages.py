"""Sheets that hold several pages, as printers set them: read page by page, every figure in its place."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from accounts_made import make_accounts
from pdf_made import Draw, made, texts
from reportlab.pdfgen.canvas import Canvas

from jixiao.demo.typeset import as_pdf
from jixiao.extract.extraction import document_report
from jixiao.report import Report
from jixiao.source import Document, read_stored
from jixiao.source.limits import Limits
from jixiao.source.pdf import read_pdf
from jixiao.source.stored import document_files

DATA = Path(__file__).resolve().parents[2] / "data"
LANDSCAPE, PORTRAIT = (842.0, 595.0), (595.0, 842.0)
_PLACES = ["page", "line", "quote", "document"]


def on_sheets(content: bytes, across: int, down: int, size: tuple[float, float]) -> bytes:
    """The pages of a PDF, so many beside and below each other on one sheet."""
    pages = pypdfium2.PdfDocument(content)
    raw = pypdfium2.raw.FPDF_ImportNPagesToOne(pages.raw, *size, across, down)
    sheets = pypdfium2.PdfDocument(raw)
    buffer = io.BytesIO()
    sheets.save(buffer)
    return buffer.getvalue()


@cache
def accounts() -> bytes:
    return as_pdf(make_accounts(2024))


def report_of(content: bytes) -> Report:
    document = read_pdf(content, "sheets.pdf", Limits())
    return document_report(document, department="water-bureau", year=2024, data=DATA)


@cache
def of_sheets() -> Report:
    return report_of(on_sheets(accounts(), 2, 1, LANDSCAPE))


def rows(report: Report) -> list[tuple[object, ...]]:
    table = report.table("statements")
    return [tuple(row) for row in table.drop(columns=_PLACES, errors="ignore").values.tolist()]


def as_said(found: list[tuple[object, ...]]) -> list[str]:
    return [repr(row) for row in found]


def test_pages_beside_each_other_are_read_one_after_another() -> None:
    alone, sheets = report_of(accounts()), of_sheets()
    assert as_said(rows(sheets)) == as_said(rows(alone))
    assert sheets.document is not None
    for line in sheets.document.lines:
        if line.box is not None:
            layout = sheets.document.layouts[line.page]
            words = [word.text for word in layout.words if word.box.share_in(line.box) > 0.5]
            assert set(line.text.replace(" ", "")) <= set("".join(words).replace(" ", ""))


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_four_pages_of_a_sheet_are_read_row_by_row(size: tuple[float, float]) -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            for line in range(18):
                canvas.drawString(
                    60, 720 - 32 * line, f"{number:02}之{line:02}部门预算收支总体情况说明"
                )

        return draw

    content = on_sheets(made(*map(page, range(10))), 2, 2, size)
    read = texts(read_pdf(content, "sheets.pdf", Limits()))
    assert [text[:2] for text in read] == [
        f"{number:02}" for number in range(10) for _ in range(18)
    ]


def test_the_pages_of_a_sheet_are_kept_on_file(tmp_path: Path) -> None:
    report = of_sheets()
    assert report.document is not None
    for name, text in document_files(report.document).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    stored = read_stored(tmp_path)
    assert stored is not None
    panes = {page: layout.panes for page, layout in report.document.layouts.items()}
    assert {page: layout.panes for page, layout in stored.layouts.items()} == panes


def columns(canvas: Canvas, title: str) -> None:
    """A table without lines whose columns leave the middle of the page free."""
    canvas.drawString(60, 540, title)
    for number in range(12):
        y = 500 - 30 * number
        canvas.drawString(60, y, "一般公共预算财政拨款收入情况")
        canvas.drawRightString(390, y, f"{1000 + number}.10")
        canvas.drawString(460, y, "一般公共服务支出和其他支出情况")
        canvas.drawRightString(780, y, f"{2000 + number}.20")


def read_landscape(*titles: str) -> Document:
    pages = [lambda canvas, title=title: columns(canvas, title) for title in titles]
    return read_pdf(made(*pages, size=LANDSCAPE), "made.pdf", Limits())


def test_what_is_printed_over_the_middle_of_one_page_makes_all_of_them_whole() -> None:
    over = "财政拨款收入和支出预算总表及其说明" * 3
    document = read_landscape(over, "", "", "")
    assert not any(layout.panes for layout in document.layouts.values())


def test_two_sheets_alone_do_not_tell() -> None:
    document = read_landscape("", "")
    assert not any(layout.panes for layout in document.layouts.values())
    assert "1000.10" in " ".join(texts(document))

"""Numbers in two lines of a narrow cell: one figure only where they can be nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pdf_made import read
from reportlab.pdfgen.canvas import Canvas

from jixiao.extract.statements import StatementsRead, read_statements
from jixiao.grid import grids

HEADS = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
XS = (72.0, 130.0, 250.0, 280.0, 340.0, 400.0)
YS = (700.0, 680.0, 640.0, 600.0)


def statement(lines: tuple[str, ...], width: float) -> StatementsRead:
    """A statement whose total of a class is set in `lines`, in a cell `width` points wide."""
    xs = [x + (width - 30 if x > 250 else 0) for x in XS]

    def draw(canvas: Canvas) -> None:
        canvas.drawString(200, 730, "支出总表")
        canvas.drawString(330, 712, "单位：万元")
        canvas.grid(xs, list(YS))
        first = ("213", "农林水支出", "100.00", "60.00", "40.00")
        second = ("208", "社会保障和就业支出", "", "60.00", "40.00")
        for y, row in zip((686, 656, 616), (HEADS, first, second), strict=True):
            for x, text in zip(xs, row, strict=False):
                canvas.setFont(canvas._fontname, 8 if text == "100.00" else 10)
                canvas.drawString(x + 2, y, text)
        for number, line in enumerate(lines):
            canvas.drawString(252, 626 - 13 * number, line)

    document = read(draw)
    return read_statements(document, grids(document), "budget", 2026)


@pytest.mark.parametrize(
    ("lines", "width"),
    [
        (("100", "200"), 26.0),
        (("1000", "200"), 28.0),
        (("1,000", "200"), 30.0),
        (("100.00", "200"), 36.0),
        (("2025", "2026"), 28.0),
        (("100", "200", "300"), 26.0),
    ],
)
def test_whole_numbers_in_two_lines_of_a_cell_are_no_figure(
    lines: tuple[str, ...], width: float
) -> None:
    found = statement(lines, width)
    own = found.rows[found.rows["name"] == "社会保障和就业支出"]
    assert list(own["value"]) == [60, 40]
    assert [(u.text.replace(" ", ""), u.reason) for u in found.unread] == [
        ("".join(lines), "two_figures")
    ]


@pytest.mark.parametrize("lines", [("1,23", "4.50"), ("1234.", "50"), ("1,234", ".50")])
def test_pieces_of_one_number_in_two_lines_are_its_figure(lines: tuple[str, ...]) -> None:
    found = statement(lines, 32.0)
    own = found.rows[found.rows["name"] == "社会保障和就业支出"]
    assert list(own["value"]) == [Decimal("1234.50"), 60, 40]
    assert not found.unread

"""Names in the middle of their column: what stands farther right is no part of what stands above it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_made import made
from reportlab.pdfgen.canvas import Canvas

from jixiao.extract.extraction import document_report
from jixiao.source.limits import Limits
from jixiao.source.pdf import read_pdf

ROWS = [
    ("工资福利支出", "", "90.00"),
    ("机关事业单位基本养老保险缴费", "30108", "40.00"),
    ("奖金", "30103", "30.00"),
    ("职工基本医疗保险缴费", "30110", "20.00"),
    ("商品和服务支出", "302", "15.00"),
    ("差旅费", "30211", "5.00"),
    ("印刷费", "30202", "10.00"),
]
LEFT, MIDDLE, RIGHT = 72.0, 300.0, 420.0


@pytest.mark.parametrize("centred", [True, False])
def test_the_class_of_a_name_does_not_follow_from_where_it_is_centred(centred: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(200, 780, "某某市水务局2026年部门预算")
        canvas.drawString(230, 740, "一般公共预算基本支出表")
        canvas.drawString(370, 725, "单位：万元")
        lines = [("经济分类科目名称", "", "合计"), *ROWS]
        ys = [715 - 18 * number for number in range(len(lines) + 1)]
        canvas.grid([LEFT, MIDDLE, RIGHT], ys)
        for (name, code, amount), y in zip(lines, ys, strict=False):
            if centred or not code and amount == "合计":
                canvas.drawCentredString((LEFT + MIDDLE) / 2, y - 13, name)
            else:
                canvas.drawString(LEFT + (20 if len(code) == 5 else 4), y - 13, name)
            canvas.drawRightString(RIGHT - 4, y - 13, amount)

    document = read_pdf(made(draw), "made.pdf", Limits())
    report = document_report(document, department="water", year=2026, data=Path("nowhere"))
    table = report.table("statements")
    codes = dict(zip(table["name"], table["classification"], strict=True))
    assert {name: codes[name] for name, code, _ in ROWS if code} == {
        name: code for name, code, _ in ROWS if code
    }

"""A part of a table of money that has lost its head is listed, and no sum fails for want of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.audit import audit_report
from jixiao.extract.extraction import document_report
from jixiao.source import read_document

HEADS = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
ROWS = [
    ["", "合计", "150.00", "100.00", "50.00"],
    ["201", "一般公共服务支出", "100.00", "60.00", "40.00"],
    ["20103", "政府办公厅（室）及相关机构事务", "100.00", "60.00", "40.00"],
    ["2010301", "行政运行", "60.00", "60.00", ""],
    ["2010302", "一般行政管理事务", "40.00", "", "40.00"],
]


def table(rows: list[list[str]]) -> str:
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table border=1>{lines}</table>"


@pytest.mark.parametrize(
    ("part", "listed"),
    [
        ([["208", "社会保障和就业支出", "50.00", "40.00"]], ["50.00", "40.00"]),
        ([["电话", "12345678", "50.00", "40.00"]], []),
    ],
)
def test_a_part_without_its_head_is_listed(
    part: list[list[str]], listed: list[str], tmp_path: Path, data: Path
) -> None:
    path = tmp_path / "budget.html"
    path.write_text(
        "<h1>示例市示例局2026年部门预算</h1><p>支出预算表</p><p>单位：万元</p>"
        f"{table([HEADS, *ROWS])}<p>续</p>{table(part)}",
        "utf-8",
    )
    report = document_report(read_document(path), department="x", year=2026, data=data)
    unread = report.about.get("unread", ())
    assert [entry["words"] for entry in unread if entry["table"] == "statements"] == listed
    assert bool(audit_report(report).findings) != bool(listed)

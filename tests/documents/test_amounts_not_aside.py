"""Amounts, rates and points are never set aside as numbers of lists, levels or other years."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.check import State, numbers
from jixiao.extract.extraction import extract_report


def states(line: str, folder: Path) -> dict[str, tuple[State, str]]:
    """Printed number → what came of it, of one line of a budget that no row takes."""
    source = folder / "report.txt"
    lines = ["某市演示区档案局2026年部门预算", "第一部分 收支总体情况", "2026年收入预算100万元。"]
    source.write_text("\n".join([*lines, "第三部分 其他事项", line]) + "\n", encoding="utf-8")
    report = extract_report(source, data=folder)
    return {n.printed: (n.state, n.reason) for n in numbers(report) if n.line == 5}


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("（30）万元用于河道整治", "30"),
        ("(12)元", "12"),
        ("河道整治（30）%", "30"),
        ("其余比上年增加8,516.1万元", "8,516.1"),
        ("关停企业41家，较上年减少3家", "3"),
        ("综合得分（96.5分）", "96.5"),
        ("（自评得分96.5分）", "96.5"),
        ("（其中：决策得分18分）", "18"),
    ],
)
def test_what_is_measured_is_listed(line: str, amount: str, tmp_path: Path) -> None:
    assert states(line, tmp_path)[amount][0] == State.UNREAD


@pytest.mark.parametrize(
    ("line", "number", "reason"),
    [
        ("（30）河道整治", "30", "list_number"),
        ("单价100万元以上设备", "100", "name"),
        ("产出指标（50分）", "50", "points_of_a_level"),
        ("过程类指标得分17分（满分20分）", "20", "points_of_a_level"),
    ],
)
def test_what_is_none_is_set_aside_with_its_reason(
    line: str, number: str, reason: str, tmp_path: Path
) -> None:
    assert states(line, tmp_path)[number] == (State.ASIDE, reason)


def table_states(rows: list[tuple[str, str]], folder: Path) -> list[tuple[State, int]]:
    """Of each amount of a budget's table: what came of it, and the row of the CSV file it is in."""
    source = folder / "report.html"
    cells = "".join(f"<tr><td>{name}</td><td>{amount}</td></tr>" for name, amount in rows)
    source.write_text(
        "<html><body><p>某市档案局2026年部门预算</p><p>收支总表</p><p>单位：万元</p><table border=1>"
        f"<tr><td>项目</td><td>预算数</td></tr>{cells}</table></body></html>",
        "utf-8",
    )
    found = numbers(extract_report(source, data=folder))
    return [(number.state, number.row) for number in found if number.line > 3]


def test_an_amount_that_no_row_took_is_unread_though_another_is_equal(tmp_path: Path) -> None:
    rows = [("财政拨款收入", "5.00"), ("神秘收入", "5.00"), ("收入总计", "5.00")]
    assert table_states(rows, tmp_path) == [
        (State.FIGURE, 2),
        (State.UNREAD, 0),
        (State.FIGURE, 3),
    ]

"""A self-evaluation that is a form alone is read once, and lists what no table took."""

from __future__ import annotations

from pathlib import Path

from other_cities_read import report_of

ROWS = [
    [("项目名称", 1, 2), ("委托业务项目", 1, 5)],
    [("主管部门", 1, 2), ("示例市民政局", 1, 2), ("实施单位", 1, 1), ("示例市民政局", 1, 2)],
    [
        ("项目资金（万元）", 3, 1),
        ("", 1, 1),
        ("年初预算数", 1, 1),
        ("全年预算数", 1, 1),
        ("全年执行数", 1, 1),
        ("分值", 1, 1),
        ("得分", 1, 1),
    ],
    [
        ("年度资金总额:", 1, 1),
        ("90", 1, 1),
        ("90", 1, 1),
        ("89.97", 1, 1),
        ("10", 1, 1),
        ("10", 1, 1),
    ],
    [
        ("其中：本年财政拨款", 1, 1),
        ("90", 1, 1),
        ("90", 1, 1),
        ("89.97", 1, 1),
        ("—", 1, 1),
        ("—", 1, 1),
    ],
    [("年度总体目标", 2, 1), ("预期目标", 1, 3), ("实际完成情况", 1, 3)],
    [
        ("申请预算资金90万元。其中:30万元用于预算编制;60万元用于审计。", 1, 3),
        ("完成预算资金89.97万元。其中:30万元用于编制;59.97万元用于审计。", 1, 3),
    ],
    [
        ("一级指标", 1, 1),
        ("二级指标", 1, 1),
        ("三级指标", 1, 1),
        ("年度指标值", 1, 1),
        ("实际完成值", 1, 1),
        ("分值", 1, 1),
        ("得分", 1, 1),
    ],
    [
        ("产出指标", 1, 1),
        ("数量指标", 1, 1),
        ("报告数量", 1, 1),
        ("≥50个", 1, 1),
        ("50", 1, 1),
        ("90", 1, 1),
        ("90", 1, 1),
    ],
    [("总分", 1, 5), ("100", 1, 1), ("100", 1, 1)],
]


def test_the_money_of_a_project_is_not_read_again_as_the_reports(tmp_path: Path) -> None:
    rows = "".join(
        "<tr>"
        + "".join(f"<td rowspan={down} colspan={across}>{text}</td>" for text, down, across in row)
        + "</tr>"
        for row in ROWS
    )
    page = (
        "<html><meta charset='utf-8'><body><p>示例市民政局</p><p>2022年度项目支出绩效自评</p>"
        f"<h2>项目支出绩效自评表</h2><p>（2022年度）</p><table border=1>{rows}</table></body></html>"
    )
    report = report_of(tmp_path / "page.html", page)
    project = report.tables["projects"].iloc[0]
    assert [str(project[name]) for name in ("approved", "outturn", "unit")] == [
        "90",
        "89.97",
        "万元",
    ]
    assert "budget" not in report.tables
    assert not report.about.get("unread")

"""A row of totals that holds heads as well: the form of 上海 for funds."""

from __future__ import annotations

from pathlib import Path

import pytest
from other_cities_read import report_of

from jixiao.audit import audit_report
from jixiao.report import Report

ABOVE = "<p>测试市演示局</p><p>2025年度部门决算</p><p>政府性基金预算财政拨款收入支出决算表</p><p>单位：万元</p>"
HEAD = (
    "<tr><td colspan=2>项目</td><td rowspan=2>年初结转和结余</td><td rowspan=2>本年收入</td>"
    "<td rowspan=2 colspan=3>本年支出</td><td rowspan=2>年末结转和结余</td></tr>"
    "<tr><td>功能分类科目编码</td><td>科目名称</td></tr>"
)
CLASSES = [
    ["212", "城乡社区支出", "", "50.00", "49.00", "9.00", "40.00", "1.00"],
    ["21208", "国有土地使用权出让收入安排的支出", "", "50.00", "49.00", "9.00", "40.00", "1.00"],
]


def read(folder: Path, totals: list[str]) -> Report:
    rows = [totals, *CLASSES]
    body = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    body = body.replace("<td>合计</td><td></td>", "<td colspan=2>合计</td>")
    page = f"<html><body>{ABOVE}<table>{HEAD}{body}</table></body></html>"
    return report_of(folder / "accounts.html", page)


def figures(report: Report, code: str | None) -> dict[str, str]:
    table = report.tables["statements"]
    own = table[table["classification"].isna() if code is None else table["classification"] == code]
    return {row.item: str(row.value) for row in own.itertuples()}


SPENT = {"expenditure": "49.00", "expenditure.basic": "9.00", "expenditure.project": "40.00"}


def test_words_beside_totals_are_heads_and_the_figures_beside_them_totals(tmp_path: Path) -> None:
    totals = ["合计", "", "0", "50.00", "合计", "基本支出", "项目支出", "1.00"]
    report = read(tmp_path, totals)
    around = {"income.current_year": "50.00", "balance.closing": "1.00"}
    assert figures(report, "212") == SPENT | around
    assert figures(report, None) == {"balance.opening": "0"} | around
    assert not report.about.get("unread")
    assert audit_report(report).findings == ()  # what was spent in all is not printed


@pytest.mark.parametrize(
    "words",
    [
        ["合计", "基本支出", ""],  # one of them is named by nobody
        ["合计", "合计", "项目支出"],
        ["合计", "基本支出", "其中：某项"],
        ["49.00", "9.00", "40.00"],
    ],
)
def test_words_that_do_not_name_every_column_are_no_heads(tmp_path: Path, words: list[str]) -> None:
    report = read(tmp_path, ["合计", "", "0", "50.00", *words, "1.00"])
    assert not set(figures(report, "212")) & set(SPENT)

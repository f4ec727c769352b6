"""Traps in a project's form: targets under heads that are not known."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_drawn import as_docx, as_html, as_xlsx
from traps_made import read

FORMATS = {"html": as_html, "docx": as_docx, "xlsx": as_xlsx}
MONEY = """项目名称|<|河道清淤工程|<|<|<|<
主管部门|<|清河市水利局|<|<|实施单位|清河市河道管理所
项目资金（万元）||年初预算数|全年预算数|全年执行数|执行率|得分
年度资金总额|<|1,200.00|1,300.00|1,170.00|90.00%|9
"""
ROWS = """一级指标|二级指标|三级指标|{target}|实际完成值|分值|得分
产出指标|数量指标|河道清淤长度|≥85公里|70公里|30|20
效益指标|社会效益指标|新增受益人口|≥5万人|5.3万人|30|28
"""


def form(unit: str = "", target: str = "年度指标值") -> str:
    above = f"清河市水利局\n项目支出绩效自评表\n（2023年度）\n{unit}\n"
    return above + MONEY + ROWS.format(target=target)


@pytest.mark.parametrize("suffix", FORMATS)
def test_results_whose_targets_were_not_read_reach_nothing(
    suffix: str, tmp_path: Path, data: Path
) -> None:
    right = read(FORMATS[suffix](form()), tmp_path, data, f"a.{suffix}")
    assert list(right.tables["indicators"]["status"]) == ["missed", "exceeded"]
    lost = read(FORMATS[suffix](form(target="口岸参照数")), tmp_path, data, f"b.{suffix}")
    assert list(lost.tables["indicators"]["actual"]) == ["70公里", "5.3万人"]
    assert not list(lost.tables["indicators"]["status"].dropna())
    assert "≥85公里" in "".join(entry["words"] for entry in lost.about["unread"])


UNITS = """项目支出绩效自评表
（2023年度）
单位：{above}

项目名称 | 执法装备购置 | < | <
项目资金（{label}） | 年初预算数 | 全年预算数 | 全年执行数
年度资金总额 | 48.00 | 47.50 | 45.12
一级指标 | 三级指标 | 年度指标值 | 实际完成值
产出指标 | 购置执法记录仪 | ≥60台 | 60台
"""


def test_amounts_below_two_units_have_none_and_are_listed(tmp_path: Path, data: Path) -> None:
    one = read(as_html(UNITS.format(above="万元", label="万元")), tmp_path, data, "one.html")
    assert list(one.tables["projects"]["unit"]) == ["万元"]
    two = read(as_html(UNITS.format(above="元", label="万元")), tmp_path, data, "two.html")
    assert list(two.tables["projects"]["unit"]) == [None]
    listed = [entry["words"] for entry in two.about["unread"] if entry["reason"] == "no_unit"]
    assert listed == ["48.00", "47.50", "45.12"]

"""Target forms of whole departments: money of several years, projects within, goals of years and terms."""

from __future__ import annotations

from decimal import Decimal

import pytest
from made_forms import document, form_grid

from jixiao.extract.forms.read import FormsRead, read_forms

FORM = """
部门名称 | < | 某市档案局 | < | < | < | < | <
部门总体资金情况 | 总体资金情况单位：万元 | < | < | 当年金额 | 占比 | 近两年收支金额 | <
^ | ^ | ^ | ^ | ^ | ^ | 2019年 | 2020年
^ | 收入构成 | 财政拨款 | < | 90.50 | 90.5% | 80.10 | 85.20
^ | ^ | 其他资金 | < | 9.50 | 9.5% | 9 | 9
^ | ^ | 合计 | < | 100 | 100% | 89.10 | 94.20
项目支出情况 | 项目名称 | < | 支出项目类别 | 项目总预算 | 项目本年度预算 | 项目主要支出方向和用途 | <
^ | 库房修缮 | < | 一次性 | 60 | 20 | 修缮库房 | <
^ | 档案扫描 | < | 经常性 | 15 | 15 | 扫描档案 | <
整体绩效总目标 | 长期目标 | < | < | < | 年度目标 | < | <
^ | 馆藏完整 | < | < | < | 扫描两万卷 | < | <
长期目标1 | 馆藏完整 | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 指标名称 | 指标内容 | < | 指标值 | 备注
^ | 产出指标 | 数量指标 | 馆藏量 | 馆藏档案的卷数 | < | ≥30万卷 |
年度目标1 | 扫描两万卷 | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 指标名称 | 近两年指标值 | < | 预期当年实现值 | 备注
^ | ^ | ^ | ^ | 前年 | 上年 | ^ | ^
^ | 产出指标 | 数量指标 | 扫描量 | 1万卷 | 2万卷 | ≥2万卷 |
"""


@pytest.fixture(scope="module")
def found() -> FormsRead:
    grid = form_grid(FORM, title="部门整体支出绩效目标申报表")
    return read_forms(document(), [grid])


def test_shares_are_set_aside_and_amounts_of_former_years_listed(found: FormsRead) -> None:
    own = found.funds[found.funds["project"] == 1]
    assert [(row.phase, row.source, row.value, row.unit) for row in own.itertuples()] == [
        ("approved", "fiscal", Decimal("90.50"), "万元"),
        ("approved", "other", Decimal("9.50"), "万元"),
        ("approved", "total", Decimal("100"), "万元"),
    ]
    former = {"80.10", "85.20", "9", "89.10", "94.20"}
    assert former <= {left.text for left in found.unread if left.reason == "no_column"}
    assert not [left.text for left in found.unread if "%" in left.text]


def test_projects_within_a_form_of_a_department_are_rows_with_money(found: FormsRead) -> None:
    _, first, second = found.projects.itertuples(index=False)
    assert [(row.form, row.name, row.term_total, row.approved) for row in (first, second)] == [
        ("project_list", "库房修缮", 60, 20),
        ("project_list", "档案扫描", 15, 15),
    ]
    assert first.goal == "修缮库房"


def test_indicators_below_a_goal_of_the_whole_time_are_not_the_years(found: FormsRead) -> None:
    term, year = found.indicators.itertuples(index=False)
    assert (term.name, term.term_target, term.target) == ("馆藏量", "≥30万卷", None)
    assert (year.name, year.term_target, year.target) == ("扫描量", None, "≥2万卷")


def test_what_an_indicator_means_is_not_its_name(found: FormsRead) -> None:
    term, year = found.indicators.itertuples(index=False)
    assert (term.name, term.definition) == ("馆藏量", "馆藏档案的卷数")


def test_nothing_else_is_listed(found: FormsRead) -> None:
    former = {"80.10", "85.20", "9", "89.10", "94.20", "1万卷", "2万卷"}
    assert {left.text for left in found.unread} == former


@pytest.mark.parametrize("nothing", ["/", "无", "—"])
def test_an_indicator_without_a_name_is_none_and_no_gap(nothing: str) -> None:
    text = f"""
项目名称 | < | 培训 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 得分
^ | 产出指标 | 数量指标 | 指标1：培训人数 | 300人 | 10
^ | 效益指标 | 生态效益指标 | 指标1：{nothing} | {nothing} |
"""
    found = read_forms(document(), [form_grid(text, title="项目绩效自评表")])
    assert list(found.indicators["name"]) == ["培训人数"]
    assert not found.unread

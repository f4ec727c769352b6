"""Performance forms of any office: what each shape gives, and what is listed instead of guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_forms import document, form_grid

from jixiao.extract.forms.identities import form_identities
from jixiao.extract.forms.read import FormsRead, read_forms
from jixiao.extract.forms.read_form import read_form
from jixiao.extract.forms.regions import form_regions
from jixiao.grid import Grid
from jixiao.schema import format_table

SELF_EVALUATION = """
项目名称 | < | 采血经费 | < | < | < | < | <
主管部门 | < | 某市卫生健康委员会 | < | 实施单位 | < | 某市血站 | <
项目资金（万元） | < | | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A）
^ | ^ | 年度资金总额 | 1268.6 | 1185.36 | 965.77 | 10 | 81.47%
^ | ^ | 其中：当年财政拨款 | 1268.6 | 1185.36 | 965.77 | — | 81.47%
^ | ^ | 上年结转资金 | | | | — |
^ | ^ | 其他资金 | | | | — |
年度总体目标完成情况 | 预期目标（年初设定） | < | < | 实际完成情况 | < | < | <
^ | 采血23万人次。 | < | < | 采血23.66万人次。 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
^ | 产出指标（50分） | 数量指标 | 指标1：采血人次 | 23万人次 | 23.66万人次 | 30 | 30
^ | ^ | 成本指标 | 指标1：项目成本 | 1185.36万元 | 965.77万元 | 20 | 18
^ | 效益指标（30分） | 社会效益指标 | 年增幅 | 上涨5%-10% | 上涨6.23% | 20 | 20
^ | 满意度指标（20分） | 服务对象满意度指标 | 献血者满意率 | 均大于95% | 均大于93% | 20 | 18
总分 | < | < | < | < | < | 100 | 96.15
"""

TARGET = """
项目名称 | < | 办公区绿化 | < | <
主管部门 | < | 某市行政审批局 | < | <
资金金额（万元） | < | 实施期资金总额： | 29.78 | 执行率分值（10分）
^ | ^ | 其中：财政拨款 | 29.78 | ^
^ | ^ | 其他资金 | | ^
年度目标 | 绿化进一步提升。 | < | < | <
年度绩效指标 | 一级指标 | 三级指标 | 指标值 | 分值权重（90分）
^ | 成本指标 | 绿植养护 | 29.78万元 | 50
^ | 产出指标 | 覆盖率 | ≥95% | 40
"""


def read(*grids: Grid, text: str = "") -> FormsRead:
    return read_forms(document(text), grids)


def only(table: pd.DataFrame) -> Any:
    assert len(table) == 1
    return next(table.itertuples(index=False))


def test_a_self_evaluation_gives_its_project_money_and_points() -> None:
    found = read(form_grid(SELF_EVALUATION, title="某市采血经费项目绩效自评表"))
    project = only(found.projects)
    assert project.form == "project_self_evaluation"
    assert (project.name, project.office) == ("采血经费", "某市卫生健康委员会")
    assert project.executor == "某市血站"
    assert (project.approved, project.revised, project.outturn) == (
        Decimal("1268.6"),
        Decimal("1185.36"),
        Decimal("965.77"),
    )
    assert project.unit == "万元"
    assert (project.execution_rate, project.execution_weight) == (Decimal("81.47"), 10)
    assert (project.total_weight, project.total_score) == (100, Decimal("96.15"))
    assert (project.goal, project.achieved) == ("采血23万人次。", "采血23.66万人次。")
    fiscal = found.funds[found.funds["source"] == "fiscal_this_year"]
    assert list(fiscal["phase"]) == ["approved", "revised", "outturn", "rate"]
    assert not found.unread


def test_every_indicator_has_each_cell_in_its_own_column() -> None:
    rows = read(form_grid(SELF_EVALUATION, title="项目绩效自评表")).indicators
    assert [(row.level2, row.level3) for row in rows.itertuples()] == [
        ("产出", "数量"),
        ("产出", "成本"),
        ("效益", "社会效益"),
        ("满意度", "服务对象满意度"),
    ]
    first, cost, rise, satisfied = rows.itertuples(index=False)
    assert (first.category, first.name) == ("产出指标（50分） 数量指标", "采血人次")
    assert (first.target_value, first.target_unit) == (23, "万人次")
    assert (first.actual_value, first.attainment_pct) == (Decimal("23.66"), Decimal("102.87"))
    assert (cost.attainment_pct, cost.status) == (None, "met")  # less is not worse
    assert (rise.promised, rise.status, rise.target_value) == ("range", "met", None)
    assert (satisfied.bound, satisfied.target_value, satisfied.actual_value) == (">", 95, None)
    assert satisfied.status == "not_assessable"
    assert list(rows["weight"]) == [30, 20, 20, 20]


def test_a_target_has_no_result_and_no_status() -> None:
    found = read(form_grid(TARGET, title="项目支出绩效目标表"))
    project = only(found.projects)
    assert (project.form, project.term_total, project.approved) == (
        "project_target",
        Decimal("29.78"),
        None,
    )
    assert project.execution_weight == 10
    assert [row.term for row in found.funds.itertuples()] == ["whole", "whole"]
    rows = found.indicators
    assert list(rows["level2"]) == ["成本", "产出"]
    assert list(rows["actual"]) == list(rows["status"]) == [None, None]
    assert list(rows["promised"]) == ["number", "bound"]


def test_two_forms_of_one_name_in_one_grid_stay_two() -> None:
    text = SELF_EVALUATION.strip()
    found = read(form_grid(f"{text}\n{text}", title="项目绩效自评表"))
    assert list(found.projects["name"]) == ["采血经费", "采血经费"]
    assert list(found.projects["project"]) == [1, 2]
    assert list(found.indicators["project"]) == [1] * 4 + [2] * 4
    assert list(found.indicators["seq"]) == list(range(1, 9))


def test_a_form_goes_on_in_the_grid_of_the_next_page() -> None:
    lines = SELF_EVALUATION.strip().splitlines()
    below = "\n".join([lines[11].replace("^ | ^", "绩效指标 | 产出指标（50分）"), *lines[12:]])
    found = read(
        form_grid("\n".join(lines[:11]), title="项目绩效自评表"),
        form_grid(below, number=2, page=2, first_line=500),
    )
    assert len(found.projects) == 1
    assert len(found.indicators) == 4
    assert only(found.projects).total_score == Decimal("96.15")
    assert list(found.indicators["page"]) == [1, 2, 2, 2]
    assert found.grids_used == {1, 2}


def test_a_further_page_with_other_columns_is_read_by_where_they_stand() -> None:
    """The side labels are not drawn on the second page: all columns shift by one."""
    first = form_grid("\n".join(SELF_EVALUATION.strip().splitlines()[:11]), title="项目绩效自评表")
    below = form_grid(
        "效益指标 | 社会效益指标 | 年增幅 | ≥5% | 6% | 20 | 20\n总分 | < | < | < | < | 100 | 98",
        number=2,
        page=2,
    )
    moved = tuple(
        type(row)(
            row.number,
            row.kind,
            tuple(
                type(cell)(**{**vars(cell), "box": _shift(cell.box)}) if cell else None
                for cell in row.cells
            ),
            row.page,
        )
        for row in below.rows
    )
    found = read(first, type(below)(2, (2,), moved, below.heads))
    last = list(found.indicators.itertuples())[-1]
    assert (last.level2, last.name, last.target, last.weight) == ("效益", "年增幅", "≥5%", 20)
    assert only(found.projects).total_score == 98


def _shift(box: Any) -> Any:
    return type(box)(box.left + 50, box.top, box.right + 50, box.bottom)


def test_bound_value_and_unit_in_three_cells_are_one_target() -> None:
    text = """
项目名称 | < | 培训 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位
产出指标 | 数量指标 | 培训人次 | ≥ | 120 | 人次
"""
    row = only(read(form_grid(text, title="项目绩效目标表")).indicators)
    assert (row.target, row.bound, row.target_value, row.target_unit) == (
        "≥120人次",
        "≥",
        120,
        "人次",
    )


@pytest.mark.parametrize(
    ("notes", "weights", "definition"),
    [(("20", "30"), [20, 30], None), (("约12%", "20"), [None, None], "备注：约12%")],
)
def test_a_column_of_notes_holds_weights_only_where_every_cell_is_points(
    notes: tuple[str, str], weights: list[int | None], definition: str | None
) -> None:
    text = f"""
项目名称 | < | 培训 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 培训人次 | 120 | {notes[0]}
^ | 质量指标 | 合格率 | 90% | {notes[1]}
"""
    rows = read(form_grid(text, title="项目绩效目标表")).indicators
    assert list(rows["weight"]) == weights
    assert rows["definition"][0] == definition


def test_sets_of_indicators_side_by_side_are_all_read() -> None:
    text = """
项目名称 | < | 培训 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 实施期指标值 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 三年培训 | 300人 | 数量指标 | 本年培训 | 100人
"""
    rows = list(read(form_grid(text, title="项目绩效目标表")).indicators.itertuples())
    assert [(row.name, row.term_target, row.target) for row in rows] == [
        ("三年培训", "300人", None),
        ("本年培训", None, "100人"),
    ]
    assert [row.level2 for row in rows] == ["产出", "产出"]


def test_targets_below_the_goal_of_the_whole_time_are_not_those_of_the_year() -> None:
    text = """
项目名称 | < | 培训 | < | < | < | <
总体目标 | 实施期总目标 | < | < | 年度目标 | < | <
^ | 三年培训300人 | < | < | 培训100人 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 三年培训 | 300人 | 数量指标 | 本年培训 | 100人
"""
    found = read(form_grid(text, title="项目绩效目标表"))
    rows = list(found.indicators.itertuples())
    assert [(row.term_target, row.target) for row in rows] == [("300人", None), (None, "100人")]
    assert (found.projects["term_goal"][0], found.projects["goal"][0]) == (
        "三年培训300人",
        "培训100人",
    )


def test_two_columns_of_targets_that_nothing_tells_apart_are_listed() -> None:
    text = """
项目名称 | < | 培训 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值
产出指标 | 数量指标 | 培训 | 300人 | 100人
"""
    found = read(form_grid(text, title="项目绩效目标表"))
    assert [item.text for item in found.unread if item.reason == "cell_unplaced"] == [
        "300人",
        "100人",
    ]


def test_amounts_below_a_total_whose_name_is_not_known_are_not_taken_for_the_years() -> None:
    text = """
项目名称 | < | 培训 | < | <
资金（万元） | 奇怪总额： | 300 | 年度资金总额： | 100
^ | 其中：财政拨款 | 300 | 其中：财政拨款 | 90
年度目标 | 培训100人 | < | < | <
"""
    found = read(form_grid(text, title="项目绩效目标表"))
    assert [(fund.source, fund.value) for fund in found.funds.itertuples()] == [
        ("total", 100),
        ("fiscal", 90),
    ]
    assert [item.text for item in found.unread].count("300") == 2


def test_a_first_level_does_not_go_on_over_second_levels_of_another() -> None:
    text = """
项目名称 | < | 培训 | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 人次 | 3
 | 社会效益指标 | 影响 | 提升
"""
    rows = read(form_grid(text, title="项目绩效目标表")).indicators
    assert list(rows["level2"]) == ["产出", "效益"]


def test_a_level_in_the_column_of_names_is_listed_but_where_it_is_the_rows_own() -> None:
    text = """
项目名称 | < | 培训 | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 人次 | 3
 | | 时效指标 | 发放时间
满意度指标 | 服务对象满意度指标 | 服务对象满意度指标 | ≥95%
"""
    found = read(form_grid(text, title="项目绩效目标表"))
    assert list(found.indicators["name"]) == ["人次", "服务对象满意度指标"]
    assert {"时效指标", "发放时间"} <= {item.text for item in found.unread}


def test_without_upright_lines_a_row_without_a_level_is_listed() -> None:
    text = """
项目名称 | < | 培训 | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 人次 | 3
满意度指标 | 服务对象满意度指标 | 老人满意度 | ≥90%
"""
    ruled = form_grid(
        text.replace("满意度指标 | 服务对象满意度指标", " | "), title="项目绩效目标表"
    )
    assert len(read(ruled).indicators) == 2
    bare = form_grid(text.replace("产出指标 | 数量指标", " | "), title="项目绩效目标表")
    assert list(read(replace(bare, ruled=False)).indicators["name"]) == ["老人满意度"]


def test_the_department_and_its_tasks_with_money_are_rows_of_their_own() -> None:
    text = """
部门（单位）名称 | < | 某市科学技术局 | < | < | < | <
年度主要任务 | 任务名称 | 主要内容 | 全年预算数（万元） | < | 全年执行数（万元） | 执行率
^ | ^ | ^ | 总额 | 财政拨款 | 总额 | ^
^ | 科普 | 开展科普活动 | 56 | 50 | 55 | 98.21%
^ | 金额合计 | < | 56 | 50 | 55 | 98.21%
年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 得分
^ | 产出指标 | 数量指标 | 活动次数 | 3次 | 4次 | 10
"""
    found = read(form_grid(text, title="部门整体支出绩效自评表"))
    department, task = found.projects.itertuples(index=False)
    assert (department.form, department.name) == ("department_self_evaluation", None)
    assert (department.office, department.outturn) == ("某市科学技术局", 55)
    assert (task.form, task.name, task.goal) == ("department_task", "科普", "开展科普活动")
    assert (task.revised, task.execution_rate) == (56, Decimal("98.21"))
    assert only(found.indicators).project == 1


@pytest.mark.parametrize(
    "cell",
    ["12 13", "1,2.3.4", "待定"],
)
def test_a_cell_of_money_that_is_no_single_figure_keeps_its_text(cell: str) -> None:
    text = SELF_EVALUATION.replace("年度资金总额 | 1268.6", f"年度资金总额 | {cell}")
    found = read(form_grid(text, title="项目绩效自评表"))
    total = found.funds[found.funds["source"] == "total"].iloc[0]
    assert (total["value"], total["printed"]) == (None, cell)
    assert only(found.projects).approved is None
    assert [item.reason for item in found.unread] == ["no_number"]


def test_a_misprinted_rate_stays_as_printed_and_one_without_sign_has_no_value() -> None:
    for printed, value in (("1000%", Decimal(1000)), ("0.8147", None), ("0", Decimal(0))):
        text = SELF_EVALUATION.replace("10 | 81.47%", f"10 | {printed}")
        project = only(read(form_grid(text, title="项目绩效自评表")).projects)
        assert (project.execution_rate, project.execution_rate_printed) == (value, printed)


def test_what_no_label_takes_is_listed_with_its_place() -> None:
    text = SELF_EVALUATION.replace("总分 |", "奇怪标签 | < | 77.5 | < | < | < | < | <\n总分 |")
    found = read(form_grid(text, title="项目绩效自评表"))
    assert "77.5" in [item.text for item in found.unread]
    assert only(found.projects).total_score == Decimal("96.15")


def test_a_known_label_of_persons_is_no_gap() -> None:
    text = TARGET.replace("主管部门 |", "项目负责人 | < | 张三 | < | <\n主管部门 |")
    found = read(form_grid(text, title="项目绩效目标表"))
    assert not found.unread  # persons are known, and no statement
    text = TARGET.replace("主管部门 |", "立项依据 | < | 某文件 | < | <\n主管部门 |")
    (item,) = read(form_grid(text, title="项目绩效目标表")).unread
    assert (item.text, item.reason) == ("某文件", "no_column")


def test_a_statement_of_accounts_is_no_form() -> None:
    text = """
项目 | 本年收入合计 | 财政拨款收入 | 其他收入
合计 | 2,015,094.22 | 805,251.56 | 98,870.55
一般公共服务支出 | 56.00 | 56.00 |
"""
    found = read(form_grid(SELF_EVALUATION, title="自评表"), form_grid(text, number=2, page=2))
    assert found.grids_used == {1}


LIST = """
项目名称（资金使用单位） | 总计： | 财政拨款 | 其他资金 | 绩效目标 | 绩效指标
合计： | 30.00 | 25.00 | 5.00 | |
某市生态环境局 | 30.00 | 25.00 | 5.00 | |
监督检查经费 | 10.00 | 10.00 | | 加强检查。 | {run_on}
监测经费 | 20.00 | 15.00 | 5.00 | 加强监测。 |
"""
RUN_ON = (
    "1.1－产出指标，11－数量指标，检查员数量；实施周期指标值：≤12人，年度指标值：≤10人；"
    "2、2－效益指标，22－社会效益，办结率；实施周期指标值：考察是否规范。年度指标值：≥90%;"
)


def test_a_list_gives_a_project_a_row_and_splits_its_running_indicators() -> None:
    found = read(form_grid(LIST.format(run_on=RUN_ON), unit="万元", title="项目支出绩效目标表"))
    assert list(found.projects["form"]) == ["list_total"] * 2 + ["project_list"] * 2
    assert list(found.projects["executor"]) == [None] + ["某市生态环境局"] * 3
    assert list(found.projects["approved"]) == [30, 30, 10, 20]
    rows = list(found.indicators.itertuples())
    assert [(row.level2, row.level3, row.name) for row in rows] == [
        ("产出", "数量", "检查员数量"),
        ("效益", "社会效益", "办结率"),
    ]
    assert (rows[0].term_target, rows[0].target, rows[0].target_value) == ("≤12人", "≤10人", 10)
    assert not found.unread


def test_a_project_of_a_list_stands_in_its_own_row() -> None:
    """The row of its unit is pages above it, and is not where the project is printed."""
    found = read(form_grid(LIST.format(run_on=RUN_ON), unit="万元", title="项目支出绩效目标表"))
    lines = list(found.projects["line"])
    assert len(set(lines)) == len(lines)
    assert lines == sorted(lines)


def test_rounded_amounts_below_a_unit_still_make_its_total() -> None:
    text = """
项目名称 | 总计 | 绩效目标
某市热线中心 | 30.01 |
甲 | 10.00 | 目标一。
乙 | 20.00 | 目标二。
另一项目 | 31.00 |
"""
    found = read(form_grid(text, unit="万元"))
    assert list(found.projects["form"]) == ["list_total", *["project_list"] * 3]
    assert found.projects["quote"][0] == "某市热线中心"


def test_a_piece_of_running_text_that_the_grammar_does_not_take_is_listed_whole() -> None:
    odd = RUN_ON + "3、2－效益指标，缺了一层；"
    found = read(form_grid(LIST.format(run_on=odd), unit="万元"))
    assert len(found.indicators) == 2
    assert [(i.reason, i.text) for i in found.unread] == [
        ("run_on_unsplit", "3、2－效益指标，缺了一层；")
    ]


SUMMARY = """
（三）项目绩效自评结果。
1.某血站采血经费项目绩效自评综述：全年预算数1185.36万元，执行数965.77万
元，完成预算的81.47%。项目绩效目标完成情况：采血23.66万人次。发现的问
题及原因：预算不细。下一步改进措施：细化预算。
2.某医院设备购置项目绩效自评综述：全年预算数10万元，执行数10万元，
完成预算的100%。项目绩效目标完成情况：已购置。
第四部分 名词解释
执行数999万元。
"""


def test_summaries_in_prose_are_the_same_rows() -> None:
    found = read(text=SUMMARY)
    first, second = found.projects.itertuples(index=False)
    assert (first.form, first.name) == ("summary", "某血站采血经费项目")
    assert (first.revised, first.outturn, first.unit) == (
        Decimal("1185.36"),
        Decimal("965.77"),
        "万元",
    )
    assert (first.execution_rate, first.achieved) == (Decimal("81.47"), "采血23.66万人次。")
    assert (first.problems, first.measures) == ("预算不细。", "细化预算。")
    assert (second.name, second.achieved, second.problems) == (
        "某医院设备购置项目",
        "已购置。",
        None,
    )


ASSESSMENT = """
某市财政支出绩效评价报告
评价项目名称：2020年度某专项资金绩效评
价
评价项目单位：某市国有资产监督管理委员会
评价项目金额：13,237万元
四、存在的主要问题及原因分析
（一）预算编制不够精准
说明。
（二）资金下拨进度慢
五、建议
（一）细化预算
六、评价结论
项目决策分值20分，得分18.5分。项目综合评分92.25分，评价级次为优。
"""


def test_an_evaluation_gives_project_money_points_grade_and_problems() -> None:
    found = read(text=ASSESSMENT)
    project = only(found.projects)
    assert (project.form, project.name) == ("assessment", "2020年度某专项资金绩效评价")
    assert (project.executor, project.total_score, project.grade) == (
        "某市国有资产监督管理委员会",
        Decimal("92.25"),
        "优",
    )
    assert project.problems == "（一）预算编制不够精准；（二）资金下拨进度慢"
    assert project.measures == "（一）细化预算"
    fund = only(found.funds)
    assert (fund.value, fund.unit, fund.phase) == (13237, "万元", "unspecified")
    aspect = only(found.indicators)
    assert (aspect.name, aspect.weight, aspect.score) == ("项目决策", 20, Decimal("18.5"))


RESULTS = """
序号 | 主管部门（单位） | 项目名称 | 资金量（万元） | 评价得分 | 评价等次 | 主要问题
1 | 市体育局 | 场馆开放补助 | 1424.74 | 86.5 | 良 | 目标不够细化
2 | 市应急管理局 | 应急救援资金 | 140 | 91.2 | 优 | 无
"""


def test_results_of_several_projects_are_a_row_each_and_none_for_the_round() -> None:
    text = (
        "某市财政局2022年重点项目绩效评价结果\n"
        "评价结论为“良”的1个，无等级为“差”的项目。评价等级为优良（80分以上）的项目有2个。\n"
    )
    found = read(form_grid(RESULTS), text=text)
    rows = list(found.projects.itertuples())
    assert [(row.name, row.office, row.total_score, row.grade) for row in rows] == [
        ("场馆开放补助", "市体育局", Decimal("86.5"), "良"),
        ("应急救援资金", "市应急管理局", Decimal("91.2"), "优"),
    ]
    assert rows[0].problems == "目标不够细化"
    assert list(found.funds["value"]) == [Decimal("1424.74"), 140]


@pytest.mark.parametrize(
    "words", ["无等级为“优”的项目", "等级为优良（80分以上）的项目有4个", "等级为“良”的8个"]
)
def test_a_count_of_projects_with_a_grade_is_no_grade(words: str) -> None:
    text = f"某市财政支出绩效评价报告\n评价项目名称：某专项资金\n{words}。\n"
    assert only(read(text=text).projects).grade is None
    text = f"某市财政支出绩效评价报告\n评价项目名称：某专项资金\n{words}。评价等级为“良”。\n"
    assert only(read(text=text).projects).grade == "良"


@pytest.mark.parametrize(
    ("words", "total", "grade", "aspects"),
    [
        ("综合评定得分为90.20分，评定等级为优秀", "90.20", "优秀", []),
        ("评价得分91分，属于“优”等级，属于优先支持的项目", "91", "优", []),
        ("产出指标分值30分，评价得分28分", None, None, [("产出指标", 30, 28)]),
        (
            "评价得分86分。决策指标（20分）得18分，过程类指标得分17分（满分20分）",
            "86",
            None,
            [("决策指标", 20, 18), ("过程类指标", 20, 17)],
        ),
        ("项目决策20分，得分18分", None, None, [("项目决策", 20, 18)]),
    ],
)
def test_points_of_an_aspect_are_no_total(
    words: str, total: str | None, grade: str | None, aspects: list[tuple[str, int, int]]
) -> None:
    text = f"某市财政支出绩效评价报告\n评价项目名称：某专项资金\n{words}。\n"
    found = read(text=text)
    project = only(found.projects)
    assert project.total_score == (total and Decimal(total))
    assert project.grade == grade
    rows = [(row.name, row.weight, row.score) for row in found.indicators.itertuples()]
    assert rows == aspects


def test_sums_that_the_form_breaks_are_told_from_those_that_hold() -> None:
    held = form_identities(read(form_grid(SELF_EVALUATION, title="项目绩效自评表")))
    assert {item.name for item in held if item.holds} == {"weights", "sources", "execution_rate"}
    assert not [item for item in held if not item.holds]  # the score of execution is not printed
    broken = SELF_EVALUATION.replace("| 100 | 96.15", "| 110 | 96.15")
    failed = form_identities(read(form_grid(broken, title="项目绩效自评表")))
    assert [(i.name, i.computed) for i in failed if not i.holds] == [("weights", 100)]


def test_weights_are_not_added_where_that_of_execution_alone_is_not_printed() -> None:
    found = read(form_grid(SELF_EVALUATION, title="项目绩效自评表"))
    found.projects.at[0, "execution_weight"] = None
    assert [i.computed for i in form_identities(found) if i.name == "weights"] == [90]
    found.projects.at[0, "execution_score"] = Decimal(10)
    assert [i for i in form_identities(found) if i.name == "weights"] == []


def test_the_tables_keep_their_schemas() -> None:
    found = read(
        form_grid(SELF_EVALUATION, title="项目绩效自评表"),
        form_grid(TARGET, number=2, page=2, first_line=100, title="项目绩效目标表"),
    )
    for name, table in (
        ("projects", found.projects),
        ("project_funds", found.funds),
        ("indicators", found.indicators),
    ):
        assert format_table(table, name, name)


WORDS = [
    *("项目名称", "年度资金总额", "产出指标", "数量指标", "总分", "指标值", "一级指标", "三级指标"),
    *("实际完成值", "分值", "年初预算数", "年度目标", "绩效指标", "任务名称", "", "<", "^", "某某"),
    *("#", "#", "≥#%", "# #"),
]
ROWS = st.lists(st.lists(st.sampled_from(WORDS), min_size=4, max_size=4), min_size=1, max_size=8)


@settings(max_examples=200, deadline=None)
@given(ROWS)
@example(
    [
        ["项目名称", "项目名称", "一级指标", "实际完成值"],
        ["项目名称", "分值", "三级指标", "项目名称"],
        ["项目名称", "#", "产出指标", "项目名称"],
    ]
)
@example(
    [
        ["项目名称", "#", "项目名称", "项目名称"],
        ["年度资金总额", "^", "项目名称", "产出指标"],
        ["项目名称", "项目名称", "指标值", "一级指标"],
    ]
)
@example([["项目名称", "指标值", "#", "一级指标"], ["项目名称"] * 4])
@example([["一级指标", "绩效指标", "项目名称", "实际完成值"], ["#", "产出指标", "项目名称", ""]])
def test_whatever_is_drawn_stops_nothing_and_no_figure_is_lost(rows: list[list[str]]) -> None:
    """Every number of a table that is taken for a form ends in a row or is listed."""
    numbers = iter(range(100, 999))
    drawn = [
        [
            "" if (c == "<" and x == 0) or (c == "^" and y == 0) else _numbered(c, numbers)
            for x, c in enumerate(row)
        ]
        for y, row in enumerate(rows)
    ]
    try:
        grid = form_grid("\n".join(" | ".join(row) for row in drawn))
    except KeyError:  # merged cells that are no rectangle
        return
    found = read(grid)
    if not found.grids_used:
        return
    sums = [text.text for region in form_regions([grid]) for text in read_form(region).aside]
    kept = " ".join(
        [item.text for item in found.unread]
        + sums  # of points that other rows state
        + [
            str(value)
            for table in (found.projects, found.funds, found.indicators)
            for column in table
            for value in table[column]
        ]
    )
    lost = [n for cell in grid.cells for n in re.findall(r"\d{3}", cell.text) if n not in kept]
    assert not lost


def _numbered(text: str, numbers: Iterator[int]) -> str:
    return re.sub("#", lambda _: str(next(numbers)), text)


def test_what_a_page_break_cut_off_an_indicator_goes_on_with_it() -> None:
    lines = SELF_EVALUATION.strip().splitlines()
    above = [*lines[:12], lines[12].replace("年增幅", "献血人次年")]
    below = "\n".join(
        [
            " |  |  | 增幅 |  |  |  | ",
            " |  | 质量指标 | 合格率 | ≥95% | 96% | 10 | 10",
            "总分 | < | < | < | < | < | 100 | 96.15",
        ]
    )
    found = read(
        form_grid("\n".join(above), title="项目绩效自评表"),
        form_grid(below, number=2, page=2, first_line=500),
    )
    assert list(found.indicators["name"]) == ["采血人次", "项目成本", "献血人次年增幅", "合格率"]
    assert not found.unread
    assert only(found.projects).total_score == Decimal("96.15")


def test_a_table_that_heads_a_column_of_numbers_does_not_go_on_with_a_form() -> None:
    goods = "序号 | 货物 | 数量 | 金额\n1 | 打印机 | 3 | 9000"
    found = read(
        form_grid(SELF_EVALUATION, title="项目绩效自评表"),
        form_grid(goods, number=2, page=2, first_line=500),
    )
    assert len(found.indicators) == 4
    assert found.grids_used == {1}


def test_summaries_in_the_wordings_of_provinces() -> None:
    text = """（1）城管执法专项：全年预算数80万元，执行数78.5万元，执行率98.13%，自评得分98.6分。
（2）路灯维护专项绩效自评情况：全年预算数为60万元，执行数60万元，预算执行率为100%，自评得分：100分。"""
    first, second = read(text=text).projects.itertuples(index=False)
    assert (first.name, first.revised, first.outturn) == ("城管执法专项", 80, Decimal("78.5"))
    assert (first.execution_rate, first.total_score) == (Decimal("98.13"), Decimal("98.6"))
    assert (second.name, second.revised, second.total_score) == ("路灯维护专项", 60, 100)

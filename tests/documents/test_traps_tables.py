"""Traps in how a table of money is set out and titled: right, or listed, and never another's figure."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_drawn import as_docx, as_html, as_xlsx
from traps_made import figures, read

COVER = "清河市水利局\n2023年度部门决算\n"
HEAD = "科目编码|科目名称|本年支出合计|基本支出|项目支出\n"
ROWS = """|合计|17,264.94|10,231.58|7,033.36
2010601|行政运行|10,231.58|10,231.58|
2010602|一般行政管理事务|7,033.36||7,033.36
"""
RIGHT = {
    ("合计", "expenditure"): "17264.94",
    ("合计", "expenditure.basic"): "10231.58",
    ("合计", "expenditure.project"): "7033.36",
    ("行政运行", "expenditure"): "10231.58",
    ("行政运行", "expenditure.basic"): "10231.58",
    ("一般行政管理事务", "expenditure"): "7033.36",
    ("一般行政管理事务", "expenditure.project"): "7033.36",
}
FORMATS = {"html": as_html, "docx": as_docx, "xlsx": as_xlsx}


def table(above: str, head: str = HEAD, rows: str = ROWS) -> str:
    return f"{COVER}{above}\n{head}{rows}"


@pytest.mark.parametrize("suffix", FORMATS)
def test_names_and_codes_may_stand_behind_the_amounts(
    suffix: str, tmp_path: Path, data: Path
) -> None:
    text = table(
        "支出决算表\n单位：万元",
        "项目支出|基本支出|本年支出合计|科目名称|科目编码\n",
        """7,033.36|10,231.58|17,264.94|合计|
|10,231.58|10,231.58|行政运行|2010601
7,033.36||7,033.36|一般行政管理事务|2010602
""",
    )
    assert figures(read(FORMATS[suffix](text), tmp_path, data, f"a.{suffix}")) == RIGHT


SIDES = """收入支出决算总表
单位：万元
收入|<|支出|<
决算数|项目|决算数|项目
16,264.94|一、一般公共预算财政拨款收入|14,178.30|一、一般公共服务支出
1,000.00|二、其他收入|3,086.64|二、住房保障支出
17,264.94|本年收入合计|17,264.94|本年支出合计
"""


def test_amounts_before_the_names_of_two_sides_are_those_of_their_side(
    tmp_path: Path, data: Path
) -> None:
    found = figures(read(as_html(COVER + SIDES), tmp_path, data, "a.html"))
    assert found[("一般公共预算财政拨款收入", "income.fiscal_appropriation")] == "16264.94"
    assert found[("其他收入", "income.other")] == "1000.00"
    assert found[("一般公共服务支出", "expenditure")] == "14178.30"


def test_a_name_between_two_amounts_has_neither_for_certain(tmp_path: Path, data: Path) -> None:
    text = (
        COVER
        + "支出决算表\n单位：万元\n决算数|科目名称|决算数\n1.00|行政运行|2.00\n3.00|水利|4.00\n"
    )
    report = read(as_html(text), tmp_path, data, "a.html")
    assert figures(report) == {}
    assert len(report.about["unread"]) == 4


# What stands above a table whose figures are not those of the document's year, or of no known unit.
NOT_ITS_OWN = {
    "two units": "支出决算表\n单位：万元\n金额单位：元",
    "another year below the title": "支出决算表\n2022年度\n单位：万元",
    "another year by its label": "支出决算表\n年度：2022\n单位：万元",
    "a budget among final accounts": "支出预算表\n单位：万元",
    "the total of a budget": "部门支出预算总表\n单位：万元",
    "what was corrected": "支出决算表（更正前）\n单位：万元",
    "what is void": "支出决算表（作废）\n单位：万元",
    "an example": "支出决算表（填报示例）\n单位：万元",
}


@pytest.mark.parametrize("name", NOT_ITS_OWN)
@pytest.mark.parametrize("suffix", FORMATS)
def test_figures_under_such_a_caption_are_no_rows(
    name: str, suffix: str, tmp_path: Path, data: Path
) -> None:
    report = read(FORMATS[suffix](table(NOT_ITS_OWN[name])), tmp_path, data, f"a.{suffix}")
    assert figures(report) == {}


ITS_OWN = {
    "one unit twice": "支出决算表\n单位：万元\n金额单位：万元",
    "its year below the title": "支出决算表\n2023年度\n单位：万元",
    "another date": "支出决算表\n编制日期：2024年3月1日\n单位：万元",
    "the general public budget": "一般公共预算财政拨款支出决算表\n单位：万元",
    "without the word": "支出表\n单位：万元",
    "what was corrected it to": "支出决算表（更正后）\n单位：万元",
}


@pytest.mark.parametrize("name", ITS_OWN)
def test_figures_under_such_a_caption_are_read(name: str, tmp_path: Path, data: Path) -> None:
    assert figures(read(as_html(table(ITS_OWN[name])), tmp_path, data, "a.html")) == RIGHT

"""Tables with sides: 收入 | 支出 is two grids, a plain table stays one."""

from __future__ import annotations

import pytest
from made_tables import Paper

from jixiao.grid import Grid, grids


def read(*rows: list[str]) -> tuple[Grid, ...]:
    return grids(Paper().line("收支总表").table(*rows).document())


def test_income_and_expenditure_are_two_sides_of_one_number() -> None:
    left, right = read(
        ["收入", "<", "支出", "<", "<"],
        ["项目", "预算数", "项目", "合计", "基本支出"],
        ["一、财政拨款", "5.00", "一、教育支出", "6.00", "4.00"],
        ["", "", "二、文化支出", "1.00", "1.00"],
        ["收入总计", "5.00", "支出总计", "7.00", "5.00"],
    )
    assert (left.name, right.name, left.side, right.side) == ("1a", "1b", "left", "right")
    assert left.heads == (("收入", "项目"), ("收入", "预算数"))
    assert right.heads[2] == ("支出", "基本支出")
    assert [row.text(0) for row in right.data_rows()] == [
        "一、教育支出",
        "二、文化支出",
        "支出总计",
    ]
    assert left.rows[3].kind == "blank"
    assert right.rows[3].kind == "data"


def test_row_numbers_go_with_their_side() -> None:
    left, right = read(
        ["收入", "<", "<", "支出", "<", "<"],
        ["项目", "行次", "决算数", "项目", "行次", "决算数"],
        ["栏次", "", "1", "栏次", "", "2"],
        ["一、财政拨款", "1", "5.00", "一、教育支出", "31", "6.00"],
    )
    assert left.heads[1] == ("收入", "行次")
    assert right.heads[1] == ("支出", "行次")
    assert [row.kind for row in right.rows] == ["head", "head", "column_numbers", "data"]
    assert right.rows[3].text(1) == "31"


def test_expenditure_by_another_classification_is_a_side_of_its_own() -> None:
    found = read(
        ["收入", "<", "<", "支出", "<", "<", "<", "<", "<"],
        [
            "项目",
            "行次",
            "决算数",
            "项目(按功能分类)",
            "行次",
            "决算数",
            "按支出性质",
            "行次",
            "决算数",
        ],
        ["一、财政拨款", "1", "5.00", "一、教育支出", "31", "6.00", "一、基本支出", "61", "4.00"],
        ["二、事业收入", "2", "2.00", "二、文化支出", "32", "1.00", "二、项目支出", "62", "3.00"],
    )
    assert [grid.rows[3].text(0) for grid in found] == [
        "二、事业收入",
        "二、文化支出",
        "二、项目支出",
    ]


def test_codes_names_and_amounts_thrice_in_a_row_are_three_sides() -> None:
    found = read(
        ["科目代码", "科目名称", "决算数"] * 3,
        ["301", "工资福利支出", "5.00", "302", "商品和服务支出", "6.00", "310", "资本性支出", ""],
        ["30101", "基本工资", "5.00", "30201", "办公费", "6.00", "31002", "办公设备购置", ""],
    )
    assert [grid.name for grid in found] == ["1a", "1b", "1c"]
    assert [grid.side for grid in found] == ["left", "middle", "right"]
    assert [grid.rows[2].text(1) for grid in found] == ["基本工资", "办公费", "办公设备购置"]


def test_four_sides_are_told_by_letters() -> None:
    found = read(["编码", "名称", "金额"] * 4, ["301", "工资", "5.00", "302", "办公费", "6.00"] * 2)
    assert [(grid.name, grid.side) for grid in found] == [
        ("1a", "left"),
        ("1b", "middle"),
        ("1c", "middle"),
        ("1d", "right"),
    ]


def test_sides_are_told_by_their_first_words_too() -> None:
    found = read(
        ["收入项目", "金额", "支出项目", "金额"],
        ["一、财政拨款", "5.00", "一、教育支出", "6.00"],
    )
    assert len(found) == 2


def test_a_number_before_both_sides_stays_with_the_first() -> None:
    left, right = read(
        ["序号", "收入", "<", "支出", "<"],
        ["^", "项目", "预算数", "项目", "预算数"],
        ["1", "一、财政拨款", "5.00", "一、教育支出", "6.00"],
    )
    assert left.heads[0] == ("序号",)
    assert right.heads[0] == ("支出", "项目")


@pytest.mark.parametrize(
    "rows",
    [
        [  # two pairs of codes name one row
            ["科目编码", "<", "部门经济科目", "科目编码", "<", "政府经济科目", "金额"],
            ["类", "款", "^", "类", "款", "^", "^"],
            ["301", "01", "基本工资", "501", "01", "工资奖金津补贴", "5.00"],
        ],
        [  # purchases: code, number and amount in one row
            ["科目编码", "<", "采购项目", "数量", "经济科目编码", "<", "预算金额"],
            ["类", "款", "^", "^", "类", "款", "^"],
            ["201", "03", "复印纸", "20", "302", "01", "5.00"],
        ],
        [  # two years of the same columns
            ["单位", "2023年", "<", "2024年", "<"],
            ["^", "合计", "公务接待费", "合计", "公务接待费"],
            ["某局", "5.00", "1.00", "6.00", "2.00"],
        ],
        [["名称", "预算数", "名称说明", "预算数说明"], ["教育", "5.00", "见附件", "无"]],
    ],
)
def test_a_plain_table_is_not_parted(rows: list[list[str]]) -> None:
    assert [grid.side for grid in read(*rows)] == [None]

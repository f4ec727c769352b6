"""Economic kinds as heads of columns in tables by function: 工资福利支出 | 商品和服务支出 …"""

from __future__ import annotations

import pytest
from grids_made import make_grid, no_text

from jixiao.check.identities import identities
from jixiao.extract.statements import read_statements
from jixiao.grid.grid import Grid

Row = tuple[str, ...]
KEYS = ["statement", "item", "classification", "name", "printed"]


def read(grid: Grid) -> tuple[list[Row], list[str]]:
    found = read_statements(no_text(), [grid], "budget", 2026)
    checked = identities(found.rows)
    assert checked["holds"].all()
    rows = [tuple(v or "" for v in row) for row in found.rows[KEYS].itertuples(index=False)]
    return rows, [f"{number.words}: {number.text}" for number in found.unread]


def test_a_kind_is_the_class_of_the_total_and_a_part_of_each_function() -> None:
    heads = [
        "科目编码",
        "科目名称",
        "合计",
        "工资福利支出/小计",
        "工资福利支出/基本工资",
        "商品和服务支出",
    ]
    rows, unread = read(
        make_grid(
            "财政拨款支出明细表",
            heads,
            [
                ("", "合计", "9.00", "6.00", "6.00", "3.00"),
                ("201", "一般公共服务支出", "9.00", "6.00", "6.00", "3.00"),
            ],
        )
    )
    assert rows == [
        ("fiscal_expenditure", "expenditure", "", "合计", "9.00"),
        ("fiscal_economic", "expenditure", "301", "工资福利支出", "6.00"),
        ("fiscal_economic", "expenditure", "30101", "基本工资", "6.00"),
        ("fiscal_economic", "expenditure", "302", "商品和服务支出", "3.00"),
        ("fiscal_expenditure", "expenditure", "201", "一般公共服务支出", "9.00"),
        (
            "fiscal_expenditure",
            "expenditure.kind",
            "201",
            "一般公共服务支出 / 工资福利支出",
            "6.00",
        ),
        ("fiscal_expenditure", "expenditure.kind", "201", "一般公共服务支出 / 基本工资", "6.00"),
        (
            "fiscal_expenditure",
            "expenditure.kind",
            "201",
            "一般公共服务支出 / 商品和服务支出",
            "3.00",
        ),
    ]
    assert unread == []


@pytest.mark.parametrize(
    ("heads", "codes"),
    [
        (["工资福利支出", "对个人和家庭的补助"], ["301", "303"]),
        (["机关工资福利支出", "对个人和家庭的补助"], ["501", "509"]),
        (["机关商品和服务支出", "机关资本性支出（一）", "其他支出"], ["502", "503", "599"]),
    ],
)
def test_the_classification_is_that_in_which_all_kinds_are(
    heads: list[str], codes: list[str]
) -> None:
    grid = make_grid(
        "支出经济分类汇总表",
        ["科目编码", "科目名称", *heads],
        [("", "合计", *["1.00"] * len(heads))],
    )
    rows, unread = read(grid)
    assert [row[2] for row in rows] == codes
    assert unread == []


def test_a_name_that_stands_alone_or_is_no_kind_is_listed() -> None:
    grid = make_grid(
        "支出总表", ["科目编码", "科目名称", "合计", "其他支出"], [("", "合计", "9.00", "4.00")]
    )
    rows, unread = read(grid)
    assert [row[4] for row in rows] == ["9.00"]
    assert unread == ["其他支出: 4.00"]


def test_a_table_of_one_kind_states_no_total_of_basic_expenditure() -> None:
    grid = make_grid(
        "一般公共预算基本支出表--人员经费（工资福利支出）（按部门预算经济分类）",
        ["科目编码", "科目名称", "合计", "基本工资", "津贴补贴"],
        [("", "合计", "7.00", "4.00", "3.00"), ("2010301", "行政运行", "7.00", "4.00", "3.00")],
    )
    rows, unread = read(grid)
    assert rows[:3] == [
        ("general_basic", "expenditure.basic", "301", "合计", "7.00"),
        ("general_basic", "expenditure.basic", "30101", "基本工资", "4.00"),
        ("general_basic", "expenditure.basic", "30102", "津贴补贴", "3.00"),
    ]
    assert {row[1] for row in rows[3:]} == {"expenditure.basic.kind"}
    assert unread == []


def test_a_unit_s_kind_is_a_class_of_the_unit() -> None:
    grid = make_grid(
        "支出总表",
        ["单位名称", "合计", "工资福利支出", "商品和服务支出"],
        [
            ("合计", "9.00", "6.00", "3.00"),
            ("测试站", "4.00", "3.00", "1.00"),
            ("测试所", "5.00", "3.00", "2.00"),
        ],
    )
    rows, _ = read(grid)
    assert (
        "expenditure_economic",
        "expenditure.office",
        "301",
        "测试站 / 工资福利支出",
        "3.00",
    ) in rows

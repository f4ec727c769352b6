"""Wide tables of which a further page names the rows again: one row has all its figures."""

from __future__ import annotations

import pytest
from grids_made import make_grid, no_text

from jixiao.extract.statements import read_statements


def test_labels_that_are_said_again_part_no_row() -> None:
    grid = make_grid(
        "部门收入总表",
        ["单位名称", "合计", "一般公共预算", "单位名称", "上年结转", "其他收入"],
        [
            ("合计", "9.00", "5.00", "合计", "3.00", "1.00"),
            ("测试站", "9.00", "5.00", "测试站", "3.00", "1.00"),
        ],
    )
    read = read_statements(no_text(), [grid], "budget", 2026)
    assert read.unread == []
    first = read.rows[read.rows["name"] == "合计"]
    assert list(zip(first["item"], first["printed"], strict=True)) == [
        ("total.income", "9.00"),
        ("income.fiscal_appropriation", "5.00"),
        ("balance.opening", "3.00"),
        ("income.other", "1.00"),
    ]


def test_labels_that_say_something_else_name_rows_of_their_own() -> None:
    grid = make_grid(
        "一般公共预算基本支出表",
        ["科目编码", "科目名称", "金额", "科目编码", "科目名称", "金额"],
        [
            ("301", "工资福利支出", "5.00", "302", "商品和服务支出", "3.00"),
            ("30101", "基本工资", "5.00", "30201", "办公费", "3.00"),
        ],
    )
    rows = read_statements(no_text(), [grid], "budget", 2026).rows
    assert list(rows["classification"]) == ["301", "30101", "302", "30201"]


def test_a_code_of_an_office_is_none_of_a_class() -> None:
    """312 is an economic kind too, and 312001 none: it was taken for one, or refused."""
    grid = make_grid(
        "收入总表",
        ["部门（单位）代码", "部门（单位）名称", "合计", "一般公共预算"],
        [
            ("", "合计", "9.00", "9.00"),
            ("312", "某局", "9.00", "9.00"),
            ("312001", "某局本级", "9.00", "9.00"),
        ],
    )
    read = read_statements(no_text(), [grid], "budget", 2026)
    assert read.unread == []
    assert set(read.rows["classification"]) == {None}
    assert list(read.rows["name"]) == ["合计", "合计", "某局", "某局", "某局本级", "某局本级"]


_PURCHASES = ["科目编码", "采购项目", "犇骉羴", "部门预算支出经济科目编码", "预算金额"]


def test_a_column_of_words_under_a_head_that_is_not_known_ends_no_half() -> None:
    """The purchase was one of its economic kind alone, and of an office."""
    rows = [("2010301", "体检", "定制", "30299", "15.00"), ("2010306", "印刷", "", "30202", "3.00")]
    read = read_statements(
        no_text(), [make_grid("政府采购预算表", _PURCHASES, rows)], "budget", 2026
    )
    assert list(read.rows["classification"]) == ["2010301", "2010306"]
    assert list(read.rows["name"]) == ["体检", "印刷"]
    assert set(read.rows["item"]) == {"procurement"}


def test_a_purchase_of_which_only_a_code_is_known_is_none_of_an_office() -> None:
    rows = [("2010301", "体检", "7", "30299", "15.00"), ("2010306", "印刷", "8", "30202", "3.00")]
    read = read_statements(
        no_text(), [make_grid("政府采购预算表", _PURCHASES, rows)], "budget", 2026
    )
    assert set(read.rows["item"]) == {"procurement"}


def test_a_total_of_figures_under_a_head_of_names_is_no_name() -> None:
    """项目 was taken to reach over 合计: its figures became part of the names before them."""
    grid = make_grid(
        "部门收入预算总表",
        [
            "项目/功能分类科目编码",
            "项目/功能分类科目名称",
            "项目/合计",
            "收入预算/财政拨款收入",
        ],
        [
            ("201", "一般公共服务支出", "2,932,700", "2,932,000"),
            ("20105", "统计信息事务", "257,700", "257,000"),
            ("20129", "群众团体事务", "700", "600"),
        ],
    )
    read = read_statements(no_text(), [grid], "budget", 2026)
    assert list(dict.fromkeys(read.rows["name"])) == [
        "一般公共服务支出",
        "统计信息事务",
        "群众团体事务",
    ]
    amounts = {"2,932,700", "257,700", "700", "2,932,000", "257,000", "600"}
    assert {*read.rows["printed"], *(number.text for number in read.unread)} == amounts
    assert set(read.rows[read.rows["item"] == "income.current_year"]["printed"]) <= {
        "2,932,700",
        "257,700",
        "700",
    }


@pytest.mark.parametrize("before", ["小计一般公共预算拨款", "一般公共预算拨款", "本年收入合计"])
def test_a_part_of_a_sum_that_is_not_certain_is_no_part_of_another(before: str) -> None:
    """The head over both was lost: what is earmarked of one budget was read as earmarked of all income."""
    head = ["单位名称", before, "其中：专项资金列入部门预算项目", "其他收入"]
    read = read_statements(
        no_text(),
        [make_grid("部门综合预算收入总表", head, [("合计", "9.00", "5.00", "1.00")])],
        "budget",
        2026,
    )
    assert "5.00" not in set(read.rows["printed"])
    assert "1.00" in set(read.rows["printed"])


@pytest.mark.parametrize(
    ("before", "printed"),
    [("支出合计", ["9.00", "5.00"]), ("一般公共预算支出", ["9.00"]), ("犇骉羴", [])],
)
def test_of_which_is_of_the_amount_before_it(before: str, printed: list[str]) -> None:
    head = ["科目编码", "科目名称", before, "其中：基本支出"]
    rows = [("2010301", "行政运行", "9.00", "5.00")]
    read = read_statements(no_text(), [make_grid("部门支出总表", head, rows)], "budget", 2026)
    assert list(read.rows["printed"]) == printed

"""Heads of columns of statements, path by path: what each says, or that it is not known.

A column that is taken for another is worse than one that is listed.
"""

from __future__ import annotations

import pytest
from grids_made import make_grid, no_text

from jixiao.extract.statements import read_statements

Said = tuple[str, str, str, str | None]  # fund, item, phase, base


def of_columns(title: str, heads: list[str], family: str, year: int) -> list[Said | None]:
    """What is read below each of `heads` in a row of a class; None where its figure is listed."""
    figures = [f"{100 + at}.37" for at in range(len(heads))]
    grid = make_grid(
        title,
        ["功能分类科目编码", "科目名称", *heads],
        [("", "合计", *figures), ("201", "一般公共服务支出", *figures)],
    )
    read = read_statements(no_text(), [grid], family, year)  # type: ignore[arg-type]
    rows = read.rows[read.rows["classification"] == "201"]
    found: dict[str, Said] = {
        row.printed: (row.fund, row.item, row.phase, row.base) for row in rows.itertuples()
    }
    return [found.get(figure) for figure in figures]


GENERAL = "一般公共预算财政拨款支出决算表"
OUTTURN = ("general", "expenditure", "outturn", None)


@pytest.mark.parametrize(
    ("head", "phase", "base"),
    [
        ("2023年决算数比2022年决算数增减%", "change_rate", "previous"),  # was an amount
        ("2023年决算数比2022年决算数增减", "change", "previous"),
        ("比上年增减/比例", "change_rate", "previous"),
        ("决算数比年初预算数/增减额", "change", "approved"),
        ("决算数比年初预算数增减率", "change_rate", "approved"),
        ("比全年预算数/增减%", "change_rate", "revised"),
        ("决算数占年初预算数的%", "rate", "approved"),
        ("决算数/比上年增减额", "change", "previous"),  # was an outturn
    ],
)
def test_a_comparison_says_amount_or_rate_and_of_what(head: str, phase: str, base: str) -> None:
    read = of_columns(GENERAL, ["决算数/金额", head], "accounts", 2023)
    assert read == [OUTTURN, ("general", "expenditure", phase, base)]


@pytest.mark.parametrize(
    "head",
    [
        "决算数比预算数/增减率",
        "2023年决算数比2023年预算数增减额",
        "2023年决算数比2019年决算数增减%",
    ],
)
def test_a_comparison_with_another_budget_or_year_is_listed(head: str) -> None:
    assert of_columns(GENERAL, ["决算数", head], "accounts", 2023) == [OUTTURN, None]


def test_what_was_carried_out_is_no_budget() -> None:
    """预算执行数 ends as an outturn does, and its first word is that of a budget."""
    heads = ["2016年预算数", "2016年预算执行数", "2017年预算数"]
    assert of_columns("一般公共预算支出表", heads, "budget", 2017) == [
        ("general", "expenditure", "previous", "approved"),
        ("general", "expenditure", "previous", "outturn"),
        ("general", "expenditure", "approved", None),
    ]


def test_expenditure_below_income_is_income_for_it() -> None:
    """云南 parts income and what is carried over by what they are for; it was taken for expenditure."""
    heads = ["年初结转和结余/合计", "年初结转和结余/基本支出", "本年收入/合计", "本年收入/基本支出"]
    heads += ["本年收入/项目支出", "本年支出/合计", "本年支出/基本支出/小计", "本年支出/项目支出"]
    assert of_columns("一般公共预算财政拨款收入支出决算表", heads, "accounts", 2022) == [
        ("general", "balance.opening", "outturn", None),
        None,
        ("general", "income.current_year", "outturn", None),
        None,
        None,
        OUTTURN,
        ("general", "expenditure.basic", "outturn", None),
        ("general", "expenditure.project", "outturn", None),
    ]
    without = of_columns(
        GENERAL, ["本年收入/基本支出", "年末结转和结余/项目支出"], "accounts", 2022
    )
    assert without == [None, None]


def test_appropriation_within_one_budget_is_not_that_of_all() -> None:
    """河南: 一般公共预算 is 财政拨款 and what is carried over or charged; 财政拨款 of all budgets is more."""
    heads = ["总计", "本年收入/一般公共预算/小计", "本年收入/一般公共预算/其中：财政拨款"]
    assert of_columns("部门收入总体情况表", heads, "budget", 2024)[1:] == [
        ("general", "income.fiscal_appropriation", "approved", None),
        None,
    ]


def test_a_part_of_three_public_expenses_and_meetings_is_the_whole_of_neither() -> None:
    heads = ["因公出国（境）费", "公务接待费", "公务用车购置及运行维护费", "会议费", "培训费"]
    for whole, item in (("合计", "sangong_and_meetings"), ("小计", None)):
        grid = make_grid(
            "“三公”经费及会议费、培训费支出决算表",
            ["单位名称", whole, *heads],
            [("示例局", "9.00", "1.00", "2.00", "3.00", "2.00", "1.00")],
        )
        rows = read_statements(no_text(), [grid], "accounts", 2020).rows
        assert list(rows[rows["printed"] == "9.00"]["item"]) == ([item] if item else [])
        assert "sangong.overseas" in list(rows["item"])

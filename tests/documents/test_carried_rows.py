"""Rows below what is carried over from the year before say whose money that is."""

from __future__ import annotations

from decimal import Decimal

from grids_made import make_grid, no_text

from jixiao.extract.statements import read_statements


def read(title: str, rows: list[tuple[str, str]]) -> list[tuple[str, str, Decimal]]:
    grid = make_grid(title, ["项目", "预算数"], rows)
    found = read_statements(no_text(), [grid], "budget", 2024).rows
    return [(row.fund, row.item.removeprefix("income."), row.value) for row in found.itertuples()]


INCOME = "fiscal_appropriation"


def test_a_budget_named_again_below_what_is_carried_over_is_carried_over() -> None:
    rows = [("一、本年收入", "9.00"), ("（一）一般公共预算拨款收入", "9.00")]
    rows += [("二、上年结转", "2.00"), ("（一）一般公共预算拨款收入", "2.00")]
    rows += [("（二）政府性基金预算财政拨款", "0.00"), ("收入总计", "11.00")]
    assert read("财政拨款收支总表", rows) == [
        ("fiscal", "current_year", Decimal("9.00")),
        ("general", INCOME, Decimal("9.00")),
        ("fiscal", "balance.opening", Decimal("2.00")),
        ("general", "balance.opening", Decimal("2.00")),
        ("government_fund", "balance.opening", Decimal("0.00")),
        ("fiscal", "total.income", Decimal("11.00")),
    ]


def test_money_of_the_unit_named_again_there_is_carried_over_too() -> None:
    rows = [("单位资金", "3.00"), ("上年结转结余", "1.00"), ("单位资金", "1.00")]
    assert read("收支总表", rows) == [
        ("all", "unit", Decimal("3.00")),
        ("all", "balance.opening", Decimal("1.00")),
        ("unit", "balance.opening", Decimal("1.00")),
    ]


def test_a_list_that_begins_with_what_is_carried_over_is_of_income() -> None:
    rows = [
        ("一、上年结转", "1.00"),
        ("二、一般公共预算拨款收入", "3.00"),
        ("三、事业收入", "2.00"),
    ]
    assert read("收支总表", rows)[1:] == [
        ("general", INCOME, Decimal("3.00")),
        ("all", "institutional", Decimal("2.00")),
    ]

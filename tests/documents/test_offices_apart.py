"""The row of the one office of a table is the whole; the classes below it are not of a part of it."""

from __future__ import annotations

from grids_made import make_grid, no_text

from jixiao.extract.statements import read_statements

HEADS = ["单位代码", "科目编码", "单位名称（科目）", "合计", "基本支出", "项目支出"]
CLASS = ("", "2010601", "行政运行", "9.00", "7.00", "2.00")


def items(rows: list[tuple[str, ...]]) -> list[str]:
    grid = make_grid("支出总表", HEADS, rows)
    found = read_statements(no_text(), [grid], "budget", 2024).rows
    return [
        f"{row.item} {row.name}" for row in found.itertuples() if row.item.startswith("expenditure")
    ]


def test_classes_below_the_one_office_that_has_the_whole_money_are_of_the_whole() -> None:
    rows = [
        ("", "", "合计", "9.00", "7.00", "2.00"),
        ("101001", "", "某某局", "9.00", "7.00", "2.00"),
        CLASS,
    ]
    assert "expenditure.basic 行政运行" in items(rows)


def test_classes_below_an_office_that_has_a_part_are_of_it() -> None:
    rows = [
        ("", "", "合计", "12.00", "9.00", "3.00"),
        ("101001", "", "某某局", "9.00", "7.00", "2.00"),
        CLASS,
    ]
    assert "expenditure.basic.office 某某局 / 行政运行" in items(rows)


def test_classes_of_two_offices_are_of_each() -> None:
    rows = [
        ("", "", "合计", "18.00", "14.00", "4.00"),
        ("101001", "", "某某局", "9.00", "7.00", "2.00"),
        CLASS,
        ("101002", "", "某某站", "9.00", "7.00", "2.00"),
        CLASS,
    ]
    found = items(rows)
    assert "expenditure.basic.office 某某局 / 行政运行" in found
    assert "expenditure.basic.office 某某站 / 行政运行" in found


def test_a_subtotal_of_an_office_is_not_the_whole() -> None:
    rows = [
        ("", "", "合计", "12.00", "9.00", "3.00"),
        ("101001", "", "某某局", "9.00", "7.00", "2.00"),
        CLASS,
        ("", "", "小计", "9.00", "7.00", "2.00"),
    ]
    assert "expenditure.basic.office 某某局 / 行政运行" in items(rows)

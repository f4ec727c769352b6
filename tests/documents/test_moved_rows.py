"""Rows of which cells stand under other heads than their own: right, or listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from other_cities_read import report_of

from jixiao.report import Report

ABOVE = "<p>测试市演示局</p><p>2024年部门预算</p><p>一般公共预算支出表</p><p>单位：万元</p>"
HEAD = ["科目编码", "科目名称", "2023年决算数", "2024年预算数", "增减%"]
ROWS = [
    ["2010601", "行政运行", "1,000.00", "1,100.00", "10.00"],
    ["2010602", "一般行政管理事务", "200.00", "", "-100.00"],
    ["2080505", "机关事业单位基本养老保险缴费支出", "", "55.00", ""],
    ["2101101", "行政单位医疗", "40.00", "41.00", "2.50"],
    ["2210201", "住房公积金", "80.00", "82.00", "2.50"],
]
PARTS = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def page(rows: list[list[str]], head: list[str] = HEAD) -> str:
    lines = [
        [f"<td>{cell}</td>" if "<td" not in cell else cell for cell in r] for r in (head, *rows)
    ]
    table = "".join(f"<tr>{''.join(line)}</tr>" for line in lines)
    return f"<html><body>{ABOVE}<table>{table}</table></body></html>"


def with_row(number: int, *cells: str) -> list[list[str]]:
    return [list(cells) if at == number else row for at, row in enumerate(ROWS)]


def read(folder: Path, rows: list[list[str]], head: list[str] = HEAD) -> Report:
    return report_of(folder / "budget.html", page(rows, head))


def figures(report: Report, code: str) -> dict[str, str]:
    """phase and item → figure of a class."""
    table = report.tables["statements"]
    own = table[table["classification"] == code]
    return {f"{row.phase} {row.item}": str(row.value) for row in own.itertuples()}


def listed(report: Report, reason: str) -> set[str]:
    return {
        entry["words"].rpartition(" ")[2]
        for entry in report.about.get("unread", ())
        if entry["reason"] == reason
    }


MOVED = {
    "a cell is left out": (2, ROWS[2][:2] + ["55.00", ""], {"55.00"}),
    "a row ends before its head": (1, ROWS[1][:3], {"200.00"}),
    "a cell too many": (0, [*ROWS[0][:2], "", *ROWS[0][2:]], {"1,000.00", "1,100.00", "10.00"}),
    "a blank cell too many": (2, [*ROWS[2][:2], "", "", "55.00", ""], {"55.00"}),
    "code and name in one cell": (
        0,
        ["2010601行政运行", *ROWS[0][2:]],
        {"1,000.00", "1,100.00", "10.00"},
    ),
}


@pytest.mark.parametrize("name", MOVED)
def test_a_row_of_another_length_than_its_head_is_listed(name: str, tmp_path: Path) -> None:
    number, cells, figures_of_it = MOVED[name]
    report = read(tmp_path, with_row(number, *cells))
    assert figures(report, ROWS[number][0]) == {}
    words = listed(report, "cells_moved")
    assert all(any(word.endswith(figure) for word in words) for figure in figures_of_it)
    assert len(figures(report, "2210201")) == 3


def test_a_figure_over_two_columns_is_of_neither(tmp_path: Path) -> None:
    wide = "<td colspan=2>1,000.00</td>"
    report = read(tmp_path, with_row(0, "2010601", "行政运行", wide, "10.00"))
    assert figures(report, "2010601") == {"change_rate expenditure": "10.00"}
    assert listed(report, "column_not_known") == {"1,000.00"}


def test_a_figure_over_two_rows_is_of_neither(tmp_path: Path) -> None:
    rows = with_row(1, *ROWS[1][:2], "<td rowspan=2>200.00</td>", "", "-100.00")
    rows[2] = [*ROWS[2][:2], "55.00", ""]
    report = read(tmp_path, rows)
    assert figures(report, "2010602") == {"change_rate expenditure": "-100.00"}
    assert figures(report, "2080505") == {"approved expenditure": "55.00"}


def test_a_code_that_hangs_down_is_none_of_the_row_below(tmp_path: Path) -> None:
    rows = with_row(1, "<td rowspan=2>2010602</td>", *ROWS[1][1:])
    rows[2] = ROWS[2][1:]
    report = read(tmp_path, rows)
    assert figures(report, "2010602") == {
        "previous expenditure": "200.00",
        "change_rate expenditure": "-100.00",
    }


def test_figures_that_all_stand_a_column_too_far_right_are_listed(tmp_path: Path) -> None:
    report = read(tmp_path, [[*row[:2], "", *row[2:]] for row in ROWS], [*HEAD, ""])
    assert "statements" not in report.tables
    assert "1,000.00" in listed(report, "cells_moved")


def test_parts_without_their_whole_in_one_row_are_listed(tmp_path: Path) -> None:
    rows = [
        ["2010601", "行政运行", "812.34", "812.34", ""],
        ["2010602", "一般行政管理事务", "217.10", "", "217.10"],
        ["2080505", "机关事业单位基本养老保险缴费支出", "", "98.76", "98.76"],
        ["2210201", "住房公积金", "87.65", "87.65", ""],
    ]
    report = read(tmp_path, rows, PARTS)
    assert figures(report, "2080505") == {}
    assert len(figures(report, "2210201")) == 2


@pytest.mark.parametrize("row", [["", "", "55.00"], ["", "1,000.00", "1,100.00"]])
def test_a_rate_where_no_amounts_make_it_is_in_doubt(row: list[str], tmp_path: Path) -> None:
    report = read(tmp_path, with_row(2, *ROWS[2][:2], *row))
    table = report.tables["statements"]
    doubted = {table.iloc[entry["row"] - 2]["printed"] for entry in report.about["doubtful"]}
    assert doubted == {text for text in row if text}


def test_a_second_head_in_a_table_ends_what_the_first_says(tmp_path: Path) -> None:
    other = [["科目编码", "科目名称", "人员经费", "公用经费", "项目支出"], ROWS[4]]
    report = read(tmp_path, [*ROWS[:4], *other])
    assert figures(report, "2210201") == {}
    assert {"80.00", "82.00"} <= listed(report, "column_not_known")
    assert len(figures(report, "2101101")) == 3


def test_subtotals_between_rows_are_no_whole(tmp_path: Path) -> None:
    head = HEAD[:4]
    rows = [
        ["", "合计", "1,280.00", "1,392.00"],
        ["2010601", "行政运行", "1,000.00", "1,100.00"],
        ["2010602", "一般行政管理事务", "200.00", "210.00"],
        ["", "小计", "1,200.00", "1,310.00"],
        ["2210201", "住房公积金", "80.00", "82.00"],
        ["", "小计", "80.00", "82.00"],
    ]
    report = read(tmp_path, rows, head)
    table = report.tables["statements"]
    assert list(table[table["classification"].isna()]["printed"]) == ["1,280.00", "1,392.00"]
    assert {"1,200.00", "1,310.00"} <= listed(report, "item_not_known")


@pytest.mark.parametrize(
    "head", [["科目编码", "科目名称"], ["单位/科目编码", "单位名称（科目名称）"]]
)
def test_classes_below_the_row_of_an_office_are_its_own(head: list[str], tmp_path: Path) -> None:
    rows = [
        ["", "合计", "1,280.00", "1,392.00"],
        ["101001", "测试市演示局本级", "900.00", "1,000.00"],
        ["2010601", "行政运行", "900.00", "1,000.00"],
        ["101002", "测试市演示中心", "380.00", "392.00"],
        ["2010601", "行政运行", "380.00", "392.00"],
    ]
    report = read(tmp_path, rows, [*head, *HEAD[2:4]])
    table = report.tables["statements"]
    own = table[table["classification"] == "2010601"]
    assert set(own["item"]) == {"expenditure.office"}
    assert set(own["name"]) == {"测试市演示局本级 / 行政运行", "测试市演示中心 / 行政运行"}


def test_what_has_changed_to_a_later_year_is_not_of_this_one(tmp_path: Path) -> None:
    head = ["科目编码", "科目名称", "2024年预算数", "2025年预算数", "增减%"]
    report = read(tmp_path, ROWS, head)
    assert figures(report, "2010601") == {"approved expenditure": "1000.00"}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("20106", "01行政运行"),
        ("20106<br>01", "行政运行"),
        ("201-06-01", "行政运行"),
        ("2010601<br>行政运行", ""),
        ("", "2010601 行政运行"),
    ],
)
def test_a_code_and_a_name_that_run_into_each_other_come_out(
    code: str, name: str, tmp_path: Path
) -> None:
    report = read(tmp_path, with_row(0, code, name, *ROWS[0][2:]))
    table = report.tables["statements"]
    own = table[table["classification"] == "2010601"]
    assert list(own["printed"]) == ROWS[0][2:]
    assert set(own["name"]) == {"行政运行"}


def test_a_code_that_goes_on_in_the_cell_of_another_name_is_listed(tmp_path: Path) -> None:
    report = read(tmp_path, with_row(0, "20106", "99科普活动", *ROWS[0][2:]))
    assert figures(report, "20106") == figures(report, "2010699") == {}
    assert {"1,000.00", "1,100.00", "10.00"} <= listed(report, "code_not_known")


def test_classes_of_government_funds_in_a_table_of_the_general_budget_are_in_doubt(
    tmp_path: Path,
) -> None:
    fund = ["2120803", "城市建设支出", "555.00", "666.00", "20.00"]
    report = read(tmp_path, [*ROWS, fund])
    table = report.tables["statements"]
    found = [entry for entry in report.about["doubtful"] if entry["table"] == "statements"]
    assert {table.iloc[entry["row"] - 2]["classification"] for entry in found} == {"2120803"}
    assert {entry["reason"] for entry in found} == {"class_of_another_fund"}


@pytest.mark.parametrize(("year", "read_of_it"), [("2023", False), ("2024", True)])
def test_a_table_whose_title_names_another_year_is_not_of_this_one(
    year: str, read_of_it: bool, tmp_path: Path
) -> None:
    own = [row[:3] for row in ROWS]
    made = page(own, [*HEAD[:2], "预算数"]).replace(
        "<p>一般公共预算支出表", f"<p>{year}年一般公共预算支出表"
    )
    report = report_of(tmp_path / "budget.html", made)
    assert ("statements" in report.tables) is read_of_it
    assert ("1,000.00" in str(listed(report, "column_not_known"))) is not read_of_it


def test_an_amount_and_the_next_name_in_one_column_give_no_figure_to_the_first_name(
    tmp_path: Path,
) -> None:
    """A hair between 预算数 and 支出项目 and no line: both are one column, and its name was passed over."""
    head = ["项目", "预算数项目", "合计", "一般公共预算", "政府性基金预算"]
    rows = [
        ["一、一般公共预算资金", "164,978,640一、一般公共服务支出", "2,976,800", "2,976,800", ""],
        ["二、政府性基金", "二、公共安全支出", "1,252,300", "1,252,300", ""],
        ["三、国有资本经营预算", "三、科学技术支出", "100,000", "100,000", ""],
        ["", "四、文化旅游体育与传媒支出", "200,000", "200,000", ""],
        ["收入总计", "164,978,640支出总计", "164,978,640", "164,978,640", ""],
    ]
    title = "财政拨款收支预算总表"
    text = page(rows, head).replace("一般公共预算支出表", title).replace("万元", "元")
    report = report_of(tmp_path / "budget.html", text)
    table = report.tables.get("statements")
    assert table is None or table.empty
    words = listed(report, "cells_moved")
    assert {"2,976,800", "1,252,300", "100,000", "200,000"} <= words

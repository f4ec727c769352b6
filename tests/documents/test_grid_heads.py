"""Heads, rows that number columns, captions, notes: what of a table is no data."""

from __future__ import annotations

from decimal import Decimal

import pytest
from made_tables import Paper

from jixiao.grid import Grid, grids


def one(*rows: list[str], **options: bool) -> Grid:
    (grid,) = grids(Paper(**options).line("支出总表").table(*rows).document())
    return grid


THREE_LEVELS = [
    ["项目", "<", "本年支出", "<", "<", "备注"],
    ["科目编码", "科目名称", "合计", "基本支出", "<", "^"],
    ["^", "^", "^", "人员经费", "公用经费", "^"],
    ["201", "一般公共服务支出", "9.00", "6.00", "3.00", ""],
]


def test_a_head_of_three_rows_gives_each_column_its_path() -> None:
    grid = one(*THREE_LEVELS)
    assert grid.heads == (
        ("项目", "科目编码"),
        ("项目", "科目名称"),
        ("本年支出", "合计"),
        ("本年支出", "基本支出", "人员经费"),
        ("本年支出", "基本支出", "公用经费"),
        ("备注",),
    )
    assert [row.kind for row in grid.rows] == ["head", "head", "head", "data"]


def test_a_head_without_merged_cells_takes_the_name_of_the_group_at_its_left() -> None:
    grid = one(
        ["项目", "", "本年支出", ""],
        ["科目编码", "科目名称", "基本支出", "项目支出"],
        ["201", "一般公共服务支出", "6.00", "3.00"],
        boxes=False,
    )
    assert grid.heads[1] == ("项目", "科目名称")
    assert grid.heads[3] == ("本年支出", "项目支出")
    assert [row.kind for row in grid.rows] == ["head", "head", "data"]


def test_a_first_row_with_figures_is_no_head() -> None:
    grid = one(["201", "一般公共服务支出", "6.00"], ["205", "教育支出", "7.00"])
    assert grid.heads == ((), (), ())
    assert [row.kind for row in grid.rows] == ["data", "data"]


def test_an_empty_table_keeps_its_head_and_its_blank_rows() -> None:
    grid = one(*THREE_LEVELS[:3], [""] * 6, ["合计", "<", "", "", "", ""])
    assert [row.kind for row in grid.rows] == ["head"] * 3 + ["blank", "data"]


@pytest.mark.parametrize(
    "numbers",
    [
        ["栏次", "<", "1", "2"],
        ["", "栏次", "1", "2"],
        ["1", "2", "3", "4"],
        ["（1）", "（2）", "（3）", "（4）"],
        ["**", "**", "1", "2=1+3"],
        ["A", "B", "C", "D=A+B+C"],
        ["甲", "乙", "1", "2"],
        ["", "1", "2", "3"],
    ],
)
def test_a_row_that_numbers_the_columns_is_no_data(numbers: list[str]) -> None:
    grid = one(["编码", "名称", "预算", "决算"], numbers, ["201", "教育", "5.00", "6.00"])
    assert grid.rows[1].kind == "column_numbers"


@pytest.mark.parametrize(
    "row",
    [
        ["编内", "局机关", "1", "2"],
        ["", "合计", "1", "2"],
        ["2", "3", "4", "5"],
        ["1", "甲", "1", "2"],
        ["", "", "1", "2"],
    ],
)
def test_small_whole_numbers_are_data(row: list[str]) -> None:
    grid = one(["序号", "名称", "车辆数", "人数"], row, ["2", "乙", "5", "6"])
    assert grid.rows[1].kind == "data"


def test_a_note_set_as_the_last_row_is_a_note() -> None:
    grid = one(
        ["名称", "预算"], ["教育", "5.00"], ["注：本表金额单位转换时可能存在尾数误差。", "<"]
    )
    assert grid.rows[-1].kind == "note"


def test_title_department_and_unit_in_the_first_rows_are_no_head() -> None:
    rows = [
        ["2024年收入支出决算总表", "<", "<", "<"],
        ["公开01表", "<", "<", "<"],
        ["编制单位：某某局", "<", "", "单位：元"],
        ["", "", "", ""],
        ["项目", "金额", "项目", "金额"],
        ["一、财政拨款", "5.00", "一、教育支出", "5.00"],
    ]
    left, right = grids(Paper(boxes=False).table(*rows).document())
    assert (left.title, left.unit, left.table_number) == (
        "2024年收入支出决算总表",
        "元",
        "公开01表",
    )
    assert [row.kind for row in left.rows] == ["title"] * 4 + ["head", "data"]
    assert left.heads == (("项目",), ("金额",))
    assert right.heads == (("项目",), ("金额",))
    assert right.unit == "元"


def test_the_words_over_all_columns_are_a_head_where_the_title_stands_above() -> None:
    grid = one(
        ["财政拨款“三公”经费", "<", "<"],
        ["合计", "公务接待费", "因公出国（境）费"],
        ["5.00", "3.00", "2.00"],
    )
    assert grid.title == "支出总表"
    assert grid.heads[1] == ("财政拨款“三公”经费", "公务接待费")


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位：元", "元"),
        ("部门：某某局 单位：万元", "万元"),
        ("单位:人民币万元", "万元"),
        ("（单位：亿元）", "亿元"),
        ("单位：千元", "千元"),
        ("编制单位：元氏县财政局", None),
        ("编制单位：某某局", None),
    ],
)
def test_the_unit_is_the_one_that_is_printed(above: str, unit: str | None) -> None:
    paper = Paper().line("支出总表").line(above, 50).table(["名称", "预算"], ["教育", "5.00"])
    (grid,) = grids(paper.document())
    assert (grid.title, grid.unit) == ("支出总表", unit)


def test_a_unit_in_the_page_header_holds_for_a_table_without_one() -> None:
    paper = Paper().page("2024年部门预算 单位：万元").table(["名称", "预算"], ["教育", "5.00"])
    assert [grid.unit for grid in grids(paper.document())] == ["万元"]


@pytest.mark.parametrize(
    ("lines", "title", "number"),
    [
        (["表1", "收支总表"], "收支总表", "表1"),
        (["附表14-1", "项目绩效目标表"], "项目绩效目标表", "附表14-1"),
        (["收入决算表", "公开02表"], "收入决算表", "公开02表"),
        (["收支总表（公开01表）"], "收支总表", "公开01表"),
        (["表3 支出总表"], "支出总表", "表3"),
        (["部门公开表8", "国有资本经营预算支出表"], "国有资本经营预算支出表", "部门公开表8"),
        (
            ["西安市级2022年公共卫生中心", "（疾控中心新址）建设项目绩效自评表"],
            "西安市级2022年公共卫生中心（疾控中心新址）建设项目绩效自评表",
            None,
        ),
        (
            ["这里是正文的一句话，后面有表：", "一般公共预算支出表（按功能分类）"],
            "一般公共预算支出表（按功能分类）",
            None,
        ),
        (["具体情况如下表："], None, None),
    ],
)
def test_title_and_number_stand_above(
    lines: list[str], title: str | None, number: str | None
) -> None:
    paper = Paper()
    for line in lines:
        paper.line(line)
    (grid,) = grids(paper.table(["名称", "预算"], ["教育", "5.00"]).document())
    assert (grid.title, grid.table_number) == (title, number)


def test_an_indent_is_kept_in_points() -> None:
    grid = one(["名称", "预算"], ["教育", "5.00"])
    cell = grid.rows[1].cells[0]
    assert cell is not None
    assert Decimal(str(cell.indent)) == Decimal("5.0")


def test_a_title_with_its_unit_beside_it_is_no_head() -> None:
    rows = [
        ["收支总表", "<", "<", "单位：万元"],
        ["编码", "名称", "合计", "备注"],
        ["201", "教育", "5.00", ""],
    ]
    (grid,) = grids(Paper(boxes=False).table(*rows).document())
    assert (grid.title, grid.unit) == ("收支总表", "万元")
    assert [row.kind for row in grid.rows] == ["title", "head", "data"]


def test_the_end_of_a_list_of_tables_is_no_title_of_the_table_on_the_next_page() -> None:
    paper = Paper().line("目录").line("一、收入总表").line("二、支出总表").page()
    (grid,) = grids(paper.table(["名称", "预算"], ["教育", "5.00"]).document())
    assert grid.title is None
    one = Paper().line("正文到此为止。").line("支出总表").page()
    (grid,) = grids(one.table(["名称", "预算"], ["教育", "5.00"]).document())
    assert grid.title == "支出总表"


def test_names_over_the_columns_of_their_code_make_no_form() -> None:
    rows = [["类", "款", "名称", "合计", "备注"]]
    rows += [[f"{name}、支出", "<", "<", "5.00", ""] for name in "一二三四五六"]
    grid = one(*rows, ["201", "03", "行政运行", "5.00", ""])
    assert grid.heads[3] == ("合计",)


def test_cells_as_wide_as_their_head_make_no_form() -> None:
    rows = [["项目", "<", "金额", "项目", "<", "金额"]]
    rows += [[f"收入{i}", "<", "5.00", f"支出{i}", "<", "6.00"] for i in range(5)]
    left, right = grids(
        Paper().table(*rows, ["其中", "甲", "1.00", "其中", "乙", "2.00"]).document()
    )
    assert left.heads == (("项目",), ("项目",), ("金额",))
    assert right.rows[1].text(2) == "6.00"
